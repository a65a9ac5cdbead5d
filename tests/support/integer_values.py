"""What integer expressions over named values are worth, worked out plainly: what the printers of all languages are held to."""

from tiaowen.compiler.ir.integer import (
    Bool,
    BoolExpr,
    Compare,
    Extreme,
    FloorDiv,
    If,
    Int,
    IntExpr,
    Logic,
    Name,
    Not,
    Sum,
    Times,
)


def value_of(expr: IntExpr, values: dict[str, int]) -> int:
    """The value; a division by what is not above zero is zero, since no program comes to it."""
    match expr:
        case Int():
            return expr.value
        case Name():
            return values[expr.name]
        case Sum():
            return sum(value_of(part, values) for part in expr.parts)
        case Times():
            return value_of(expr.left, values) * value_of(expr.right, values)
        case FloorDiv():
            below = value_of(expr.right, values)
            return value_of(expr.left, values) // below if below > 0 else 0
        case Extreme():
            return (min if expr.kind == "min" else max)(value_of(part, values) for part in expr.parts)
        case If():
            return value_of(expr.then if holds(expr.condition, values) else expr.otherwise, values)
        case _:
            raise TypeError(expr)


def holds(expr: BoolExpr, values: dict[str, int]) -> bool:
    match expr:
        case Compare():
            left, right = value_of(expr.left, values), value_of(expr.right, values)
            signs = {"<": left < right, "<=": left <= right, ">": left > right, ">=": left >= right}
            return {**signs, "=": left == right, "≠": left != right}[expr.operator]
        case Not():
            return not holds(expr.part, values)
        case Logic():
            return (all if expr.kind == "and" else any)(holds(part, values) for part in expr.parts)
        case Bool():
            return expr.value
        case _:
            raise TypeError(expr)
