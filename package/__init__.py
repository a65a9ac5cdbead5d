"""条文 tiaowen: policy documents that check, explain and calculate themselves.

>>> import tiaowen
>>> tiaowen.__version__ == tiaowen.compiler.VERSION
True

``tiaowen.compiler.load`` reads a policy; ``python -m tiaowen`` is the command.
"""

__version__: str


def __getattr__(name: str) -> object:
    """The version is asked of the compiler, of which the runtime alone needs nothing."""
    if name == "__version__":
        from tiaowen.compiler.version import VERSION

        return VERSION
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
