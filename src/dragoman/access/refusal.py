"""Why a request is turned away."""


class Refusal(Exception):  # noqa: N818 - a refusal is an answer, not a fault
    """A request that is turned away: the HTTP status, why in words, and headers that belong to it."""

    def __init__(self, status: int, detail: str, **headers: str) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}
