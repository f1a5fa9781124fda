"""Word lists: wordings that rules ask for but that are no lexemes, which would break the names that hold them apart.

What stands in a list is data (``ontology/lexicons/wordlists.ttl``, and any file of that folder that adds to a list);
what a rule does with a list is code. The names of the lists are closed, so that the type checker finds misspelt ones.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Literal, get_args

ListName = Literal[
    # how dates are worded
    "a-few",
    "before-circumstance",
    "counted-from",
    "disruption",
    "earlier-or-later",
    "early-part",
    "few-or-many",
    "late-part",
    "middle-part",
    "number-of-spells",
    "opening-of-date",
    "part-of-date",
    "part-of-day",
    "right-after",
    "some-time-off",
    "stop-of-journey",
    "time-zone",
    "this-or-that",
    "told-event",
    "unit-of-time",
    # how people, offices and groups are named
    "any-leader",
    "back-then",
    "before-role-of-several",
    "before-state",
    "charge",
    "crowned-part",
    "demonstrative",
    "district",
    "female-address",
    "former-word",
    "high-level",
    "joint-of-institution",
    "king",
    "leading",
    "leading-verb",
    "male-address",
    "matter-of-office",
    "number-of-people",
    "of-his-or-hers",
    "one-of-several",
    "open-institution",
    "party-committee",
    "plural-counterpart",
    "plural-marker",
    "prince",
    "role-joint",
    "royal-consort",
    "speaking-for",
    "state-noun",
    "term",
    "that-one",
    "the-people",
    "these",
    "vague-role",
    "where-counterparts-are",
    # who says so
    "at-contact",
    "before-source",
    "before-telling",
    "beside-media",
    "credit",
    "picture",
    "source-owner",
    "source-preposition",
    "telling-whom",
    # where something can be
    "accepting",
    "affair",
    "and-word",
    "asking-to-come",
    "before-visit",
    "being-at",
    "building",
    "going",
    "going-to",
    "house",
    "in-town",
    "journey",
    "journey-to",
    "just",
    "land-word",
    "ministry",
    "next-stop",
    "no-town",
    "of-affair",
    "organ-in-capital",
    "past",
    "portfolio-word",
    "post",
    "reaching",
    "region-of",
    "right",
    "sort-of-town",
    "sort-of-visit",
    "standing-group",
    "stopping",
    "then-word",
    "touring",
    "town-word",
    "visit-to",
    "visiting",
    "whose",
    "within",
    # which contacts are in scope
    "always",
    "assigning",
    "before-assigning",
    "beginning",
    "broken-link",
    "copula",
    "count",
    "first-of-couple",
    "kin-word",
    "lasting-long",
    "many",
    "sport",
    "fiction",
    "accused",
    "ordering",
    "own",
    "plural-before-round",
    "ready",
    "round",
    "spell",
    "steering-body",
    "taken-along",
    "taking-along",
    "which-round",
    # goals of journeys
    "counted-states",
    "travelling",
    # which contact an event noun means
    "after-calling",
    "again",
    "also",
    "arranging",
    "calling-back",
    "calling-here",
    "one-round",
    "one-turn",
    "which-occasion",
    "set-for",
    "which-turn",
    # which dates govern a contact
    "after-which",
    "announcing",
    "calling-off",
    "denying",
    "happening",
    "looking-on",
    "no-barrier",
    "opening-what-is-said",
    "taking-place",
    "then",
    "when",
    "with-one-date",
    # how a sentence is read as chunks
    "along-with",
    "and-then",
    "aside-opening",
    "auxiliary",
    "becoming",
    "before-goal",
    "bringing",
    "first-or-only",
    "in-capacity",
    "indefinite-number",
    "nominaliser",
    "now-or-once",
    "office-noun",
    "one-occasion",
    "opening-adverb",
    "sending",
    "some-led",
    "time-or-times",
    "who",
    # which parties a contact has, and what is said of it
    "adversative",
    "any",
    "apart-in-time",
    "asking-for",
    "another-occasion",
    "attending",
    "bearing",
    "before-purpose",
    "buying",
    "chairing",
    "coming-about",
    "coming-along",
    "coming-off",
    "conference",
    "congratulating",
    "first-person",
    "greeting",
    "interviewing",
    "lone-official",
    "three",
    "four",
    "future",
    "invitation-accepted",
    "invitation-of",
    "joint",
    "sitting",
    "next-doing",
    "number-of-sides",
    "number-or-plural",
    "on-occasion",
    "on-whom",
    "oneself",
    "only",
    "or",
    "place-to-be",
    "plural-contacts",
    "present-at",
    "realis",
    "recalling",
    "retinue",
    "series",
    "several-things",
    "severally",
    "side-word",
    "staying-there",
    "telling",
    "then-also",
    "told-as-done",
    "uttering",
    "word-or-letter",
    # what is said of silences and of standing lines
    "abroad",
    "all-of",
    "at-first",
    "breaking-off",
    "certain-line",
    "during",
    "exchange",
    "first-of-whom",
    "in-or-of",
    "interruption",
    "latest",
    "line-active",
    "line-area",
    "line-closed",
    "line-leaders",
    "line-maritime",
    "line-military",
    "line-noun",
    "line-nuclear",
    "line-opening",
    "line-reopened",
    "line-set-up",
    "line-unused",
    "line-used",
    "line-using",
    "lines-in-general",
    "link",
    "link-interrupted",
    "long-time",
    "many-or-some",
    "no-opening",
    "not-yet",
    "occasion-classifier",
    "of-its-sort",
    "since-when",
    "speaking",
    "suffering",
    "taking-office",
    "term-of-office",
    "the-first",
    "the-last-time",
    "threat",
    "time-word",
    "unit-of-silence",
    "visit-word",
    # what stands between a contact word and its parties
    "answering",
    "receiving",
    "through",
    # whom words that point back mean
    "both",
    "guest",
    "guest-of-honour",
    "pair-word",
    "person-noun",
    "side-of-two",
    "state-word",
    "they-two",
    "two",
    # which contacts are told again
    "envoy",
    "several",
    "the-visit",
    # when, how often and how long a contact was
    "as-before",
    "began",
    "ended",
    "lasting",
    "once",
    "over-line",
    "roughly",
    "since-event",
    "summoning",
    "this-time",
    "time-or-occasion",
    # which descriptions name a party
    "city-like-person",
    "deliverable",
    "faction",
    "field-of-office",
    "firm",
    "for-years",
    "how-many",
    "institution",
    "joint-body",
    "known",
    "letting-know",
    "middle-name",
    "other-than-told",
    "own-name",
    "people-in-public-life",
    "private-body",
    "purpose-of-institution",
    "requesting",
    "states-at-large",
    "told-in-passive",
]
LIST_NAMES: frozenset[ListName] = frozenset(get_args(ListName))
NO_LISTS: frozenset[ListName] = frozenset()

_LIST = re.compile(r"\{(?P<name>[a-z][a-z-]*)\}")
_BEHIND = re.compile(rf"\(\?<(?P<sign>[=!]){_LIST.pattern}(?P<rest>[^()]*)\)")


class WordLists:
    """The word lists of a lexicon, in lower case. Immutable; safe to share between threads."""

    __slots__ = ("_lists_of", "_patterns", "_words")

    def __init__(self, words: Mapping[ListName, Iterable[str]]) -> None:
        self._words: dict[str, frozenset[str]] = {name: frozenset(listed) for name, listed in words.items()}
        lists_of: dict[str, set[ListName]] = defaultdict(set)
        for name, listed in words.items():
            for word in listed:
                lists_of[word].add(name)
        self._lists_of = {word: frozenset(names) for word, names in lists_of.items()}
        self._patterns: dict[str, re.Pattern[str]] = {}

    def __getitem__(self, name: ListName) -> frozenset[str]:
        return self._words[name]

    def of(self, wording: str) -> frozenset[ListName]:
        """The lists in which a wording in lower case stands."""
        return self._lists_of.get(wording, NO_LISTS)

    def pattern(self, template: str) -> re.Pattern[str]:
        """A regular expression in which ``{when}`` is any wording of that list; compiled when first asked for.

        The longest wording is tried first; behind ``(?<=`` and ``(?<!`` wordings may differ in length, where a list
        comes first there. Raises KeyError where there is no such list.
        """
        compiled = self._patterns.get(template)
        if compiled is None:
            written = _LIST.sub(self._any, _BEHIND.sub(self._behind, template))
            compiled = self._patterns[template] = re.compile(written)
        return compiled

    def _any(self, match: re.Match[str]) -> str:
        return f"(?:{'|'.join(self._escaped(match['name']))})"

    def _behind(self, match: re.Match[str]) -> str:
        every = [f"(?<{match['sign']}{word}{match['rest']})" for word in self._escaped(match["name"])]
        return "".join(every) if match["sign"] == "!" else f"(?:{'|'.join(every)})"

    def _escaped(self, name: str) -> list[str]:
        return [re.escape(word) for word in sorted(self._words[name], key=lambda word: (-len(word), word))]
