"""What a rule says.  In: the body of a block.  Out: headings, and for each sentence a ``syntax.Form``; nothing is
understood yet."""
