"""The version of the compiler, as results and compiled modules carry it."""

VERSION = "0.1.0"
