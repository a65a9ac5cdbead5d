"""From meaning to whole numbers.  In: a ``Clause``.  Out: its core, and the integer form that every target prints."""
