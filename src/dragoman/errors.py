"""The errors of a broken program or setup. Bad input is not among them: it becomes a `Problem`."""


class DragomanError(Exception):
    """Base of everything that Dragoman raises on purpose."""


class PackError(DragomanError):
    """A language pack that cannot be loaded; its message names the file and line."""


class ModelError(DragomanError):
    """The reader's model is missing or of another form than this version reads."""


class StoreError(DragomanError):
    """The store cannot be opened, read or written."""


class NotFoundError(DragomanError):
    """No report, claim or event has the id asked for."""


class JudgementError(DragomanError):
    """A judgement that says nothing that can be applied."""


class AccountError(DragomanError):
    """An account that cannot be made, found or used so."""


class WorkError(DragomanError):
    """A process that did part of the work was ended before it was done."""
