"""What a build read, in numbers."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field, replace

from kg.article.talk import count
from kg.model import Extraction


@dataclass(slots=True)
class Tally:
    """Counts over extractions; contacts below `min_confidence` are dropped on the way."""

    min_confidence: float = 0.0
    articles: int = 0
    undated: int = 0
    dropped: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    statuses: Counter[str] = field(default_factory=Counter)
    actors: set[str] = field(default_factory=set)
    unresolved: Counter[str] = field(default_factory=Counter)

    def add(self, extraction: Extraction) -> Extraction:
        """Count an extraction; returns what of it is to be stored."""
        kept = tuple(event for event in extraction.events if event.confidence >= self.min_confidence)
        self.articles += 1
        self.dropped += len(extraction.events) - len(kept)
        for event in kept:
            self.kinds[event.kind.value] += 1
            self.statuses[event.status.value] += 1
            self.undated += event.date is None
            for participation in event.participants:
                self.actors.add(participation.actor.id)
                if not participation.actor.known:
                    self.unresolved[participation.actor.id] += 1
        return replace(extraction, events=kept)

    @property
    def contacts(self) -> int:
        """How many contacts were kept."""
        return self.kinds.total()

    @property
    def left_out(self) -> str:
        """What is said of the contacts that were dropped; nothing where there are none."""
        return f"; {self.dropped:,} below {self.min_confidence:g} left out" if self.dropped else ""

    def rows(self) -> list[tuple[str, str]]:
        """Heading and text of each line of a summary for people."""
        unknown = count(self.unresolved.total(), "mention"), count(len(self.unresolved), "actor")
        return [
            ("articles", f"{self.articles:,}"),
            ("contacts", f"{self.contacts:,} ({_listed(self.statuses)}){self.left_out}"),
            ("kinds", _listed(self.kinds)),
            ("undated", f"{self.undated:,}"),
            ("actors", f"{len(self.actors):,}"),
            ("unresolved", f"{' of '.join(unknown)} not in the register"),
        ]


def _listed(counts: Counter[str]) -> str:
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(f"{name} {number:,}" for name, number in ranked) or "none"
