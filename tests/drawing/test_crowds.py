"""Pictures of crowds and of hostile graphs: each is something sane, with no more work than a moment's."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtGui import QColor, QImage, QPainter

from explorer.drawing import raster
from explorer.drawing.closeup import is_crowd
from explorer.drawing.frame import Level
from explorer.drawing.framing import build_emphasis, build_frame
from explorer.drawing.moving import Moving
from explorer.drawing.picking import hit, inside
from explorer.drawing.qt_painter import QtMeasure, ensure_fonts, paint_base, paint_emphasis, paint_text
from explorer.drawing.sketch import sketch
from explorer.drawing.style import highlight
from explorer.drawing.theme import load_theme
from explorer.model.facts import Entity, GraphFile, Relation
from explorer.model.filters import Scope, visible
from explorer.model.positions import Positions
from explorer.model.project import Project
from tests.bench.graphs import communities
from tests.drawing.pictures import MEASURE, THEME

AREA = (-300.0, -200.0, 600.0, 400.0)


def graph(entities, ties):
    kinds = ("company", "person", "chip", "topic")
    return Project(
        GraphFile(
            entities=tuple(Entity(id=f"e{row}", kind=kinds[row % 4], name=f"Name {row}") for row in range(entities)),
            relations=tuple(
                Relation(id=f"r{row}", source=f"e{one}", target=f"e{other}", kind="uses")
                for row, (one, other) in enumerate(ties)
            ),
        )
    )


def as_rgb(image):
    rows = np.frombuffer(image.constBits(), dtype=np.uint32).reshape(image.height(), -1)[:, : image.width()]
    return rows & 0xFFFFFF


def placed_at(project, xy):
    return Positions(tuple(project.entities), np.asarray(xy, dtype=float))


def framed(project, xy, zoom=1.0, area=AREA, measure=MEASURE):
    shown = visible(project, Scope())
    return build_frame(project, shown, placed_at(project, xy), THEME, zoom, measure, area=area)


def painted(frame, emphasis=None, mode="light", size=(600, 400), **options):
    theme = load_theme(mode)
    image = QImage(size[0], size[1], QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor(theme.color("canvas")))
    painter = QPainter(image)
    painter.translate(-AREA[0], -AREA[1])
    paint_base(painter, frame, theme, **options)
    paint_text(painter, frame, theme, **options)
    if emphasis is not None:
        paint_emphasis(painter, frame, emphasis, theme)
    painter.end()
    return image


def pixels(image):
    return np.array(image.constBits(), dtype=np.uint8).reshape(image.height(), image.width(), 4).astype(int)


def drawn_share(image, mode="light"):
    """Return the share of pixels that are not canvas."""
    canvas = QColor(load_theme(mode).color("canvas"))
    paper = (canvas.blue(), canvas.green(), canvas.red(), 255)
    return float((pixels(image) != paper).any(axis=2).mean())


@pytest.fixture(scope="module")
def crowd():
    source, target, xy = communities(4_000, 12_000)
    project = graph(4_000, zip(source.tolist(), target.tolist(), strict=True))
    return project, xy, 760.0 / float(np.ptp(xy[:, 1]))


@pytest.fixture
def far(crowd, qapp):
    project, xy, zoom = crowd
    ensure_fonts()
    return project, framed(project, xy, zoom, measure=QtMeasure())


def test_a_crowd_is_density_with_the_names_of_the_most_important(far):
    _, frame = far
    assert frame.detail.level >= Level.HAIRLINES
    assert not frame.detail.shapes
    assert frame.left_out.endswith("zoom in for labels")
    assert frame.area == AREA
    named = [frame.nodes.row[label.owner] for label in frame.labels]
    assert 5 < len(named) < 300
    assert min(named) >= len(frame.nodes.ids) - 600


def test_zooming_in_gives_back_everything(crowd):
    project, xy, _ = crowd
    edge = xy[np.argmax(xy[:, 0])]
    frame = framed(project, xy, 1.0, (edge[0] - 150, edge[1] - 150, 300, 300))
    assert frame.detail.level is Level.EVERYTHING
    assert frame.left_out == ""
    assert frame.detail.shapes
    assert frame.detail.icons
    assert any(not label.of_relation for label in frame.labels)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_a_crowd_is_drawn_with_the_extra_and_without_it(far, mode, monkeypatch):
    _, frame = far
    if raster.prepare():
        assert 0.05 < drawn_share(painted(frame, mode=mode), mode) < 0.9
    monkeypatch.setattr(raster, "is_ready", lambda: False)
    monkeypatch.setattr(raster, "prepare_soon", lambda: None)
    assert 0.05 < drawn_share(painted(frame, mode=mode), mode) < 0.9


def test_only_what_meets_an_area_is_painted(far):
    _, frame = far
    left = pixels(painted(frame, area=(-300.0, -200.0, 300.0, 400.0)))
    whole = pixels(painted(frame))
    assert (left[:, 400:] == left[0, 599]).all()
    assert np.abs(left[:, :200] - whole[:, :200]).mean() < 2.0


@pytest.mark.parametrize("after", [0, 1, 3])
def test_painting_stops_when_it_is_told_to(far, after):
    _, frame = far
    asked = []

    def stop():
        asked.append(1)
        return len(asked) > after

    painted(frame, stop=stop)
    assert len(asked) < 40


def test_a_hovered_entity_of_a_crowd_is_drawn_as_a_close_up(far):
    project, frame = far
    hub = frame.nodes.ids[-1]
    found = build_emphasis(frame, project, theme=THEME, measure=MEASURE, hovered_entity=hub)
    assert is_crowd(frame)
    assert found.close is not None
    close, states = found.close
    assert close.nodes.ids[states.hovered_node or 0] == hub
    neighbours = {tie.source for tie in project.relations.values() if tie.target == hub}
    neighbours |= {tie.target for tie in project.relations.values() if tie.source == hub}
    assert set(close.nodes.ids) == neighbours | {hub}
    assert {frame.nodes.ids[row] for row in found.lit_nodes or ()} == neighbours | {hub}
    before, after = pixels(painted(frame)), pixels(painted(frame, found))
    assert np.abs(before - after).mean() > 1.0


def test_a_selection_of_a_crowd_leaves_the_rest_as_it_is(far):
    project, frame = far
    quiet = frame.nodes.ids[0]
    found = build_emphasis(frame, project, theme=THEME, measure=MEASURE, selected_entities=[quiet])
    assert found.lit_nodes is None
    assert found.close is not None
    changed = (pixels(painted(frame)) != pixels(painted(frame, found))).any(axis=2).mean()
    assert 0.0 < changed < 0.3


def test_lines_of_a_selection_do_not_cut_names_of_others(far):
    project, frame = far
    found = build_emphasis(frame, project, theme=THEME, measure=MEASURE, selected_entities=[frame.nodes.ids[-1]])
    assert found.close is not None
    others = [label for label in frame.labels if label.owner not in found.close[0].nodes.row]
    ink = QColor(THEME.color(others[0].ink)).rgb() & 0xFFFFFF
    before, after = (as_rgb(painted(frame, states)) == ink for states in (None, found))

    def letters(shown, label):
        x, y, width, height = (round(value) for value in label.box)
        left, top = x - round(AREA[0]), y - round(AREA[1])
        return int(shown[max(top, 0) : top + height, max(left, 0) : left + width].sum())

    counted = [(letters(before, label), letters(after, label)) for label in others]
    assert sum(first > 0 for first, _ in counted) > 3
    assert all(second >= first for first, second in counted)


def test_a_selection_of_all_of_a_crowd_is_marked_as_one(far):
    project, frame = far
    ids, ties = list(project.entities), list(project.relations)
    found = build_emphasis(frame, project, theme=THEME, measure=MEASURE, selected_entities=ids, selected_relations=ties)
    assert found.throng is not None
    assert [len(rows) for rows in found.throng] == [len(ids), len(ties)]
    assert found.close is None
    assert len(found.selected_nodes) == len(ids)
    before, after = pixels(painted(frame)), pixels(painted(frame, found))
    assert (before != after).any(axis=2).mean() > 0.1


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_entities_selected_in_a_crowd_glow_like_one_that_is_selected(far, mode):
    project, frame = far
    found = build_emphasis(frame, project, theme=THEME, measure=MEASURE, selected_entities=list(project.entities))
    glow = QColor(highlight(load_theme(mode))).rgb() & 0xFFFFFF
    assert (as_rgb(painted(frame, mode=mode)) == glow).mean() < 0.001
    assert (as_rgb(painted(frame, found, mode=mode)) == glow).mean() > 0.005


def test_what_is_dragged_of_a_crowd_is_a_close_up_that_moves(far):
    project, frame = far
    hub = frame.nodes.ids[-1]
    moving = Moving(frame, sketch(project, visible(project, Scope()), THEME, MEASURE), THEME, [hub])
    moved = moving.at(30.0, 10.0)
    assert [moved.nodes.ids[row] for row in moving.nodes] == [hub]
    assert np.allclose(moved.nodes.xy[moving.nodes[0]], frame.nodes.xy[-1] + (30.0, 10.0))
    assert moving.bundle is not None
    assert len(moving.still_edges) + len(moving.bundle.ids) == len(frame.edges.ids)
    assert {moved.nodes.ids[row] for row in moving.bundle.source} >= {hub}
    assert len(moving.still_nodes) == len(frame.nodes.ids) - 1


def test_a_lasso_finds_those_inside_it(far):
    _, frame = far
    xy = frame.nodes.xy
    found = inside(frame, [(-100, -50), (80, -50), (80, 60), (-100, 60)])
    there = ((xy > (-100, -50)) & (xy < (80, 60))).all(axis=1)
    assert set(found) == {frame.nodes.ids[row] for row in np.flatnonzero(there)}


def test_every_entity_of_a_crowd_is_found_under_the_pointer(far):
    _, frame = far
    for row in range(len(frame.nodes.ids) - 30, len(frame.nodes.ids)):
        assert hit(frame, *frame.nodes.xy[row].tolist()).entity is not None


HOSTILE = {
    "nothing": (0, []),
    "nobody tied": (3_000, []),
    "a star": (3_000, [(0, row) for row in range(1, 3_000)]),
    "a clique": (90, [(one, other) for one in range(90) for other in range(one)]),
    "parallels": (2, [(row % 2, 1 - row % 2) for row in range(5_000)]),
    "loops": (1, [(0, 0)] * 3_000),
    "parts": (3_000, [(row, row + 1) for row in range(0, 3_000, 2)]),
}
PLACES = {
    "apart": lambda count: np.column_stack((np.arange(count) % 60 * 10.0 - 300, np.arange(count) // 60 * 8.0 - 200)),
    "one point": lambda count: np.zeros((count, 2)),
    "nowhere": lambda count: np.full((count, 2), np.nan),
    "far away": lambda count: np.where(
        np.arange(2 * count).reshape(-1, 2) % 7 == 0, 1e30, np.arange(2 * count).reshape(-1, 2)
    ),
}


@pytest.mark.parametrize("places", PLACES)
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_graphs_are_drawn(name, places, qapp):
    ensure_fonts()
    project = graph(*HOSTILE[name])
    xy = PLACES[places](len(project.entities)).reshape(-1, 2)
    for zoom, area in ((0.05, AREA), (1.0, AREA), (1.0, (0.0, 0.0, 500.0, 1.0))):
        frame = framed(project, xy, zoom, area)
        assert np.isfinite(frame.nodes.xy).all()
        assert np.isfinite(frame.edges.curve).all()
        assert np.isfinite(frame.bounds).all()
        image = painted(frame)
        hit(frame, 3.0, 3.0)
        inside(frame, [(-100, -100), (100, -100), (0, 100)])
        if frame.nodes.ids:
            states = {"hovered_entity": frame.nodes.ids[-1], "selected_relations": frame.edges.ids[:2]}
            found = build_emphasis(frame, project, theme=THEME, measure=MEASURE, **states)
            painted(frame, found)
            if places == "apart" and zoom == 1.0 and area == AREA:
                assert drawn_share(image) > 0.0


def test_an_image_one_pixel_high_is_painted(far):
    _, frame = far
    assert painted(frame, size=(600, 1)).height() == 1


def test_near_a_few_entities_what_ties_them_is_drawn_in_full_above_the_density_of_all_that_crosses():
    crossing = [(row, row + 3_000) for row in range(10, 3_010)]
    project = graph(6_010, [(0, 1), (1, 2), (2, 0), *crossing])
    middle = [(-40.0, 0.0), (40.0, 0.0), (0.0, 60.0)]
    left = [(-3_000.0 + row % 7, -190.0 + (row % 380)) for row in range(3_007)]
    right = [(3_000.0 + row % 5, -190.0 + (row * 7 % 380)) for row in range(3_000)]
    frame = framed(project, [*middle, *left, *right])
    assert frame.detail.level is Level.EVERYTHING
    assert frame.passing is not None
    assert len(frame.passing) == len(crossing)
    assert frame.left_out.startswith("3,000 relations")
    assert {label.owner for label in frame.labels if label.of_relation} <= {"r0", "r1", "r2"}
    assert hit(frame, 0.0, 0.0).relation == "r0"
    assert hit(frame, -200.0, -100.0).relation is None
    assert (pixels(painted(frame))[:, :80] != pixels(painted(frame))[0, 0]).any()
