"""Who is held against the interpreter: every target, each with what it can be asked."""

from support.answerers.answerer import Answerer
from support.answerers.ir import Ir
from support.answerers.node import Node
from support.answerers.python import Python

ANSWERERS: tuple[type[Answerer], ...] = (Python, Node, Ir)
