"""What is told and never took place: scenes of films and novels, war games, suppositions, calls by impostors."""

from __future__ import annotations

from kg.event.candidates import Candidate
from kg.event.factuality import condition
from kg.event.passages import Passage
from kg.knowledge.wordlists import WordLists

_SCENE = 600  # characters over which a text goes on about a scene of a film
_PAGE = 1500  # characters before and after a contact in which a text shows what it is about
_WORK = 3  # different words of the trade on a page that is about a film or a novel
_GAME = 2  # different words for a simulation on a page that is about one
_ONE = "một "


def imagined(passage: Passage, candidate: Candidate, dated: bool, lowered: str) -> bool:
    """Whether a contact is told as one of a story, of a simulation, or of what would be; `dated`: it has a day.

    What has a day is told of the world, even in a text about a film; in a scene of the film nothing is.
    """
    lists, start, end = passage.grammar.lists, passage.sentence.span.start, candidate.trigger.start
    if lists.pattern(r"\b{fiction}\b").search(lowered, max(0, end - _SCENE), end):
        return True
    if lists.pattern(r"\b{supposing}\b").search(lowered, start, end) or _conditional(passage, candidate):
        return True
    if lists.pattern(r"\b{impostor}\b").search(lowered, *passage.sentence.span):
        return True
    return not dated and _about_the_unreal(lowered[max(0, end - _PAGE) : end + _PAGE], lists)


def _about_the_unreal(page: str, lists: WordLists) -> bool:
    """Whether what surrounds a contact is about a work of fiction or a simulation."""
    work, game = lists.pattern(r"\b{story-telling}\b"), lists.pattern(r"\b{simulation}\b")
    return len(set(work.findall(page))) >= _WORK or len(set(game.findall(page))) >= _GAME


def _conditional(passage: Passage, candidate: Candidate) -> bool:
    """Whether a contact is only a condition: "nếu A gặp B, …"; not "nếu cuộc gặp giữa A và B diễn ra".

    One that the other side is to grant is asked for ("nếu B chịu để A gặp").
    """
    if candidate.noun and not candidate.trigger.slice(passage.grammar.text).lower().startswith(_ONE):
        return False
    at = next((i for i, c in enumerate(passage.chunks) if c.span == candidate.trigger), 0)
    clause = condition(passage.chunks, at)
    return bool(clause) and not any("granting" in c.lists for c in clause)
