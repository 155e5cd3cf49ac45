"""A large store in numbers, without loading it: what ``explorer.model.report`` says of a graph, as far as a store can count it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from explorer.model.facets import MENTIONED, Facet, exactly
from explorer.model.report import MOST_CONNECTED
from explorer.model.standing import Standing

if TYPE_CHECKING:
    from explorer.stores.reader import Reader


def report_of(reader: Reader) -> dict[str, Any]:  # Any: nested counts, ready for JSON
    """Count what a store holds; articles are not named one by one."""
    summary = reader.summary()
    stands, sources = reader.tally(Facet.STANDING), reader.tally(Facet.SOURCES)
    return {
        "title": summary.title,
        "articles_total": summary.articles,
        "entities": {"total": summary.entities, "by_kind": dict(reader.tally(Facet.ENTITY_KIND).most_common())},
        "relations": {
            "total": summary.relations,
            "by_standing": {standing.value: stands[standing.value] for standing in Standing if stands[standing.value]},
            "by_kind": dict(reader.tally(Facet.RELATION_KIND).most_common()),
            "without_both_ends": summary.loose,
        },
        "coverage": {
            "single_source_relations": sources[exactly(1)],
            "contested": stands[Standing.CONTESTED.value],
            "unsupported": sources[exactly(0)],
            "only_mentioned": reader.tally(Facet.LINKED)[MENTIONED],
        },
        "most_connected": [
            {"id": listed.id, "name": listed.name, "relations": listed.degree}
            for listed in reader.entities(limit=MOST_CONNECTED)
        ],
    }
