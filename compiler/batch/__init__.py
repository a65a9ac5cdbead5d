"""Many applicants: rows of a table in, a result of every clause in each row out.

In: a policy and rows.  Out: a ``BatchResult`` (or, file to file, its parts as they come), exact as ``policy.calc`` is; what is
wrong with a row is told beside it and stops nothing else.  Needs the extra ``batch``.
"""
