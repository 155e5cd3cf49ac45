"""What every layout promises: from a graph and the room its entities need to positions, step by step.

A layout is a pure generator. It touches neither the project nor a clock, and the same arguments give the
same picture, bit for bit, on one machine. Whoever iterates may stop at any step: that is how to cancel.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, ConfigDict, Field

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from explorer.layouts.graph import Graph
    from explorer.model.positions import Positions

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]
Bools = NDArray[np.bool_]

DEFAULT_RADIUS_PX = 13.0
DEFAULT_LABEL_PX = (90.0, 16.0)


@dataclass(frozen=True)
class Sizes:
    """The room that entities need at zoom 1: a node, and a label below it.

    Attributes
    ----------
    radius : mapping of str to float
        Radius of the node, in pixels. Entities that are not mentioned have an ordinary one.
    label : mapping of str to (float, float)
        Width and height of the label. Entities that are not mentioned have an ordinary label; one of
        height 0 is none.

    Examples
    --------
    >>> Sizes({"deepseek": 28}, {"deepseek": (80, 20)}).room("deepseek")
    (28.0, 80.0, 20.0)
    >>> Sizes().room("h800")
    (13.0, 90.0, 16.0)
    """

    radius: Mapping[str, float] = field(default_factory=dict)
    label: Mapping[str, tuple[float, float]] = field(default_factory=dict)

    def room(self, entity: str) -> tuple[float, float, float]:
        """Return the node's radius and the label's width and height."""
        width, height = self.label.get(entity, DEFAULT_LABEL_PX)
        return float(self.radius.get(entity, DEFAULT_RADIUS_PX)), float(width), float(height)


class LayoutParams(BaseModel):
    """What a person may set for any layout; shown as a form, saved with the view."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    spacing: float = Field(
        default=1.0,
        ge=0.25,
        le=4,
        title="Spacing",
        description="How far apart entities are: 1 leaves room for the words on a line.",
    )


@dataclass(frozen=True, eq=False)
class Step:
    """How far a layout has come; the last step of a run is its result.

    Attributes
    ----------
    found : Positions or callable
        Where entities are, or what works it out. Most steps of a long run are never drawn, so nobody need pay for
        their positions; who wants them asks before the layout goes on.
    progress : float
        The share of work done, from 0 to 1.
    """

    found: Positions | Callable[[], Positions]
    progress: float

    @cached_property
    def positions(self) -> Positions:
        """Where entities are."""
        return self.found() if callable(self.found) else self.found


class Layout(Protocol):
    """One way to arrange a graph.

    Attributes
    ----------
    name : str
        As written on the command line and in files.
    title : str
        As shown to people.
    Params : type
        What can be set.
    """

    @property
    def name(self) -> str: ...

    @property
    def title(self) -> str: ...

    @property
    def Params(self) -> type[LayoutParams]: ...  # noqa: N802  # it holds a class

    def steps(
        self,
        graph: Graph,
        start: Positions,
        sizes: Sizes,
        params: Any,  # the layout's own Params, which is narrower in each
        seed: int = 0,
        pinned: frozenset[str] = frozenset(),
    ) -> Iterator[Step]:
        """Yield ever better positions of every entity of the graph; the last are the result.

        Parameters
        ----------
        graph : Graph
        start : Positions
            Where entities sit now. May miss some and know others.
        sizes : Sizes
            The room each entity needs.
        params : LayoutParams
            An instance of this layout's own ``Params``.
        seed : int
            Another seed gives another picture where the layout has a choice.
        pinned : frozenset of str
            Entities that stay where ``start`` has them.
        """
        ...


def result(steps: Iterator[Step]) -> Positions:
    """Run a layout to its end and return the positions."""
    for step in steps:
        last = step
    return last.positions
