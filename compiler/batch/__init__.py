"""Many rows at once: tables of applicants through the clauses of a policy.  Needs the extra ``batch``."""
