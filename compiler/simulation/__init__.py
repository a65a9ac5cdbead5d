"""What a policy would cost, before it is in force: a made-up population, and a policy over one.

In: a policy and distributions, or a table of applicants.  Out: a ``Population``; a ``Simulation``, and what is printed from it: a page
that loads nothing, and tables.  Every amount is the sum of exact single results.
"""
