"""The seven files of a new pack, explained inside. `{name}` becomes the language's own name."""

PACK = """\
# What language this is. Lines that begin with # are notes to you: leave them or take them out.

name = "{name}"
english = ""            # the language's name in English
scripts = ["Latin"]     # its scripts, in English: "Latin", "Cyrillic", "Arabic" ...
direction = "ltr"       # "rtl" where it is written from right to left
level = "required"      # "required", "usable" or "complete"
readers = []            # who looks after the pack; empty: the position is open
notes = "Begun with dragoman packs new."   # what the next person should know of the language

[features]
# Write a line only where your language differs from what stands here.
# ending = 5            # how many letters of a case ending may follow a name; 0 where names do not change
# drop = "aeiou"        # last letters of a name that change with the case
# prefixes = []         # small words written together with the word that follows: ["ו", "ב"]
# apostrophe = true     # whatever follows an apostrophe in a name is an ending
# bare_spelling = false # true where words of time are also written without accents: "proxima" for "próxima"
# ordinal_dot = false   # true where "13." means the thirteenth
# ordinal_words = true  # false where an ordinal behind a number word is no part of it: "twenty first"
# number_pairs = false  # true where "three four people" means three to four
# inner_endings = true  # false where only the last word of a name bears endings
# abbreviations = []    # words, small letters, whose stop ends no sentence: ["dr", "prof"]
# decimal = "."         # the sign before decimals
# group = ","           # the sign between thousands
"""

NAMES = """\
# Names of states and places that CLDR lacks in this language. What CLDR knows (names of states, capitals, languages)
# need not be written. Ids are two-letter codes of states, EU, UN, NATO, XK, "anonymous" and "rights-groups".
# A word that ends in "-" is a stem: up to 7 letters may follow. A word that begins with a capital is only found so.
# Take out entries and lists that you have nothing for; add entries of the same form.

[[party]]
id = "US"
names = []         # short names, acronyms, old names, other spellings: ["USA", "America"]
adjectives = []    # adjectives, and what the people are called: ["american-"]
government = []    # capitals and houses that stand for the government: ["Washington", "White House"]
examples = []      # short sentences; every word above stands in one of them

[[party]]
id = "RU"
names = []
adjectives = []
government = []
examples = []

[[party]]
id = "anonymous"   # how reports name sources that stay unnamed
names = []
examples = []

[[place]]
id = "CH"          # cities of diplomacy and war, by the state they lie in
names = []
examples = []
"""

TIME = """\
# Words of time that CLDR lacks. What CLDR knows (months, weekdays, yesterday, last week) need not be written.
# `reads` is what the example means in a report of Saturday, 13 December 2025. More sections: packs/README.md.

[[until]]
words = []         # ["until", "by"]
example = ""       # "until 31 December"
reads = ""         # "2025-12-13..2025-12-31"
# place = "after"  # where the words follow the date; "ending" where they are endings of it ("péntekig": ["ig"])

[[since]]
words = []         # ["since"]
example = ""       # "since July 2024"
reads = ""         # "2024-07-01..2025-12-13"
"""

NUMBERS = """\
# Words that bound a number. Number words themselves come from CLDR. More sections: packs/README.md.
# Add place = "after" to an entry whose words follow the number; words that begin with a hyphen are its endings.
# Number words that are rough by themselves ("vingtaine") stand under [[word]], with about = true.
# The word before decimals ("two point four million") stands under [[point]], "fifths" under [[part]] with value = 5.

[[bound]]
means = "at-least"
words = []         # ["at least"]
example = ""       # "at least 100 prisoners"

[[bound]]
means = "above"
words = []         # ["more than", "over"]
example = ""

[[bound]]
means = "at-most"
words = []         # ["up to", "at most"]
example = ""

[[bound]]
means = "about"
words = []         # ["about", "some", "nearly"]
example = ""
"""

CONDITIONS = """\
# Words that make an act depend on something: "if", "unless", "in return for". Take the # away where you fill one in.

# [[condition]]
# words = []       # words that open such a clause: ["if", "in exchange for"]
# examples = []    # "The border opens if talks succeed"

# [[condition]]
# place = "after"  # words that close it, where the language puts them last
# words = []
# examples = []
"""

FURNITURE = """\
# Lines of news pages that are not the report: "read also", captions, bylines, adverts.

[[line]]
opens = []         # how such lines begin, never as a sentence could: ["read also", "photo:"]
whole = []         # lines that are furniture only when nothing else stands on them: ["advertisement"]
examples = []      # whole lines; each of the above is shown by one: ["READ ALSO: Minister resigns", "Advertisement"]
"""

CASES = """\
# Sentences of this language and what must be read in them. The text is yours, not copied from a newspaper.

[[case]]
text = ""
published = 2025-12-13
marks = [
    # { kind = "party", words = "the words as they stand in the text", id = "US" },
    # { kind = "number", words = "at least 100", count = { min = 100 } },
    # { kind = "date", words = "on Friday", when = { start = 2025-12-12, end = 2025-12-12 } },
]
# unmarked = ["words that must not be read as anything"]
# claims = [{ act = "release", status = "done", actor = ["BY"], count = 123 }]
# fails = true     # this does not come out right yet, and we know it
"""

FILES = {
    "pack.toml": PACK,
    "names.toml": NAMES,
    "time.toml": TIME,
    "numbers.toml": NUMBERS,
    "conditions.toml": CONDITIONS,
    "furniture.toml": FURNITURE,
    "cases.toml": CASES,
}
