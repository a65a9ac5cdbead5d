"""From words to expressions.  In: a ``syntax.Form`` and the names of the block.  Out: an expression, every name bound and
every unit checked; a fault ends its sentence only."""
