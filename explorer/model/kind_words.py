"""The English words by which articles tie two entities, by kind of relation: what stands between them, and which way round.

``~`` after a verb stands for all its forms, ``…`` for up to four words. A kind of a document brings its own ``verbs``.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from explorer.model.cues import forms_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from explorer.model.facts import RelationKind

_FORWARD: dict[str, str] = {
    "developed": "develop~|create~|build~|train~|make~|’s … model|’s|maker of|developer of|behind",
    "designed": "design~|engineer~",
    "manufactures": "manufacture~|make~|produce~|fabricate~|maker of",
    "sells_to": "sell~ … to|export~ … to|ship~ … to",
    "supplies": "supply~|provide~ … to|supplier to|supplier of",
    "input_to": "is needed for|is used to make|is an input to|go~ into",
    "variant_of": "variant of|version of|is a variant of|is a version of|, a version of|, a variant of|, a member of the",
    "successor_of": "succeed~|replace~|successor to|successor of|the successor to",
    "based_on": "is based on|was based on|, based on|based on|built on|build~ on|is built on|derived from|fine-tuned from|’s foundational model,",
    "distilled_from": "distilled from|is a distillation of|was distilled from",
    "trained_on": "trained on|was trained on|trained … on|trained with|using|train~ … on|train~ … using",
    "runs_on": "run~ on|running on|powered by|hosted on",
    "possesses": "stockpile~|possess~|have access to|had access to|has access to|have|has|had|hold~|acquire~|own~|bought|buy~|obtain~",
    "outperforms": "outperform~|beat~|surpass~|more advanced than|more powerful than|better than|faster than|exceed~",
    "competes_with": "compete~ with|rival~|rivals|rival of|a rival of|a rival to|competitor of",
    "uses": "use~|using|employ~|adopt~|deploy~|rel~ on|relies on",
    "operates": "operate~|run~",
    "owns": "own~|acquire~|bought|buy~",
    "parent_of": "the parent of|parent company of|is the parent of|, the parent of|’s subsidiary",
    "controls": "control~",
    "invested_in": "invest~ … in|an investor in|back~|put … into|investor in",
    "funds": "fund~|finance~|pay~ for",
    "founded": "found~|co-found~|, founder of|, co-founder of|, who founded|founder of|co-founder of|start~|set up|, the founder of",
    "spun_off_from": "spun off from|was spun off from|, a spin-off of",
    "leads": ", CEO of|, chief executive of|, chairman of|, president of|, head of|, the CEO of|, the chief executive of|lead~|head~|, the head of|CEO of",
    "works_for": "work~ for|work~ at|, an engineer at|, a researcher at|, a spokesperson for|, a spokesman for|join~|, an analyst at|analyst at",
    "holds_office": "president of|, president of|, minister of|, secretary of|, prime minister of",
    "educated_at": "studied at|graduate of|graduate~ from|, a graduate of|PhD from",
    "affiliated_with": ", a professor at|, professor at|, a professor emeritus at|professor at|, an AI professor at|, a fellow at|, a scholar at",
    "member_of": "is a member of|, a member of|join~|belong~ to",
    "partner_of": "partner~ with|work~ with|a partner of|team~ up with|cooperate~ with|collaborate~ with",
    "located_in": "is based in|, based in|based in|is located in|located in|headquartered in|in",
    "issued": "issue~|impose~|introduce~|announce~|enact~|adopt~|’s|’",
    "amends": "amend~|update~|tighten~|revise~",
    "repeals": "repeal~|rescind~|revoke~|scrap~",
    "applies_to": "apply~ to|aimed at|target~|against|on|aim~ at|imposed on|aimed at limiting",
    "restricts": "restrict~|ban~|limit~|cover~|prohibit~|block~|on",
    "lists": "list~|include~|name~|blacklist~",
    "circumvents": "circumvent~|evade~|get~ around|bypass~|sidestep~|skirt~",
    "investigates": "investigate~|probe~|examine~|look~ into|open~ … investigation into|sue~",
    "caused": "cause~|trigger~|lead~ to|led to|set~ off|spark~|prompt~|result~ in",
    "affected": "affect~|hit|hits|hitting|hurt|move~|shook|shake~|wiped|sent",
    "comments_on": "comment~ on|comments on|said of|remark~ on|noted|talk~ about",
    "vouches_for": "defend~|vouch~ for|praise~|endorse~|back~|support~",
    "doubts": "doubt~|question~|express~ doubt|express~ doubts|express~ skepticism|voice~ doubt|voice~ doubts|voice~ skepticism|cast~ doubt on|skeptical of",
    "dismisses": "dismiss~|reject~|outright dismissed|deny~|denied",
    "ally_of": "an ally of|a close ally of|, an ally of|, a close ally of|ally of",
    "censors": "censor~|avoid~ … on|silent on|refuse~ to … about",
    "unveiled": "unveil~|release~|launch~|introduce~|announce~|present~|debut~",
    "compared_with": "compared with|compared to|contrasts with|versus|than",
    "complies_with": "comply~ with|designed to comply with|compliant with|meet~",
    "challenges": "challenge~|cast~ doubt on|undermine~|call~ into question",
    "promotes": "promote~|tout~|push~|advertise~",
    "bets_against": "bet~ against|short~|shorts against",
}
_BACKWARD: dict[str, str] = {
    "developed": "developed by|created by|built by|made by|trained by|from|, developed by|, a model from",
    "designed": "designed by|, designed by", "manufactures": "made by|manufactured by|produced by",
    "sells_to": "bought … from|buy~ … from", "supplies": "supplied by", "successor_of": "succeeded by|replaced by",
    "owns": "owned by|acquired by|bought by|, owned by", "parent_of": "a subsidiary of|, a subsidiary of|subsidiary of",
    "controls": "controlled by", "invested_in": "backed by|funded by", "funds": "funded by|financed by",
    "founded": "founded by|was founded by|was founded … by|co-founded by|, founded by|started by",
    "leads": "led by|headed by|, led by|CEO|chief executive|’s CEO|’s chief executive|chairman|president",
    "works_for": "employ~|hire~|’s", "operates": "operated by|run by", "issued": "issued by|imposed by",
    "restricts": "restricted by|banned under|covered by", "lists": "listed by|on", "investigates": "investigated by|under investigation by",
    "caused": "caused by|triggered by|after|because of", "affected": "was hit by|fell after|because of", "doubts": "doubted by|questioned by",
    "dismisses": "dismissed by|rejected by", "vouches_for": "defended by|backed by", "unveiled": "unveiled by|released by|launched by",
    "trained_on": "used to train|to train|were used to train|for training", "runs_on": "runs|run|powers|power",
    "possesses": "held by|owned by|in the hands of", "uses": "used by", "outperforms": "outperformed by|beaten by|surpassed by",
    "distilled_from": "distilled into", "based_on": "the basis of|the basis for|is the foundation of",
    "located_in": "’s|’s capital|-based|startup|’s largest", "promotes": "promoted by|pushed by|touted by",
    "educated_at": "graduate|alumnus", "complies_with": "met by", "bets_against": "shorted by",
}  # fmt: skip
_IRREGULAR = {
    "build": "build builds built building", "make": "make makes made making", "sell": "sell sells sold selling",
    "get": "get gets got getting", "lead": "lead leads led leading", "run": "run runs ran running", "set": "set sets setting",
    "buy": "buy buys bought buying", "hold": "hold holds held holding", "ship": "ship ships shipped shipping",
    "ban": "ban bans banned banning", "beat": "beat beats beaten beating", "pay": "pay pays paid paying",
    "bet": "bet bets betting", "shake": "shake shakes shook shaken shaking", "put": "put puts putting",
    "win": "win wins won winning", "stop": "stop stops stopped stopping", "go": "go goes went gone going",
    "cast": "cast casts casting", "meet": "meet meets met meeting", "give": "give gives gave given giving",
    "take": "take takes took taken taking", "begin": "begin begins began begun", "hit": "hit hits hitting",
    "spend": "spend spends spent spending", "rel": "rely relied relying", "co-found": "co-found co-founds co-founded cofounded",
    "scrap": "scrap scraps scrapped scrapping", "found": "found founds founded founding",
}  # fmt: skip
_WEAK = frozenset(
    [
        "’s",
        "’",
        "in",
        "on",
        "from",
        "by",
        "has",
        "have",
        "had",
        "using",
        "than",
        "after",
        "make~",
        "startup",
        "-based",
        "run",
        "runs",
        "power",
        "behind",
        "graduate",
        "against",
    ]
)
_SMALL_WORDS = frozenset(
    [
        "a",
        "an",
        "the",
        "to",
        "is",
        "was",
        "are",
        "were",
        "has",
        "had",
        "tries",
        "tried",
        "of",
        "in",
        "on",
        "by",
        "with",
        "from",
        "than",
        "for",
    ]
)
_LEAST_LETTERS = 5  # of words that say enough by themselves
_GAP = r",?(?:\s+[\w$%.,-]+){0,4}?\s+"


class Phrase(NamedTuple):
    """Where words of a kind's own stand, and which way round they tie."""

    start: int
    end: int
    kind: str
    is_backward: bool


