"""Names JSON that is not a graph file, so that a person knows what was picked by mistake."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from explorer.model.problem import plain

if TYPE_CHECKING:
    from collections.abc import Callable

Raw = dict[str, Any]  # a JSON object, by whoever wrote it

_GEOMETRIES = frozenset(
    {
        "Feature",
        "FeatureCollection",
        "GeometryCollection",
        "LineString",
        "MultiLineString",
        "MultiPoint",
        "MultiPolygon",
        "Point",
        "Polygon",
    }
)


def name_of_kind(value: Any, name: str) -> str:
    """Return the sentence that says what this JSON is and what to do about it."""
    if not isinstance(value, dict):
        return f"{name} holds {_plain(value)}, not an Edgewise graph. Choose a graph.json file."
    for what, fits in _KINDS:
        if fits(value):
            return f"{name} is {what}, not an Edgewise graph. Choose a graph.json file."
    if isinstance(value.get("format"), str):
        return f"{name} says that its format is '{plain(value['format'])}', not 'edgewise-graph'. Choose another file."
    return f'{name} is JSON, but not an Edgewise graph: it has no "format": "edgewise-graph". Choose another file.'


def _plain(value: Any) -> str:
    if isinstance(value, list):
        return "a list"
    if isinstance(value, str):
        return "only a text"
    if value is None:
        return "only null"
    return "only true or false" if isinstance(value, bool) else "only a number"


def _has(*keys: str) -> Callable[[Raw], bool]:
    return lambda value: all(key in value for key in keys)


def _is_geojson(value: Raw) -> bool:
    has_places = bool({"features", "geometry", "geometries", "coordinates"} & set(value))
    return has_places and isinstance(value.get("type"), str) and value["type"] in _GEOMETRIES


def _is_package(value: Raw) -> bool:
    told = {"dependencies", "devDependencies", "scripts", "main", "exports"}
    return "name" in value and bool(told & set(value))


def _is_cytoscape(value: Raw) -> bool:
    elements = value.get("elements")
    return isinstance(elements, list) or (isinstance(elements, dict) and bool({"nodes", "edges"} & set(elements)))


def _is_json_graph(value: Raw) -> bool:
    graph = value.get("graph")
    return isinstance(value.get("graphs"), list) or (isinstance(graph, dict) and "nodes" in graph)


def _lists_edges(*keys: str) -> Callable[[Raw], bool]:
    """Return whether nodes and edges are listed, and the edges have these keys."""

    def fits(value: Raw) -> bool:
        edges = value.get("edges", value.get("links"))
        if not isinstance(value.get("nodes"), list) or not isinstance(edges, list):
            return False
        return all(isinstance(edge, dict) and all(key in edge for key in keys) for edge in edges)

    return fits


def _is_schema(*, of_vega: bool) -> Callable[[Raw], bool]:
    def fits(value: Raw) -> bool:
        schema = value.get("$schema")
        return isinstance(schema, str) and ("vega" in schema) == of_vega

    return fits


def _is_har(value: Raw) -> bool:
    return isinstance(value.get("log"), dict) and "entries" in value["log"]


_KINDS: tuple[tuple[str, Callable[[Raw], bool]], ...] = (
    ("GeoJSON (a map)", _is_geojson),
    ("TopoJSON (a map)", lambda value: value.get("type") == "Topology"),
    ("a Cytoscape network (cyjs)", _is_cytoscape),
    ("a JSON Graph Format file", _is_json_graph),
    ("a networkx node-link graph", _lists_edges("source", "target")),
    ("a vis-network graph", _lists_edges("from", "to")),
    ("a networkx adjacency list", _has("adjacency", "nodes")),
    ("an npm lock file (package-lock.json)", _has("lockfileVersion")),
    ("an npm package description (package.json)", _is_package),
    ("a TypeScript configuration (tsconfig.json)", _has("compilerOptions")),
    ("a Jupyter notebook", _has("cells", "nbformat")),
    ("an OpenAPI description", lambda value: "openapi" in value or "swagger" in value),
    ("a Vega chart", _is_schema(of_vega=True)),
    ("a JSON Schema", _is_schema(of_vega=False)),
    ("a STIX bundle", lambda value: value.get("type") == "bundle" and "objects" in value),
    ("a FollowTheMoney entity", _has("schema", "properties")),
    ("JSON-LD", lambda value: "@context" in value or "@graph" in value),
    ("a Wikidata export", lambda value: isinstance(value.get("entities"), dict)),
    ("a browser's network log (HAR)", _is_har),
    ("a web app manifest", _has("start_url")),
)
