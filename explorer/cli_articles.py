"""Carries out ``import`` for articles: files of words become articles of a graph. Prints nothing."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from explorer.cli_options import BadOption, Outcome

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from explorer.model.facts import Article
    from explorer.model.project import Project
    from explorer.texts.adopting import Details
    from explorer.texts.draft import Draft

OF_ONE = ("title", "url")


def import_articles(options: argparse.Namespace) -> Outcome:
    """Put the articles in ``options.files`` into the graph ``options.into``, or into a new one.

    What the options say of an article wins over what was found in its file. A file that cannot be read does not
    keep the others out; it is said, and the outcome is partial.

    Raises
    ------
    BadOption
        It is not said where they go, or several articles would get one title.
    ExplorerError
        No file could be read, or the graph cannot be opened or saved.
    """
    from explorer.model.kept_texts import BESIDE, INSIDE, adding, are_inside
    from explorer.model.project import Project
    from explorer.opening import home_at, open_graph

    paths = _wanted(options)
    opened = open_graph(options.into) if options.into is not None else None
    project, store = (opened.project, opened.store) if opened is not None else (Project(), None)
    drafts, failures = _read(paths)
    notes = [*(opened.notices if opened is not None else ()), *failures]
    lines: list[str] = []
    new: dict[str, Article] = {}
    for draft in drafts:
        _take_up(project, new, draft, options, lines, notes)
    if new:
        adding(project, new.values(), INSIDE if are_inside(project) else BESIDE).apply(project)
    home = store if store is not None and options.output is None else home_at(options.output, store)
    home.save(project)
    lines.append(_told(home.path, len(lines), is_inside=are_inside(project)))
    return Outcome(tuple(notes), "\n".join(lines), is_partial=bool(failures))


def article_of(project: Project, path: Path) -> str | None:
    """Return the id of the article that has the text of a file; None if none has.

    Raises
    ------
    ExplorerError
        The file cannot be read.
    """
    from explorer.texts.adopting import compared_with
    from explorer.texts.reading import read_file

    same = compared_with(project, read_file(path), ()).same
    return same.id if same is not None else None


def _wanted(options: argparse.Namespace) -> list[Path]:
    """Return the files that are to be read, if the options make sense for them."""
    from explorer.texts.reading import article_files

    if options.into is None and options.output is None:
        raise BadOption("It is not said where the articles go. Write --into GRAPH, or -o OUT.json for a new graph.")
    if options.output is not None and options.output.exists():
        raise BadOption(f"{options.output.name} exists already. Choose another name, or write --into to add to it.")
    paths = [file for path in options.files for file in article_files(path)]
    single = next((name for name in OF_ONE if getattr(options, name)), None)
    if single is not None and len(paths) > 1:
        raise BadOption(
            f"--{single} would be said of {len(paths):,} articles. Import them one by one, or leave it out."
        )
    return paths


def _read(paths: list[Path]) -> tuple[list[Draft], list[str]]:
    """Read what can be read; what cannot is said, unless it is all of it."""
    from explorer.model.errors import ExplorerError
    from explorer.texts.reading import read_file

    drafts: list[Draft] = []
    failures: list[ExplorerError] = []
    for path in paths:
        try:
            drafts.append(read_file(path))
        except ExplorerError as error:
            failures.append(error)
    if not drafts:
        raise failures[0]
    return drafts, [str(error) for error in failures]


def _take_up(
    project: Project,
    new: dict[str, Article],
    draft: Draft,
    options: argparse.Namespace,
    lines: list[str],
    notes: list[str],
) -> None:
    """Put the article that a draft becomes among the new ones and say what it is, unless its text is there already."""
    from explorer.model.clocks import span
    from explorer.model.values import one_line
    from explorer.texts.adopting import adopted, compared_with, details_of, story_with

    notes += draft.notices
    standing = compared_with(project, draft, tuple(new.values()))
    if standing.same is not None:
        notes.append(f"{draft.name} is in the graph already, as “{one_line(standing.same.title)}”. It was left out.")
        return
    story = None
    if standing.copies:
        closest = standing.copies[0]
        story = story_with(closest)
        notes.append(
            f"{draft.name} says mostly the same as “{one_line(closest.article.title)}” ({closest.containment:.0%}); "
            "the two count as one source."
        )
    details = _with_options(details_of(draft), options)
    article = adopted(draft, details, project.articles.keys() | new.keys(), story)
    new[article.id] = article
    if article.published and span(article.published) is None:
        notes.append(f"'{article.published}' is kept, but is no day that others come before or after.")
    lines.append(_added(article, draft, options))


def _with_options(details: Details, options: argparse.Namespace) -> Details:
    given = {name: getattr(options, name) for name in ("title", "publisher", "published", "language", "url", "rights")}
    given["authors"] = tuple(options.authors)
    return replace(details, **{name: value for name, value in given.items() if value})


def _added(article: Article, draft: Draft, options: argparse.Namespace) -> str:
    """Say what was added, and which of it was found in the file rather than said by a person."""
    from explorer.model.citations import date_published
    from explorer.model.values import one_line
    from explorer.model.words import counted

    parts = (article.publisher, ", ".join(article.authors), date_published(article))
    known = ", ".join(one_line(part) for part in parts if part)
    words = counted(len(draft.text.split()), "word")
    by_place: dict[str, list[str]] = {}
    for name, where in draft.found.items():
        if not getattr(options, name):
            by_place.setdefault(where, []).append(name)
    found = "; ".join(f"found {where}: {', '.join(names)}" for where, names in by_place.items())
    return f"Added “{one_line(article.title)}” ({known}; {words}) as {article.id}{f'; {found}' if found else ''}."


def _told(graph: Path, number: int, *, is_inside: bool) -> str:
    from explorer.model.words import counted
    from explorer.stores.article_texts import folder_of

    if not number:
        return f"{graph.name}: nothing to add."
    text = "Its text is" if number == 1 else "Their texts are"
    where = f"in {graph.name} itself" if is_inside else f"beside it, in {folder_of(graph).name}"
    return f"{graph.name}: {counted(number, 'article')} more. {text} {where}."
