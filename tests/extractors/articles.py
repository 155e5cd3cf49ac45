"""Small graphs with an article for tests of extraction."""

from __future__ import annotations

from explorer.model.facts import Article, Entity, GraphFile, Relation
from explorer.model.project import Project

TEXT = (
    "DeepSeek trained DeepSeek V3 on 2,000 Nvidia H800 GPUs, the company claims. "
    "Alexandr Wang, CEO of Scale AI, suggested that DeepSeek had access to 50,000 more advanced H100 GPUs.\n\n"
    "Liang Wenfeng founded DeepSeek in late 2023. It has never bought chips from Nvidia in secret. "
    "Did DeepSeek use the H100 after all?\n"
)


def graph(text: str = TEXT, relations: tuple[Relation, ...] = ()) -> Project:
    """Return a graph of seven entities with one article."""
    entities = (
        Entity(id="deepseek", kind="company", name="DeepSeek"),
        Entity(id="nvidia", kind="company", name="Nvidia"),
        Entity(id="scale", kind="company", name="Scale AI"),
        Entity(id="v3", kind="ai_model", name="DeepSeek V3", aliases=("V3",)),
        Entity(id="h800", kind="chip", name="H800", aliases=("Nvidia H800",)),
        Entity(id="h100", kind="chip", name="H100"),
        Entity(id="wang", kind="person", name="Alexandr Wang"),
        Entity(id="liang", kind="person", name="Liang Wenfeng"),
    )
    article = Article(id="a", title="Chips", language="en", text=text)
    return Project(GraphFile(entities=entities, relations=relations, articles=(article,)))
