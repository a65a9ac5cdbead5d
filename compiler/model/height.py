"""How high an expression is, so that none is made that recursion could not go through."""

from collections.abc import Mapping

from .expr import Definition, DefinitionRef, Expr, operands_of

# INVARIANT: no expression of a clause is higher, so that passes may go through it by recursion.
MAX_HEIGHT = 120


def height(expr: Expr, known: Mapping[Definition, int]) -> int:
    """How many expressions stand within one another, definitions (whose heights are ``known``) too; more than
    ``MAX_HEIGHT`` is not counted out."""
    layer, level, highest = {id(expr): expr}, 0, 0
    while layer and highest <= MAX_HEIGHT:
        level += 1
        named = (known.get(made.definition, 0) for made in layer.values() if isinstance(made, DefinitionRef))
        highest = max(highest, level + max(named, default=0))
        layer = {id(part): part for made in layer.values() for part in operands_of(made)}
    return highest
