"""Sentences: their spans, in every script."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.language.sentences import sentences


def cut(text: str, **known: object) -> list[str]:
    return [s.of(text) for s in sentences(text, **known)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Minsk agreed. Washington waits.", ["Minsk agreed.", "Washington waits."]),
        ("A. Lukashenko spoke. He left.", ["A. Lukashenko spoke.", "He left."]),
        ("明斯克释放了囚犯。华盛顿表示欢迎。", ["明斯克释放了囚犯。", "华盛顿表示欢迎。"]),
        (
            "მინსკმა პატიმრები გაათავისუფლა. ვაშინგტონი ელოდება.",
            ["მინსკმა პატიმრები გაათავისუფლა.", "ვაშინგტონი ელოდება."],
        ),
        ("أفرجت مينسك عن السجناء. هل تنتظر واشنطن؟ نعم.", ["أفرجت مينسك عن السجناء.", "هل تنتظر واشنطن؟", "نعم."]),
        ("HEADLINE WITHOUT A STOP\n\nText follows.", ["HEADLINE WITHOUT A STOP", "Text follows."]),
        ("He said: “They are free.” Nobody answered.", ["He said: “They are free.”", "Nobody answered."]),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(text: str, expected: list[str]) -> None:
    """Stops of all scripts end sentences; initials and quotations do not break them; a line break always does."""
    assert cut(text) == expected


def test_a_pack_says_which_stops_end_nothing() -> None:
    """Abbreviations and ordinals are the pack's to name."""
    assert cut("Am 13. Dezember kam Dr. Weiß.", abbreviations=frozenset({"dr"}), ordinal_dot=True) == [
        "Am 13. Dezember kam Dr. Weiß."
    ]


@given(st.text())
def test_sentences_cover_everything_but_blanks(text: str) -> None:
    """Sentences follow one another, do not overlap, and lose no character but white space."""
    spans = sentences(text)

    assert all(a.end <= b.start for a, b in pairwise(spans))
    kept = "".join(s.of(text) for s in spans)
    assert "".join(kept.split()) == "".join(text.split())
