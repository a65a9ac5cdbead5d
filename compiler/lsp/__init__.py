"""The language service for editors, over the Language Server Protocol.

In: what an editor sends over standard input.  Out: what it is sent back; every answer is a service's of ``editing/``, places
turned into lines and columns (``positions``).  ``folders`` says which files make one policy; only ``server``, its ``state``, what is asked
``of_places`` and ``of_files``, and ``wire`` know the library of the protocol; ``extension`` makes the package for VS Code.
"""
