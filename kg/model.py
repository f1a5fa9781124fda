"""The records that flow through Counterpart: frozen, typed, free of I/O.

Terms follow the field: an *article* holds *mentions* of *actors*; a *contact event* is one reported
occasion of communication with its *participations*, *evidence* and the *rule* that found it.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Kind(StrEnum):
    """How the parties communicated (SKOS scheme ``kind``)."""

    PHONE_CALL = "PhoneCall"
    VIDEO_CALL = "VideoCall"
    MEETING = "Meeting"
    VISIT = "Visit"
    MESSAGE = "Message"
    TALKS = "Talks"
    CONTACT = "Contact"


class Status(StrEnum):
    """Whether the contact took place (SKOS scheme ``status``)."""

    OCCURRED = "occurred"
    PLANNED = "planned"
    PROPOSED = "proposed"
    DENIED = "denied"


class Role(StrEnum):
    """What a participant did in the contact (SKOS scheme ``role``)."""

    PARTICIPANT = "participant"
    INITIATOR = "initiator"
    RECIPIENT = "recipient"
    INTERMEDIARY = "intermediary"
    HOST = "host"


class ActorType(StrEnum):
    """What sort of actor: the four types of the evaluation's gold files."""

    PERSON = "person"
    STATE = "country"
    ORGANIZATION = "organization"
    GROUP = "group"


class Resolution(StrEnum):
    """How a wording was taken to an actor (SKOS scheme ``resolution``)."""

    NAME = "name"
    OFFICE = "office"
    COUNTERPART = "counterpart"
    ANAPHORA = "anaphora"
    WORDING = "wording"


class DateBasis(StrEnum):
    """What fixed the date, above all its year (SKOS scheme ``date-basis``)."""

    STATED = "stated"
    PUBLICATION = "publication"
    TENURES = "tenures"
    ANCHOR = "anchor"
    CONTEXT = "context"
    JUDGED = "judged"


class ChannelType(StrEnum):
    """Sort of standing channel (SKOS scheme ``channel-type``)."""

    HOTLINE = "hotline"
    BACKCHANNEL = "backchannel"
    DIALOGUE = "dialogue"
    LINE = "line"


class ChannelState(StrEnum):
    """What an article says of a channel (SKOS scheme ``channel-state``)."""

    OPENED = "opened"
    USED = "used"
    UNUSED = "unused"
    ACTIVE = "active"
    CLOSED = "closed"


class AttributionType(StrEnum):
    """In what standing a source speaks of a contact (SKOS scheme ``attribution-type``)."""

    PARTY = "party"
    OFFICIAL = "official"
    JOINT = "joint"
    ANONYMOUS = "anonymous"
    MEDIA = "media"
    OTHER = "other"


class Field(StrEnum):
    """What reports of one occasion can differ in (SKOS scheme ``field``)."""

    KIND = "kind"
    STATUS = "status"
    DATE = "date"
    INITIATOR = "initiator"
    PLACE = "place"
    CHANNEL = "channel"
    DURATION = "duration"
    PARTICIPANTS = "participants"


class Agreement(StrEnum):
    """Whether the reports of an occasion agree on something (SKOS scheme ``agreement``)."""

    AGREED = "agreed"
    DISPUTED = "disputed"
    NOT_STATED = "not-stated"


class JudgementKind(StrEnum):
    """What a person decided (SKOS scheme ``judgement-kind``)."""

    SAME_OCCASION = "same-occasion"
    DIFFERENT_OCCASION = "different-occasion"
    SAME_ACTOR = "same-actor"
    DIFFERENT_ACTOR = "different-actor"
    RIGHT_EVENT = "right-event"
    WRONG_EVENT = "wrong-event"
    WRONG_INITIATOR = "wrong-initiator"
    WRONG_STATUS = "wrong-status"
    WRONG_DATE = "wrong-date"
    MISSING_EVENT = "missing-event"


class Outcome(StrEnum):
    """What became of a judgement (SKOS scheme ``outcome``)."""

    APPLIED = "applied"
    AGREES = "agrees"
    STALE = "stale"
    CONTRADICTED = "contradicted"


class Span(NamedTuple):
    """Half-open interval [start, end) of character offsets in an article's text."""

    start: int
    end: int

    def slice(self, text: str) -> str:
        """The characters of `text` that this span covers."""
        return text[self.start : self.end]

    def within(self, other: Span) -> bool:
        """Whether this span lies inside `other`."""
        return other.start <= self.start and self.end <= other.end


@dataclass(frozen=True, slots=True)
class Article:
    """One news text. `text` is NFC, with line feeds, without zero-width characters; offsets count in it."""

    id: str
    text: str
    title: str | None = None
    published: dt.date | None = None
    publisher: str | None = None
    url: str | None = None
    language: str = "vi"

    @property
    def digest(self) -> str:
        """Hash of the text in UTF-8: ``sha256:`` and 64 hexadecimal digits."""
        return "sha256:" + hashlib.sha256(self.text.encode("utf-8", "replace")).hexdigest()


