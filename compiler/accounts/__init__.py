"""What the document says against what the rules say.  In: a policy.  Out: an ``Account`` a clause, and what accounts for
each sentence and number of the document."""
