"""Large files in the form in which we write, read part by part: every fact is validated, and kept as its text.

Of any other file nothing is read here; that is the business of ``reading``. What JSON may say in several ways, or
twice, stays as it stands until its fact is changed; see ``writing``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from explorer.model.bodies import Bodies
from explorer.model.facts import FORMAT, VERSION, Entity, GraphFile, Relation
from explorer.model.gathering import NONE, Gathering
from explorer.model.project import Project
from explorer.stores.tidying import TOLD, loose_ends
from explorer.stores.writing import to_bytes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from numpy.typing import NDArray

    from explorer.model.facts import Evidence
    from explorer.model.gathering import Gathered, Pieces

    _Read = Callable[[Project, str], Sequence[Evidence]]
    _Place = tuple[Pieces, NDArray[np.object_], _Read, NDArray[np.bool_]]

MANY_RELATIONS = 20_000
"""From so many on values would take more memory than a window should."""
AT_ONCE = 500
_ENDS = re.compile(rb"\n    \},?\n")
_CLOSING = b"\n  ]"


class Progress(NamedTuple):
    """How far the reading is, from 0 to 1."""

    progress: float


class Large(NamedTuple):
    """A large document: its project, and what a person should know."""

    project: Project
    notices: tuple[str, ...]


class _Section(NamedTuple):
    """One of the two long lists: the bytes around it, and where each of its facts begins and ends."""

    name: str
    opens: int
    closes: int
    starts: NDArray[np.int64]
    ends: NDArray[np.int64]


def read_in_parts(raw: bytes, *, many: int = MANY_RELATIONS) -> Iterator[Progress | Large]:
    """Read a document of many relations; the last step is the document.

    Nothing comes, or no document after some steps, where the file has few relations, another form, or ids that
    stand twice.
    """
    sections = [_section(raw, name) for name in ("entities", "relations")]
    entities, relations = sections
    if entities is None or relations is None or len(relations.starts) < many or entities.closes > relations.opens:
        return
    head = _head(raw, entities, relations)
    if head is None:
        return
    gathering = Gathering()
    total = relations.closes - entities.opens
    for section in (entities, relations):
        for at in range(0, len(section.starts), AT_ONCE):
            if not _take(raw, section, at, gathering):
                return
            yield Progress((int(section.ends[min(at + AT_ONCE, len(section.ends)) - 1]) - entities.opens) / total)
    gathered = gathering.gathered()
    found = _project(raw, head, entities, relations, gathered)
    if found is not None:
        yield found


def _section(raw: bytes, name: str) -> _Section | None:
    opening = f'\n  "{name}": [\n'.encode()
    found = raw.find(opening)
    opens = found + len(opening)
    closes = raw.find(_CLOSING, opens)
    if found < 0 or closes < 0:
        return None
    # No string holds a line break, so a brace behind four spaces closes a fact and nothing else.
    ends = np.array([match.start() for match in _ENDS.finditer(raw, opens, closes + 1)], dtype=np.int64) + len(
        "\n    }"
    )
    if not len(ends) or int(ends[-1]) != closes:
        return None
    return _Section(name, opens, closes, np.concatenate([[opens], ends[:-1] + len(",\n")]), ends)


def _head(raw: bytes, entities: _Section, relations: _Section) -> GraphFile | None:
    """Return the document without its two long lists, if it is written as we write."""
    short = b"".join(
        (
            raw[: entities.opens - 1],
            raw[entities.closes + len("\n  ") : relations.opens - 1],
            raw[relations.closes + len("\n  ") :],
        )
    )
    try:
        file = GraphFile.model_validate_json(short)
    except (ValueError, RecursionError):
        return None
    is_ours = file.format == FORMAT and file.version == VERSION and "format" in file.model_fields_set
    return file if is_ours and to_bytes(file) == short else None


def _take(raw: bytes, section: _Section, at: int, gathering: Gathering) -> bool:
    """Read some facts of a section. Returns whether all of them are right."""
    starts, ends = section.starts[at : at + AT_ONCE], section.ends[at : at + AT_ONCE]
    part = b'{\n  "%s": [\n%s\n  ]\n}' % (section.name.encode(), raw[int(starts[0]) : int(ends[-1])])
    try:
        file = GraphFile.model_validate_json(part)
    except (ValueError, RecursionError):
        return False
    if len(file.entities) + len(file.relations) != len(starts):
        return False
    gathering.add_entities(file.entities)
    gathering.add_relations(file.relations)
    return True


def _project(raw: bytes, head: GraphFile, entities: _Section, relations: _Section, gathered: Gathered) -> Large | None:
    def text_in(section: _Section, row: int) -> bytes:
        return raw[section.starts[row] : section.ends[row]]

    some = Bodies(Entity, gathered.entities.ids.tolist(), lambda row: text_in(entities, row))
    them = Bodies(Relation, gathered.relations.ids.tolist(), lambda row: text_in(relations, row))
    return assembled(head, some, them, gathered)


def assembled(
    head: GraphFile, entities: Bodies[Entity], relations: Bodies[Relation], gathered: Gathered
) -> Large | None:
    """Return a large document of its parts; None if an id stands twice."""
    articles = {article.id for article in head.articles}
    counts = (len(gathered.entities.ids), len(gathered.relations.ids), len(head.articles))
    if (len(entities), len(relations), len(articles)) != counts:
        return None
    project = Project(head, entities=entities, relations=relations, gathered=gathered)
    return Large(project, tuple(_loose_ends(project, gathered, articles)))


def _loose_ends(project: Project, gathered: Gathered, articles: set[str]) -> list[str]:
    """Tell what points at nothing, as ``tidying`` does."""
    codes, ties = gathered.codes, gathered.relations
    is_entity = np.array([*(word in project.entities for word in codes), True], dtype=bool)  # the last one: nobody
    is_article = np.array([word in articles for word in codes], dtype=bool)
    dangling = ties.ids[~(is_entity[ties.source] & is_entity[ties.target])]
    owners = [
        (ties.evidence, ties.ids, _under_relation),
        (gathered.entities.evidence, gathered.entities.ids, _in_facts),
    ]
    homeless: list[_Place] = []
    voiceless: list[_Place] = []
    for pieces, ids, read in owners:
        homeless.append((pieces, ids, read, ~is_article[pieces.article]))
        speaker = np.where(pieces.speaker == NONE, len(codes), pieces.speaker)
        voiceless.append((pieces, ids, read, ~is_entity[speaker]))
    first = dangling[:TOLD].tolist()
    return loose_ends((len(dangling), first), _told(project, homeless), _told(project, voiceless))


def _told(project: Project, places: list[_Place]) -> tuple[int, list[str]]:
    """Return how many pieces of evidence are wrong, and the ids of the first."""
    number = 0
    first: list[str] = []
    for pieces, ids, read, wrong in places:
        number += int(np.count_nonzero(wrong))
        begins, owners = np.cumsum(pieces.count) - pieces.count, pieces.owner
        for piece in np.flatnonzero(wrong)[: TOLD - len(first)].tolist():
            owner = int(owners[piece])
            first.append(read(project, ids[owner])[piece - int(begins[owner])].id)
    return number, first


def _under_relation(project: Project, key: str) -> Sequence[Evidence]:
    return project.relations[key].evidence


def _in_facts(project: Project, key: str) -> Sequence[Evidence]:
    return [item for fact in project.entities[key].facts for item in fact.evidence]
