"""Clauses over columns of facts, exactly and fast: by compiled C, or by NumPy where there is no compiler."""

from .kernels import How, Kernels, Outcome

__all__ = ["How", "Kernels", "Outcome"]
