"""What a rule comes to, as data: ``core`` over rational numbers, ``integer`` over whole ones, the ``shape`` of a result.

Comes in and goes out: nothing; meaning/ and program/ make these nodes, targets/ and proofs/ read them.
"""
