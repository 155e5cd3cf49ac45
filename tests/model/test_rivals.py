"""Other figures for the same thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explorer.model.facts import Entity, FactValue, Relation, Stance
from explorer.model.rivals import rival_facts, rivals
from explorer.model.sentences import Part
from tests.builders import amount, company, evidence, fact, graph, relation, with_relations

if TYPE_CHECKING:
    from explorer.model.project import Project

CHIPS = [Entity(id=key, kind="chip", name=key.upper()) for key in ("h800", "h100", "a100")]


def said(speaker: str | None, stance: Stance = Stance.CLAIMS) -> dict[str, object]:
    return {"speaker": speaker, "stance": stance}


def having(
    key: str, target: str, count: float, speaker: str | None, stance: Stance = Stance.CLAIMS, *, kind: str = "possesses"
) -> Relation:
    source = "v3" if kind == "trained_on" else "deepseek"
    return relation(source, kind, target, evidence(key, stance, speaker=speaker), key=key, count=amount(count))


USED = having("r1", "h800", 2000, "deepseek", kind="uses")
SPECULATED = having("r2", "h100", 50_000, "wang", Stance.SPECULATES)
STOCKED = having("r3", "a100", 10_000, "liang")
FOUNDED = relation("liang", "founded", "deepseek", key="r4")


def figures(project: Project, tie: Relation) -> list[str]:
    return [rival.figure for rival in rivals(project, tie)]


def test_another_voice_with_another_figure_is_a_rival() -> None:
    project = graph(company("wang", name="Alexandr Wang"), *CHIPS, USED, SPECULATED)
    (rival,) = rivals(project, USED)
    assert (rival.owner, rival.figure, rival.stance, rival.excludes) == (
        "r2",
        "50,000 × H100",
        Stance.SPECULATES,
        False,
    )
    assert rival.parts[-1] == Part("H100", "h100")
    assert rival.speaker is not None
    assert rival.speaker.name == "Alexandr Wang"


def test_the_founder_speaks_with_the_same_voice_and_is_no_rival() -> None:
    project = graph(*CHIPS, USED, STOCKED, FOUNDED)
    assert figures(project, USED) == []


def test_somebody_from_outside_with_the_same_figure_as_the_founder_is_one() -> None:
    project = graph(*CHIPS, USED, STOCKED)
    assert figures(project, USED) == ["10,000 × A100"]


def test_what_a_model_was_trained_on_competes_with_what_its_maker_has() -> None:
    trained = having("r5", "h800", 2000, "deepseek", kind="trained_on")
    developed = relation("deepseek", "developed", "v3", key="r6")
    project = graph(*CHIPS, trained, developed, SPECULATED)
    assert figures(project, trained) == ["50,000 × H100"]
    assert figures(project, SPECULATED) == ["2,000 × H800"]


def test_two_figures_for_one_target_exclude_each_other_whoever_says_so() -> None:
    more = having("r7", "h800", 9000, "deepseek", kind="uses")
    project = graph(*CHIPS, USED, SPECULATED, more)
    assert [(rival.figure, rival.excludes) for rival in rivals(project, USED)] == [
        ("9,000 × H800", True),
        ("50,000 × H100", False),
    ]


def test_a_figure_given_twice_is_shown_once_as_firmly_as_anybody_says_it() -> None:
    again = having("r3", "h100", 50_000, "huang", Stance.CLAIMS, kind="uses")
    project = graph(*CHIPS, USED, SPECULATED, again)
    assert [(rival.owner, rival.stance) for rival in rivals(project, USED)] == [("r3", Stance.CLAIMS)]


def test_figures_that_can_both_be_right_do_not_compete() -> None:
    roughly = relation(
        "deepseek", "uses", "h800", evidence("e9", speaker="wang"), key="r8", count=amount(2000, approx="about")
    )
    assert figures(graph(*CHIPS, USED, roughly), USED) == []


def test_other_measures_of_the_same_relation_compete_too() -> None:
    one = relation("e", "affected", "n", evidence("e1"), key="r1", market_value_change=amount(-589e9, "USD"))
    two = relation("e", "affected", "n", evidence("e2"), key="r2", market_value_change=amount(-593e9, "USD"))
    assert [rival.excludes for rival in rivals(graph(one, two), one)] == [True]


def test_counts_of_other_sorts_of_things_do_not_compete() -> None:
    staff = relation("deepseek", "possesses", "people", evidence("e", speaker="wang"), key="r9", count=amount(200))
    designed = relation("deepseek", "designed", "h100", evidence("f", speaker="wang"), key="r10", count=amount(3))
    assert figures(graph(*CHIPS, USED, staff, designed), USED) == []


def test_a_figure_that_nobody_supports_is_no_rival() -> None:
    assert figures(graph(*CHIPS, USED, having("r2", "h100", 50_000, "wang", Stance.DENIES)), USED) == []


def test_a_relation_without_a_figure_has_no_rivals() -> None:
    plain = relation("deepseek", "uses", "h800", evidence())
    assert figures(graph(*CHIPS, plain, SPECULATED), plain) == []


def test_facts_of_one_property_compete_when_both_cannot_be_right() -> None:
    def cost(key: str, value: FactValue) -> object:
        return fact(key, "training cost", value, evidence(key, Stance.ESTIMATES))

    facts = [
        cost("f1", amount(5.6e6, "USD")),
        cost("f2", amount(6e6, "USD")),
        cost("f3", amount(100e6, "USD", approx="over")),
        fact("f4", "training cost", amount(200e6, "USD")),
        fact("f5", "revenue", amount(1e9, "USD"), evidence("f5")),
    ]
    v3 = company("v3", *facts)  # type: ignore[arg-type]
    (rival,) = rival_facts(graph(v3), "v3", v3.facts[0])
    assert (rival.owner, rival.figure, rival.excludes) == ("f3", "over $100 million", True)


def test_a_relation_whose_source_is_missing_has_no_rivals() -> None:
    assert rivals(with_relations(graph(*CHIPS), USED), USED) == ()


def test_what_a_maker_and_what_it_made_say_competes_whichever_of_them_is_asked() -> None:
    made = relation("deepseek", "developed", "v3", key="r5")
    trained = having("r6", "h800", 3000, "wang", kind="trained_on")
    project = graph(*CHIPS, USED, made, trained, having("r7", "h100", 50_000, "luckey"))
    assert figures(project, trained) == ["50,000 × H100"]
    assert "3,000 × H800" in figures(project, having("r8", "a100", 1, "liang"))
