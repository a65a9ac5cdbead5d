"""The targets, one file each.  In: a policy's ``Module``.  Out: texts, and diagnostics for what a target cannot say.

Nothing is imported here: whoever compiles into one of them need not load the others; ``every`` has them all.
"""
