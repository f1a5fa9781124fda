"""How one text introduces its people: under which names, with which roles and forms of address, and how often."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from kg.article.text import lower, without_marks
from kg.mention.mentions import Mention
from kg.mention.namesakes import INITIAL
from kg.model import ActorRef, ActorType

_ARTICLE = re.compile(r"(?:al|el|ad|as|ash|at|az)-", re.I)
_COUNTERPART = "người đồng cấp"


class Introductions:
    """What a text has told of its people so far."""

    def __init__(self) -> None:
        self._bound: dict[str, ActorRef] = {}
        self._people: dict[ActorRef, None] = {}  # all to whom a name is bound
        self._role_words: dict[str, set[str]] = {}
        self._classes: dict[str, tuple[str, ...]] = {}
        self._outsiders: dict[str, tuple[str, str | None]] = {}
        self._genders: dict[str, str] = {}
        self._counts: Counter[str] = Counter()

    # -- learning -------------------------------------------------------------------------------------------------

    def bind(self, mention: Mention, actor: ActorRef, aliases: Iterable[str]) -> None:
        """Take a full name for an actor's, with the short forms that follow from it and from his other names."""
        parts = (mention.name or "").split()
        self.bind_name(mention.name or "", actor)
        shorts = {parts[-1], parts[0], " ".join(parts[-2:]), " ".join(parts[:2])}
        if INITIAL.match(parts[-1]):
            shorts.add(parts[-1].rpartition(".")[2])  # "ông Gun": A.Gun
        if _ARTICLE.match(parts[-1]):
            shorts.add(parts[-1].partition("-")[2])  # "ông Burhan": Abdel Fattah al-Burhan
        for alias in aliases:
            shorts |= {alias.split()[-1], alias}
        for short in shorts:
            if len(short) > 1 and not short.endswith("."):
                self.bind_name(short, actor)

    def bind_name(self, name: str, actor: ActorRef) -> None:
        """Take a name for an actor's, unless it is somebody's already."""
        if self._bound.setdefault(without_marks(name), actor) is actor:
            self._people.setdefault(actor)

    def note_role(self, actor: str, mention: Mention, classes: Sequence[str]) -> None:
        """Remember the role with which a mention names somebody, and the classes of his office."""
        if mention.role is not None:
            self._role_words.setdefault(actor, set()).add(lower(mention.role))
        if classes:
            self._classes[actor] = tuple(dict.fromkeys((*self._classes.get(actor, ()), *classes)))

    def note_outsider(self, actor: str, mention: Mention, *, first: bool = False) -> None:
        """Remember the role of somebody outside the register: the last one told, or with `first` the first."""
        if mention.role is not None and not (first and actor in self._outsiders):
            self._outsiders[actor] = (mention.role, mention.body)

    def count(self, actor: str, mention: Mention) -> None:
        """Remember that a mention names somebody."""
        self._counts[actor] += 1
        if mention.gender is not None:
            self._genders.setdefault(actor, mention.gender)

    # -- asking ---------------------------------------------------------------------------------------------------

    def called(self, name: str) -> ActorRef | None:
        """Whom a name means in this text."""
        return self._bound.get(without_marks(name))

    def people(self) -> list[ActorRef]:
        """Everybody to whom a name is bound, in the order of the first names."""
        return list(self._people)

    def only(self, fits: Callable[[ActorRef], bool]) -> ActorRef | None:
        """The one actor of the text of whom something holds."""
        found = {a.id: a for a in self._bound.values() if fits(a)}
        return next(iter(found.values())) if len(found) == 1 else None

    def times_named(self, actor: str) -> int:
        """How often the text names somebody."""
        return self._counts[actor]

    def role_words(self, actor: ActorRef) -> set[str]:
        """The roles with which the text names somebody, in lower case."""
        return self._role_words.get(actor.id, set())

    def classes(self, actor: ActorRef) -> tuple[str, ...]:
        """The classes of the offices under which the text names somebody."""
        return self._classes.get(actor.id, ())

    def gender(self, actor: ActorRef) -> str | None:
        """How the text addresses somebody: "m" or "f"."""
        return self._genders.get(actor.id)

    def outsiders(self) -> dict[str, tuple[str, str | None]]:
        """Ids of people outside the register → (role wording, body)."""
        return dict(self._outsiders)

    def has_role(self, actor: ActorRef) -> bool:
        """Whether somebody outside the register carries a role in the text."""
        return actor.id in self._outsiders

    def with_role(self, role: str, body: str | None) -> ActorRef | None:
        """The one person outside the register whom the text names with this very role, in lower case."""
        return self.only(
            lambda a: (
                not a.known
                and a.type is ActorType.PERSON
                and (body is None or a.state in (None, body))
                and role in self.role_words(a)
            )
        )

    def with_role_like(self, role: re.Pattern[str], body: str | None) -> ActorRef | None:
        """The one person whom the text names with such a role, of a body if one is told."""
        return self.only(
            lambda a: (
                a.type is ActorType.PERSON
                and (body is None or a.state in (None, body))
                and any(role.search(said) for said in self.role_words(a))
            )
        )

    def introduced_as(self, word: str) -> ActorRef | None:
        """The one person whom the text names with a role that begins with this word, in lower case."""
        return self.only(lambda a: any(w.startswith(word) for w in self.role_words(a)))

    def only_counterpart(self, actor: ActorRef) -> bool:
        """Whether the text has introduced an outsider as somebody's counterpart and no more."""
        words = self.role_words(actor)
        return not actor.known and bool(words) and all(w.startswith(_COUNTERPART) for w in words)

    def named_as(self, actor: ActorRef, role: str, institution: re.Pattern[str] | None = None) -> bool:
        """Whether the text names an actor with this very office: a queen is no president.

        `institution`: what the name of one begins with; "Chủ tịch Hội đồng …" is not who is called "Chủ tịch".
        """
        return any(
            role in said or (said in role and not (institution and institution.match(role, len(said) + 1)))
            for said in self.role_words(actor)
        )
