"""The outside world to reports: files, folders, JSON lines, standard input."""

from dragoman.reports.files import Source, read_sources

__all__ = ["Source", "read_sources"]
