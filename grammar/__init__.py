"""Lark grammar files: the only definition of the syntax."""
