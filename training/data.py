"""Training reports as arrays: pieces, sentences, and what the heads should say of them."""
import json
import pathlib
from dataclasses import dataclass, field
from datetime import date

import numpy as np

from dragoman.language import mark
from dragoman.language.pack import load_pack
from dragoman.reader.encode import cut_pieces, windows
from dragoman.reader.links import FILLS, ROLES, features, key_of, kinds
from dragoman.records import Span

ACTS = (
    "release detain hold transfer ease_sanctions impose_sanctions talks agree appoint open_mission close_mission "
    "open_border close_border cooperate ceasefire attack"
).split()
STATUSES = "done ongoing promised possible demanded refused".split()


@dataclass
class Example:
    """One window of a report, with its gold."""

    ids: np.ndarray
    lang: str
    sentence: np.ndarray  # (T,) sentence of each piece in the report
    owner: np.ndarray  # (T,) sentence of each piece, counted from 0 in this window; context sentences are -1
    acts: np.ndarray  # (sentences, A) how many claims
    inside: np.ndarray  # (T, A)
    begin: np.ndarray  # (T, A)
    claims: list = field(default_factory=list)  # (act, status, pieces of the quote, sentence, gold)
    marks: list = field(default_factory=list)
    links: "Links | None" = None


@dataclass
class Links:
    """What the claims of one window link to: C claims, M marks, K keys (what marks stand for), roles."""

    pieces: list  # of each mark
    kinds: np.ndarray  # (M, kinds)
    features: np.ndarray  # (C, M, features)
    key: np.ndarray  # (M,) index of its key
    allowed: np.ndarray  # (K, roles)
    gold: np.ndarray  # (C, K, roles)


def load(path):
    return [json.loads(line) for line in pathlib.Path(path).open(encoding="utf-8") if line.strip()]


def examples(report, tokenizer):
    """The windows of one report."""
    text = report["text"]
    marked = mark(text, load_pack(report["lang"]), date.fromisoformat(report["published"]))
    pieces = cut_pieces(tokenizer, text, marked.sentences)
    found = []
    for window in windows(pieces):
        owner = np.array(pieces.sentence[window.start : window.end])
        first = max(window.fresh, owner[0])
        spans = pieces.spans[window.start : window.end]
        size = len(owner)
        example = Example(
            ids=np.array(pieces.ids[window.start : window.end]), lang=report["lang"], sentence=owner,
            owner=np.where(owner >= first, owner - first, -1),
            acts=np.zeros((owner[-1] - first + 1, len(ACTS)), np.float32),
            inside=np.zeros((size, len(ACTS)), np.float32), begin=np.zeros((size, len(ACTS)), np.float32),
        )
        for claim in report["claims"]:
            place(claim, text, spans, example)
        if example.claims:
            example.links = link(example, text, spans, marked)
        found.append(example)
    return found


def place(claim, text, spans, example):
    """Mark one gold claim on a window, where its words stand there."""
    start = text.find(claim["quote"])
    end = start + len(claim["quote"])
    words = [i for i, s in enumerate(spans) if s.end > start + (text[start] == " ") and s.start < end and example.owner[i] >= 0]
    if not words:
        return
    act = ACTS.index(claim["act"])
    owners, counts = np.unique(example.owner[words], return_counts=True)
    sentence = int(owners[counts.argmax()])
    example.acts[sentence, act] += 1
    example.inside[words, act] = 1
    example.begin[words[0], act] = 1
    example.claims.append((act, STATUSES.index(claim["status"]), words, sentence, claim))


def link(example, text, spans, marked):
    """The gold links of a window's claims, as far as marks carry them."""
    marks = [m for m in marked.marks if spans[0].start <= m.span.start < spans[-1].end]
    if not marks:
        return None
    quotes = [Span(text.find(c[4]["quote"]), text.find(c[4]["quote"]) + len(c[4]["quote"])) for c in example.claims]
    keys = [key_of(m) for m in marks]
    order = list(dict.fromkeys(keys))
    gold = np.zeros((len(quotes), len(order), len(ROLES)), np.float32)
    may = np.zeros((len(order), len(ROLES)), bool)
    for m, key in zip(marks, keys):
        row = order.index(key)
        for column, role in enumerate(ROLES):
            if m.kind in FILLS[role]:
                may[row, column] = True
                for c, claim in enumerate(example.claims):
                    gold[c, row, column] = max(gold[c, row, column], fits(role, m, claim[4]))
    return Links(
        pieces=[[i for i, s in enumerate(spans) if s.start < m.span.end and s.end > m.span.start] or [0] for m in marks],
        kinds=kinds(marks), features=features(quotes, marks, marked.sentences),
        key=np.array([order.index(k) for k in keys]), allowed=may, gold=gold,
    )


def plain(text):
    return "".join(c for c in str(text).lower() if c.isalnum())


def fits(role, m, claim):
    """Whether a mark is right for a role of a gold claim."""
    if role in ("actor", "target"):
        return bool({plain(i) for i in m.ids} & {plain(i) for i in claim[role]})
    if role == "source":
        return plain(m.ids[-1]) in {plain(i) for i in claim["source"]}
    if role == "persons":
        return bool(m.name) and plain(m.name.split()[-1]) in {plain(n.split()[-1]) for n in claim["persons"] if n.split()}
    if role == "place":
        return m.place == claim["place"]
    if role == "count":
        return bool(claim["count"]) and near(claim["count"]["min"], m.count.min) and near(claim["count"]["max"], m.count.max)
    return bool(claim["when"]) and same_days(claim, m)


def near(a, b):
    return a == b or (a is not None and b is not None and abs(a - b) <= 1 and a > 50)


def same_days(claim, m):
    """As the measure has it: within a day at both ends, or half of the days shared."""
    ahead = claim["status"] in ("promised", "possible", "demanded") and m.ahead
    c, d = m.ahead if ahead else m.interval
    a, b = (date.fromisoformat(claim["when"][k]) for k in ("start", "end"))
    shared, union = (min(b, d) - max(a, c)).days + 1, (max(b, d) - min(a, c)).days + 1
    return (abs((a - c).days) <= 1 and abs((b - d).days) <= 1) or shared / union >= 0.5


def coverage(found):
    """How many gold fields a mark of the window carries, by role: (carried, asked)."""
    table = {r: [0, 0] for r in ROLES}
    for example in found:
        for c, claim in enumerate(example.claims):
            for column, role in enumerate(ROLES):
                if claim[4][role]:
                    table[role][1] += 1
                    table[role][0] += bool(example.links is not None and example.links.gold[c, :, column].any())
    return table
