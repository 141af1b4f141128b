"""How acts, statuses, days and parties are put in English, wherever a person reads them."""

from dragoman.language.pack import load_pack
from dragoman.records import Act, Interval, Status

#: A sign a status, told in words beside it wherever it stands alone.
SIGNS = {
    Status.DONE: "●",
    Status.ONGOING: "◉",
    Status.PROMISED: "◐",
    Status.POSSIBLE: "○",
    Status.DEMANDED: "!",
    Status.REFUSED: "⊘",
}
#: What was done, in a word or two.
DID = {
    Act.RELEASE: "freed",
    Act.DETAIN: "detained",
    Act.HOLD: "holds",
    Act.TRANSFER: "moved",
    Act.EASE_SANCTIONS: "eased sanctions",
    Act.IMPOSE_SANCTIONS: "imposed sanctions",
    Act.TALKS: "talks",
    Act.AGREE: "agreed",
    Act.APPOINT: "appointed",
    Act.OPEN_MISSION: "opened mission",
    Act.CLOSE_MISSION: "closed mission",
    Act.OPEN_BORDER: "opened border",
    Act.CLOSE_BORDER: "closed border",
    Act.COOPERATE: "cooperation",
    Act.CEASEFIRE: "ceasefire",
    Act.ATTACK: "attack",
}
#: What is to be done.
TO_DO = {
    Act.RELEASE: "free prisoners",
    Act.DETAIN: "detain people",
    Act.HOLD: "hold people",
    Act.TRANSFER: "move people",
    Act.EASE_SANCTIONS: "ease sanctions",
    Act.IMPOSE_SANCTIONS: "impose sanctions",
    Act.TALKS: "talk",
    Act.AGREE: "agree",
    Act.APPOINT: "appoint an envoy",
    Act.OPEN_MISSION: "open a mission",
    Act.CLOSE_MISSION: "close a mission",
    Act.OPEN_BORDER: "open the border",
    Act.CLOSE_BORDER: "close the border",
    Act.COOPERATE: "give or trade",
    Act.CEASEFIRE: "stop fighting",
    Act.ATTACK: "attack",
}
#: What stands, of acts that last.
STANDS = {
    Act.CLOSE_MISSION: "mission closed",
    Act.OPEN_MISSION: "mission open",
    Act.CLOSE_BORDER: "border closed",
    Act.OPEN_BORDER: "border open",
    Act.IMPOSE_SANCTIONS: "sanctions in force",
    Act.HOLD: "people held",
}


def many(number: int, thing: str) -> str:
    """A number of things: 1 report, 2 reports."""
    return f"{number} {thing}{'' if number == 1 else 's'}"


def days(when: Interval | None) -> str:
    """An interval as people write it: a day, a month, a year, or both ends."""
    if when is None:
        return ""
    start, end = when
    if start == end:
        return start.isoformat()
    if start.day == 1 and (start.year, start.month) == (end.year, end.month) and end.day >= 28:
        return start.strftime("%Y-%m")
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31) and start.year == end.year:
        return str(start.year)
    if start.year == end.year and start.month == end.month:
        return f"{start.isoformat()}…{end.day:02}"
    return f"{start.isoformat()}…{end.strftime('%m-%d') if start.year == end.year else end.isoformat()}"


def state_name(party: str) -> str:
    """What English calls a state; any other id as it is."""
    names = load_pack("en").cldr["names"]["names"].get(party)
    return max(names, key=len) if names else party
