"""What can be said of everything that is shown. ``surveyor`` decides who works it out, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from explorer.model.facets import warm
from explorer.model.filters import totals
from explorer.model.queries import in_dispute, most_connected, passages_in, resting_on, speakers, tally, worth_a_path
from explorer.model.verification import verification

if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Iterator

    from explorer.model.filters import Facet, Visible
    from explorer.model.project import Project
    from explorer.model.queries import Dispute
    from explorer.model.standing import Standing

MOST_ARTICLES = 12
MOST_COUNTED = 50
MOST_CONNECTED = 5


class Survey(NamedTuple):
    """What the start page says.

    Attributes
    ----------
    resting : pair of int
        Passages and articles that the shown entities and relations rest on.
    standings : mapping
        How many shown relations stand in each way.
    connected : tuple
        The entities with the most shown relations, and how many those are.
    disputes, speakers, path, totals
        Of the whole project: what ``queries`` and ``filters`` say.
    by_article : mapping of str to int
        Passages of the first articles.
    """

    resting: tuple[int, int]
    standings: dict[Standing, int]
    connected: tuple[tuple[str, int], ...]
    disputes: tuple[Dispute, ...]
    speakers: tuple[tuple[str, int], ...]
    path: tuple[str, str] | None
    totals: dict[Facet, Counter[str]]
    by_article: dict[str, int]


def survey(project: Project, shown: Visible) -> Survey:
    """Return what can be said of what is shown; the last answer is kept while the facts stay the same."""
    for _ in survey_steps(project, shown):
        pass
    found: Survey = project.worked_out[survey][1]
    return found


def is_surveyed(project: Project, shown: Visible) -> bool:
    """Whether all this has been worked out."""
    last = project.worked_out.get(survey)
    return last is not None and last[0] is shown


def survey_steps(project: Project, shown: Visible) -> Iterator[None]:
    """Work it out step by step, for whoever does so beside other work."""
    if is_surveyed(project, shown):
        return
    kept = project.worked_out  # taken first: what is found belongs to the facts of this moment
    warm(project)
    yield
    verification(project)
    yield
    rows = shown.relation_rows
    found = Survey(
        resting=resting_on(project, shown),
        standings=tally(project, rows),
        connected=most_connected(project, MOST_CONNECTED, rows),
        disputes=in_dispute(project, MOST_COUNTED),
        speakers=speakers(project),
        path=worth_a_path(project),
        totals=totals(project),
        by_article={key: passages_in(project, key) for key in list(project.articles)[:MOST_ARTICLES]},
    )
    kept[survey] = (shown, found)
    yield
