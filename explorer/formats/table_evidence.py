"""The passages in tables: a quotation, who speaks, how far they commit themselves, and the article it stands in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explorer.formats.attributes import slug, texts_in
from explorer.formats.intake import Ids
from explorer.model.facts import Article, Evidence, Quote, Stance, Status

if TYPE_CHECKING:
    from collections.abc import Callable

    from explorer.formats.attributes import Raw
    from explorer.formats.intake import Intake

_ARTICLE_TEXTS = ("publisher", "url", "published", "language", "rights")


class Passages:
    """Collects what tables quote, as text, and puts it under relations and facts.

    Parameters
    ----------
    intake : Intake
        The document that is being made.
    found : callable
        Returns the id of the entity that is called so, or an empty text.
    """

    def __init__(self, intake: Intake, found: Callable[[str], str]) -> None:
        self._intake, self._found = intake, found
        self._ids, self._article_ids = Ids("e"), Ids("a")
        self._articles: dict[tuple[str, str], str] = {}
        self._under_relations: dict[int, list[str]] = {}
        self._under_facts: dict[tuple[str, str], list[str]] = {}
        self._facts: dict[tuple[str, str], tuple[int, int]] | None = None

    def article(self, cells: dict[str, str], table: str, others: Raw | None = None) -> str:
        """Return the id of the article that a row names; it is added when it is new."""
        key, title, url = (
            cells.get("article", cells.get("id", "")),
            cells.get("article_title", ""),
            cells.get("url", ""),
        )
        names = [(which, name) for which, name in (("id", key), ("url", url), ("title", title)) if name]
        names = names or [("title", f"Quoted in {table}")]
        for name in names[:1] if key else names:
            if name in self._articles:
                return self._articles[name]
        given: Raw = {word: cells[word] for word in _ARTICLE_TEXTS if word in cells}
        authors = texts_in(cells.get("authors", ""))
        if authors:
            given["authors"] = authors
        own = self._article_ids.fresh(key or slug(title or url or names[0][1]))
        text = title or url or key or names[0][1]
        self._intake.articles.append(Article(id=own, title=text, **given, **({"imported": others} if others else {})))
        for name in names:
            self._articles[name] = own
        return own

    def under_relation(self, number: int, cells: dict[str, str], table: str) -> None:
        """Put a row's passage under a relation, given by its number."""
        passage = self._passage(cells, table, f"{self._intake.relations.key(number)}e")
        if passage is not None:
            self._under_relations.setdefault(number, []).append(passage.model_dump_json(exclude_unset=True))

    def under_fact(self, entity: str, cells: dict[str, str], table: str) -> bool:
        """Put a row's passage under a fact of an entity; return whether there is one."""
        if self._facts is None:
            self._facts = {
                (one.id, fact.property): (row, at)
                for row, one in enumerate(self._intake.entities)
                for at, fact in reversed(list(enumerate(one.facts)))
            }
        fact = (entity, cells.get("property", ""))
        if fact not in self._facts:
            return False
        passage = self._passage(cells, table, f"{entity}e")
        if passage is not None:
            self._under_facts.setdefault(fact, []).append(passage.model_dump_json(exclude_unset=True))
        return True

    def hand_over(self) -> None:
        """Put everything where it belongs."""
        relations, entities = self._intake.relations, self._intake.entities
        for number, passages in self._under_relations.items():
            relations[number] = relations[number].model_copy(update={"evidence": _read(passages)})
        for fact, passages in self._under_facts.items():
            row, at = (self._facts or {})[fact]
            facts = list(entities[row].facts)
            facts[at] = facts[at].model_copy(update={"evidence": _read(passages)})
            entities[row] = entities[row].model_copy(update={"facts": tuple(facts)})

    def _passage(self, cells: dict[str, str], table: str, stem: str) -> Evidence | None:
        if not cells.get("quotation"):
            if cells.get("stance") or cells.get("speaker"):
                told = f"of {table} with a stance or a speaker, but without a quotation; these were left out"
                self._intake.tally.add("row", told, stem.removesuffix("e"))
            return None
        words: Raw = {"exact": cells["quotation"]}
        words |= {word: cells[word] for word in ("prefix", "suffix") if word in cells}
        words |= {
            word: int(cells[word])
            for word in ("start", "end")
            if cells.get(word, "").isascii() and cells.get(word, "").isdigit()
        }
        given: Raw = {word: cells[word] for word in ("cue", "method", "noted_at") if word in cells}
        if "evidence_note" in cells:
            given["note"] = cells["evidence_note"]
        if "speaker" in cells:
            given["speaker"] = self._speaker(cells["speaker"])
        confidence = self._confidence(cells.get("confidence", ""))
        if confidence is not None:
            given["confidence"] = confidence
        if cells.get("status", "") in set(Status):
            given["status"] = Status(cells["status"])
        key = self._ids.fresh(
            cells.get("evidence")
            or (cells.get("id", "") if "relation" in cells or "entity" in cells else "")
            or f"{stem}1"
        )
        stance = self._stance(cells.get("stance", ""), speaks="speaker" in cells)
        return Evidence(
            id=key, article=self.article(_of_article(cells), table), quote=Quote(**words), stance=stance, **given
        )

    def _speaker(self, name: str) -> str:
        known = self._found(name)
        if known:
            return known
        self._intake.tally.add("entity", "named as a speaker only, with nothing but a name", name, plural="entities")
        return self._intake.entity(name, {}).id

    def _stance(self, word: str, *, speaks: bool) -> Stance:
        spelled = word.strip().casefold()
        if spelled in set(Stance):
            return Stance(spelled)
        if spelled:
            self._intake.tally.add("stance", "that is none of ours, taken for 'reports'", word)
            return Stance.REPORTS
        return Stance.CLAIMS if speaks else Stance.ASSERTS

    def _confidence(self, text: str) -> float | None:
        if not text:
            return None
        try:
            number = float(text)
        except ValueError:
            number = -1.0
        if 0 <= number <= 1:
            return number
        self._intake.tally.add("confidence", "that is no number from 0 to 1, left out", text)
        return None


def _read(passages: list[str]) -> tuple[Evidence, ...]:
    return tuple(Evidence.model_validate_json(passage) for passage in passages)


def _of_article(cells: dict[str, str]) -> dict[str, str]:
    return {word: text for word, text in cells.items() if word != "id"}
