"""``python -m tiaowen``, where the command itself is not at hand."""

import sys

from tiaowen.compiler.cli import main

if __name__ == "__main__":
    sys.exit(main())
