"""One-token changes of code.  In: the text of a Python or JavaScript file.  Out: every ``Change`` that could be made of it.

A comparison becomes another, ``and`` becomes ``or``, a sum a difference, a number the next one, a condition its opposite,
``min`` becomes ``max``, two arguments change places, a ``not`` or a sign is dropped.  Texts for people stay as they are.
"""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True)
class Change:
    """Some characters of a text, and what stands in their place."""

    start: int
    end: int
    new: str

    def of(self, text: str) -> str:
        return text[: self.start] + self.new + text[self.end :]


COMPARISONS = {
    ast.Lt: ("<=", ">"),
    ast.LtE: ("<", ">="),
    ast.Gt: (">=", "<"),
    ast.GtE: (">", "<="),
    ast.Eq: ("!=",),
    ast.NotEq: ("==",),
    ast.In: ("not in",),
    ast.NotIn: ("in",),
    ast.Is: ("is not",),
    ast.IsNot: ("is",),
}
OPERATORS = {
    ast.Add: "-",
    ast.Sub: "+",
    ast.Mult: "//",
    ast.FloorDiv: "*",
    ast.Div: "*",
    ast.Mod: "//",
    ast.Pow: "*",
    ast.BitOr: "&",
    ast.BitAnd: "|",
}
# Functions and nodes that mean the opposite of one another.
OPPOSITES = (("min", "max"), ("any", "all"), ("floor", "ceil"), ("Least", "Greatest"), ("AnyOf", "All"))
OTHER = {one: other for pair in OPPOSITES for one, other in (pair, pair[::-1])}

_JAVASCRIPT = re.compile(
    r"""(?P<skip>//[^\n]*|/\*.*?\*/|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`"""
    r"""|(?<=[=(,:!?&|])\s*/(?:\\.|\[(?:\\.|[^\]\\])*\]|[^/\\\n])+/\w*|=>|\+\+|--|\*\*|[-+*/]=)"""
    r"""|(?P<token><=|>=|===|!==|&&|\|\||[<>]|\b(?:true|false|min|max|floor|ceil|some|every)\b|\b\d+n?\b|!(?=[\w(])| [-+*] )""",
    re.DOTALL,
)
_JAVASCRIPT_OTHER = {
    **{"<=": "<", "<": "<=", ">=": ">", ">": ">=", "===": "!==", "!==": "===", "&&": "||", "||": "&&", "!": ""},
    **{" + ": " - ", " - ": " + ", " * ": " + ", "true": "false", "false": "true", "some": "every", "every": "some"},
    **{"min": "max", "max": "min", "floor": "ceil", "ceil": "floor"},
}


def changes(text: str, *, javascript: bool = False) -> list[Change]:
    """Every change of a text, in the order of its places; each text comes out once."""
    found = _of_javascript(text) if javascript else _of_python(text)
    return sorted(
        {change for change in found if change.of(text) != text}, key=lambda one: (one.start, one.end, one.new)
    )


def _of_javascript(text: str) -> Iterator[Change]:
    for match in _JAVASCRIPT.finditer(text):
        if token := match["token"]:
            number = token.rstrip("n")
            new = f"{int(number) + 1}{token[len(number) :]}" if number.isdigit() else _JAVASCRIPT_OTHER[token]
            yield Change(match.start(), match.end(), new)


def _of_python(text: str) -> Iterator[Change]:
    tree = ast.parse(text)
    source = _Text(text)
    left_alone = _annotations(tree)
    for node in ast.walk(tree):
        if node not in left_alone:
            yield from _of_node(node, source)


class _Text:
    """Places of nodes, which the parser counts in bytes of UTF-8, as places in the text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._lines = text.splitlines(keepends=True)
        self._starts = [0]
        for line in self._lines:
            self._starts.append(self._starts[-1] + len(line))

    def start(self, node: ast.expr) -> int:
        return self._at(node.lineno, node.col_offset)

    def end(self, node: ast.expr) -> int:
        assert node.end_lineno is not None and node.end_col_offset is not None
        return self._at(node.end_lineno, node.end_col_offset)

    def between(self, left: ast.expr, right: ast.expr, new: str) -> Change:
        """What stands between two operands, but white space and brackets, replaced."""
        start, end = self.end(left), self.start(right)
        between = re.search(r"[^\s()\\]+( (?:in|not)\b)?", self.text[start:end])
        assert between is not None
        return Change(start + between.start(), start + between.end(), new)

    def _at(self, line: int, column: int) -> int:
        return self._starts[line - 1] + len(self._lines[line - 1].encode()[:column].decode())


def _annotations(tree: ast.AST) -> set[ast.AST]:
    """What only describes types and classes."""
    found: set[ast.AST] = set()
    for node in ast.walk(tree):
        parts: list[ast.AST | None] = []
        if isinstance(node, ast.ClassDef):
            parts = [*node.decorator_list, *node.bases]
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            parts = [node.returns, *(arg.annotation for arg in ast.walk(node.args) if isinstance(arg, ast.arg))]
        elif isinstance(node, ast.AnnAssign):
            parts = [node.annotation]
        elif isinstance(node, ast.Assign) and isinstance(node.value, ast.BinOp | ast.Subscript) and _is_type(node):
            parts = [node.value]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("isinstance", "cast"):
            parts = list(node.args)
        for part in parts:
            found |= set(ast.walk(part)) if part else set()
    return found


def _is_type(node: ast.Assign) -> bool:
    """Whether an assignment is the name of a type (``Node = Const | Input``)."""
    target = node.targets[0]
    return isinstance(target, ast.Name) and target.id[:1].isupper() and not target.id.isupper()


def _of_node(node: ast.AST, text: _Text) -> Iterator[Change]:
    match node:
        case ast.Compare():
            for (left, right), operator in zip(pairwise((node.left, *node.comparators)), node.ops, strict=True):
                for new in COMPARISONS[type(operator)]:
                    yield text.between(left, right, new)
        case ast.BinOp(left=left, op=operator, right=right) if type(operator) in OPERATORS:
            yield text.between(left, right, OPERATORS[type(operator)])
        case ast.BoolOp(op=operator, values=values):
            for left, right in pairwise(values):
                yield text.between(left, right, "or" if isinstance(operator, ast.And) else "and")
        case ast.UnaryOp(op=ast.Not() | ast.USub()):
            start = text.start(node)
            sign = re.compile(r"not\s*|-").match(text.text, start)
            assert sign is not None
            yield Change(start, sign.end(), "")
        case ast.Constant(value=bool() as value):
            yield Change(text.start(node), text.end(node), str(not value))
        case ast.Constant(value=int() as value):
            yield Change(text.start(node), text.end(node), str(value + 1))
        case ast.Name(id=name) if name in OTHER:
            yield Change(text.start(node), text.end(node), OTHER[name])
        case ast.Attribute(attr=name) if name in OTHER:
            yield Change(text.end(node) - len(name), text.end(node), OTHER[name])
        case ast.If(test=test) | ast.IfExp(test=test) | ast.While(test=test):
            yield Change(text.start(test), text.end(test), f"not ({text.text[text.start(test) : text.end(test)]})")
        case ast.Call(args=args) if not any(isinstance(arg, ast.Starred) for arg in args):
            for one, other in pairwise(args):
                first, second = (text.text[text.start(arg) : text.end(arg)] for arg in (one, other))
                gap = text.text[text.end(one) : text.start(other)]
                yield Change(text.start(one), text.end(other), f"{second}{gap}{first}")
