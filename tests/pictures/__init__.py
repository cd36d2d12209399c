"""Pictures of every page, in one command, from classes of nobody: ``python -m tests.pictures``."""
