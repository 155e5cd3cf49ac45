"""Carries out ``export`` and ``screenshot``: from options to what is shown, where it sits, and a file. Prints nothing."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from explorer.cli_lens import lens_of
from explorer.cli_options import BadOption, Outcome
from explorer.cli_progress import progress, silence

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator
    from pathlib import Path

    from explorer.formats.options import PictureOptions
    from explorer.model.filters import Scope, Visible
    from explorer.model.positions import Positions
    from explorer.model.project import Project

PICTURES = {".png", ".svg", ".pdf"}
WEB_PAGES = {".html", ".htm"}
DATA = {".graphml", ".gexf", ".cyjs", ".json", ".csv"}
NARROWING = ("focus", "only-stance", "only-kind", "according-to", "as-of", "event-as-of")
MANY = 20_000
"""Entities and relations; of more it is said how far the writing is."""
OF_LOOKS = ("title", "size", "scale", "paper", "dpi", "portrait", "layout", "seed")


def check_target(target: Path, graph: Path) -> None:
    """Make sure that what is made of a graph does not replace it: it holds less than the graph does.

    Raises
    ------
    BadOption
        The target is the graph itself.
    """
    if target.exists() and graph.exists() and target.samefile(graph):
        raise BadOption(f"{target.name} is the graph itself, and would lose evidence. Save under another name.")


def check_export(options: argparse.Namespace) -> PictureOptions | None:
    """Return how the picture is to be, or None for a web page and for data; before anything is opened or drawn.

    Raises
    ------
    BadOption
        The name of the target, or one of the options, will not do.
    """
    suffix = options.output.suffix.lower()
    if suffix in WEB_PAGES or suffix in DATA:
        return None
    if suffix not in PICTURES:
        raise BadOption(
            f"'{options.output.name}' says no kind of file. End it in .png, .svg, .pdf or .html; "
            "or for other programs in .csv, .graphml, .gexf, .cyjs or .json."
        )
    return _picture_options(options)


def export(project: Project, options: argparse.Namespace, wanted: PictureOptions | None) -> Outcome:
    """Save a picture, a web page, or the data of a graph.

    Parameters
    ----------
    project : Project
        The graph.
    options : argparse.Namespace
        As ``cli_options`` reads them.
    wanted : PictureOptions or None
        What ``check_export`` made of them.

    Raises
    ------
    ExplorerError
        A name is unknown, nothing would be shown, or the file cannot be written.
    """
    from explorer.model.filters import visible
    from explorer.model.sentences import counted
    from explorer.model.telling import only_told

    scope = _scope(project, options)
    shown = visible(project, scope)
    project = only_told(project, scope.filters.lens)
    if project.entities and not shown.entities:
        raise BadOption(f"Nothing would be shown. {_way_out(options)}")
    if scope.focus is not None and shown.entity_set.isdisjoint(scope.focus.centre):
        raise BadOption("--focus names what would not be shown. Leave out --only-stance or --only-kind.")
    if options.output.suffix.lower() in DATA:
        return _save_data(project, shown, options)
    positions = _positions(project, shown, scope, options)
    if wanted is None:
        notes = _save_page(project, scope, positions, options)
    else:
        notes = (*_idle(wanted, options), *_save_picture(project, shown, positions, wanted, options.output))
    counts = (counted(len(shown.entities), "entity", "entities"), counted(len(shown.relations), "relation"))
    return Outcome(notes, f"{options.output.name}: {', '.join(counts)}.")


def _way_out(options: argparse.Namespace) -> str:
    given = [f"--{name}" for name in NARROWING if getattr(options, name.replace("-", "_"))]
    if not given:
        return "The view that the graph was saved with leaves nothing in sight."
    return f"Leave out {'one of ' if len(given) > 1 else ''}{', '.join(given)}."


def _save_data(project: Project, shown: Visible, options: argparse.Namespace) -> Outcome:
    from explorer.formats.data import save_data
    from explorer.formats.outgoing import outgoing
    from explorer.model.words import counted

    is_long = len(shown.entities) + len(shown.relations) > MANY
    told = progress(f"Writing {options.output.name}") if is_long else silence
    saved = save_data(outgoing(project, shown), options.output, told)
    notes = [str(loss) for loss in saved.losses]
    idle = [f"--{name}" for name in OF_LOOKS if getattr(options, name)]
    if idle:
        notes.append(f"Data has no looks, so these make no difference to it: {', '.join(idle)}.")
    counts = (counted(len(shown.entities), "entity", "entities"), counted(len(shown.relations), "relation"))
    return Outcome(tuple(notes), f"{', '.join(path.name for path in saved.paths)}: {', '.join(counts)}.")


def _save_page(project: Project, scope: Scope, positions: Positions, options: argparse.Namespace) -> tuple[str, ...]:
    from explorer.formats.html import PageOptions, write_page

    look = PageOptions(options.theme, options.legend, not options.no_title, options.title or "")
    notes = [str(loss) for loss in write_page(project, options.output, look, scope=scope, positions=positions)]
    idle = [f"--{name}" for name in ("size", "scale", "paper", "dpi", "portrait") if getattr(options, name)]
    if idle:
        notes.append(f"A web page fills its window, so these make no difference to it: {', '.join(idle)}.")
    return tuple(notes)


def _idle(wanted: PictureOptions, options: argparse.Namespace) -> Iterator[str]:
    """Yield what to know of options that make no difference to this picture."""
    of_pixels = ("scale",) if wanted.paper is None else ("dpi",)
    idle = {
        "without --paper": () if wanted.paper else ("portrait", "dpi"),
        "on paper": ("size", "scale") if wanted.paper else (),
        "in files without pixels": of_pixels if options.output.suffix.lower() != ".png" else (),
    }
    for where, names in idle.items():
        given = [f"--{name}" for name in names if getattr(options, name)]
        if given:
            yield f"What makes no difference {where}: {', '.join(given)}."


def _save_picture(
    project: Project, shown: Visible, positions: Positions, wanted: PictureOptions, target: Path
) -> tuple[str, ...]:
    from explorer.model.verification import verification
    from explorer.preflight import check_offscreen

    check_offscreen()
    from explorer.formats.export import publish
    from explorer.formats.image import start_painting
    from explorer.formats.picture import Subject

    start_painting()
    proof = verification(project)
    what = Subject(project, shown, positions, lost=proof.lost_relations, checked=proof.is_complete)
    return publish(what, wanted, target).notices


def _picture_options(options: argparse.Namespace) -> PictureOptions:
    from pydantic import ValidationError

    from explorer.formats.export import kind_of
    from explorer.formats.options import PictureOptions

    given = {
        "kind": kind_of(options.output),
        "title": not options.no_title,
        "headline": options.title,
        "landscape": not options.portrait,
    }
    given["as_of"] = options.last_line
    for name in ("theme", "legend", "footnotes", "background", "size", "scale", "paper", "dpi"):
        given[name] = getattr(options, name)
    try:
        return PictureOptions.model_validate({name: value for name, value in given.items() if value is not None})
    except ValidationError as error:
        first = error.errors()[0]
        limit = first["msg"].removeprefix("Input should be ")
        for words, ours in (("greater than or equal to", "at least"), ("less than or equal to", "at most")):
            limit = limit.replace(words, ours)
        raise BadOption(f"--{first['loc'][0]} cannot be {first['input']}; it has to be {limit}.") from error


def _scope(project: Project, options: argparse.Namespace) -> Scope:
    """Return what the file's own view shows, narrowed by the options."""
    from explorer.model.filters import Facet, Focus
    from explorer.model.names import entity_named, kind_named, standing_named
    from explorer.model.saved_views import saved_scope

    saved = saved_scope(project.saved_view)
    filters = saved.filters
    filters = filters.through(lens_of(options, project, filters.lens))
    if options.only_stance:
        filters = filters.only(Facet.STANDING, *(standing_named(name) for name in options.only_stance))
    chosen: dict[Facet, list[str]] = {}
    for name in options.only_kind:
        facet, kind = kind_named(project, name)
        chosen.setdefault(facet, []).append(kind)
    for facet, kinds in chosen.items():
        filters = filters.only(facet, *kinds)
    centre = tuple(entity_named(project, name) for name in options.focus)
    if options.depth is not None and not centre:
        raise BadOption("--depth says how far from a focus; name that with --focus.")
    focus = Focus(centre=centre, depth=options.depth or 1) if centre else None
    return saved.model_copy(update={"filters": filters, "focus": focus})


