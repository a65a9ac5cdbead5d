"""The drafter's desk: one page with the whole compiler in it, for people who install nothing.

``answering`` is what the page asks and ``calls/`` the questions, a file each; ``brought`` what npm and pip bring, ``packed`` what
goes along of this package, ``built`` the page put together.  ``page/`` holds its scripts and styles, a file a thing.
"""
