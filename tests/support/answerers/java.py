"""The compiled Java class, in one JVM, which compiles it with every warning an error."""

from support.answerers.compiled import Compiled
from support.java import Calculator


class Java(Compiled):
    name = "java"
    needs_system = True
    least = 80
    calculator = Calculator
