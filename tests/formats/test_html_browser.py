"""The web page in a real browser: it asks for nothing, shows the evidence of what is clicked, and runs nothing foreign."""

from __future__ import annotations

import math
import shutil
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from explorer.formats.html import PageOptions, write_page
from explorer.model.facts import Entity
from explorer.model.positions import Positions
from explorer.opening import open_graph
from explorer.resources import bundled_graph
from tests.builders import amount, company, evidence, fact, graph, relation, tiny

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from explorer.model.project import Project

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
SWITCHES = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
HOSTILE = Path(__file__).parents[1] / "hostile"
WHERE = """({ kind, id }) => {
    const box = document.getElementById("graph").getBoundingClientRect();
    const inWindow = ({ x, y }) => {
        const place = network.canvasToDOM({ x, y });
        return [box.left + place.x, box.top + place.y];
    };
    if (kind === "entity") return inWindow(scene.placeOf({ kind, id }));
    const row = page.scene.edges.findIndex((edge) => edge.id === id);
    const level = page.scene.levels[3];
    const [a, b, c, d] = level.edges[row][0];
    for (let t = 0.1; t < 0.9; t += 0.02) {
        const s = 1 - t;
        const at = (n) => (s * s * s * a[n] + 3 * s * s * t * b[n] + 3 * s * t * t * c[n] + t * t * t * d[n]) / level.zoom;
        const [x, y] = inWindow({ x: at(0), y: at(1) }).map(Math.round);
        const found = scene.hit(network.DOMtoCanvas({ x: x - box.left, y: y - box.top }), network.getScale());
        if (found && found.kind === kind && found.id === id) return [x, y];
    }
    return null;
}"""
"""Where in the window to click for an entity, or for a relation, which others may cross: a whole pixel, as mice have."""

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="There is no Chromium here; install the package chromium.")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=list(SWITCHES))
        yield chromium
        chromium.close()


