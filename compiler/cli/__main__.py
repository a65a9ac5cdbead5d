"""``python -m tiaowen.compiler.cli``, where the command itself is not at hand."""

import sys

from .main import main

if __name__ == "__main__":
    sys.exit(main())
