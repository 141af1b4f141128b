"""Who comes to a server in tests: a browser or a program, and the clock on its wall."""

from starlette.testclient import TestClient

PASSWORD = "quite a long word"


class Clock:
    """A clock that stands until it is moved."""

    now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


class Visitor(TestClient):
    """A browser, or a program, that comes over https and follows no redirect."""

    def word(self) -> str:
        """The word that forms carry for this visit."""
        return self.get("/login/word").text

    def log_in(self, name: str, password: str = PASSWORD, **more: str) -> int:
        """The status of a login."""
        form = {"name": name, "password": password, "csrf": self.word(), **more}
        return self.post("/login", data=form).status_code
