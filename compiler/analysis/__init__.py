"""What the checks, promises and comparisons find out about clauses, beside what they compute.

``ranges``: what an expression may be, for sure, as an ``interval``; ``places``: every expression where it is computed.
``tiers``: the cases of a rule as intervals, ``in_words`` for people.  ``probing``: what any applicant gets, and at which
``turning_points`` of a fact it changes.  ``cliffs``: where one unit more gives less: at an edge (``edges``), told as a
``cliff``, with what would remove it (``mending``).  ``boundaries``: the words 以上, 以下 and their kin.
``fair_competition``: the sentences that give something.  ``graded_lists``: grades that earn less than lower ones.
``likeness``: texts and facts that are nearly the same.
"""
