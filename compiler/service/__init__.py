"""What a policy answers when others ask, as plain data: its clauses, what they ask for, results, checks of a draft.

In: a policy, and what came over some wire, read into mappings, lists, texts and exact numbers.  Out: mappings and lists that
are JSON as they stand, in the shapes of ``calc --json``, ``settle --json``, ``allocate --json`` and ``check --format json``;
wrong facts raise ``FactError``, whose faults are data too.  There is no meaning here, and no protocol: who listens (the web
service, the assistants' tools) stands above.
"""