@dataclass(frozen=True, slots=True)
class Evidence:
    """The sentence that reports something: ``text[start:end] == quote``."""

    quote: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ActorRef:
    """An actor as a participant names it: local id (see `kg.vocab.actor_iri`), one full name, type.

    `known` is false for an actor that the register does not hold (its id is minted from the wording).
    `state` is the id of the state or organisation that it acts for, where known.
    """

    id: str
    name: str
    type: ActorType
    known: bool = True
    state: str | None = None


@dataclass(frozen=True, slots=True)
class Participation:
    """An actor in a contact, with the wording, side and capacity in which it took part."""

    actor: ActorRef
    mention: str
    span: Span
    role: Role = Role.PARTICIPANT
    side: int = 1
    tenure: str | None = None
    resolution: Resolution = Resolution.NAME
    reason: str | None = None

    @property
    def by_role(self) -> bool:
        """Whether it is an official known by role only, no group, as told by the ids of `kg.mention.actors`."""
        return self.resolution is Resolution.WORDING and self.actor.id.startswith("x.")


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who says so, according to the article: the wording, where it stands and what it was taken to.

    At most one of `actor` and `medium` (id of a medium of the register) is given; neither where the wording names
    nobody known. `speaks_for` is the id of the state or body whose side the source takes, `side` the side of the
    contact that this is. `via`: the medium that passes on what the source said.
    """

    wording: str
    span: Span
    type: AttributionType
    actor: ActorRef | None = None
    medium: str | None = None
    speaks_for: str | None = None
    side: int | None = None
    via: Attribution | None = None


@dataclass(frozen=True, slots=True)
class EventDate:
    """When: bounds (``None`` = open), the same as EDTF, the wording, and what fixed it.

    `precision` is ``day``, ``month``, ``year`` or ``interval``; `reason` says in words how it was found.
    """

    earliest: dt.date | None
    latest: dt.date | None
    edtf: str
    precision: str
    basis: DateBasis
    wording: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class ContactEvent:
    """One reported contact of an article (a *report*; occasions group reports)."""

    article: str
    kind: Kind
    status: Status
    participants: tuple[Participation, ...]
    evidence: Evidence
    trigger: Span
    rule: str
    confidence: float
    initiator: str | None = None  # ActorRef.id of a participant
    initiator_evidence: Evidence | None = None
    date: EventDate | None = None
    place: str | None = None
    channel: str | None = None  # sort of channel: a ChannelType value
    count: int | None = None
    duration_minutes: int | None = None
    topic: str | None = None
    said_by: tuple[Attribution, ...] = ()
    also: tuple[Evidence, ...] = ()  # further sentences of the article that report the same contact
    line: str | None = None  # id of the standing channel over which it took place

    @property
    def attribution(self) -> str | None:
        """The wording of the first source that the article names for the contact."""
        return self.said_by[0].wording if self.said_by else None

    @property
    def initiator_name(self) -> str | None:
        """Name of the participant that sought the contact, where the text says so."""
        return next((p.actor.name for p in self.participants if p.actor.id == self.initiator), None)


@dataclass(frozen=True, slots=True)
class NoContact:
    """A stated silence: these actors had no contact (of `kind`, if given) over an interval.

    `offices` are ids of offices that were silent, whoever held them: who came into office during the silence is
    not silent as a person. From `sure` on it held for certain, where `date` begins with a month or a year. `ended_by`
    is the contact word of the report that the text says ended it.
    """

    article: str
    actors: tuple[ActorRef, ...]
    evidence: Evidence
    rule: str
    date: EventDate | None = None
    kind: Kind | None = None
    offices: tuple[str, ...] = ()
    sure: dt.date | None = None
    ended_by: Span | None = None


@dataclass(frozen=True, slots=True)
class ChannelReport:
    """What an article says of a standing channel: whose it is and whether it is open or used."""

    article: str
    channel: str  # id in the register, or minted from type and endpoints
    type: ChannelType
    label: str
    endpoints: tuple[ActorRef, ...]
    state: ChannelState
    evidence: Evidence
    rule: str
    date: EventDate | None = None


@dataclass(frozen=True, slots=True)
class UnknownActor:
    """A person who carries a role in a text that reports something, and is not in the register; one for each role.

    `role` is the wording; `classes` are the classes of offices that it can mean (SKOS scheme ``office-class``).
    """

    article: str
    actor: ActorRef
    role: str
    evidence: Evidence
    classes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Correction:
    """What people made of one event: `before` as it was read, `after` as it stands.

    No `before`: people found it missing. No `after`: they took it back. `judgements` and `confirmed` are the IRIs
    of the judgements that changed it, and that found it right.
    """

    before: ContactEvent | None
    after: ContactEvent | None
    judgements: tuple[str, ...]
    confirmed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Extraction:
    """Everything that one article says about contacts."""

    article: Article
    events: tuple[ContactEvent, ...] = ()
    silences: tuple[NoContact, ...] = ()
    channels: tuple[ChannelReport, ...] = ()
    unknown: tuple[UnknownActor, ...] = ()
    agencies: tuple[str, ...] = ()  # ids of the media that the article itself names as where its text is from
    corrections: tuple[Correction, ...] = ()  # what people changed in `events`