def _positions(project: Project, shown: Visible, scope: Scope, options: argparse.Namespace) -> Positions:
    """Return where everything sits: as the file has it, or arranged where that is asked for or needed."""
    from explorer.layouts import LAYOUTS, layout_named

    kept = project.positions
    is_asked = options.layout is not None or options.seed is not None
    if not is_asked and all(key in kept for key in shown.entities):
        return kept
    from explorer.drawing.framing import rooms
    from explorer.drawing.measure import AdvanceMeasure
    from explorer.drawing.theme import load_theme
    from explorer.layouts.base import Sizes, result
    from explorer.layouts.graph import graph_of

    layout = layout_named(options.layout or LAYOUTS[0].name)
    sizes = Sizes(*rooms(project, shown, load_theme("light"), AdvanceMeasure()))
    given: dict[str, Any] = {}  # each layout validates its own
    if not is_asked and len(kept) and "keep" in layout.Params.model_fields:
        given["keep"] = True
    if scope.focus is not None and "centres" in layout.Params.model_fields:
        given["centres"] = scope.focus.centre
    params = layout.Params.model_validate(given)
    steps = layout.steps(graph_of(project, shown), kept, sizes, params, options.seed or 0, project.pinned)
    return result(steps)


def screenshot(options: argparse.Namespace, path: Path) -> str:
    """Save a picture of the whole window on a graph; return what there is to say.

    Raises
    ------
    ExplorerError
        The graph cannot be read, a name is unknown, or the file cannot be written.
    """
    target: Path = options.output
    if target.suffix.lower() != ".png":
        raise BadOption(f"A screenshot is a PNG: end the name in .png, not as in '{target.name}'.")
    from explorer.preflight import check_offscreen

    check_offscreen()
    from explorer.app import Picture, draw_window

    lens = partial(lens_of, options)
    wanted = Picture(options.size, options.theme, options.select, options.select_edge, options.scale, lens)
    draw_window(path, target, wanted)
    width, height = (round(side * options.scale) for side in options.size)
    return f"{target.name}: the window at {width} × {height} pixels."
