"""Every name and alias of a graph, found in one pass through a text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from explorer.extractors.base import needed
from explorer.model.memo import per_facts
from explorer.model.mentions import SHORT_LETTERS, lowered, namings, settled
from explorer.model.quotes import fold

if TYPE_CHECKING:
    from explorer.model.mentions import Mention
    from explorer.model.project import Project


def named(project: Project, text: str) -> tuple[Mention, ...]:
    """Return where a text names entities, as ``mentions`` would, in one pass however many names there are."""
    automaton = _automaton(project)
    if automaton is None:
        return ()
    folded = fold(text)
    hits = []
    for last, own in automaton.iter(lowered(folded.text)):
        for naming in own:  # "IT" and "it" are looked for alike
            start, end = last + 1 - len(naming.written), last + 1
            if len(naming.written) > SHORT_LETTERS or folded.text[start:end] == naming.written:
                hits.append((start, end, naming.entities))
    return settled(hits, folded)


@per_facts
def _automaton(project: Project) -> Any:  # Any: pyahocorasick does not say its types
    known: dict[str, list[Any]] = {}
    for naming in namings(project).values():
        known.setdefault(lowered(naming.written), []).append(naming)
    if not known:
        return None
    automaton = needed("ahocorasick", "pyahocorasick").Automaton()
    for key, own in known.items():
        automaton.add_word(key, own)
    automaton.make_automaton()
    return automaton
