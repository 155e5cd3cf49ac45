"""Frames for tests: tiny graphs at given places, random ones, and what overlaps in them."""

from __future__ import annotations

import math
import random
from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np

from explorer.drawing.framing import build_frame
from explorer.drawing.measure import AdvanceMeasure
from explorer.drawing.places import grounds
from explorer.drawing.theme import load_theme
from explorer.model.filters import Scope, visible
from explorer.model.positions import Positions
from tests.builders import big

if TYPE_CHECKING:
    from explorer.drawing.frame import Box, Floats, Frame
    from explorer.model.project import Project

THEME = load_theme("light")
MEASURE = AdvanceMeasure()


def frame_of(project: Project, places: dict[str, tuple[float, float]], zoom: float = 1.0, **options: object) -> Frame:
    """Build the Frame of everything in a project."""
    positions = Positions.from_mapping(places)
    return build_frame(project, visible(project, Scope()), positions, THEME, zoom, MEASURE, **options)  # type: ignore[arg-type]  # passed on


def scattered(entities: int, relations: int, seed: int, spread: float = 90.0) -> tuple[Project, Positions]:
    """Return a random graph with random places, some of them crowded."""
    project = big(entities, relations, seed=seed)
    chance = random.Random(seed)
    side = spread * math.sqrt(entities)
    places = {key: (chance.uniform(-side, side), chance.gauss(0, side / 2)) for key in project.entities}
    return project, Positions.from_mapping(places)


def overlap(one: Box, other: Box) -> bool:
    """Whether two boxes share more than a border."""
    ax, ay, aw, ah = one
    bx, by, bw, bh = other
    return ax < bx + bw - 1e-6 and bx < ax + aw - 1e-6 and ay < by + bh - 1e-6 and by < ay + ah - 1e-6


def labels_that_overlap(frame: Frame) -> list[tuple[str, str]]:
    """Return pairs of labels that overlap."""
    return [(a.text, b.text) for a, b in combinations(frame.labels, 2) if overlap(a.box, b.box)]


def labels_over_nodes(frame: Frame) -> list[tuple[str, str]]:
    """Return labels that lie over the outline of an entity, other than at the corner of their own."""
    found = []
    extents = grounds(frame.nodes, THEME).extent
    for label in frame.labels:
        for row, (left, top, right, bottom) in enumerate(extents.tolist()):
            if overlap(label.box, (left, top, right - left, bottom - top)) and box_over_outline(frame, row, label.box):
                found.append((label.text, frame.nodes.ids[row]))
    return found


def box_over_outline(frame: Frame, row: int, box: Box) -> bool:
    """Whether a box covers any point of the outline of an entity."""
    x, y, width, height = box
    points = outline(frame, row)
    ends = np.roll(points, -1, axis=0)
    along = np.linspace(0, 1, 12)[:, None, None]
    dense = (points + (ends - points) * along).reshape(-1, 2)
    within = (dense > (x, y)).all(axis=1) & (dense < (x + width, y + height)).all(axis=1)
    return bool(within.any())


def outline(frame: Frame, row: int) -> Floats:
    """Return the corners of the outline of an entity in frame pixels."""
    points: Floats = THEME.shape(THEME.kind(frame.nodes.kind[row]).shape).points
    return np.asarray(frame.nodes.xy[row] + points * frame.nodes.radius[row], dtype=float)


def distance_to(point: Floats, polygon: Floats) -> float:
    """Return the distance from a point to the border of a closed polygon."""
    side = np.roll(polygon, -1, axis=0) - polygon
    share = np.clip(((point - polygon) * side).sum(axis=1) / (side**2).sum(axis=1), 0, 1)
    return float(np.hypot(*(point - polygon - side * share[:, None]).T).min())
