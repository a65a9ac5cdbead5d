"""A policy while it is being written: after each change, what ``check`` would say, and what helps at a place.

In: the texts of a policy's files, and changes of them, by offsets in characters.  Out: a ``Desk`` that has what a fresh check
gives, for which only the blocks that changed are read anew; and the services over it (``services``), a file each, which
give plain data.  There is no protocol here, no file, no thread: ``lsp/`` speaks to editors, a page to its worker.
"""
