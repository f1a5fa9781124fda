"""Names of things in RDF: the closed Counterpart vocabulary, prefixes, and how every IRI is minted.

IRIs come from content only (ids, offsets, wordings), never from order, time or a counter, so that the same
input always gives the same graph. Local names start with a letter and are percent-encoded (RFC 3987 unreserved
characters are kept).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from urllib.parse import quote

BASE = "https://w3id.org/counterpart/"


class ClosedNamespace:
    """A namespace whose terms are listed: a misspelt term is an AttributeError, not a new IRI."""

    def __init__(self, base: str, terms: Iterable[str]) -> None:
        self.base = base
        self.terms = frozenset(terms)

    def __getattr__(self, name: str) -> str:
        if name.startswith("__") or name.rstrip("_") not in self.terms:
            raise AttributeError(f"{self.base} has no term {name!r}")
        return self.base + name.rstrip("_")


CLASSES = (
    "Actor UnregisteredActor Person State Organization Group Place Office Tenure "
    "ContactEvent Report Occasion ReportedValue Participation Attribution Medium NoContact Channel ChannelReport "
    "Evidence Judgement Reading Extraction Lexeme WordList Rule Frame Anchor Site"
).split()

DIRECT_PROPERTIES = "contacted calledWith metWith wroteTo talkedWith visited called calledBy".split()

PROPERTIES = (
    # contact events
    "kind status participation hasParticipant initiator initiatorEvidence evidence alsoEvidence rule confidence "
    "earliest latest edtf datePrecision dateWording dateBasis dateReason placeName place channel channelType count "
    "durationMinutes topic attribution reportedIn reportOf "
    # occasions
    "reportCount articleCount sourceCount initiatorAgreement dateAgreement reportedValue field value saidIn "
    "firstReportedBy joinedTo joinReason mightBeOf "
    # who says so
    "saidBy attributedTo attributionType speaksFor via agency "
    # participations
    "actor role side wording inCapacity resolution resolutionReason "
    # evidence
    "quote start end textDigest lexiconDigest "
    # silences and channels
    "silentActor silentOffice silentSince endedBy contradictedBy "
    "endpoint channelState aboutChannel opened closed purpose "
    # register
    "heldBy office tenureStart tenureEnd officeClass severalHolders ofBody surname capital ledBy metonym demonym "
    "iso2 iso3 cowCode gender citizenOf memberOf source "
    # judgements of people
    "judgementKind about comparedWith rightKind rightStatus rightInitiator rightDate parties author reason "
    "outcome outcomeReason correctedBy confirmedBy readInitiator "
    # lexicon
    "city evokes followedBy lexemeClass pattern setsStatus setsInitiator trait valency weak wordBefore priority"
).split()

CP = ClosedNamespace(BASE + "ontology#", [*CLASSES, *DIRECT_PROPERTIES, *PROPERTIES])

PREFIXES: dict[str, str] = {
    "cp": CP.base,
    "actor": BASE + "actor/",
    "agreement": BASE + "agreement/",
    "article": BASE + "article/",
    "attribution": BASE + "attribution/",
    "attribution-type": BASE + "attribution-type/",
    "author": BASE + "author/",
    "channel": BASE + "channel/",
    "channel-state": BASE + "channel-state/",
    "channel-type": BASE + "channel-type/",
    "class": BASE + "office-class/",
    "crosswalk": BASE + "crosswalk/",
    "date-basis": BASE + "date-basis/",
    "evidence": BASE + "evidence/",
    "extractor": BASE + "extractor/",
    "field": BASE + "field/",
    "graph": BASE + "graph/",
    "judgement": BASE + "judgement/",
    "judgement-kind": BASE + "judgement-kind/",
    "kind": BASE + "kind/",
    "lexeme": BASE + "lexeme/",
    "medium": BASE + "medium/",
    "occasion": BASE + "occasion/",
    "nanopub": BASE + "nanopub/",
    "office": BASE + "office/",
    "outcome": BASE + "outcome/",
    "participation": BASE + "participation/",
    "place": BASE + "place/",
    "reading": BASE + "reading/",
    "report": BASE + "report/",
    "resolution": BASE + "resolution/",
    "role": BASE + "role/",
    "rule": BASE + "rule/",
    "scheme": BASE + "scheme/",
    "shape": BASE + "shape/",
    "silence": BASE + "silence/",
    "status": BASE + "status/",
    "tenure": BASE + "tenure/",
    "value": BASE + "value/",
    "word-list": BASE + "word-list/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcterms": "http://purl.org/dc/terms/",
    "edtf": "http://id.loc.gov/datatypes/edtf/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "np": "http://www.nanopub.org/nschema#",
    "oa": "http://www.w3.org/ns/oa#",
    "ontolex": "http://www.w3.org/ns/lemon/ontolex#",
    "org": "http://www.w3.org/ns/org#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sem": "http://semanticweb.cs.vu.nl/2009/11/sem/",
    "sh": "http://www.w3.org/ns/shacl#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "time": "http://www.w3.org/2006/time#",
    "void": "http://rdfs.org/ns/void#",
    "wd": "http://www.wikidata.org/entity/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

EDTF = PREFIXES["edtf"] + "EDTF"


def local(name: str) -> str:
    """`name` as the local part of an IRI: NFC, percent-encoded, starting with a letter."""
    encoded = quote(unicodedata.normalize("NFC", name), safe="-._~")
    return encoded if re.match(r"(?!a-)[A-Za-z]", encoded) else "a-" + encoded


def mint(prefix: str, *parts: str) -> str:
    """IRI in the namespace `prefix` (a key of `PREFIXES`) for parts joined by full stops."""
    return PREFIXES[prefix] + local(".".join(parts))


def slug(name: str) -> str:
    """ASCII kebab case of a name: ``Tô Lâm`` → ``to-lam``; used for ids of actors outside the register."""
    plain = unicodedata.normalize("NFD", name.lower().replace("đ", "d"))
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "unnamed"


def expand(curie: str) -> str:
    """IRI of a CURIE with a prefix of `PREFIXES`; a full IRI is returned as it is. Raises KeyError."""
    if "://" in curie:
        return curie
    prefix, _, name = curie.partition(":")
    return PREFIXES[prefix] + name


def compact(iri: str) -> str:
    """Shortest CURIE of an IRI, or the IRI itself where no prefix fits."""
    best = max((p for p in PREFIXES.items() if iri.startswith(p[1])), key=lambda p: len(p[1]), default=None)
    return f"{best[0]}:{iri[len(best[1]) :]}" if best else iri
