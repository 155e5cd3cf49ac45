"""Edgewise: a knowledge-graph explorer for articles. Importing this loads nothing but the standard library."""

__version__ = "0.1.0"
