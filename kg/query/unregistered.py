"""People whom the articles of a dataset name with a role and the register lacks: a list with evidence, or Turtle.

What `turtle` writes is a register file as it stands. It states what the articles say, and no more: what they
do not tell (a citizenship, when a term began) is left in comments to complete.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from kg.article.talk import count
from kg.graph.sightings import REPLACED, sightings
from kg.graph.triples import Term, node, plain
from kg.knowledge.provisional import role_key
from kg.knowledge.register import Office, Register
from kg.vocab import CP, PREFIXES, compact, mint, slug

EVIDENCE = 3
"""How many sentences are shown of a person."""

_PREFIXES = ("actor", "class", "cp", "office", "owl", "rdfs", "skos", "tenure", "xsd")
_ACTOR = PREFIXES["actor"]


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence that names a person with a role: article id, day of publication, the words."""

    article: str
    published: dt.date | None
    quote: str


@dataclass(frozen=True, slots=True)
class Unregistered:
    """A person outside the register, over all articles.

    `id` is that of the actor; `names` and `roles` (as worded) are in order of how many articles have them.
    `contacts` counts the reported contacts that the person takes part in. `state` is the id of a state or
    organisation, None where nobody tells; `classes` are the classes of office that the roles can mean.
    """

    id: str
    names: tuple[str, ...]
    roles: tuple[tuple[str, int], ...]
    state: str | None
    classes: tuple[str, ...]
    articles: int
    contacts: int
    first: dt.date | None
    last: dt.date | None
    evidence: tuple[Evidence, ...]

    @property
    def name(self) -> str:
        """The spelling that most articles have."""
        return self.names[0]


def unregistered(dataset: ox.Store) -> tuple[Unregistered, ...]:
    """People who carry a role in the articles and are not in the register: those in most articles first."""
    same = {plain(q.subject): plain(q.object) for q in _quads(dataset, None, REPLACED)}
    ids: dict[str, list[str]] = defaultdict(list)
    states: dict[str, str] = {}
    for person in sightings(dataset):
        iri = _ACTOR + person.id
        whole = same.get(iri, iri)
        ids[whole].append(iri)
        for state in sorted(person.states):
            states[whole] = state
    found = [
        _unregistered(dataset, iri, members, states.get(iri))
        for iri, members in ids.items()
        if any(True for member in members for _ in _quads(dataset, member, "schema:jobTitle"))
    ]
    return tuple(sorted(found, key=lambda p: (-p.articles, -p.contacts, p.name, p.id)))


def _unregistered(dataset: ox.Store, iri: str, ids: Sequence[str], state: str | None) -> Unregistered:
    told: dict[str, dict[str, set[Term]]] = defaultdict(lambda: defaultdict(set))  # graph → property → values
    for member in ids:
        for quad in dataset.quads_for_pattern(ox.NamedNode(member), None, None):
            if isinstance(quad.graph_name, ox.NamedNode) and quad.predicate.value != node(REPLACED).value:
                told[quad.graph_name.value][compact(quad.predicate.value)].add(quad.object)
    articles = {graph: said for graph, said in told.items() if "rdf:type" in said}
    evidence = sorted(
        (evidence for graph, said in articles.items() for evidence in _evidence(dataset, graph, said)),
        key=lambda e: (e.published or dt.date.max, e.article, e.quote),
    )
    days = [day for graph in articles if (day := _published(dataset, graph)) is not None]
    contacts = {plain(q.subject) for member in ids for q in _about(dataset, CP.hasParticipant, member)}
    said = [
        (graph, role) for graph, values in articles.items() for role in map(plain, values["schema:jobTitle"])
    ]
    return Unregistered(
        id=iri.removeprefix(_ACTOR),
        names=_ranked(name for values in articles.values() for name in map(plain, values["rdfs:label"])),
        roles=tuple(Counter(_one_wording(said)).most_common()),
        state=state,
        classes=tuple(
            sorted(
                {
                    plain(c).removeprefix(PREFIXES["class"])
                    for v in articles.values()
                    for c in v["cp:officeClass"]
                }
            )
        ),
        articles=len(articles),
        contacts=len(contacts & _reports(dataset, contacts)),
        first=min(days, default=None),
        last=max(days, default=None),
        evidence=tuple(evidence[:EVIDENCE]),
    )


