"""The web page as a file: what is in it, what is not, and that nothing in it can run or be fetched."""

from __future__ import annotations

import base64
import copy
import errno
import hashlib
import os
import re
from pathlib import Path

import pytest

from explorer.formats import html
from explorer.formats.html import PageOptions, write_page
from explorer.formats.html_scene import icon_paths
from explorer.model.errors import UnwritableFile
from explorer.model.facts import Article, Entity, Quote, Stance, Status
from explorer.model.filters import Facet, Filters, Scope
from explorer.model.project import Project
from explorer.opening import open_graph
from explorer.resources import bundled_graph
from tests.builders import amount, big, company, evidence, fact, graph, relation, tiny
from tests.formats.web_pages import data_of, fetched_by, markup_of, page_of, tags_of

HOSTILE = Path(__file__).parents[1] / "hostile"
MOST_BYTES = 1_500_000


@pytest.fixture(scope="module")
def bundled() -> Project:
    return open_graph(bundled_graph()).project


def test_nothing_in_the_page_can_ask_for_anything(bundled):
    page = page_of(bundled)
    assert fetched_by(page) == []
    assert "sourceMappingURL" not in page


def test_what_is_too_much_for_a_page_is_refused_in_a_sentence(bundled, monkeypatch, tmp_path):
    monkeypatch.setattr(html, "MOST_ON_PAGE", 80)
    with pytest.raises(UnwritableFile, match=r"88 relations are too many for a web page, .*; 80 will do\."):
        write_page(bundled, tmp_path / "page.html")
    assert not list(tmp_path.iterdir())


