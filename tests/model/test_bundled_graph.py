"""The graph that opens first: what it must hold, and that every quotation in it stands in its article.

The article itself is not part of the repository; the tests that need its text are skipped where it is not at hand.
"""

from __future__ import annotations

import json

import pytest

from explorer.model.facts import Date, Evidence, Fact, FactValue, GraphFile, Quantity, Relation, Stance, Status
from explorer.model.problems import Report, report
from explorer.model.project import Project
from explorer.model.quotes import Match, find, fold
from explorer.model.sentences import relation_sentence
from explorer.model.speech import speakers
from explorer.model.standing import AGAINST, Standing
from explorer.resources import bundled_graph

ARTICLE = "deepseek-shakes-markets"
LAST_LINE = "Source: Al Jazeera and NDTV"
LONGEST_QUOTE = 120
EXPECTED_NOTES = {"contradiction", "laundering"}
LARGEST_QUOTED, LARGEST_SHOWN = 0.5, 0.63  # of the article's letters; the second with prefixes and suffixes
HUB, CHIP_CLAIM = "deepseek", "deepseek-uses-h800"


@pytest.fixture(scope="module")
def raw() -> str:
    return bundled_graph().read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def file(raw: str) -> GraphFile:
    return GraphFile.model_validate_json(raw)


@pytest.fixture(scope="module")
def project(file: GraphFile) -> Project:
    return Project(file)


@pytest.fixture(scope="module")
def body(article_text: str) -> str:
    return article_text[: article_text.index(LAST_LINE) + len(LAST_LINE)]


def facts_of(file: GraphFile) -> list[Fact]:
    return [fact for entity in file.entities for fact in entity.facts]


def evidence_of(file: GraphFile) -> list[Evidence]:
    owners: list[Fact | Relation] = [*file.relations, *facts_of(file)]
    return [item for owner in owners for item in owner.evidence]


def values_of(file: GraphFile) -> list[FactValue]:
    qualifiers = [value for relation in file.relations for value in relation.qualifiers.values()]
    return [fact.value for fact in facts_of(file)] + qualifiers


def test_saving_what_was_loaded_changes_no_byte(raw: str, file: GraphFile) -> None:
    dumped = file.model_dump(mode="json", exclude_unset=True)
    assert json.dumps(dumped, indent=2, ensure_ascii=False) + "\n" == raw


def test_it_is_curated_completely(file: GraphFile, project: Project) -> None:
    kinds = [entity.kind for entity in file.entities]
    assert len(file.entities) >= 40
    assert len(file.relations) >= 80
    assert {kind: kinds.count(kind) for kind in ("person", "chip", "export_control")} == {
        "person": 9,
        "chip": 3,
        "export_control": 1,
    }
    assert len(project.relations_of(HUB)) >= 20


def wrong(checked: Report) -> list[str]:
    """Return what is wrong with it; that people contradict each other in it is not."""
    return [problem.line for problem in checked.problems if problem.code not in EXPECTED_NOTES]


def test_it_has_no_problems_even_without_its_article(raw: str) -> None:
    assert wrong(report(json.loads(raw))) == []


def test_every_relation_and_every_fact_has_evidence(file: GraphFile) -> None:
    assert [relation.id for relation in file.relations if not relation.evidence] == []
    assert [fact.id for fact in facts_of(file) if not fact.evidence] == []


def test_ids_of_facts_and_evidence_are_unique(file: GraphFile) -> None:
    ids = [item.id for item in evidence_of(file)] + [fact.id for fact in facts_of(file)]
    assert len(ids) == len(set(ids))


def test_every_passage_was_chosen_by_a_person_and_names_a_known_speaker(file: GraphFile, project: Project) -> None:
    for item in evidence_of(file):
        assert (item.article, item.method, item.status) == (ARTICLE, "manual", Status.ACCEPTED)
        assert item.speaker is None or item.speaker in project.entities, item.id


