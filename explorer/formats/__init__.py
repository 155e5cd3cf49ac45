"""How a graph or a picture travels: to and from what other programs read."""

from __future__ import annotations

from explorer.formats.cyjs import Cyjs
from explorer.formats.node_link import NodeLink

IMPORTERS = (NodeLink(), Cyjs())
"""Formats that are tried, in order, on JSON that is not a graph file."""
