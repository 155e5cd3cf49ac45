"""What the model keeps out of a start-up."""

from __future__ import annotations

import subprocess
import sys

HEAVY = ("networkx", "scipy", "rapidfuzz", "pyvis", "PySide6")
ROOMS = ("citations", "changes", "filters", "project", "queries", "search", "sentences")


def test_the_model_is_imported_without_heavy_libraries() -> None:
    imports = "; ".join(f"import explorer.model.{room}" for room in ROOMS)
    code = f"import sys; {imports}; print([name for name in {HEAVY} if name in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert found.stdout.strip() == "[]"
