"""Clauses over columns of facts, exactly and fast: by compiled C, or by NumPy where there is no compiler."""

from .kernels import Kernels, Outcome

__all__ = ["Kernels", "Outcome"]
