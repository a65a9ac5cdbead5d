"""What an expression is worth, and what people are told of it: **the meaning of the language**, over exact fractions.
Everything else must agree with it."""
