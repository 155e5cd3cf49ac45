"""Puts a few lines into a file, and reads the graph in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from explorer.importing import import_graphs

if TYPE_CHECKING:
    from pathlib import Path


class Arrived:
    """A graph that was read, and what was said about it as one text."""

    def __init__(self, folder: Path, **files: str | bytes) -> None:
        paths = []
        for name, content in files.items():
            path = folder / name.replace("_", ".")
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
            paths.append(path)
        found = import_graphs(paths)
        self.project, self.said = found.project, " ".join(found.notices)
        self.file = self.project.to_file()

    def ends(self) -> list[tuple[str, str]]:
        """Return the ends of all relations."""
        return [(one.source, one.target) for one in self.file.relations]

    def facts(self, entity: str) -> dict[str, object]:
        """Return the facts of an entity."""
        return {fact.property: fact.value for fact in self.project.entities[entity].facts}
