"""What a rule means, as data: types, expressions, clauses, the policy."""
