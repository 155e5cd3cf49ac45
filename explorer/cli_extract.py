"""Carries out ``extract``: one article is searched for relations, which become suggestions. Prints nothing."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from explorer.cli_options import BadOption
from explorer.model.errors import UnknownName

if TYPE_CHECKING:
    from explorer.extractors.base import Extractor
    from explorer.extractors.extracting import Extraction
    from explorer.model.project import Project

URL, NAME = "EDGEWISE_MODEL_URL", "EDGEWISE_MODEL"
_ENDINGS = {".txt", ".md", ".html", ".htm", ".pdf", ".docx"}
_WIDTH = 100


class Extracted(NamedTuple):
    """What there is to say: notes, lines for a person, and the same for programs."""

    notes: tuple[str, ...]
    lines: tuple[str, ...]
    as_json: dict[str, Any]  # JSON


def extract_article(options: argparse.Namespace) -> Extracted:
    """Search an article for relations and put the suggestions into its graph.

    Raises
    ------
    BadOption
        It is not said which article, or which model.
    ExplorerError
        The article has no text, nothing could read it, or the graph cannot be opened or saved.
    """
    from explorer.cli_articles import article_of
    from explorer.extractors.extracting import extract
    from explorer.model.suggesting import suggested
    from explorer.opening import open_graph

    notes: list[str] = []
    extractor = _extractor(options, notes)
    opened = open_graph(options.into)
    path = Path(options.article)
    if options.article not in opened.project.articles and path.suffix.lower() in _ENDINGS and path.exists():
        article = article_of(opened.project, path)
        if article is None:
            known = set(opened.project.articles)
            notes += _brought_in(path, options.into)
            opened = open_graph(options.into)
            article = next(key for key in opened.project.articles if key not in known)
    else:
        article = _article(opened.project, options.article)
    found = extract(opened.project, article, extractor)
    if found.suggestions:
        suggested(opened.project, found.suggestions).apply(opened.project)
        opened.store.save(opened.project)
    notes = [*opened.notices, *notes, *found.broken]
    return Extracted(tuple(notes), tuple(_lines(opened.project, found, options.into)), _json(found))


def _extractor(options: argparse.Namespace, notes: list[str]) -> Extractor:
    if options.with_ == "patterns":
        from explorer.extractors.patterns import Patterns

        return Patterns()
    from explorer.extractors.endpoint import Endpoint
    from explorer.extractors.keys import VARIABLE, KeySource, key_for
    from explorer.extractors.language_model import LanguageModel

    url, name = options.endpoint or os.environ.get(URL, ""), options.model or os.environ.get(NAME, "")
    if not url or not name:
        raise BadOption(f"It is not said which model. Write --endpoint URL --model NAME, or set {URL} and {NAME}.")
    endpoint = Endpoint(url, name)
    notes.append(endpoint.where_it_goes)
    source = KeySource.ENVIRONMENT if os.environ.get(VARIABLE) else KeySource.NONE
    return LanguageModel(endpoint, key_for(endpoint.host, source))


def _article(project: Project, wanted: str) -> str:
    if wanted in project.articles:
        return wanted
    titled = [key for key, own in project.articles.items() if own.title.casefold() == wanted.casefold()]
    if len(titled) == 1:
        return titled[0]
    raise UnknownName.among("article or file", wanted, project.articles)


def _brought_in(path: Path, into: Path) -> tuple[str, ...]:
    from explorer.cli_articles import import_articles

    nothing = dict.fromkeys(("title", "publisher", "published", "language", "url", "rights"))
    outcome = import_articles(argparse.Namespace(files=[path], into=into, output=None, authors=[], **nothing))
    return (*outcome.notes, *outcome.outcome.splitlines())


def _lines(project: Project, found: Extraction, into: Path) -> list[str]:
    from explorer.model.facts import Relation
    from explorer.model.sentences import relation_sentence
    from explorer.model.values import shortened
    from explorer.model.words import counted

    lines = []
    for own in found.suggestions:
        tie = Relation(id="new", source=own.source, target=own.target, kind=own.kind)
        short = shortened(own.evidence.quote.exact, _WIDTH)
        lines.append(f"{relation_sentence(project, tie)} ({own.evidence.stance.value}): “{short}”")
    if found.refusals:
        reasons: dict[str, int] = {}
        for refusal in found.refusals:
            reasons[refusal.reason.value] = reasons.get(refusal.reason.value, 0) + 1
        told = ", ".join(f"{number:,} {reason}" for reason, number in sorted(reasons.items()))
        lines.append(f"Refused {counted(len(found.refusals), 'proposal')}: {told}.")
    lines.append(f"{into.name}: {found.words}.")
    return lines


def _json(found: Extraction) -> dict[str, Any]:
    # Any: JSON, of several shapes
    return {
        "article": found.article,
        "candidates": [{"start": start, "end": end} for start, end in found.candidates],
        "suggestions": [
            {"source": own.source, "kind": own.kind, "target": own.target}
            | {"evidence": own.evidence.model_dump(mode="json", exclude={"id"}, exclude_unset=True)}
            for own in found.suggestions
        ],
        "refusals": [
            {"reason": own.reason.value, "why": own.sentence, "proposal": own.proposal.model_dump(mode="json")}
            for own in found.refusals
        ],
        "notes": list(found.broken),
    }
