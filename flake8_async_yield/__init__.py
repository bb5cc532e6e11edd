"""A flake8 plugin for async code that cannot work: the version, and nothing else."""

__version__ = "0.1.0"
