"""What an expression is worth, and what people are told of it: **the meaning of the language**, over exact fractions.
Everything else must agree with it.

In: an expression and facts.  Out: a fraction or a truth, the checks of the facts that the words imply, a plan of lines.
"""
