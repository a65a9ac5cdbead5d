"""What a rule comes to, as data: ``core`` over rational numbers, ``integer`` over whole ones."""
