"""Measures extraction: the gate against altered quotations, cues on PolNeAR, patterns on Re-DocRED.

``python -m tests.bench.extraction`` prints a table in Markdown. Texts are read from folders that the environment names,
since they may not be handed on: ``EDGEWISE_TEXTS`` (articles as .txt), ``EDGEWISE_POLNEAR`` (a part of it: ``text`` and
``attributions``) and ``EDGEWISE_REDOCRED`` (``dev_revised.json``). What is not there is skipped, and that is said.
"""

from __future__ import annotations

import itertools
import json
import os
import re
import time
import unicodedata
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from explorer.extractors.base import Proposal
from explorer.extractors.gate import Gate
from explorer.extractors.patterns import Patterns
from explorer.model.cues import cues, quoted
from explorer.model.facts import Article, Entity, GraphFile, Stance
from explorer.model.project import Project
from explorer.model.quotes import fold
from explorer.model.spans import sentence_spans
from explorer.model.suggesting import Suggestion
from tests.extractors.altering import ALTERATIONS, altered

if TYPE_CHECKING:
    from collections.abc import Iterator

TEXTS, POLNEAR, REDOCRED = "EDGEWISE_TEXTS", "EDGEWISE_POLNEAR", "EDGEWISE_REDOCRED"
MOST_QUOTES = 3_000
SHORTEST, LONGEST = 25, 300
NAME = re.compile(r"\b[A-Z][\w’'-]+(?: [A-Z][\w’'-]+){0,2}")
ATTRIBUTING = {Stance.CLAIMS, Stance.REPORTS}
KINDS = {
    "P178": ("developed", True), "P176": ("manufactures", True), "P17": ("located_in", False), "P131": ("located_in", False),
    "P159": ("located_in", False), "P127": ("owns", True), "P749": ("parent_of", True), "P355": ("parent_of", False),
    "P112": ("founded", True), "P108": ("works_for", False), "P69": ("educated_at", False), "P463": ("member_of", False),
    "P137": ("operates", True), "P169": ("leads", True), "P488": ("leads", True),
}  # fmt: skip
"""Relations of Wikidata that a kind stands for, and whether it reads the other way round."""


class Score(NamedTuple):
    """What was found, what of it was right, and what there was to find."""

    found: int
    right: int
    wanted: int
    met: int

    @property
    def row(self) -> str:
        """Precision, recall and their mean, as cells of a table."""
        precision, recall = self.right / max(self.found, 1), self.met / max(self.wanted, 1)
        mean = 2 * precision * recall / max(precision + recall, 1e-9)
        return f"{precision:.2f} | {recall:.2f} | {mean:.2f}"


def folder(variable: str) -> Path | None:
    """Return the folder that the environment names, if it is there."""
    named = os.environ.get(variable)
    return Path(named) if named and Path(named).is_dir() else None


# -- the gate -------------------------------------------------------------------------------------


def texts() -> list[str]:
    """Return the articles that are at hand."""
    found = [
        path for name in (TEXTS, POLNEAR) if (at := folder(name)) is not None for path in sorted(at.rglob("*.txt"))
    ]
    return [path.read_text(encoding="utf-8", errors="replace") for path in found]


def genuine(text: str) -> Iterator[tuple[str, str, str]]:
    """Go through the words from one capitalised name to another within a sentence, with both names."""
    for start, end in sentence_spans(text):
        names = [match for match in NAME.finditer(text, start, end) if len(match[0]) > 3]
        for one, other in itertools.pairwise(names):
            words = text[one.start() : other.end()]
            apart = one[0] not in other[0] and other[0] not in one[0]  # else neither is a name of its own
            is_whole = not unicodedata.combining(text[other.end() : other.end() + 1] or " ")
            if apart and is_whole and SHORTEST <= len(words) <= LONGEST and not re.search(r"\s{2}", words):
                yield words, one[0], other[0]


def gate() -> list[str]:
    """Count how many genuine quotations pass, and how many altered ones."""
    tried: Counter[str] = Counter()
    passed: Counter[str] = Counter()
    for number, text in enumerate(texts()):
        if tried["genuine"] >= MOST_QUOTES:
            break
        for words, one, other in itertools.islice(genuine(text), 60):
            ends = (Entity(id="one", kind="company", name=one), Entity(id="other", kind="company", name=other))
            article = Article(id="a", title="A", text=text)
            project = Project(GraphFile(entities=ends, articles=(article,)))
            judge = Gate(project, article, "rule:bench")
            whole = fold(text).text
            variants = [("genuine", words)]
            variants += [(how, changed) for how in ALTERATIONS if (changed := altered(how, words, number)) is not None]
            for how, quote in variants:
                if how != "genuine" and fold(quote).text in whole:
                    continue  # it says what stands elsewhere in the same article
                item = Proposal(subject="one", kind="compared_with", object="other", quote=quote)
                tried[how] += 1
                passed[how] += isinstance(judge.judge(item), Suggestion)
    if not tried:
        return [f"Skipped: neither {TEXTS} nor {POLNEAR} names a folder of texts."]
    lines = ["| quotations | tried | accepted |", "| --- | --: | --: |"]
    lines += [f"| {how} | {number:,} | {passed[how]:,} |" for how, number in tried.items()]
    rest = [how for how in tried if how != "genuine"]
    return [*lines, f"| all altered | {sum(tried[how] for how in rest):,} | {sum(passed[how] for how in rest):,} |"]


# -- cues -----------------------------------------------------------------------------------------