@pytest.mark.parametrize("stance", [Stance.REPORTS, Stance.ESTIMATES, Stance.SPECULATES, Stance.DOUBTS, Stance.DENIES])
def test_whatever_is_less_than_asserted_names_its_cue(file: GraphFile, stance: Stance) -> None:
    passages = [item for item in evidence_of(file) if item.stance is stance]
    assert passages
    assert [item.id for item in passages if not item.cue] == []


@pytest.mark.parametrize(
    ("cue", "stances"),
    [
        ("reportedly", {Stance.REPORTS}),
        ("is estimated", {Stance.ESTIMATES}),
        *((word, {Stance.SPECULATES}) for word in ("suggested", "may have been", "plausible", "if true")),
        ("could be", {Stance.SPECULATES, Stance.DOUBTS}),
        *((word, {Stance.CLAIMS}) for word in ("claims", "asserts", "accused", "stating", "revealed", "added")),
        *((word, {Stance.DENIES}) for word in ("calling them", "dismissing them")),
    ],
)
def test_a_cue_means_the_same_wherever_it_stands(
    file: GraphFile, project: Project, cue: str, stances: set[Stance]
) -> None:
    voiced = {
        relation.id for relation in file.relations if project.vocabulary.relation[relation.kind].voice is not None
    }
    owners: list[Fact | Relation] = [*facts_of(file), *file.relations]
    found = {item.stance for owner in owners if owner.id not in voiced for item in owner.evidence if item.cue == cue}
    assert found == stances


def test_whoever_claims_or_disputes_something_is_named(file: GraphFile) -> None:
    attributed = {Stance.CLAIMS, Stance.DOUBTS, Stance.DENIES}
    assert [item.id for item in evidence_of(file) if item.stance in attributed and item.speaker is None] == []


def test_kinds_fit_the_ends_of_every_relation(file: GraphFile, project: Project) -> None:
    for relation in file.relations:
        kind = project.vocabulary.relation[relation.kind]
        source, target = project.entities[relation.source], project.entities[relation.target]
        assert not kind.domain or source.kind in kind.domain, relation.id
        assert not kind.range or target.kind in kind.range, relation.id


def test_every_kind_that_the_document_adds_is_used(file: GraphFile) -> None:
    assert file.kinds is not None
    used = {relation.kind for relation in file.relations}
    assert {kind.id for kind in file.kinds.relation} <= used


def test_nobody_floats_apart(file: GraphFile, project: Project) -> None:
    assert [entity.id for entity in file.entities if not project.relations_of(entity.id)] == []
    reached, waiting = {HUB}, [HUB]
    while waiting:
        for key in project.relations_of(waiting.pop()):
            ends = {project.relations[key].source, project.relations[key].target} - reached
            reached |= ends
            waiting += ends
    assert reached == set(project.entities)


@pytest.mark.parametrize(
    ("amount", "unit", "approx"),
    [
        (5_600_000, "USD", None),
        (6_000_000, "USD", None),
        (100_000_000, "USD", "over"),
        (593_000_000_000, "USD", "nearly"),
        (671_000_000_000, "parameters", None),
        (2_000, "GPUs", None),
        (25_000, "GPUs", None),
        (50_000, "GPUs", None),
        (10_000, "chips", None),
        (17, "%", None),
        (9, "%", "nearly"),
        (1.59, "%", None),
    ],
)
def test_every_figure_is_a_typed_quantity(file: GraphFile, amount: float, unit: str, approx: str | None) -> None:
    found = {(abs(value.amount), value.unit, value.approx) for value in values_of(file) if isinstance(value, Quantity)}
    assert (amount, unit, approx) in found


@pytest.mark.parametrize(("date", "words"), [("2023", "late 2023"), ("2022", "2022"), ("1989", "1989")])
def test_every_date_is_typed_and_keeps_its_words(file: GraphFile, date: str, words: str) -> None:
    assert Date(date=date, text=words) in values_of(file)


