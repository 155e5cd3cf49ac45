"""The command line: opening graphs, and commands that need no window. Errors are one sentence; no Qt until it is needed.

Exit codes: 0 done, 1 problems found or something could not be carried out, 2 not understood or not readable.
"""

from __future__ import annotations

import io
import json
import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from explorer.model.errors import ExplorerError, UnknownName, UnreadableFile

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Iterable, Sequence

    from explorer.model.project import Project

DONE, FAILED, USAGE, STOPPED = 0, 1, 2, 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Carry out a command line; return the exit code.

    Parameters
    ----------
    arguments : sequence of str, optional
        Without the program's name; ``sys.argv`` if not given. A first word that is no command is a file to open.
    """
    given = list(sys.argv[1:] if arguments is None else arguments)
    debug = "--debug" in given
    words = [word for word in given if word != "--debug"]
    _print_anything()
    try:
        return _flushed(_carry_out(words))
    except SystemExit as leaving:  # how argparse ends: help was asked for, or a sentence has been printed
        return int(leaving.code or 0)
    except BrokenPipeError:
        return _unread()
    except KeyboardInterrupt:
        return _complain("Stopped.", STOPPED)
    except ExplorerError as error:
        if debug:
            raise
        return _complain(str(error), USAGE if _is_misunderstood(error) else FAILED)
    except Exception as error:
        if debug:
            raise
        what = type(error).__name__
        return _complain(f"Something unexpected went wrong ({what}). Run it again with --debug for details.", FAILED)


def _carry_out(words: list[str]) -> int:
    if not words:  # how most starts go; they need no parser, and it takes long to make
        return _open_window(None, None)
    from explorer.cli_options import COMMANDS, make_parser

    if words[0] not in {*COMMANDS, "-h", "--help", "--version"}:
        if re.fullmatch(r"[a-z]+", words[0]) and not Path(words[0]).exists():
            raise UnknownName.among("command or file", words[0], COMMANDS)
        words = ["open", *words]
    options = make_parser().parse_args(words)
    return _RUN[options.command](options)


def _is_misunderstood(error: ExplorerError) -> bool:
    from explorer.cli_options import BadOption

    return isinstance(error, UnreadableFile | UnknownName | BadOption)


def _print_anything() -> None:
    """Let names of any script be printed on a terminal of any encoding."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def _flushed(code: int) -> int:
    """Make sure that what was printed has arrived, as far as anybody reads it."""
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        return _unread()
    except OSError as error:
        _unread()
        return _complain(f"The output could not be written: {error.strerror or error}.", FAILED)
    return code


