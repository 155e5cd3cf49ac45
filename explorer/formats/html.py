"""One web page that holds a graph and the evidence behind it, and asks for nothing: pyvis carries, our scripts paint.

pyvis' own template loads styles from elsewhere and lets markup through, so the page has a template of its own;
pyvis feeds it, and brings vis-network. A content security policy that knows the page's scripts by their hashes
keeps everything else from running.
"""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from explorer.atomic import write_atomically
from explorer.drawing.framing import placed
from explorer.drawing.plain_text import drawable
from explorer.formats.base import Loss
from explorer.formats.html_scene import looks, scene, shared, used_kinds
from explorer.formats.html_words import words
from explorer.formats.picture import Subject
from explorer.model.errors import UnwritableFile
from explorer.model.facts import Status
from explorer.model.filters import Scope, visible
from explorer.model.positions import Positions
from explorer.model.sentences import counted, relation_label
from explorer.model.verification import verification
from explorer.resources import asset

if TYPE_CHECKING:
    from pyvis.network import Network

    from explorer.model.project import Project

SCRIPTS = ("ink.js", "scene.js", "panel.js", "page.js")
LABEL_LIMIT = 200
MOST_ON_PAGE = 50_000
"""Relations; a page of so many takes some 70 MB."""

VIS_OPTIONS = {
    "physics": {"enabled": False},
    "layout": {"improvedLayout": False},
    "interaction": {"dragNodes": False, "selectable": False, "hover": False, "zoomSpeed": 0.6},
    "nodes": {"fixed": True, "shape": "custom"},
    "edges": {"hidden": True, "smooth": False},
}
"""vis-network keeps places and camera; ``scene.js`` draws and finds, so edges need no painting of its own."""

_SOURCE_MAP = re.compile(r"^//# sourceMappingURL=.*$", re.MULTILINE)
_CLOSING = re.compile(r"</(?=script|style)", re.IGNORECASE)


@dataclass(frozen=True)
class PageOptions:
    """What may be chosen about a page.

    Attributes
    ----------
    theme : {"light", "dark", "grey"}
        The one it opens with; a reader may change between light and dark.
    legend, title : bool
        Whether the page has them.
    headline, sentence : str
        Instead of the graph's own title and description.
    """

    theme: str = "light"
    legend: bool = True
    title: bool = True
    headline: str = ""
    sentence: str = ""


def write_page(
    project: Project,
    path: Path,
    options: PageOptions | None = None,
    *,
    scope: Scope | None = None,
    positions: Positions | None = None,
) -> tuple[Loss, ...]:
    """Write the page of a graph into a file, whole or not at all; return what it does not carry.

    Parameters
    ----------
    project : Project
        The facts.
    path : Path
        The target.
    options : PageOptions, optional
        How it looks.
    scope : Scope, optional
        What it shows; everything if not given. Only the evidence of that is in the page.
    positions : Positions, optional
        Where entities sit; the project's own if not given.

    Raises
    ------
    UnwritableFile
        There is too much for a page, or the file cannot be written; it is as it was before.
    """
    shown = visible(project, scope or Scope())
    number = len(shown.relations)
    if number > MOST_ON_PAGE:
        raise UnwritableFile(
            f"{number:,} relations are too many for a web page, which holds the words of all of them; {MOST_ON_PAGE:,} "
            "will do. Show a part of the graph, or save a picture."
        )
    places = project.positions if positions is None else positions
    what = Subject(project, shown, places, lost=verification(project).lost_relations)
    write_atomically(path, page_text(what, options or PageOptions()).encode("utf-8", "replace"))
    return losses(what)


def page_text(what: Subject, options: PageOptions) -> str:
    """Return the page of a subject."""
    from jinja2 import ChoiceLoader, Environment, FileSystemLoader

    entities = what.visible.entities
    # Who has no place gets one here, once: vis-network and the Frames have to agree on it.
    what = replace(what, positions=Positions(entities, placed(entities, what.positions)))
    network = _network(what)
    library = _library()
    network.templateEnv = Environment(
        loader=ChoiceLoader([FileSystemLoader(asset("html")), network.templateEnv.loader]), autoescape=True
    )
    network.path = "page.html"
    network.templateEnv.globals["page"] = _page(what, options, library)
    text: str = network.generate_html(notebook=False)
    return text.replace("\r\n", "\n")


