"""Ways in which a quotation comes out wrong, for testing and measuring what refuses them."""

from __future__ import annotations

import random
import re

ALTERATIONS = ("digit", "not", "name", "tail", "word", "dropped", "swapped", "stance", "letter", "figure")
_TAILS = (", experts said", " in total", " this year", ", according to the company", " and more")
_WORDS = ("reportedly", "secretly", "never", "only", "always", "illegally")
_OPPOSITES = {
    "denied": "confirmed",
    "rose": "fell",
    "more": "less",
    "is": "was",
    "has": "had",
    "the": "a",
    "said": "denied",
    "to": "from",
}


def altered(how: str, quote: str, seed: int) -> str | None:
    """Return a quotation changed in one way; None where there is nothing to change so."""
    dice = random.Random(f"{how}{seed}")
    words = quote.split(" ")
    at = dice.randrange(len(words))
    if how == "digit":
        digits = [match.start() for match in re.finditer(r"\d", quote)]
        if not digits:
            return None
        place = dice.choice(digits)
        return quote[:place] + str((int(quote[place]) + dice.randint(1, 9)) % 10) + quote[place + 1 :]
    if how == "figure":
        return re.sub(r"\d+", lambda match: f"{match[0]}0", quote, count=1) if re.search(r"\d", quote) else None
    if how == "name":
        names = [place for place, word in enumerate(words) if word[:1].isupper()]
        return " ".join([*words[: names[0]], "Acme", *words[names[0] + 1 :]]) if names else None
    if how == "stance":
        places = [place for place, word in enumerate(words) if word in _OPPOSITES]
        if not places:
            return None
        place = dice.choice(places)
        return " ".join([*words[:place], _OPPOSITES[words[place]], *words[place + 1 :]])
    if how == "letter":
        return quote[:-1] + ("x" if quote[-1] != "x" else "y")
    if how == "tail":
        return quote + dice.choice(_TAILS)
    if len(words) < 3:
        return None
    at = min(max(at, 1), len(words) - 2)
    changed = {
        "not": [*words[:at], "not", *words[at:]],
        "word": [*words[:at], dice.choice(_WORDS), *words[at:]],
        "dropped": [*words[:at], *words[at + 1 :]],
        "swapped": [*words[:at], words[at + 1], words[at], *words[at + 2 :]],
    }[how]
    return " ".join(changed) if changed != words else None
