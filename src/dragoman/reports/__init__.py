"""The outside world to reports: files, folders, archives, tables, standard input, and addresses where asked for."""

from dragoman.reports.files import Reached, Source, Step, is_address, read_sources, steps

__all__ = ["Reached", "Source", "Step", "is_address", "read_sources", "steps"]
