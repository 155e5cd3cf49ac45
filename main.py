"""Hands the command line to ``explorer.cli``; prepares ``.venv`` the first time."""

import sys

from explorer import bootstrap

if __name__ == "__main__":
    bootstrap.ensure(bootstrap.RUN)
    from explorer.cli import main

    sys.exit(main())