def test_a_fall_is_negative_and_a_recovery_is_not(file: GraphFile) -> None:
    moves = {fact.id: fact.value for fact in facts_of(file) if fact.property.endswith("_change")}
    signs = {key: value.amount > 0 for key, value in moves.items() if isinstance(value, Quantity)}
    assert signs == {
        "nvidia-falls-price-change": False,
        "nvidia-falls-market-value-change": False,
        "nvidia-rebounds-price-change": True,
        "nasdaq-100-recovery-index-change": True,
    }


def test_what_deepseek_trained_on_is_claimed_asserted_doubted_and_denied(project: Project) -> None:
    claim = project.relations[CHIP_CLAIM]
    stances = {(item.speaker, item.stance) for item in claim.evidence}
    assert project.standing(CHIP_CLAIM) is Standing.CONTESTED
    assert {
        ("deepseek", Stance.CLAIMS),
        (None, Stance.ASSERTS),
        ("pedro-domingos", Stance.DOUBTS),
        ("palmer-luckey", Stance.DENIES),
    } <= stances


@pytest.mark.parametrize("model", ["deepseek-r1", "deepseek-v3"])
def test_both_models_that_the_article_names_for_the_same_figures_stand(project: Project, model: str) -> None:
    trained = project.relations[f"{model}-trained-on-h800"]
    counts = {name: value.amount for name, value in trained.qualifiers.items() if isinstance(value, Quantity)}
    assert counts == {"count": 2_000, "cost": 5_600_000}
    assert project.standing(trained.id) is Standing.CONTESTED


def test_the_cost_of_gpt_4_is_estimated_in_one_place_and_reported_in_another(project: Project) -> None:
    cost = next(fact for fact in project.entities["gpt-4"].facts if fact.property == "training_cost")
    assert [item.stance for item in cost.evidence] == [Stance.ESTIMATES, Stance.REPORTS]


@pytest.mark.parametrize(
    ("relation", "standing", "speaker"),
    [
        ("deepseek-possesses-h100", Standing.SPECULATED, "alexandr-wang"),
        ("deepseek-possesses-a100", Standing.CLAIMED, "liang-wenfeng"),
        ("deepseek-circumvents-us-chip-export-restrictions", Standing.CLAIMED, "palmer-luckey"),
        ("chinese-hedge-fund-bets-against-nvidia", Standing.CLAIMED, "palmer-luckey"),
        ("deepseek-r1-censors-status-of-taiwan", Standing.REPORTED, None),
        ("gpt-4-trained-on-h100", Standing.ESTIMATED, None),
    ],
)
def test_nothing_stands_firmer_than_the_article_puts_it(
    project: Project, relation: str, standing: Standing, speaker: str | None
) -> None:
    assert project.standing(relation) is standing
    assert {item.speaker for item in project.relations[relation].evidence} == {speaker}


def test_speech_is_told_in_the_voice_of_the_article_first(file: GraphFile, project: Project) -> None:
    acts = [relation for relation in file.relations if project.vocabulary.relation[relation.kind].voice is not None]
    assert {act.source for act in acts} >= {
        *("pedro-domingos", "palmer-luckey", "alexandr-wang", "elon-musk", "zihan-wang"),
        *("tim-miller", "lucas-hansen", "liang-wenfeng", "skeptics", "ai-community"),
    }
    for act in acts:
        assert (act.evidence[0].speaker, act.evidence[0].stance) == (None, Stance.ASSERTS), act.id


def test_whoever_doubts_deepseek_also_speaks_against_something_it_says(file: GraphFile, project: Project) -> None:
    doubters = {
        relation.source
        for relation in file.relations
        if relation.target == HUB and project.vocabulary.relation[relation.kind].voice in {"doubts", "dismisses"}
    }
    against = {item.speaker for item in evidence_of(file) if item.stance in AGAINST}
    assert doubters == against
    assert doubters <= {who for who, _ in speakers(project)}


