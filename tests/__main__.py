"""Runs every check: format, lint, types, import contracts, tests and doctests. Further words go to pytest."""

from __future__ import annotations

import os
import subprocess
import sys

from explorer.bootstrap import ROOT, TESTS, ensure

CHECKS = {
    "format": ["-m", "ruff", "format", "--check", "."],
    "lint": ["-m", "ruff", "check", "."],
    "types": ["-m", "mypy"],
    "import contracts": ["-c", "import sys; from importlinter.cli import lint_imports_command as run; sys.exit(run())"],
}


def main(words: list[str]) -> int:
    """Run the checks, all of them even if one fails, and the tests last."""
    failed = []
    steps = {} if words else CHECKS  # with words for pytest, only pytest is wanted
    for name, command in {**steps, "tests": ["-m", "pytest", *words]}.items():
        print(f"── {name}", flush=True)
        result = subprocess.run([sys.executable, *command], cwd=ROOT, env=os.environ, check=False)
        if result.returncode:
            failed.append(name)
    if failed:
        print(f"Failed: {', '.join(failed)}.", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    ensure(TESTS)
    sys.exit(main(sys.argv[1:]))