def _unread() -> int:
    """Drop what nobody reads; Python would try to print it again when it leaves."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return FAILED


def _complain(sentence: str, code: int) -> int:
    print(f"edgewise: {' '.join(sentence.split())}", file=sys.stderr)
    return code


def _note(sentences: Iterable[object]) -> None:
    for sentence in sentences:
        print(f"Note: {sentence}", file=sys.stderr)


def _print_json(value: Any) -> None:  # Any: whatever json can write
    is_unicode = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    print(json.dumps(value, indent=2, ensure_ascii=not is_unicode))


def _bundled() -> Path:
    from explorer.resources import bundled_graph

    return bundled_graph()


def _project(options: argparse.Namespace) -> Project:
    """Open the graph that is meant, and say what is odd about it."""
    from explorer.opening import open_graph

    opened = open_graph(options.file or _bundled())
    _note(opened.notices)
    return opened.project


# -- open -----------------------------------------------------------------------------------------


def _open(options: argparse.Namespace) -> int:
    return _open_window(options.file, options.theme, smoke=options.smoke)


def _open_window(file: Path | None, theme: str | None, *, smoke: bool = False) -> int:
    from explorer.preflight import check_display, check_offscreen, display_missing

    path = file or _bundled()
    if not display_missing():
        check_display()
    elif smoke:
        check_offscreen()
    else:
        return _draw_without_display(path, theme)
    if smoke:
        from explorer.app import smoke as check_window

        return check_window(path)
    from explorer.start import open_window

    return open_window(path, theme)


def _draw_without_display(path: Path, theme: str | None) -> int:
    """Draw the window into a file, so that a machine without a display shows something too."""
    from explorer.preflight import check_offscreen

    check_offscreen()
    from explorer.app import Picture, draw_window

    target = Path("graph-preview.png")
    draw_window(path, target, Picture(theme="dark" if theme == "dark" else "light"))
    print(f"There is no display here, so the window was drawn to {target}.")
    return DONE


# -- check and info -------------------------------------------------------------------------------


def _check(options: argparse.Namespace) -> int:
    from explorer.opening import check_graph

    texts = {article: _text(path) for article, path in options.article_text}
    report = check_graph(options.file, texts)
    if options.json:
        _print_json(json.loads(report.as_json()))
    elif report.unreadable:
        return _complain(report.unreadable, USAGE)
    else:
        print("\n".join(report.lines()))
    return int(report.exit_code)


def _text(path: Path) -> str:
    todo = "Give the path of a text in UTF-8."
    if path.exists() and not path.is_file():  # a pipe or a device would be read for ever
        raise UnreadableFile(f"The article text {path} cannot be read: it is not a file. {todo}")
    try:
        return path.read_text(encoding="utf-8-sig")  # a byte order mark is no part of the text that offsets count
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else "it is not text in UTF-8"
        raise UnreadableFile(f"The article text {path} cannot be read: {why}. {todo}") from error


def _info(options: argparse.Namespace) -> int:
    from explorer.cli_lens import is_given, narrowed, only_whole
    from explorer.model.report import report, worded
    from explorer.opening import count_large

    path = options.file or _bundled()
    found, project = count_large(path) or (None, None)
    if found is None or project is None:
        project, said = narrowed(options, _project(options))
        found = {**({"told": said} if said else {}), **report(project)}
    elif is_given(options):
        raise only_whole(path.name)
    if options.json:
        _print_json(found)
    else:
        print("\n\n".join([*([found["told"]] if "told" in found else []), worded(found, project)]))
    return DONE


def _diff(options: argparse.Namespace) -> int:
    from explorer.cli_diff import as_json, lines
    from explorer.model.compare import compare
    from explorer.opening import open_graph

    comparison = compare(open_graph(options.before).project, open_graph(options.after).project)
    if options.json:
        _print_json(as_json(comparison))
    else:
        print("\n".join(lines(comparison)))
    return FAILED if comparison.differences else DONE


# -- convert, import, export and screenshot ---------------------------------------------------------------


def _convert(options: argparse.Namespace) -> int:
    from explorer.cli_convert import convert

    done = convert(options)
    _note(done.notes)
    print(done.outcome)
    return DONE


def _import(options: argparse.Namespace) -> int:
    from explorer.cli_import import import_files

    done = import_files(options)
    _note(done.notes)
    print(done.outcome)
    return FAILED if done.is_partial else DONE


def _extract(options: argparse.Namespace) -> int:
    from explorer.cli_extract import extract_article

    done = extract_article(options)
    _note(done.notes)
    if options.json:
        _print_json(done.as_json)
    else:
        print("\n".join(done.lines))
    return DONE


def _export(options: argparse.Namespace) -> int:
    from explorer.cli_export import check_export, check_target, export

    check_target(options.output, options.file or _bundled())
    wanted = check_export(options)
    done = export(_project(options), options, wanted)
    _note(done.notes)
    print(done.outcome)
    return DONE


def _screenshot(options: argparse.Namespace) -> int:
    from explorer.cli_export import check_target, screenshot

    path = options.file or _bundled()
    check_target(options.output, path)
    print(screenshot(options, path))
    return DONE


_RUN: dict[str, Callable[[argparse.Namespace], int]] = {
    "open": _open,
    "check": _check,
    "info": _info,
    "diff": _diff,
    "convert": _convert,
    "import": _import,
    "extract": _extract,
    "export": _export,
    "screenshot": _screenshot,
}