def attributions(path: Path) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Return where an annotated article has its cues, and its attributed contents."""
    spans: dict[str, list[tuple[int, int]]] = {"Cue": [], "Content": []}
    for line in path.read_text(encoding="utf-8").splitlines():
        parts = line.split("\t")
        what = parts[1].split(" ", 1) if len(parts) > 1 else []
        if len(what) == 2 and what[0] in spans:
            places = [tuple(map(int, piece.split())) for piece in what[1].split(";")]
            spans[what[0]].append((min(start for start, _ in places), max(end for _, end in places)))
    return spans["Cue"], spans["Content"]


def polnear() -> list[str]:
    """Compare our cues with PolNeAR's, word by word and sentence by sentence."""
    root = folder(POLNEAR)
    if root is None:
        return [f"Skipped: {POLNEAR} names no folder."]
    words, sentences, articles = [0, 0, 0, 0], [0, 0, 0, 0], 0
    for path in sorted(root.rglob("*.txt")):
        notes = next(iter(sorted(root.rglob(f"{path.stem}*.ann"))), None)
        if notes is None:
            continue
        articles += 1
        text = path.read_bytes().decode("utf-8")
        gold, contents = attributions(notes)
        own = [cue for cue in cues(text) if cue.is_speech or cue.stance in ATTRIBUTING]
        spans = [(cue.start, cue.end) for cue in own]
        words[0] += len(spans)
        words[1] += sum(meets(span, gold) for span in spans)
        words[2] += len(gold)
        words[3] += sum(meets(span, spans) for span in gold)
        marks = quoted(text)
        for span in sentence_spans(text):
            says, said = meets(span, spans) or meets(span, marks), meets(span, gold) or meets(span, contents)
            sentences[0] += says
            sentences[1] += says and said
            sentences[2] += said
            sentences[3] += says and said
    return [
        f"| PolNeAR, {articles} articles | precision | recall | F1 |", "| --- | --: | --: | --: |",
        f"| cues, any overlap | {Score(*words).row} |",
        f"| sentences with something attributed, by cues and quotation marks | {Score(*sentences).row} |",
    ]  # fmt: skip


def meets(span: tuple[int, int], others: Any) -> bool:  # Any: spans in a list or a tuple
    """Whether a span overlaps one of others."""
    return any(start < span[1] and span[0] < end for start, end in others)


# -- patterns -------------------------------------------------------------------------------------


def redocred() -> list[str]:
    """Compare what the patterns find with Re-DocRED, as far as its relations are ours."""
    root = folder(REDOCRED)
    path = None if root is None else next(iter(sorted(root.rglob("dev_revised.json"))), None)
    if path is None:
        return [f"Skipped: {REDOCRED} names no folder with dev_revised.json."]
    documents = json.loads(path.read_text(encoding="utf-8"))
    total, near = [0, 0, 0, 0], [0, 0]
    by_kind: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for document in documents:
        gold = {(ends[::-1] if back else ends, kind) for label in document["labels"] if label["r"] in KINDS
                for kind, back in [KINDS[label["r"]]] for ends in [(label["h"], label["t"])]}  # fmt: skip
        found = {pair for as_kind in ("company", "organization") for pair in tied(document, as_kind)}
        total[0] += len(found)
        total[1] += len(found & gold)
        total[2] += len(gold)
        total[3] += len(found & gold)
        together = {pair for pair in gold if share_sentence(document, *pair[0])}
        near[0] += len(together)
        near[1] += len(together & found)
        by_kind.update(kind for _, kind in found)
        right.update(kind for _, kind in found & gold)
    kinds = ", ".join(f"{kind} {right[kind]}/{number}" for kind, number in by_kind.most_common(8))
    return [
        f"| Re-DocRED dev, {len(documents)} documents | precision | recall | F1 |", "| --- | --: | --: | --: |",
        f"| all relations of our kinds ({total[2]:,}) | {Score(*total).row} |",
        f"| those named within one sentence ({near[0]:,}) | {Score(total[0], total[1], near[0], near[1]).row} |",
        "", f"Right of found, by kind: {kinds}.",
    ]  # fmt: skip


def tied(document: dict[str, Any], organisations: str) -> Iterator[tuple[tuple[int, int], str]]:
    """Go through what passes the gate in one document, its organisations taken for one of our kinds."""
    # Any: JSON of others
    kinds = {"PER": "person", "ORG": organisations, "LOC": "country", "MISC": "technology"}
    entities = []
    for number, group in enumerate(document["vertexSet"]):
        kind = kinds.get(group[0]["type"])
        if kind is not None:
            names = tuple(dict.fromkeys(own["name"] for own in group))
            entities.append(Entity(id=str(number), kind=kind, name=names[0], aliases=names[1:]))
    text = "\n".join(" ".join(words) for words in document["sents"])
    article = Article(id="a", title=document["title"] or "A", text=text, language="en")
    project = Project(GraphFile(entities=tuple(entities), articles=(article,)))
    suggestions, _ = Gate(project, article, "rule:bench").judged(Patterns().propose(article, project).items)
    ours = {kind for kind, _ in KINDS.values()}
    for own in suggestions:
        if own.kind in ours and own.evidence.stance not in {Stance.DENIES, Stance.DOUBTS}:
            yield (int(own.source), int(own.target)), own.kind


def share_sentence(document: dict[str, Any], one: int, other: int) -> bool:
    """Whether two entities are named in the same sentence."""
    groups = document["vertexSet"]
    return bool({own["sent_id"] for own in groups[one]} & {own["sent_id"] for own in groups[other]})


def main() -> None:
    """Measure what is at hand."""
    for title, measure in (("The gate", gate), ("Cues", polnear), ("Patterns", redocred)):
        begun = time.perf_counter()
        print(f"## {title}\n", *measure(), f"\nTook {time.perf_counter() - begun:.0f} s.\n", sep="\n")


if __name__ == "__main__":
    main()
