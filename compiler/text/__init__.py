"""Characters and places.  In: a text with a name.  Out: a ``Source``, ``Span``s in it, one spelling for each character."""
