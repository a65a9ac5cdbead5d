"""What the checks, promises and comparisons find out about clauses, beside what they compute.

``ranges``: what an expression may be, for sure.  ``tiers``: the cases of a rule as intervals.  ``probing``: where a
result turns, and what it is there.  ``cliffs``: where one unit more gives less.  ``boundaries``: the words 以上, 以下 and
their kin.  ``fair_competition``: the sentences that give something.  ``likeness``: texts and facts that are nearly the
same.
"""
