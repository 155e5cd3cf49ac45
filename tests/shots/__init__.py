"""The pictures of README and manual, made from the running program: ``python -m tests.shots``."""
