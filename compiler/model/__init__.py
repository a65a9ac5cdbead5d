"""What a rule means, as data: types, expressions, clauses, the policy.

Comes in and goes out: nothing; bind/ and resolve/ make it, everything above reads it.
"""
