"""The compiled JavaScript module, in Node."""

from support.answerers.compiled import Compiled
from support.node import Calculator


class Node(Compiled):
    name = "node"
    calculator = Calculator