def test_quotations_are_short_and_on_plain_spaces(file: GraphFile) -> None:
    for item in evidence_of(file):
        quote = item.quote
        assert len(quote.exact) <= LONGEST_QUOTE, item.id
        assert not any(mark in quote.prefix + quote.exact + quote.suffix for mark in "\xa0\n•"), item.id
        assert quote.start is not None, item.id
        assert quote.end == quote.start + len(quote.exact), item.id


def test_the_article_is_not_in_the_file(file: GraphFile) -> None:
    assert [article.text for article in file.articles] == [None]


def test_every_quotation_stands_where_it_says(file: GraphFile, article_text: str) -> None:
    folded = fold(article_text)
    for item in evidence_of(file):
        found = find(item.quote, folded)
        assert (found.match, found.start, found.end) == (Match.EXACT, item.quote.start, item.quote.end), item.id
        assert found.context_agrees, item.id
        assert not found.is_cut, item.id


def test_offsets_hold_in_the_file_and_in_the_article_alone(raw: str, article_text: str, body: str) -> None:
    for text in (article_text, body):
        checked = report(json.loads(raw), {ARTICLE: text})
        assert wrong(checked) == []
        assert checked.unchecked == 0


def test_every_cue_stands_at_its_quotation(file: GraphFile, body: str) -> None:
    plain = body.replace("\xa0", " ")
    for item in evidence_of(file):
        assert item.quote.start is not None
        assert item.quote.end is not None
        lines = plain[: plain.index("\n", item.quote.end)].split("\n")
        spoken_in_a_list = lines[-1].startswith("    •")
        near = "\n".join(lines[-3:] if spoken_in_a_list else lines[-1:])
        assert item.cue is None or item.cue in near, item.id


def test_nothing_is_quoted_from_after_the_article(file: GraphFile, body: str) -> None:
    end = len(body) - len(LAST_LINE)
    assert [item.id for item in evidence_of(file) if item.quote.end is None or item.quote.end > end] == []


def test_sections_start_at_their_headings(file: GraphFile, body: str) -> None:
    plain = body.replace("\xa0", " ")
    sections = file.articles[0].sections
    assert len(sections) == 6
    for section in sections:
        assert plain[section.start :].startswith(f"{section.heading}\n")
        assert plain[section.start - 1] == "\n"


def test_the_quotations_together_are_not_the_article(file: GraphFile, body: str) -> None:
    quoted: set[int] = set()
    shown: set[int] = set()
    for item in evidence_of(file):
        quote = item.quote
        assert quote.start is not None
        assert quote.end is not None
        quoted.update(range(quote.start, quote.end))
        shown.update(range(quote.start - len(quote.prefix), quote.end + len(quote.suffix)))
    assert len(quoted) < LARGEST_QUOTED * len(body)
    assert len(shown) < LARGEST_SHOWN * len(body)


def test_no_relation_or_fact_rests_on_the_same_words_of_one_speaker_twice(file: GraphFile) -> None:
    owners: list[Fact | Relation] = [*file.relations, *facts_of(file)]
    for owner in owners:
        said = [(item.quote.start, item.quote.end, item.speaker) for item in owner.evidence]
        assert len(said) == len(set(said)), owner.id


@pytest.mark.parametrize(
    ("relation", "sentence"),
    [
        (
            "nvidia-falls-affected-nvidia",
            "Nvidia’s 17% fall moved Nvidia (price −17%, market value nearly −$593 billion)",
        ),
        ("deepseek-announcement-caused-nvidia-falls", "DeepSeek’s announcement caused Nvidia’s 17% fall"),
        ("openai-one-of-us-tech-giants", "OpenAI is among the US tech giants"),
        ("donald-trump-holds-office-united-states", "Donald Trump is President of the United States"),
        (
            "deepseek-challenges-us-chip-export-restrictions",
            "DeepSeek cast doubt on the effectiveness of US chip export restrictions",
        ),
    ],
)
def test_relations_read_as_sentences(project: Project, relation: str, sentence: str) -> None:
    assert relation_sentence(project, project.relations[relation]) == sentence
