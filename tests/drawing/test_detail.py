"""What is left out when one looks from afar, without a pixel."""

from __future__ import annotations

from dataclasses import asdict

import pytest

from explorer.drawing.detail import MOST_RELATIONS, detail_at
from explorer.drawing.theme import load_theme

LIMITS = load_theme("light").zoom


@pytest.mark.parametrize(
    ("zoom", "drawn"),
    [
        (0.71, {"relation_labels", "minor_labels", "marks", "icons", "heads", "dashes"}),
        (0.69, {"marks", "icons", "heads", "dashes"}),
        (0.59, {"icons", "heads", "dashes"}),
        (0.49, {"heads", "dashes"}),
        (0.39, {"dashes"}),
        (0.34, set()),
    ],
)
def test_things_go_one_after_the_other_as_one_zooms_out(zoom: float, drawn: set[str]) -> None:
    assert {name for name, yes in asdict(detail_at(zoom, LIMITS)).items() if yes} == drawn


@pytest.mark.parametrize("name", [name for name, most in MOST_RELATIONS.items() if most < 1e9])
def test_in_large_graphs_the_costly_goes_first(name: str) -> None:
    most = int(MOST_RELATIONS[name])
    assert getattr(detail_at(1.0, LIMITS, most), name)
    assert not getattr(detail_at(1.0, LIMITS, most + 1), name)


def test_every_detail_has_its_row_in_the_table() -> None:
    assert set(asdict(detail_at(1.0, LIMITS))) == set(MOST_RELATIONS)
