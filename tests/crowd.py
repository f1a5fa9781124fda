"""Contacts made up by the number, the same each time: a call, or as many as the fixtures do not have."""

from __future__ import annotations

import datetime as dt
import itertools
import random
from collections.abc import Iterable

import pyoxigraph as ox

from kg.graph.triples import node
from kg.query.contacts import Actor, Contact, Party, Source

FAMILIES = ("Đỗ", "Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Vũ", "Đặng", "Bùi", "Ngô")
GIVEN = (
    "Đức Duy",
    "Minh Tâm",
    "Thị Ánh",
    "Quốc Ân",
    "Văn Ổn",
    "Hải Yến",
    "Thu Ướt",
    "Xuân Ảnh",
    "Ngọc Ư",
    "Gia Ý",
)
KINDS = ("PhoneCall", "Meeting", "Visit", "Talks", "Message", "VideoCall", "Contact")
STATUSES = ("occurred", "occurred", "occurred", "occurred", "planned", "proposed", "denied")
FIRST = dt.date(2019, 1, 1)


def call(number: int, *sides: str, day: dt.date | None = None, status: str = "occurred") -> Contact:
    """A call between sides, each a string of one-letter actors."""
    named = ((name, side) for side, names in enumerate(sides, 1) for name in names)
    return Contact(
        id=f"report:r{number}",
        occasion=f"occasion:r{number}",
        kind="PhoneCall",
        status=status,
        parties=tuple(Party(Actor(f"actor:{name}", name.title()), side) for name, side in named),
        quote="…",
        source=Source("article:a"),
        earliest=day,
        latest=day,
    )


def crowd(size: int, seed: int = 1) -> list[Contact]:
    """`size` contacts among a fifth as many people of eight states, told by articles of six papers."""
    chance = random.Random(seed)
    states = [Actor(f"actor:state-{n}", f"State {n}", "State", f"Nước {n}", f"State {n}") for n in range(8)]
    names = itertools.product(FAMILIES, GIVEN, ["", "A", "B", "C", "D", "E", "G", "H"])
    people = [
        Actor(
            f"actor:person-{n:04}",
            " ".join(filter(None, name)),
            "Person",
            aliases=(f"Bí danh {n}",),
            body=body,
        )
        for n, name, body in zip(range(max(8, size // 5)), names, itertools.cycle(states), strict=False)
    ]
    return [_contact(n, chance, people) for n in range(size)]


def _contact(number: int, chance: random.Random, people: list[Actor]) -> Contact:
    one = people[min(int(chance.paretovariate(0.7)) - 1, len(people) - 1)]
    other = chance.choice([each for each in people if each.id != one.id])
    day = FIRST + dt.timedelta(days=chance.randrange(2000))
    undated = number % 11 == 0
    kind, status = chance.choice(KINDS), chance.choice(STATUSES)
    paper = number % 6
    quote = (
        f"Ngày {day.day}/{day.month}, {one.name} và {other.name} đã trao đổi, bản tin số {number} cho hay."
    )
    return Contact(
        id=f"report:n{number:05}.{kind}.5-9",
        occasion=f"occasion:n{number:05}.{kind}.5-9",
        kind=kind,
        status=status,
        parties=(Party(one, 1, wording=one.name), Party(other, 2, wording=other.name)),
        quote=quote,
        source=Source(
            f"article:n{number:05}",
            f"Bản tin số {number}",
            day + dt.timedelta(days=1),
            f"Báo {paper}",
            f"https://example.org/{number}",
        ),
        initiator=one.id if number % 3 == 0 else None,
        earliest=None if undated else day,
        latest=None if undated else day,
        edtf=None if undated else day.isoformat(),
        start=0,
    )


def quads(contacts: Iterable[Contact]) -> list[ox.Quad]:
    """Contacts as they lie in a store; an occasion says what the first of its reports says."""
    found: list[ox.Quad] = []
    occasions: set[str] = set()

    def say(graph: str, subject: str, **values: str | int | dt.date | None) -> None:
        for name, value in values.items():
            if value is not None:
                predicate = node(f"{name.partition('_')[0]}:{name.partition('_')[2]}")
                found.append(ox.Quad(node(subject), predicate, _term(name, value), node(graph)))

    for contact in contacts:
        name = contact.id.partition(":")[2]
        graph, evidence = f"graph:{contact.source.id.partition(':')[2]}", f"evidence:{name}"
        days = {"cp_earliest": contact.earliest, "cp_latest": contact.latest, "cp_edtf": contact.edtf}
        codes = {"cp_kind": f"kind:{contact.kind}", "cp_status": f"status:{contact.status}"}
        things = [(graph, contact.id, "cp:Report")]
        if contact.occasion not in occasions:
            things.append(("graph:derived", contact.occasion, "cp:Occasion"))
            occasions.add(contact.occasion)
        for where, thing, sort in things:
            say(where, thing, rdf_type=sort, **days, **codes, cp_initiator=contact.initiator)
            for party in contact.parties:
                say(where, thing, cp_hasParticipant=party.actor.id)
        say("graph:derived", contact.id, cp_reportOf=contact.occasion)
        say(graph, contact.id, cp_reportedIn=contact.source.id, cp_evidence=evidence)
        say(graph, evidence, cp_quote=contact.quote, cp_start=0)
        source = contact.source
        say(graph, source.id, rdf_type="schema:NewsArticle", schema_headline=source.headline)
        say(graph, source.id, schema_datePublished=source.published, schema_publisher=source.publisher)
        say(graph, source.id, schema_url=source.url)
        for number, party in enumerate(contact.parties):
            part, actor = f"participation:{name}.{number}", party.actor
            say(graph, contact.id, cp_participation=part)
            say(graph, part, cp_actor=actor.id, cp_side=party.side, cp_wording=party.wording)
            for each in filter(None, (actor, actor.body)):
                say("graph:register", each.id, rdf_type=f"cp:{each.type}", rdfs_label=each.name)
                for language, label in (("vi", each.name_vi), ("en", each.name_en)):
                    if label:
                        term = ox.Literal(label, language=language)
                        subject, predicate = node(each.id), node("skos:prefLabel")
                        found.append(ox.Quad(subject, predicate, term, node("graph:register")))
                for alias in each.aliases:
                    say("graph:register", each.id, skos_altLabel=alias)
            say("graph:register", actor.id, cp_citizenOf=actor.body.id if actor.body else None)
    return found


_THINGS = frozenset(
    ("rdf_type", "cp_kind", "cp_status", "cp_initiator", "cp_hasParticipant", "cp_reportOf", "cp_reportedIn")
) | {"cp_evidence", "cp_participation", "cp_actor", "cp_citizenOf"}


def _term(name: str, value: str | int | dt.date) -> ox.NamedNode | ox.Literal:
    if name in _THINGS:
        return node(str(value))
    if isinstance(value, dt.date):
        return ox.Literal(value.isoformat(), datatype=node("xsd:date"))
    return ox.Literal(value)
