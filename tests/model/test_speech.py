"""Who says what of whom."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from explorer.model.facts import Entity, Stance, Status
from explorer.model.passages import OwnerKind, all_passages
from explorer.model.project import Project
from explorer.model.speech import doubts_about, said_about, said_by, speakers
from explorer.model.vocabulary import VOICES
from tests.builders import big, company, evidence, fact, graph, relation, tiny, with_relations


def test_what_somebody_says_is_what_they_are_the_speaker_of() -> None:
    project = tiny("deepseek -uses-> h800 | claims deepseek, denies luckey, asserts")
    (claim,) = said_by(project, "deepseek")
    assert (claim.stance, claim.exact, claim.about) == (Stance.CLAIMS, "words of r1e1", ("h800",))
    assert said_by(project, "h800") == ()


def test_words_that_support_several_relations_are_said_once() -> None:
    same = [evidence(f"e{n}", Stance.CLAIMS, start=5, speaker="s") for n in (1, 2)]
    project = graph(relation("s", "uses", "b", same[0]), relation("s", "owns", "c", same[1], key="r2"))
    (said,) = said_by(project, "s")
    assert [passage.owner for passage in said.passages] == ["r1", "r2"]
    assert said.about == ("b", "c")


def test_the_same_words_with_another_stance_are_told_apart() -> None:
    pieces = [evidence("e1", Stance.CLAIMS, start=5, speaker="s"), evidence("e2", Stance.DENIES, start=5, speaker="s")]
    project = graph(company("s"), relation("a", "uses", "b", *pieces))
    assert [said.stance for said in said_by(project, "s")] == [Stance.CLAIMS, Stance.DENIES]


def test_an_act_of_speech_is_said_by_its_source_though_the_article_tells_it() -> None:
    project = tiny("luckey:person -dismisses-> deepseek | asserts", "zihan:person -vouches_for-> deepseek | asserts")
    assert [said.stance for said in said_by(project, "luckey")] == [Stance.DENIES]
    assert [(voice.speaker, voice.stance) for voice in said_about(project, "deepseek")] == [
        ("luckey", Stance.DENIES),
        ("zihan", Stance.CLAIMS),
    ]


def test_somebody_else_telling_of_an_act_of_speech_keeps_their_own_stance() -> None:
    project = tiny("luckey:person -dismisses-> deepseek | reports ann")
    assert said_by(project, "luckey") == ()
    assert [said.stance for said in said_by(project, "ann")] == [Stance.REPORTS]


def test_facts_are_spoken_of_too() -> None:
    cost = fact("f1", "training cost", "$5.6 million", evidence("e1", Stance.CLAIMS, speaker="liang"))
    project = graph(company("v3", cost), Entity(id="liang", kind="person", name="Liang"))
    assert [voice.speaker for voice in said_about(project, "v3")] == ["liang"]
    assert said_by(project, "liang")[0].about == ("v3",)


def test_what_is_said_of_an_entity_leaves_its_own_words_and_the_articles_out() -> None:
    project = tiny(
        "deepseek -uses-> h800 | claims deepseek, asserts, doubts ann, denies bob", "bob -dismisses-> deepseek"
    )
    assert [voice.speaker for voice in said_about(project, "deepseek")] == ["ann", "bob"]
    assert [voice.speaker for voice in said_about(project, "h800")] == ["deepseek", "ann", "bob"]


def test_a_speaker_is_known_by_denial_or_doubt_before_the_commonest_stance() -> None:
    project = tiny("a -uses-> b | claims ann, claims ann, doubts ann, claims bob, claims bob, reports bob")
    assert [(voice.speaker, voice.stance) for voice in said_about(project, "b")] == [
        ("ann", Stance.DOUBTS),
        ("bob", Stance.CLAIMS),
    ]


def test_those_with_most_to_say_come_first() -> None:
    project = tiny("a -uses-> b | claims ann, doubts bob, denies bob, denies bob")
    assert speakers(project) == (("bob", 3), ("ann", 1))
    bob = said_about(project, "b")[0]
    assert bob.stance is Stance.DENIES
    assert bob.stances == {Stance.DOUBTS: 1, Stance.DENIES: 2}


def test_only_accepted_passages_and_known_speakers_count() -> None:
    pieces = [evidence("e1", speaker="s", status=Status.SUGGESTED), evidence("e2", speaker="nobody")]
    project = graph(company("s"), relation("a", "uses", "b", *pieces))
    assert speakers(project) == ()


def test_doubts_are_acts_of_speech_towards_the_entity() -> None:
    project = tiny("ann -doubts-> d", "bob -dismisses-> d", "cy -comments_on-> d", "d -doubts-> ann", "ann -uses-> d")
    assert doubts_about(project, "d") == ("r1", "r2")


def by_reading(project: Project) -> dict[tuple[object, ...], tuple[list[str], list[str]]]:
    """Every utterance, by who says what: the ids of its evidence, and whom it is about."""
    found: dict[tuple[object, ...], tuple[list[str], list[str]]] = {}
    for passage in all_passages(project):
        item = passage.evidence
        who, stance, ends = item.speaker, item.stance, [passage.entity or ""]
        if passage.owner_kind is OwnerKind.RELATION:
            tie = project.relations[passage.owner]
            voice, ends = project.vocabulary.relation_kind(tie.kind).voice, [tie.source, tie.target]
            if voice is not None and who in {None, tie.source}:
                who, stance = tie.source, VOICES[voice]
        if passage.is_accepted and who in project.entities:
            ids, about = found.setdefault((who, stance, item.article, item.quote.start, item.quote.exact), ([], []))
            ids.append(item.id)
            about += [end for end in ends if end and end != who and end not in about]
    return found


@given(st.integers(0, 300))
def test_what_is_said_is_what_reading_every_passage_says(seed: int) -> None:
    loose = relation("e1", "doubts", "nobody", evidence("x", speaker="e2"), key="loose")
    told = company("e2", fact("f", "size", "3", evidence("y", speaker="e7"), evidence("z", article="gone")))
    project = with_relations(big(9, 14, seed=seed), loose)
    project = Project(project.to_file().model_copy(update={"entities": (*project.entities.values(), told)[1:]}))
    said = by_reading(project)
    order = list(dict.fromkeys(str(key[0]) for key in said))
    number = {who: sum(key[0] == who for key in said) for who in order}
    assert dict(speakers(project)) == number
    assert [who for who, _ in speakers(project)] == sorted(order, key=lambda who: -number[who])
    for entity in project.entities:
        own = [ids for key, (ids, _) in said.items() if key[0] == entity]
        assert [[one.evidence.id for one in utterance.passages] for utterance in said_by(project, entity)] == own
        about = {who: [ids for key, (ids, ends) in said.items() if key[0] == who and entity in ends] for who in order}
        heard = {
            voice.speaker: [[one.evidence.id for one in utterance.passages] for utterance in voice.utterances]
            for voice in said_about(project, entity)
        }
        assert heard == {who: ids for who, ids in about.items() if ids}
        assert list(heard) == sorted(heard, key=lambda who: (-len(heard[who]), order.index(who)))
