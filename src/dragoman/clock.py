"""The clock of this machine. Rules never read it: they are told a day."""

from datetime import UTC, date, datetime


def today() -> date:
    """The day that it is here."""
    return datetime.now(UTC).astimezone().date()
