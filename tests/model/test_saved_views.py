"""How a graph is looked at, kept in its file."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from explorer.model.changes import Move
from explorer.model.facets import Facet
from explorer.model.facts import CameraState, GraphFile, SavedView
from explorer.model.filters import Filters, Lens, Scope
from explorer.model.project import Project
from explorer.model.saved_views import UseView, looked_at, saved_scope
from explorer.stores.writing import to_bytes

CAMERA = CameraState(x=1.0, y=2.0, zoom=0.5)
LENSES = st.builds(
    Lens,
    tellers=st.lists(st.sampled_from(["", "wang", "luckey"]), unique=True).map(tuple),
    known_by=st.sampled_from([None, "2025-01-31"]),
    happened_by=st.sampled_from([None, "2024-12-31"]),
)
SCOPES = st.builds(
    lambda lens, stands, hidden: Scope(filters=Filters(lens=lens).only(Facet.STANDING, *stands), hidden=hidden),
    LENSES,
    st.lists(st.sampled_from(["claimed", "denied"]), unique=True),
    st.frozensets(st.sampled_from(["a", "r1"])),
)


@given(SCOPES, st.sampled_from([None, CAMERA]))
def test_what_is_kept_is_shown_again_lens_included(scope, camera):
    kept = looked_at(SavedView(), scope, camera)
    again = SavedView.model_validate_json(kept.model_dump_json(exclude_unset=True))
    assert saved_scope(again) == scope
    assert again.camera == camera


def test_what_a_newer_version_has_put_there_stays():
    raw = {"lens": {"mood": "calm", "known_by": "2025-01-01"}, "sorted": 3, "terms": []}
    kept = looked_at(SavedView(filters=raw), Scope(filters=Filters(lens=Lens(tellers=("wang",)))), None)
    assert kept.filters == {"sorted": 3, "lens": {"mood": "calm", "tellers": ["wang"]}}
    assert looked_at(kept, Scope(), None).filters == {"sorted": 3, "lens": {"mood": "calm"}}


@given(SCOPES, st.sampled_from([{}, {"hidden": ("a",)}, {"positions": {"a": (1.0, 2.0)}, "name": "Main"}]))
def test_taking_it_back_leaves_the_file_as_it_was(scope, given_):
    file = GraphFile(views=(SavedView(**given_),)) if given_ else GraphFile()
    project = Project(file)
    before = to_bytes(project.to_file())
    inverse, _ = UseView(looked_at(project.saved_view, scope, CAMERA)).apply(project)
    kept = Project(GraphFile.model_validate_json(to_bytes(project.to_file())))
    assert saved_scope(kept.saved_view) == scope
    assert kept.positions.as_dict() == project.positions.as_dict()
    inverse.apply(project)
    assert to_bytes(project.to_file()) == before


def test_places_are_kept_beside_the_view_in_either_order():
    for first, second in ((0, 1), (1, 0)):
        project = Project(GraphFile(views=(SavedView(positions={"a": (1.0, 2.0)}),)))
        steps: list[Move | UseView] = [
            Move({"a": (3.0, 4.0)}),
            UseView(looked_at(project.saved_view, Scope(hidden=frozenset("b")), None)),
        ]
        for step in (steps[first], steps[second]):
            step.apply(project)
        (view,) = project.to_file().views
        assert (view.positions, view.hidden) == ({"a": (3.0, 4.0)}, ("b",))
