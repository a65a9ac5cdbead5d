"""A clause over columns: branch-free, a step at a time, for machines whose integers end.  Printed as C, run in NumPy."""
