"""What is said to the author.  In: faults as data.  Out: a ``Report``, and it as text, JSON or SARIF, in both languages."""
