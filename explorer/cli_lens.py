"""From options to which evidence counts, for ``info``, ``export`` and ``screenshot``: as whom, as of which day. Prints nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from explorer.cli_options import BadOption

if TYPE_CHECKING:
    import argparse

    from explorer.model.project import Project
    from explorer.model.telling import Lens


def is_given(options: argparse.Namespace) -> bool:
    """Whether some of the evidence is chosen."""
    return bool(options.according_to or options.as_of or options.event_as_of)


def lens_of(options: argparse.Namespace, project: Project, saved: Lens) -> Lens:
    """Return the lens that is asked for; what is not asked for stays as the graph was saved.

    Raises
    ------
    UnknownName
        Somebody is named who says nothing in this graph.
    """
    from explorer.model.names import speaker_named

    given: dict[str, Any] = {"known_by": options.as_of, "happened_by": options.event_as_of}
    given["tellers"] = tuple(dict.fromkeys(speaker_named(project, name) for name in options.according_to))
    return saved.model_copy(update={name: value for name, value in given.items() if value})


def narrowed(options: argparse.Namespace, project: Project) -> tuple[Project, str]:
    """Return a graph that holds nothing but what is asked for, and a sentence that says what that is; none for all of it."""
    from explorer.model.chips import lens_sentence
    from explorer.model.filters import Filters, Scope, visible
    from explorer.model.telling import Lens, only_told

    lens = lens_of(options, project, Lens())
    if lens == Lens():
        return project, ""
    shown = visible(project, Scope(filters=Filters(lens=lens)))
    file = only_told(project, lens).to_file()
    entities = tuple(own for own in file.entities if own.id in shown.entity_set)
    relations = tuple(own for own in file.relations if own.id in shown.relation_set)
    left = type(project)(file.model_copy(update={"entities": entities, "relations": relations}))
    return left, lens_sentence(project, lens)


def only_whole(name: str) -> BadOption:
    """Return what there is to say of a store out of which no evidence can be chosen."""
    return BadOption(
        f"{name} is counted where it lies, because it is too large to be loaded, and only as a whole. "
        "Leave out --according-to, --as-of and --event-as-of."
    )
