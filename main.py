"""Hands the command line to ``explorer.cli``; prepares ``.venv`` the first time."""

import sys

from explorer.bootstrap import ensure

if __name__ == "__main__":
    ensure([__file__, *sys.argv[1:]])
    from explorer.cli import main

    sys.exit(main())
