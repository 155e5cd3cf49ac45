"""Runs every check: format, lint, types, import contracts, tests and doctests, the tests on all cores.

With further words, pytest alone gets them, and runs in one process unless they say otherwise (``-n auto``).
"""

from __future__ import annotations

import subprocess
import sys

from explorer.bootstrap import ROOT, TESTS, ensure

CHECKS = {
    "format": ["-m", "ruff", "format", "--check", "."],
    "lint": ["-m", "ruff", "check", "."],
    "types": ["-m", "mypy"],
    "import contracts": ["-c", "from importlinter.cli import lint_imports_command as run; run(['--no-logo'])"],
}
ON_ALL_CORES = ("-n", "auto", "--dist", "worksteal")


def main(words: list[str]) -> int:
    """Run all checks, whichever of them fail, and the tests last; return the exit code."""
    failed = [] if words else [name for name, command in CHECKS.items() if not passes(name, command)]
    if failed:
        print(f"── failed: {', '.join(failed)}; the tests are run all the same", flush=True)
    return 0 if passes("tests", ["-m", "pytest", *(words or ON_ALL_CORES)]) and not failed else 1


def passes(name: str, command: list[str]) -> bool:
    """Run one check under its heading."""
    print(f"── {name}", flush=True)
    return subprocess.run([sys.executable, *command], cwd=ROOT, check=False).returncode == 0


if __name__ == "__main__":
    ensure(TESTS)
    sys.exit(main(sys.argv[1:]))
