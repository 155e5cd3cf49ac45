"""What can be typed after ``edgewise``: every command and option with its help, in the words of who types it.

Nothing is carried out here, and nothing imported that a person who asks for help would have to wait for.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, NoReturn

from explorer import __version__
from explorer.model.errors import ExplorerError

if TYPE_CHECKING:
    from collections.abc import Callable

COMMANDS = ("open", "check", "info", "diff", "convert", "import", "extract", "export", "screenshot")
USAGE = 2
LEAST_WINDOW, MOST_WINDOW = (900, 600), (7680, 4320)
MOST_DEPTH = 9
LAYOUT_NAMES = ("force", "concentric", "communities", "kinds", "columns", "layered", "circular")
"""As ``layouts.LAYOUTS`` has them, which takes long to import."""

_GRAPH = "the graph: graph.json, an .edgewise store, or an exported PNG, SVG or PDF; the bundled graph if left out"


class BadOption(ExplorerError):
    """An option has a value that does not fit."""


class Outcome(NamedTuple):
    """What there is to say when a command has been carried out: what a person should know, and what was done.

    ``is_partial`` says that some of what was asked for could not be done.
    """

    notes: tuple[str, ...]
    outcome: str
    is_partial: bool = False


class Parser(argparse.ArgumentParser):
    """Says what is wrong with a command line in one sentence."""

    def error(self, message: str) -> NoReturn:
        """Print the sentence and leave."""
        text = re.sub(r"^argument ([^:]+): ", r"\1: ", message).rstrip(".")
        self.exit(USAGE, f"edgewise: {text[:1].upper()}{text[1:]}. {self.prog} --help says what there is.\n")


def make_parser() -> Parser:
    """Return the parser of the whole command line; the chosen command is in ``command``."""
    parser = Parser(
        prog="python main.py" if Path(sys.argv[0]).name == "main.py" else "edgewise",
        description="Explore a graph of who is tied to whom, and read who said so. Without a command, a file is opened.",
        epilog="Add --debug to any command to see the details of a failure.",
    )
    parser.add_argument("--version", action="version", version=f"Edgewise {__version__}")
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", dest="command", required=True)
    _add_open(commands)
    _add_check(commands)
    _add_info(commands)
    _add_diff(commands)
    _add_convert(commands)
    _add_import(commands)
    _add_extract(commands)
    _add_export(commands)
    _add_screenshot(commands)
    return parser


def _command(commands: argparse._SubParsersAction[Parser], name: str, text: str) -> Parser:
    return commands.add_parser(name, help=text, description=text)


def _add_open(commands: argparse._SubParsersAction[Parser]) -> None:
    parser = _command(commands, "open", "Open the window on a graph, or on a picture that carries one.")
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help=_GRAPH)
    parser.add_argument("--theme", choices=("system", "light", "dark"), help="light or dark, for this time only")
    parser.add_argument("--smoke", action="store_true", help="open the window, check that it shows evidence, and leave")


def _add_check(commands: argparse._SubParsersAction[Parser]) -> None:
    parser = _command(commands, "check", "Check a graph: every problem at once, each with where, what, and what to do.")
    parser.add_argument("file", type=Path, metavar="FILE", help="the graph, in any form that can be opened")
    parser.add_argument("--json", action="store_true", help="print the problems as JSON, for programs")
    parser.add_argument(
        "--article-text", action="append", default=[], type=_pair, metavar="ID=PATH",
        help="the text of an article, to look up its quotations in; may be given several times",
    )  # fmt: skip
    parser.epilog = "Exit code: 0 when all is well, 1 when there are problems, 2 when it cannot be read."


def _add_info(commands: argparse._SubParsersAction[Parser]) -> None:
    parser = _command(commands, "info", "Say what is in a graph: how much of what, how well supported, who is central.")
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help=_GRAPH)
    parser.add_argument("--json", action="store_true", help="print it as JSON, for programs")
    _add_lens(parser)


def _add_diff(commands: argparse._SubParsersAction[Parser]) -> None:
    parser = _command(
        commands, "diff", "Compare two graphs: what was added, removed and changed, quotation by quotation."
    )
    parser.add_argument(
        "before", type=Path, metavar="BEFORE", help="a graph in any form that can be opened, or a backup of one"
    )
    parser.add_argument("after", type=Path, metavar="AFTER", help="the graph to compare with it")
    parser.add_argument("--json", action="store_true", help="print it as JSON, for programs")
    parser.epilog = "Exit code: 0 when both hold the same facts, 1 when they differ, 2 when one cannot be read."


def _add_convert(commands: argparse._SubParsersAction[Parser]) -> None:
    parser = _command(
        commands, "convert", "Make a store of a graph that has grown too big for one file, or a graph file of a store."
    )
    parser.add_argument("source", type=Path, metavar="FROM", help="graph.json, or an .edgewise store")
    parser.add_argument("target", type=Path, metavar="TO", help="big.edgewise, or a name in .json")
    parser.add_argument("--overwrite", action="store_true", help="replace what is there under that name")
    parser.epilog = (
        "A store is read in parts, searched where it lies and saved change by change. Nothing is lost either way: "
        "a graph.json that Edgewise has written comes back the same to the byte."
    )


def _add_import(commands: argparse._SubParsersAction[Parser]) -> None:
    parser = _command(commands, "import", "Make a graph from files of other programs, or put articles into one.")
    parser.add_argument(
        "files", nargs="+", type=Path, metavar="FILE",
        help="graphs: CSV (entities, relations, or both), GraphML, GEXF, Cytoscape (.cyjs) or node-link JSON; "
        "articles: .txt, .md, .html, .pdf, .docx, or a folder of them",
    )  # fmt: skip
    parser.add_argument(
        "-o", "--output", type=Path, metavar="OUT", help="where the new graph goes: a name in .json or .edgewise"
    )
    parser.add_argument(
        "--into",
        type=Path,
        metavar="GRAPH",
        help="the graph that takes it up; changed itself, unless -o says otherwise",
    )
    about = parser.add_argument_group("articles only: what is known about them; it wins over what their files say")
    for name, meta, text in (
        ("--title", "TEXT", "the headline"),
        ("--publisher", "TEXT", "who published it"),
        ("--published", "DATE", "when: 2025-01-27, or as much of it as is known"),
        ("--language", "CODE", "en, de, …"),
        ("--url", "URL", "where it stands"),
        ("--rights", "TEXT", "what may be done with it"),
    ):
        about.add_argument(name, metavar=meta, help=text)
    about.add_argument(
        "--authors",
        type=_list,
        action="extend",
        default=[],
        metavar="NAME,…",
        help="who wrote it; may be given several times",
    )
    parser.epilog = "Whatever was not understood, or left out, is said."


def _add_extract(commands: argparse._SubParsersAction[Parser]) -> None:
    parser = _command(commands, "extract", "Search an article for relations; a person decides on each of them later.")
    parser.add_argument("article", metavar="ARTICLE", help="its id or title in the graph, or a file to bring in first")
    parser.add_argument(
        "--into", type=Path, required=True, metavar="GRAPH", help="the graph that takes the suggestions"
    )
    parser.add_argument(
        "--with", dest="with_", choices=("patterns", "model"), default="patterns",
        help="rules that need no network, or a language model (patterns)",
    )  # fmt: skip
    parser.add_argument("--endpoint", metavar="URL", help="where the model answers, as in http://localhost:11434/v1")
    parser.add_argument("--model", metavar="NAME", help="what it is called there")
    parser.add_argument("--json", action="store_true", help="print suggestions and refusals as JSON, for programs")
    parser.epilog = (
        "A model's key is read from EDGEWISE_MODEL_KEY. Suggestions count for nothing until they are accepted."
    )


def _add_export(commands: argparse._SubParsersAction[Parser]) -> None:
    parser = _command(
        commands,
        "export",
        "Save a picture of a graph with its evidence, a web page to click through, or data for programs.",
    )
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help=_GRAPH)
    parser.add_argument(
        "-o", "--output", type=Path, required=True, metavar="OUT",
        help="where to save it; the ending says what it becomes: .png, .svg, .pdf, .html, or for other programs "
        ".csv (several tables), .graphml, .gexf, .cyjs or .json (node-link)",
    )  # fmt: skip
    _add_what_is_shown(parser)
    _add_lens(parser)
    _add_how_it_looks(parser)


def _add_lens(parser: Parser) -> None:
    lens = parser.add_argument_group("which evidence counts")
    lens.add_argument(
        "--according-to",
        action="append",
        default=[],
        metavar="NAME",
        help="only what this speaker says; “article” for what articles say in their own voice; may be given several times",
    )
    lens.add_argument(
        "--as-of", type=_day, metavar="DATE", help="only what was published by then: 2025-01-27, or 2025-01"
    )
    lens.add_argument("--event-as-of", type=_day, metavar="DATE", help="without relations that are said to begin later")


def _add_what_is_shown(parser: Parser) -> None:
    what = parser.add_argument_group("what it shows")
    what.add_argument(
        "--focus",
        action="append",
        default=[],
        metavar="NAME",
        help="only an entity and what is near it; may be given several times",
    )
    what.add_argument("--depth", type=_whole(1, MOST_DEPTH), metavar="N", help="how many steps away from the focus (1)")
    what.add_argument(
        "--only-stance",
        type=_list,
        action="extend",
        default=[],
        metavar="STANCE,…",
        help="only relations that stand so: claimed,contested",
    )
    what.add_argument(
        "--only-kind",
        type=_list,
        action="extend",
        default=[],
        metavar="KIND,…",
        help="only entities, or relations, of these kinds: company,chip",
    )
    where = parser.add_argument_group("where everything sits")
    where.add_argument(
        "--layout",
        metavar="NAME",
        help=f"arrange it anew: {', '.join(LAYOUT_NAMES)}; otherwise everything stays where the file has it",
    )
    where.add_argument(
        "--seed", type=_whole(0, 2**31 - 1), metavar="N", help="another seed gives another arrangement (0)"
    )


def _add_how_it_looks(parser: Parser) -> None:
    look = parser.add_argument_group("how it looks")
    look.add_argument(
        "--theme", choices=("light", "dark", "grey"), default="light", help="grey keeps stances apart in print (light)"
    )
    look.add_argument("--title", metavar="TEXT", help="a headline instead of the graph's own title")
    look.add_argument("--no-title", action="store_true", help="no headline")
    look.add_argument("--legend", action=argparse.BooleanOptionalAction, default=True, help="what the lines mean")
    picture = parser.add_argument_group("pictures only")
    picture.add_argument(
        "--footnotes",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="number the relations and quote what they rest on",
    )
    picture.add_argument(
        "--last-line",
        action=argparse.BooleanOptionalAction,
        default=True,
        help="how much is shown, as of when, from which articles",
    )
    picture.add_argument(
        "--background", choices=("paper", "transparent"), default="paper", help="what lies behind it (paper)"
    )
    picture.add_argument("--size", type=_size, metavar="WxH", help="in pixels (1440x900)")
    picture.add_argument("--scale", type=_number, metavar="X", help="pixels of a PNG for each of these pixels (2)")
    picture.add_argument("--paper", choices=("a3", "a4", "a5", "letter", "legal", "tabloid"), help="instead of a size")
    picture.add_argument("--portrait", action="store_true", help="paper upright")
    picture.add_argument("--dpi", type=_whole(1, 100_000), metavar="N", help="of a PNG on paper (300)")


def _add_screenshot(commands: argparse._SubParsersAction[Parser]) -> None:
    parser = _command(commands, "screenshot", "Save a picture of the whole window; needs no display.")
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help=_GRAPH)
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="OUT.png", help="where to save it")
    parser.add_argument("--size", type=_window, default=(1440, 900), metavar="WxH", help="of the window (1440x900)")
    parser.add_argument("--theme", choices=("light", "dark"), default="light", help="in which it is drawn (light)")
    parser.add_argument("--scale", type=_window_scale, default=1.0, metavar="X", help="2 for a sharp screen (1)")
    selected = parser.add_mutually_exclusive_group()
    selected.add_argument("--select", metavar="NAME", help="an entity that is selected")
    selected.add_argument(
        "--select-edge", metavar='"A -> B"', help="a relation that is selected, by its ends or its id"
    )
    _add_lens(parser)


def _pair(text: str) -> tuple[str, Path]:
    key, _, path = text.partition("=")
    if not key or not path:
        raise argparse.ArgumentTypeError(f"'{text}' is not ID=PATH")
    return key, Path(path)


def _day(text: str) -> str:
    from explorer.model.clocks import iso, published_by

    day = published_by(text)
    if day is None:
        raise argparse.ArgumentTypeError(f"'{text}' is no day. Write 2025-01-27; 2025-01 or 2025 mean their last day")
    return iso(day)


def _list(text: str) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()]


def _size(text: str) -> tuple[int, int]:
    match = re.fullmatch(r"(\d{1,6})[x×](\d{1,6})", text.strip().lower(), re.ASCII)
    if match is None:
        raise argparse.ArgumentTypeError(f"'{text}' is no size. Write width and height in pixels, as in 1440x900")
    return int(match[1]), int(match[2])


def _window(text: str) -> tuple[int, int]:
    width, height = _size(text)
    if not (LEAST_WINDOW[0] <= width <= MOST_WINDOW[0] and LEAST_WINDOW[1] <= height <= MOST_WINDOW[1]):
        least, most = (f"{wide}x{high}" for wide, high in (LEAST_WINDOW, MOST_WINDOW))
        raise argparse.ArgumentTypeError(f"the window cannot be {text}. It goes from {least} to {most}")
    return width, height


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"'{text}' is not a number") from None


def _window_scale(text: str) -> float:
    scale = _number(text)
    if not 0.5 <= scale <= 4:
        raise argparse.ArgumentTypeError(f"{text} is too small or too large. It goes from 0.5 to 4")
    return scale


def _whole(least: int, most: int) -> Callable[[str], int]:
    def parse(text: str) -> int:
        if not re.fullmatch(r"\d{1,12}", text, re.ASCII) or not least <= int(text) <= most:
            raise argparse.ArgumentTypeError(f"'{text}' will not do. A whole number from {least} to {most} is wanted")
        return int(text)

    return parse