def losses(what: Subject) -> tuple[Loss, ...]:
    """Return what a page leaves out of the graph that it shows."""
    project, shown = what.project, what.visible
    found = [Loss("reopening", 1, "A web page cannot be opened as a graph again; keep the graph file, or a picture.")]
    hidden = shown.total_entities - len(shown.entities), shown.total_relations - len(shown.relations)
    if any(hidden):
        sentence = f"{counted(hidden[0], 'entity', 'entities')} and {counted(hidden[1], 'relation')} are not shown."
        found.append(Loss("hidden", sum(hidden), sentence))
    evidence = [item for key in shown.relations for item in project.relations[key].evidence]
    evidence += [item for key in shown.entities for fact in project.entities[key].facts for item in fact.evidence]
    waiting = sum(1 for item in evidence if item.status is not Status.ACCEPTED)
    if waiting:
        sentence = f"{counted(waiting, 'passage')} not accepted, suggested or rejected, stayed behind."
        found.append(Loss("unaccepted passages", waiting, sentence))
    return tuple(found)


def _network(what: Subject) -> Network:
    """Return a pyvis network of what is shown: our ids, fixed places, every parallel relation."""
    from pyvis.network import Network  # imports IPython, a quarter of a second

    project = what.project
    network = Network(directed=True, cdn_resources="in_line")
    places = what.positions.rows(what.visible.entities).round(1).tolist()
    for key, (x, y) in zip(what.visible.entities, places, strict=True):
        network.add_node(key, label=drawable(project.entities[key].name[:LABEL_LIMIT]), shape="custom", x=x, y=y)
    for key in what.visible.relations:
        relation = project.relations[key]
        words_beside = drawable(relation_label(project, relation)[:LABEL_LIMIT])
        network.add_edge(relation.source, relation.target, id=key, label=words_beside)
    network.set_options(json.dumps(VIS_OPTIONS))
    return network


def _library() -> str:
    """Return vis-network as pyvis brings it."""
    import pyvis

    folder = Path(pyvis.__file__).parent / "templates" / "lib"
    newest = max(folder.glob("vis-*/vis-network.min.js"), key=lambda path: path.parent.name)
    return _SOURCE_MAP.sub("", newest.read_text(encoding="utf-8"))


@dataclass(frozen=True)
class _Page:
    """What the template is filled with. The first four are ours; data and titles are escaped by the template."""

    style: Any  # Markup of a library without types
    library: Any
    code: Any
    policy: str
    title: str
    headline: str
    sentence: str
    legend: bool
    data: dict[str, Any]


def _page(what: Subject, options: PageOptions, library: str) -> _Page:
    from markupsafe import Markup

    project = what.project
    style = asset("html", "page.css").read_text(encoding="utf-8")
    code = "\n".join(asset("html", name).read_text(encoding="utf-8") for name in SCRIPTS)
    inline = [_CLOSING.sub(r"<\\/", part) for part in (style, library, code)]
    title = drawable(options.headline or project.title).strip()
    return _Page(
        style=Markup(inline[0]),  # noqa: S704  # our own file
        library=Markup(inline[1]),  # noqa: S704  # the library's own file
        code=Markup(inline[2]),  # noqa: S704  # our own files
        policy=_policy(*inline),
        title=title or "Graph",
        headline=title if options.title else "",
        sentence=drawable(options.sentence or project.description).strip() if options.title else "",
        legend=options.legend,
        data={
            "shared": shared(what),
            "looks": looks(options.theme, used_kinds(what)),
            "scene": scene(what),
            "words": words(what),
        },
    )


def _policy(style: str, *scripts: str) -> str:
    """Allow just these styles and scripts, and no request whatsoever."""
    return (
        f"default-src 'none'; script-src {' '.join(map(_hashed, scripts))}; style-src {_hashed(style)}; "
        "base-uri 'none'; form-action 'none'"
    )


def _hashed(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