def _one_wording(said: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Roles, one for each article, by the first of the wordings that differ in case and such only; sorted."""
    wordings: dict[str, str] = {}
    for key, role in sorted((role_key(role), role) for _, role in said):
        wordings.setdefault(key, role)
    yield from sorted(wordings[key] for _, key in {(graph, role_key(role)) for graph, role in said})


def _ranked(values: Iterable[str]) -> tuple[str, ...]:
    counts = Counter(values)
    return tuple(sorted(counts, key=lambda value: (-counts[value], value)))


def _evidence(dataset: ox.Store, graph: str, said: dict[str, set[Term]]) -> Iterator[Evidence]:
    for item in said["cp:evidence"]:
        for quad in _quads(dataset, plain(item), CP.quote, graph):
            quote = " ".join(plain(quad.object).split())
            yield Evidence(_article(dataset, graph), _published(dataset, graph), quote)


def _article(dataset: ox.Store, graph: str) -> str:
    found = sorted(plain(q.object) for q in _quads(dataset, None, "schema:identifier", graph))
    return found[0] if found else compact(graph)


def _published(dataset: ox.Store, graph: str) -> dt.date | None:
    days = sorted(plain(q.object) for q in _quads(dataset, None, "schema:datePublished", graph))
    return dt.date.fromisoformat(days[0]) if days else None


def _reports(dataset: ox.Store, iris: Iterable[str]) -> set[str]:
    kind, report = node("rdf:type"), node(CP.Report)
    return {iri for iri in iris if any(dataset.quads_for_pattern(ox.NamedNode(iri), kind, report, None))}


def _about(dataset: ox.Store, predicate: str, value: str) -> Iterator[ox.Quad]:
    return dataset.quads_for_pattern(None, node(predicate), ox.NamedNode(value), None)


def _quads(
    dataset: ox.Store, subject: str | None, predicate: str, graph: str | None = None
) -> Iterator[ox.Quad]:
    return dataset.quads_for_pattern(
        ox.NamedNode(subject) if subject else None,
        node(predicate),
        None,
        ox.NamedNode(graph) if graph else None,
    )


# As text


def listed(people: Iterable[Unregistered]) -> str:
    """A paragraph for each person: how often, when, as what, and sentences with their articles."""
    return "".join(_listed(person) + "\n" for person in people)


def _listed(person: Unregistered) -> str:
    roles = "; ".join(role if n == 1 else f"{role} ({n:,})" for role, n in person.roles)
    state = f" ({person.state})" if person.state else ""
    also = f"\n        also written {', '.join(person.names[1:])}" if person.names[1:] else ""
    lines = [f"{person.articles:6,}  {person.name}: {roles}{state}{also}"]
    lines.append(f"        {count(person.contacts, 'contact')}{_period(person)}; actor:{person.id}")
    lines += [f"        {one.article}: {one.quote}" for one in person.evidence]
    return "\n".join(lines)


def _period(person: Unregistered) -> str:
    if person.first is None:
        return ""
    return f", {person.first}" if person.first == person.last else f", {person.first} to {person.last}"


# As Turtle


def turtle(people: Sequence[Unregistered], register: Register) -> str:
    """A register file (Turtle) that makes these people known; comments give evidence and what is to complete.

    Each gets an id of the register, ``actor:<name>``, with more where that is taken. Who is called like
    somebody of the register is left in comments, for a person to decide.
    """
    ids = _ids(people, register)
    owners = {form: person.id for person in register.people.values() for form in person.aliases}
    uses = Counter(name for person in people for name in person.names)
    heads = [f"@prefix {prefix}: <{PREFIXES[prefix]}> ." for prefix in _PREFIXES]
    blocks = [_block(person, ids[person.id], register, owners, uses) for person in people]
    return "\n\n".join(["\n".join(heads), *blocks]) + "\n"


def _block(
    person: Unregistered, id_: str, register: Register, owners: dict[str, str], uses: Counter[str]
) -> str:
    comments = [*map(_comment, _listed(person).splitlines())]
    others = [n for n in person.names[1:] if n not in owners and uses[n] == 1]
    citizen = person.state if person.state in register.bodies else None
    label = str(ox.Literal(person.name))
    lines = [
        f"actor:{id_} a cp:Person ;",
        f"    rdfs:label {label} ;",
        f"    skos:prefLabel {label}@en, {label}@vi ;",
        *([f"    skos:altLabel {', '.join(str(ox.Literal(name)) for name in others)} ;"] if others else ()),
        *([f"    cp:citizenOf actor:{citizen} ;"] if citizen else ()),
        f"    cp:source {ox.Literal(_source(person))} .",
    ]
    if citizen is None:
        lines.append("# No article says for which state or body: add  cp:citizenOf actor:…")
    if " " not in person.name:
        lines.append("# The articles give one word of the name: complete it.")
    owner = owners.get(person.name)
    if owner is not None:
        comments.append(
            f"# actor:{owner} of the register has this name. If this is somebody else, uncomment:"
        )
        return "\n".join([*comments, *("# " + line for line in lines)])
    return "\n".join([*comments, *lines, *_terms(person, id_, register)])


def _terms(person: Unregistered, id_: str, register: Register) -> Iterator[str]:
    """The term of office, in comments: the articles do not tell when it began."""
    state = person.state if person.state in register.bodies else None
    offices = [
        register.offices[office]
        for name in person.classes
        for office in (register.offices_by_class_and_body.get((name, state), ()) if state else ())
    ]
    yield "# The articles do not say since when. Complete and uncomment what holds:"
    if not offices:
        name = person.classes[0] if len(person.classes) == 1 else "…"
        role = person.roles[0][0]
        yield f'# office:… a cp:Office ; rdfs:label {ox.Literal(role)}@vi, "…"@en ;'
        yield f"#     cp:officeClass class:{name} ; cp:ofBody actor:{state or '…'} ."
    candidates: Sequence[Office | None] = offices or [None]
    for office in candidates:
        yield from map(_comment, _term(person, id_, office))


def _term(person: Unregistered, id_: str, office: Office | None) -> list[str]:
    named = office.id if office else "…"
    known = f"  # {office.label_en}; so called on {person.first}" if office and person.first else ""
    return [
        f"tenure:{id_}.{named}.YYYY-MM-DD a cp:Tenure ;{known}",
        f"    cp:heldBy actor:{id_} ; cp:office office:{named} ;",
        f'    cp:tenureStart "YYYY-MM-DD"^^xsd:date ; cp:source {ox.Literal(_source(person))} .',
    ]


def _source(person: Unregistered) -> str:
    first = person.evidence[0].article if person.evidence else "article"
    day = f" [{person.first}]" if person.first else ""
    return f"press report {first}{day}"


def _comment(line: str) -> str:
    return "# " + "".join(c if c.isprintable() else " " for c in line.removeprefix("  ")).rstrip()


def _ids(people: Sequence[Unregistered], register: Register) -> dict[str, str]:
    """Ids of the register for people: the name, and more where another has it."""
    taken = {*register.people, *register.bodies}
    uses = Counter(slug(person.name) for person in people)
    found: dict[str, str] = {}
    for person in sorted(people, key=lambda p: p.id):
        name = slug(person.name)
        alone = uses[name] == 1 and name not in taken
        role = person.classes[0] if len(person.classes) == 1 else slug(person.roles[0][0])
        digest = hashlib.blake2b(person.id.encode(), digest_size=3).hexdigest()
        endings = (person.state, slug(role), digest)
        tries = [*([name] if alone else ()), *(f"{name}-{ending}" for ending in endings if ending)]
        chosen = next(each for each in tries if each not in taken)
        taken.add(chosen)
        found[person.id] = mint("actor", chosen).removeprefix(_ACTOR)
    return found