def test_the_policy_lets_only_the_pages_own_scripts_run(bundled):
    page = page_of(bundled)
    policy = re.search(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy is not None
    rules = policy[1].replace("&#39;", "'")
    assert rules.startswith("default-src 'none'; script-src 'sha256-")
    assert "unsafe" not in rules
    assert "http" not in rules
    blocks = re.findall(r"<(?:script|style)>(.*?)</(?:script|style)>", page, re.DOTALL)
    hashes = [base64.b64encode(hashlib.sha256(block.encode()).digest()).decode() for block in blocks]
    assert sorted(hashes) == sorted(re.findall(r"sha256-([^']*)'", rules))


def test_relations_between_the_same_two_stay_apart_and_keep_their_direction():
    project = tiny("a -uses-> b", "a -owns-> b", "b -supplies-> a", "a -uses-> b", "a -competes_with-> a")
    edges = data_of(page_of(project))["vis-edges"]
    assert [(edge["id"], edge["from"], edge["to"]) for edge in edges] == [
        ("r1", "a", "b"),
        ("r2", "a", "b"),
        ("r3", "b", "a"),
        ("r4", "a", "b"),
        ("r5", "a", "a"),
    ]
    level = data_of(page_of(project))["page-data"]["scene"]["levels"][3]
    curves = {str(curve) for curve, _ in level["edges"]}
    assert len(curves) == 5


def test_entities_sit_where_the_window_has_them_and_nothing_moves_them():
    project = tiny("a -uses-> b", positions={"a": (-120.5, 33.0), "b": (200.0, -7.25)})
    data = data_of(page_of(project))
    assert {node["id"]: (node["x"], node["y"]) for node in data["vis-nodes"]} == {
        "a": (-120.5, 33.0),
        "b": (200.0, -7.2),
    }
    assert data["vis-options"]["physics"] == {"enabled": False}
    assert data["vis-options"]["nodes"]["fixed"] is True
    assert data["vis-options"]["interaction"]["dragNodes"] is False


def test_entities_without_a_place_get_the_same_one_for_clicking_and_for_painting():
    data = data_of(page_of(tiny("a -uses-> b", "b -uses-> c", "b -owns-> d")))
    painted = {node["id"]: node["at"] for node in data["page-data"]["scene"]["nodes"]}
    assert {node["id"]: [node["x"], node["y"]] for node in data["vis-nodes"]} == painted
    assert len({tuple(place) for place in painted.values()}) == 4


def test_making_a_page_leaves_the_project_as_it_was(bundled):
    before = copy.deepcopy(dict(bundled.graph.adjacency()))
    file = bundled.to_file()
    page_of(bundled)
    assert dict(bundled.graph.adjacency()) == before
    assert bundled.to_file() == file


def test_every_relation_brings_its_sentence_its_standing_and_each_quotation(bundled):
    words = data_of(page_of(bundled))["page-data"]["words"]
    for key, own in bundled.relations.items():
        said = words["relations"][key]
        assert said["standing"].lower() == bundled.standing(key).value
        assert [passage["exact"].split() for passage in said["passages"]] == [
            item.quote.exact.split() for item in own.evidence
        ]
    used = words["relations"]["deepseek-uses-h800"]
    assert "".join(text for text, _ in used["parts"]) == "DeepSeek used 2,000 × H800 to train DeepSeek V3"
    first = used["passages"][0]
    assert (first["speaker"], first["stance"], first["cue"]) == (["DeepSeek", "deepseek"], "claims", "claims")
    article = words["articles"][first["article"]]
    assert (article["outlet"], article["date"]) == ("Legal Wires", "undated")


def test_an_entity_brings_its_facts_and_how_its_relations_read_from_it():
    value = fact("f1", "valued_at", amount(5_600_000, "USD"), evidence("e9", exact="$5.6 million"))
    project = graph(relation("a", "founded", "b", evidence()), company("b", value, name="Beta"))
    own = data_of(page_of(project))["page-data"]["words"]["entities"]["b"]
    assert [(one["label"], one["value"], one["passages"][0]["exact"]) for one in own["facts"]] == [
        ("valued at", "$5.6 million", "$5.6 million")
    ]
    assert [(group["heading"], group["rows"]) for group in own["groups"]] == [("founded by", [["r1", [["a", "a"]]]])]


def test_only_the_evidence_of_what_is_shown_is_in_the_page():
    project = tiny("a:company -uses-> b:chip | claims a", "a -founded-> c:person | asserts")
    scope = Scope(filters=Filters().only(Facet.ENTITY_KIND, "company", "chip"))
    page = page_of(project, scope)
    assert "words of r1e1" in page
    assert "words of r2e1" not in page
    assert [node["id"] for node in data_of(page)["vis-nodes"]] == ["a", "b"]


def test_a_speaker_who_is_not_shown_is_named_without_a_link():
    project = tiny("a:company -uses-> b:chip | doubts luckey")
    scope = Scope(filters=Filters().only(Facet.ENTITY_KIND, "company", "chip"))
    passage = data_of(page_of(project, scope))["page-data"]["words"]["relations"]["r1"]["passages"][0]
    assert passage["speaker"] == ["luckey", None]


def test_passages_that_nobody_accepted_stay_behind_and_are_counted(tmp_path):
    waiting = evidence("e1", exact="perhaps", status=Status.SUGGESTED)
    project = graph(relation("a", "uses", "b", waiting, evidence("e2", exact="surely")))
    losses = write_page(project, tmp_path / "page.html")
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert "surely" in page
    assert "perhaps" not in page
    assert any("1 passage not accepted" in str(loss) for loss in losses)


def test_what_a_page_cannot_carry_is_said(tmp_path):
    project = tiny("a:company -uses-> b:chip", "c:person")
    scope = Scope(filters=Filters().only(Facet.ENTITY_KIND, "company", "chip"))
    said = [str(loss) for loss in write_page(project, tmp_path / "page.html", scope=scope)]
    assert "cannot be opened as a graph" in said[0]
    assert said[1:] == ["1 entity and 0 relations are not shown."]


def test_a_quotation_that_is_not_in_its_article_is_flagged():
    quoted = evidence("e1", exact="never said")
    article = Article(id="a1", title="A", text="Something else entirely.")
    page = page_of(graph(article, relation("a", "uses", "b", quoted)))
    data = data_of(page)["page-data"]
    assert data["words"]["relations"]["r1"]["passages"][0]["lost"] is True
    assert data["scene"]["edges"][0]["flagged"] is True


@pytest.mark.parametrize(
    "name", ["markup.json", "looks.json", "control-characters.json", "right-to-left.json", "long-names.json"]
)
def test_words_from_hostile_files_are_data_and_never_markup(name):
    page = page_of(open_graph(HOSTILE / name).project, headline="Any", sentence="Any")
    for _, text in re.findall(r'<script type="application/json" id="([\w-]+)">(.*?)</script>', page, re.DOTALL):
        assert not set(text) & {"<", ">", "&", "\u2028", "\u2029", "\x00"}
    assert tags_of(page) == tags_of(page_of(tiny("a -uses-> b"), headline="Any", sentence="Any"))


def test_a_hostile_title_is_only_text():
    hostile = "</title><script>alert(1)</script>\u2028<img src=x onerror=1>"
    page = page_of(tiny("a -uses-> b"), headline=hostile, sentence=hostile)
    assert tags_of(page) == tags_of(page_of(tiny("a -uses-> b"), headline="Any", sentence="Any"))
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in markup_of(page)


@pytest.mark.parametrize(
    ("address", "link"),
    [
        ("https://example.org/a?b=1", "https://example.org/a?b=1"),
        ("javascript:alert(1)//https://example.org", None),
        ("file:///etc/passwd", None),
        (" data:text/html,<script>", None),
        ("//example.org", None),
    ],
)
def test_only_web_addresses_become_links(address, link):
    article = Article(id="a1", title="A", url=address)
    words = data_of(page_of(graph(article, relation("a", "uses", "b", evidence()))))["page-data"]["words"]
    assert [one["url"] for one in words["articles"]] == [link]


def test_ids_of_any_shape_survive():
    ids = ["__proto__", "constructor", "a/b#c?d%25", "</script>", "ß 日本"]
    project = graph(
        *(Entity(id=key, kind="company", name=key) for key in ids),
        relation(ids[0], "uses", ids[1], evidence(), key="toString"),
    )
    data = data_of(page_of(project))
    assert {node["id"] for node in data["vis-nodes"]} == set(ids)
    assert list(data["page-data"]["words"]["relations"]) == ["toString"]


def test_the_same_graph_gives_the_same_page(bundled):
    assert page_of(bundled) == page_of(open_graph(bundled_graph()).project)


def test_the_page_is_small_utf8_and_has_plain_line_ends(bundled, tmp_path):
    target = tmp_path / "page.html"
    write_page(bundled, target)
    data = target.read_bytes()
    assert len(data) < MOST_BYTES
    assert b"\r" not in data
    assert data.decode("utf-8").startswith("<!doctype html>")


def test_a_page_of_many_relations_stays_small():
    assert len(page_of(big(150, 600))) < MOST_BYTES


def test_an_empty_graph_has_a_page():
    data = data_of(page_of(Project()))
    assert data["vis-nodes"] == []
    assert data["page-data"]["words"]["relations"] == {}


def test_themes_legend_and_title_are_as_asked():
    project = tiny("a -uses-> b | claims a")
    modes = {theme: [look["mode"] for look in data_of(page_of(project, theme=theme))["page-data"]["looks"]]
        for theme in ("light", "dark", "grey")}  # fmt: skip
    assert modes == {"light": ["light", "dark"], "dark": ["dark", "light"], "grey": ["grey"]}
    bare = markup_of(page_of(project, headline="Chips", legend=False, title=False))
    assert "<h1>" not in bare
    assert 'id="legend"' not in bare
    full = markup_of(page_of(project, headline="Chips"))
    assert "<h1>Chips</h1>" in full
    assert 'id="legend"' in full


def test_the_legend_has_just_the_strokes_and_kinds_in_use():
    project = tiny("a:company -uses-> b:chip | claims a", "c:person -doubts-> a | asserts")
    words = data_of(page_of(project))["page-data"]["words"]
    assert [stroke for stroke, _ in words["legend"]] == ["claimed", "voice_doubts"]
    assert [word for _, word in words["kinds"]] == ["Company", "Chip", "Person"]


def test_every_icon_that_an_entity_may_wear_becomes_paths(bundled):
    icons = {node["icon"] for node in data_of(page_of(bundled))["page-data"]["scene"]["nodes"]}
    assert len(icons) > 8
    for name in icons:
        paths = icon_paths(name)
        assert paths
        assert all(path.upper().startswith("M") for path in paths)
    assert icon_paths("../themes/edgewise") == []


def test_a_disk_that_fills_up_leaves_the_old_page(monkeypatch, tmp_path):
    target = tmp_path / "page.html"
    target.write_text("before")

    def full(handle):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(UnwritableFile, match="The disk is full"):
        write_page(tiny("a -uses-> b"), target, PageOptions())
    assert target.read_text() == "before"
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]


def test_a_lone_surrogate_in_a_name_does_not_stop_the_page(tmp_path):
    broken = company("a").model_copy(update={"name": "half \ud800 name"})
    quote = Quote.model_construct(exact="\ud800 words", prefix="", suffix="", start=None, end=None)
    quoted = evidence("e1", Stance.CLAIMS).model_copy(update={"quote": quote})
    write_page(graph(broken, relation("a", "uses", "b", quoted)), tmp_path / "page.html")
    assert "half" in (tmp_path / "page.html").read_text(encoding="utf-8")