class Wording(NamedTuple):
    """How well some words fit a kind: 2 for words of its own, 1 for words that many kinds share."""

    kind: str
    is_backward: bool
    weight: int


def verb_forms(verb: str) -> tuple[str, ...]:
    """Return the forms of a verb in small letters."""
    return tuple(_IRREGULAR[verb].split()) if verb in _IRREGULAR else forms_of(verb)


@lru_cache(maxsize=512)
def _pattern(phrases: str) -> re.Pattern[str] | None:
    parts = [_written(phrase) for phrase in phrases.split("|") if phrase]
    return re.compile(rf"(?:{'|'.join(sorted(parts, key=len, reverse=True))})(?!\w)", re.IGNORECASE) if parts else None


def _written(phrase: str) -> str:
    words: list[str] = []
    for word in phrase.replace("’", "'").split(" "):
        if word == "…":
            words.append("…")
        elif word.endswith("~"):
            words.append(f"(?:{'|'.join(map(re.escape, verb_forms(word[:-1])))})")
        else:
            words.append(re.escape(word).replace("'", "['’]"))
    begins = r"(?<!\w)" if phrase[0].isalnum() else ""
    return begins + r"\s+".join(words).replace(r"\s+…\s+", _GAP)


def _phrases(kind: RelationKind, table: dict[str, str], label: str | None) -> tuple[str, str]:
    """Return the strong and the weak phrases of a kind, in one direction."""
    own = table.get(kind.id, "").split("|")
    verbs = [f"{verb}~" for verb in kind.verbs]
    if table is _FORWARD:
        own += verbs
    else:
        active = (*_FORWARD.get(kind.id, "").split("|"), *verbs)
        own += [f"{phrase} by" for phrase in active if phrase.endswith("~") and " " not in phrase]
    own += [label, *_loosely(kind, label)] if label else []
    strong = [phrase for phrase in own if phrase and phrase not in _WEAK]
    return "|".join(strong), "|".join(phrase for phrase in own if phrase in _WEAK)


