"""The committed JSON Schema is the one that the models make."""

from __future__ import annotations

import json
from pathlib import Path

from explorer.model.facts import GraphFile
from explorer.model.schema import COMMITTED, schema, schema_text


def test_the_committed_schema_is_up_to_date() -> None:
    assert COMMITTED.read_text(encoding="utf-8") == schema_text(), "run: python -m explorer.model.schema"


def test_it_names_every_key_of_a_document() -> None:
    assert set(schema()["properties"]) == set(GraphFile.model_fields)


def test_keys_from_newer_versions_are_allowed_everywhere() -> None:
    parts = [schema(), *schema()["$defs"].values()]
    assert all(part["additionalProperties"] is True for part in parts if part["type"] == "object")


def test_it_holds_the_format_and_the_version_to_ours() -> None:
    made = schema()
    assert made["properties"]["format"]["const"] == "edgewise-graph"
    assert made["properties"]["version"]["maximum"] == 1
    assert made["required"] == ["format", "version"]
    assert Path(COMMITTED).name == "graph.schema.json"
    assert json.loads(schema_text())["$schema"].endswith("2020-12/schema")
