"""The command ``tiaowen``.  In: what was typed.  Out: what is written, and an exit code."""

from .main import main

__all__ = ["main"]