class Visit:
    """A page that is open in the browser, with everything that it asked for and complained about."""

    def __init__(self, browser: Browser, path: Path, fragment: str = "") -> None:
        self.page: Page = browser.new_page(viewport={"width": 1280, "height": 800}, reduced_motion="reduce")
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page.on("request", lambda request: self.requests.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", lambda dialog: self.complaints.append(dialog.message))
        self.address = path.as_uri()
        self.page.goto(self.address + fragment)
        self.page.wait_for_function("network.getScale() > 0")

    def where(self, kind: str, key: str) -> tuple[float, float]:
        """Return where in the window an entity is, or a place on the line of a relation."""
        x, y = self.page.evaluate(WHERE, {"kind": kind, "id": key})
        return x, y

    def click(self, kind: str, key: str) -> None:
        self.page.mouse.click(*self.where(kind, key))
        self.wait_for(key)

    def wait_for(self, key: str) -> None:
        """Wait until the panel is about something; "" is everything."""
        self.page.wait_for_function("(key) => document.getElementById('panel').dataset.about === key", arg=key)

    @property
    def panel(self) -> str:
        return self.page.locator("#panel").inner_text()


@pytest.fixture
def visit(browser, tmp_path) -> Iterator[object]:
    visits: list[Visit] = []

    def open_page(project, fragment="", **options) -> Visit:
        target = tmp_path / "page.html"
        write_page(project, target, **options)
        visits.append(Visit(browser, target, fragment))
        return visits[-1]

    yield open_page
    for one in visits:
        assert one.complaints == []
        assert {request.partition("#")[0] for request in one.requests} == {one.address}
        one.page.close()


def far_apart(project: Project) -> Positions:
    """Return places on a wide spiral, so that no line runs through what it does not tie."""
    turns = {key: (0.9 * row, 90.0 + 55.0 * row) for row, key in enumerate(project.entities)}
    return Positions.from_mapping(
        {key: (out * math.cos(turn), out * math.sin(turn)) for key, (turn, out) in turns.items()}
    )


def spread(*lines: str) -> Project:
    """Build a tiny graph whose entities are far from each other."""
    return tiny(*lines, positions=far_apart(tiny(*lines)).as_dict())


def test_clicking_a_relation_shows_the_quotations_that_it_rests_on(visit):
    project = open_graph(bundled_graph()).project
    seen = visit(project, positions=far_apart(project))
    assert "51 entities and 88 relations" in seen.panel
    item = project.relations["deepseek-uses-h800"]
    seen.click("relation", item.id)
    assert "DeepSeek used 2,000 × H800 to train DeepSeek V3" in seen.panel
    assert "Contested: asserted in the article, claimed by DeepSeek, disputed by 5" in seen.panel
    marks = [" ".join(text.split()) for text in seen.page.locator("mark").all_inner_texts()]
    assert marks == [" ".join(one.quote.exact.split()) for one in item.evidence]
    first = seen.page.locator(".card").first.inner_text()
    assert "DeepSeek" in first
    assert "claims" in first
    assert "Legal Wires, undated" in first


def test_a_headline_without_end_leaves_room_for_the_graph(visit):
    seen = visit(spread("a -uses-> b | asserts"), options=PageOptions(headline="L" * 10_000, sentence="word " * 2000))
    assert seen.page.locator("#graph").bounding_box()["height"] > 400


def test_each_of_several_parallel_relations_can_be_clicked(visit):
    seen = visit(spread("a -uses-> b | asserts", "a -owns-> b | claims a", "b -supplies-> a | reports"))
    sentences = []
    for key in ("r1", "r2", "r3"):
        seen.click("relation", key)
        sentences.append(seen.page.locator("#panel h2").inner_text())
        assert f"words of {key}e1" in seen.panel
    assert sentences == ["a uses b", "a owns b", "b supplies a"]


def test_clicking_an_entity_shows_its_facts_and_relations_and_the_background_clears(visit):
    value = fact("f1", "valued_at", amount(5_600_000, "USD"), evidence("e9", exact="worth $5.6 million"))
    project = graph(relation("a", "founded", "b", evidence(exact="has founded b")), company("b", value, name="Beta"))
    seen = visit(project)
    seen.click("entity", "b")
    assert "Beta" in seen.panel
    assert "founded by" in seen.panel
    seen.page.get_by_text("valued at").click()
    assert "worth $5.6 million" in seen.panel
    seen.page.mouse.click(20, 700)
    seen.wait_for("")
    assert "2 entities and 1 relation" in seen.panel


def test_links_lead_on_and_the_browsers_back_leads_back(visit):
    seen = visit(spread("a -uses-> b | claims c", "c -founded-> b | asserts"), "#relation/r1")
    assert seen.page.locator("#panel h2").inner_text() == "a uses b"
    seen.page.locator(".card .who a").click()
    seen.wait_for("c")
    assert seen.page.locator("#panel h2").inner_text().startswith("c")
    seen.page.go_back()
    seen.wait_for("r1")
    assert seen.page.locator("#panel h2").inner_text() == "a uses b"
    seen.page.keyboard.press("Escape")
    seen.wait_for("")


def test_everything_can_be_reached_by_keyboard_alone(visit):
    seen = visit(spread("a -uses-> b | asserts", "c -founded-> b | claims c"))
    seen.page.locator("#find").focus()
    seen.page.keyboard.type("founded")
    assert seen.page.locator("#panel li:visible").count() == 1
    seen.page.keyboard.press("Tab")
    seen.page.keyboard.press("Enter")
    seen.wait_for("r2")
    assert "words of r2e1" in seen.panel


def test_entities_are_where_they_were_put_and_stay_there(visit):
    project = spread("a -uses-> b", "b -uses-> c", "c -uses-> d")
    seen = visit(project)
    read = "() => Object.fromEntries(Object.entries(network.getPositions()).map(([id, p]) => [id, [p.x, p.y]]))"
    before = seen.page.evaluate(read)
    assert set(before) == set(project.entities)
    for key, place in before.items():
        assert place == pytest.approx(project.positions.get(key), abs=1)
    x, y = seen.where("entity", "b")
    seen.page.mouse.move(x, y)
    seen.page.mouse.down()
    seen.page.mouse.move(x + 60, y + 40, steps=4)
    seen.page.mouse.up()
    assert seen.page.evaluate(read) == before
    moved = seen.where("entity", "b")
    assert (round(moved[0] - x), round(moved[1] - y)) == (60, 40)


def test_resting_on_something_says_what_it_is(visit):
    seen = visit(spread("a -uses-> b | claims c"))
    seen.page.mouse.move(*seen.where("entity", "a"))
    assert seen.page.locator("#graph").get_attribute("title") == "a, Company, 1 relation"
    seen.page.mouse.move(*seen.where("relation", "r1"))
    assert seen.page.locator("#graph").get_attribute("title") == "a uses b\nclaimed by c"


def test_light_and_dark_are_one_click_apart(visit):
    seen = visit(spread("a -uses-> b | asserts"))
    paper = "() => getComputedStyle(document.body).backgroundColor"
    light = seen.page.evaluate(paper)
    seen.page.get_by_text("Light or dark").click()
    assert seen.page.evaluate(paper) != light
    seen.page.get_by_text("Light or dark").click()
    assert seen.page.evaluate(paper) == light


def test_the_graph_is_painted(visit):
    seen = visit(spread("a -uses-> b | asserts", "b -uses-> c | denies c"))
    colors = seen.page.evaluate(
        """() => {
            const canvas = document.querySelector("#graph canvas");
            const pixels = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
            const found = new Set();
            for (let at = 0; at < pixels.length; at += 4) found.add(pixels.slice(at, at + 3).join());
            return [...found];
        }"""
    )
    assert "59,91,140" in colors  # a company
    assert "179,35,44" in colors  # a denial


@pytest.mark.parametrize(
    "name", ["markup.json", "looks.json", "right-to-left.json", "long-names.json", "control-characters.json"]
)
def test_nothing_in_a_hostile_file_runs_wherever_it_is_shown(visit, name):
    project = open_graph(HOSTILE / name).project
    seen = visit(project)
    elements = "() => new Set([...document.querySelectorAll('*')].map((one) => one.localName)).size"
    assert seen.page.locator("script").count() == 6
    for kind, keys in (("entity", project.entities), ("relation", project.relations)):
        for key in keys:
            if kind == "relation" and project.is_dangling(project.relations[key]):
                continue
            seen.page.evaluate("(item) => choose(item)", {"kind": kind, "id": key})
            seen.wait_for(key)
            assert seen.page.locator("#panel script, #panel img, #panel b, #panel svg").count() == 0
            assert seen.page.evaluate(elements) < 40
    if name == "markup.json":
        assert "<script>alert(1)</script>" in seen.panel


def test_ids_of_any_shape_can_be_selected(visit):
    ids = ["__proto__", "constructor", "a/b#c?d%25", "</script>", "ß 日本"]
    ties = [relation(one, "uses", two, evidence(exact=f"of {one}"), key=f"{one}!") for one, two in pairwise(ids)]
    project = graph(*(Entity(id=key, kind="company", name=f"Name {key}") for key in ids), *ties)
    seen = visit(project, positions=far_apart(project))
    for key in ids:
        seen.click("entity", key)
        assert f"Name {key}" in seen.page.locator("#panel h2").inner_text()
    for tie in ties:
        seen.click("relation", tie.id)
        assert f"of {tie.source}" in seen.panel


def test_an_empty_graph_opens_without_complaint(visit):
    assert "0 entities and 0 relations" in visit(graph()).panel


def test_an_address_that_names_nothing_shows_the_overview(visit):
    seen = visit(spread("a -uses-> b"), "#relation/%E0%A4%A")
    assert "2 entities" in seen.panel
