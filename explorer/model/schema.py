"""The JSON Schema of graph.json, for editors and for programs that write such files.

``python -m explorer.model.schema`` writes it to docs/graph.schema.json.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from explorer.model.facts import FORMAT, VERSION, GraphFile

FILTERS = (
    "What the view shows. terms: a list of {facet, values, exclude?}. lens: which evidence counts, as {tellers?: ids of "
    "speakers, an empty one for articles in their own voice; known_by?: the last day of publication; happened_by?: the "
    "last day on which relations begin}."
)
COMMITTED = Path(__file__).parents[2] / "docs" / "graph.schema.json"


def schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a graph file."""
    made = GraphFile.model_json_schema(mode="validation")
    made["title"] = "Edgewise graph"
    made["properties"]["format"]["const"] = FORMAT
    made["properties"]["version"]["maximum"] = VERSION
    made["$defs"]["SavedView"]["properties"]["filters"]["description"] = FILTERS
    made["required"] = ["format", "version"]
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **made}


def schema_text() -> str:
    """Return the schema as it is committed."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


def main() -> None:
    """Write the schema to its place, or to the path that is given."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else COMMITTED
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(schema_text(), encoding="utf-8")


if __name__ == "__main__":
    main()