def _loosely(kind: RelationKind, label: str) -> Iterator[str]:
    """Return the label of a document's own kind without the small words around it, its verb in any form."""
    words = [word for word in label.lower().split() if word.isalpha()]
    while words and words[0] in _SMALL_WORDS:
        words = words[1:]
    if len(words) > 1 and words[-1] in _SMALL_WORDS:
        words = words[:-1]
    if kind.id in _FORWARD or len(" ".join(words)) < _LEAST_LETTERS:
        return
    yield " ".join(words)
    for ending in ("ies", "es", "s", "ed", "d"):
        if words[0].endswith(ending):
            stem = words[0].removesuffix(ending) + ("y" if ending == "ies" else "")
            yield " ".join((f"{stem}~", *words[1:]))
            yield " ".join((f"{stem}e~", *words[1:]))


def wordings(kind: RelationKind, between: str) -> Iterator[Wording]:
    """Go through the ways in which the words between two names say that they are tied so.

    Parameters
    ----------
    kind : RelationKind
    between : str
        What stands from the end of the first name to the start of the second one.
    """
    for table, label, is_backward in ((_FORWARD, kind.label, False), (_BACKWARD, kind.inverse, True)):
        for phrases, weight in zip(_phrases(kind, table, label), (2, 1), strict=True):
            pattern = _pattern(phrases)
            if pattern is not None and _says(pattern, between, weight):
                yield Wording(kind.id, is_backward, weight)


def phrases_of(kind: RelationKind, text: str) -> Iterator[Phrase]:
    """Go through the places where words of a kind's own stand, whatever names are near them."""
    for table, label, is_backward in ((_FORWARD, kind.label, False), (_BACKWARD, kind.inverse, True)):
        pattern = _pattern(_phrases(kind, table, label)[0])
        for match in pattern.finditer(text) if pattern is not None else ():
            yield Phrase(match.start(), match.end(), kind.id, is_backward)


def _says(pattern: re.Pattern[str], between: str, weight: int) -> bool:
    """Whether words of a kind's own stand in between, or shared ones with nothing else beside them."""
    if weight > 1:
        return pattern.search(between) is not None
    return pattern.fullmatch(between.strip().replace(" a ", " ")) is not None
