"""One chip: a facet with the values to show or to leave out, and the words that stand on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict

from explorer.model.facets import ARTICLE_VOICE, LINKED, MENTIONED, UNDATED, Facet, parse_number
from explorer.model.standing import Standing
from explorer.model.values import date_text, one_line
from explorer.model.words import counted

if TYPE_CHECKING:
    from explorer.model.facts import Entity
    from explorer.model.project import Project
    from explorer.model.telling import Lens

_NAMED_VALUES = 3


class Frozen(BaseModel):
    """Base of the values that say what is shown."""

    model_config = ConfigDict(frozen=True)


class Term(Frozen):
    """One chip: values of one facet to show, or with ``exclude`` to leave out."""

    facet: Facet
    values: tuple[str, ...]
    exclude: bool = False


def facet_label(facet: Facet) -> str:
    """Return what a facet is called on screen."""
    return {
        Facet.ENTITY_KIND: "Kind",
        Facet.RELATION_KIND: "Relation",
        Facet.STANDING: "Standing",
        Facet.SPEAKER: "Speaker",
        Facet.ARTICLE: "Article",
        Facet.DATE: "Date",
        Facet.SOURCES: "Sources behind it",
        Facet.PASSAGES: "Passages behind it",
        Facet.LINKED: "Only mentioned",
    }[facet]


def value_label(project: Project, facet: Facet, value: str) -> str:
    """Return what a value of a facet is called on screen; an id that no longer exists stands for itself."""
    if facet is Facet.ENTITY_KIND:
        return one_line(project.vocabulary.entity_kind(value).label)
    if facet is Facet.RELATION_KIND:
        return one_line(project.vocabulary.relation_kind(value).label)
    if facet is Facet.STANDING:
        from explorer.model.sentences import standing_label  # here: the first paint names no filter

        return standing_label(Standing(value)) if value in set(Standing) else one_line(value)
    if facet is Facet.SPEAKER:
        return _name(project.entities.get(value), value) if value != ARTICLE_VOICE else "the article itself"
    if facet is Facet.ARTICLE:
        article = project.articles.get(value)
        return one_line(article.title if article is not None else value)
    if facet is Facet.DATE:
        return date_text(value) if value != UNDATED else "undated"
    if facet is Facet.LINKED:
        return {LINKED: "with relations", MENTIONED: "only mentioned"}.get(value, one_line(value))
    return _number_label(facet, value)


def describe(project: Project, term: Term) -> str:
    """Return the words on a chip: "Standing: contested or denied", "Only mentioned: hidden"."""
    label = facet_label(term.facet)
    if term.facet is Facet.LINKED:
        hidden = (LINKED in term.values) is not term.exclude
        return f"{label}: {'hidden' if hidden else 'shown alone'}"
    if len(term.values) > _NAMED_VALUES:
        number = f"{len(term.values):,}"
        return f"{label}: all but {number}" if term.exclude else f"{label}: {number} chosen"
    names = [value_label(project, term.facet, value) for value in term.values]
    if term.facet is Facet.STANDING:
        names = [name.lower() for name in names]
    return f"{label}: {'not ' if term.exclude else ''}{' or '.join(names)}"


def describe_lens(project: Project, lens: Lens) -> tuple[tuple[str, Lens], ...]:
    """Return the words on each chip of a lens, and the lens without it: "According to Wang", "Known by 30 January"."""
    found = []
    if lens.tellers:
        found.append((f"According to {_tellers(project, lens)}", lens.model_copy(update={"tellers": ()})))
    if lens.known_by is not None:
        found.append((f"Known by {date_text(lens.known_by)}", lens.model_copy(update={"known_by": None})))
    if lens.happened_by is not None:
        found.append((f"Begun by {date_text(lens.happened_by)}", lens.model_copy(update={"happened_by": None})))
    return tuple(found)


def heard_from(project: Project, lens: Lens) -> str:
    """Return how a lens makes evidence count: "As Wang tells it, known by 30 January"; nothing where all of it does."""
    number = len(lens.tellers)
    told = [f"As {_tellers(project, lens)} {'tells' if number == 1 else 'tell'} it"] if number else []
    known = [f"known by {date_text(lens.known_by)}"] if lens.known_by is not None else []
    words = ", ".join([*told, *known])
    return words[:1].upper() + words[1:]


def _tellers(project: Project, lens: Lens) -> str:
    names = [value_label(project, Facet.SPEAKER, key) for key in lens.tellers]
    if len(names) > _NAMED_VALUES:
        return f"{len(names):,} speakers"
    return " and ".join([*filter(None, [", ".join(names[:-1])]), names[-1]])


def lens_sentence(project: Project, lens: Lens) -> str:
    """Return the words of a lens as a sentence: "According to Wang, known by 30 January."; nothing for one that lets all count."""
    words = [words for words, _ in describe_lens(project, lens)]
    return ", ".join([*words[:1], *(own[:1].lower() + own[1:] for own in words[1:])]) + "." if words else ""


def _name(entity: Entity | None, fallback: str) -> str:
    return one_line(entity.name if entity is not None else fallback)


def _number_label(facet: Facet, value: str) -> str:
    parsed = parse_number(value)
    if parsed is None:
        return one_line(value)
    number, and_more = parsed
    words = counted(number, "source" if facet is Facet.SOURCES else "passage")
    return f"{words} or more" if and_more else words
