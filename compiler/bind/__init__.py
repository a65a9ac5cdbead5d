"""From words to expressions.  In: a ``syntax.Form`` and the names of the block.  Out: an expression, every name bound and
every unit checked; a fault ends its sentence only.

``desugar`` puts other spellings into one; then each room binds its own forms: ``names``, ``amounts``, ``ranges`` and their
``ends``, ``conditions``, ``cases``, ``awards``, ``sentences``.  ``binder`` is what they know, three frozen values, and what
comes of it beside expressions.
"""
