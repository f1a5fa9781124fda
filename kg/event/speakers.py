"""Who says so: whom the words for a source mean, and for which state or organisation he speaks."""

from __future__ import annotations

from kg.event.anaphora import Referents
from kg.event.passages import Passage
from kg.knowledge.lexicon import Lexicon
from kg.mention.actors import Cast
from kg.mention.attribution import Source, for_contact, sources
from kg.mention.mentions import Mention
from kg.model import ActorRef, ActorType, Attribution, AttributionType, Span


class Speakers:
    """The sources that one document names, whose text in lower case is `lowered`."""

    def __init__(self, lowered: str, cast: Cast, referents: Referents, lexicon: Lexicon) -> None:
        self.lowered = lowered
        self.cast = cast
        self.referents = referents
        self.lexicon = lexicon
        self._sources: dict[Span, tuple[Source, ...]] = {}

    def source(self, passage: Passage, trigger: Span) -> Source | None:
        """The source that a sentence gives for the contact of which the words at `trigger` tell."""
        span = passage.sentence.span
        if span not in self._sources:
            found = sources(passage.grammar, self.lowered, span, passage.dates, self.lexicon)
            self._sources[span] = found
        return for_contact(self._sources[span], trigger)

    def attribution(self, number: int, passage: Passage, source: Source) -> Attribution | None:
        """A source with the actor or medium that it means and the state or body for which that speaks.

        None for a bare name that is nobody's: capitalised words are no source for standing before a verb.
        """
        via = self.attribution(number, passage, source.via) if source.via is not None else None
        if source.medium is not None:
            body = self.cast.register.media[source.medium].body
            return Attribution(
                source.wording, source.span, AttributionType.MEDIA, None, source.medium, body, None, via
            )
        mention = source.mention
        if mention is not None and mention.text.lower() == "họ":
            return None  # whoever that is
        if mention is not None and mention.head == "pair":
            return Attribution(source.wording, source.span, AttributionType.JOINT, via=via)
        found = self.referents.actors(number, passage, mention, (None, None), ()) if mention else []
        actor = found[0].actor if found else None
        bare = mention is not None and mention.head == "name" and source.type is None
        if bare and (actor is None or not actor.known):
            return None
        body = self._body_of(actor) if actor is not None else None
        kind = source.type or _standing(actor, mention)
        person = actor is not None and actor.type is ActorType.PERSON
        named = actor if actor is not None and (actor.known or person) else None
        if kind in (AttributionType.ANONYMOUS, AttributionType.OTHER) and not person:
            named = None
        if kind is AttributionType.OTHER:
            body = None  # an expert of a state does not speak for it
        return Attribution(source.wording, source.span, kind, named, None, body, None, via)

    def _body_of(self, actor: ActorRef) -> str | None:
        """Id of the state, or else the organisation, for which an actor speaks."""
        own = actor.id if actor.id in self.cast.register.bodies else actor.state
        body = self.cast.register.bodies.get(own) if own is not None else None
        return body.of or body.id if body is not None else None


def _standing(actor: ActorRef | None, mention: Mention | None) -> AttributionType:
    """In what standing an actor that the wording names is a source, apart from being a party of the contact."""
    if actor is None:
        by_role = mention is not None and mention.head in ("role", "organ", "body", "side")
        return AttributionType.OFFICIAL if by_role else AttributionType.OTHER
    several = actor.type is ActorType.GROUP and not actor.known
    if several and mention is not None and mention.head not in ("organ", "side", "body"):
        return AttributionType.ANONYMOUS
    private = actor.type is ActorType.PERSON and not actor.known and mention is not None and not mention.role
    return AttributionType.OTHER if private else AttributionType.OFFICIAL
