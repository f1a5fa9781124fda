"""One conforming graph, and every shape broken once: each is told in exactly the words of its shape."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import vocab
from kg.errors import InputError, OntologyError
from kg.ontology import Ontology, read_turtle, shipped
from kg.upkeep.validate import Violation, validate, validate_file

PREFIXES = "".join(f"@prefix {prefix}: <{iri}> .\n" for prefix, iri in vocab.PREFIXES.items())
DIGEST = "sha256:" + "0" * 64
NANOPUBLICATION = vocab.PREFIXES["nanopub"] + "RA" + "x" * 43

CONFORMING = f"""
article:a a schema:NewsArticle ; schema:identifier "a" ; schema:headline "Điện đàm" ;
    schema:datePublished "2024-07-13"^^xsd:date ; schema:publisher "Báo" ;
    schema:url <https://example.org/a> ; schema:inLanguage "vi" ; cp:textDigest "{DIGEST}" ;
    cp:agency medium:wire .
medium:wire a cp:Medium ; rdfs:label "Wire" ; skos:prefLabel "Wire"@vi, "Wire"@en ; cp:ofBody actor:west .
attribution:a.call.0-5 a cp:Attribution ; cp:wording "phía Tây" ; cp:attributionType attribution-type:official ;
    cp:attributedTo actor:west ; cp:speaksFor actor:west ; cp:side 1 ; cp:evidence evidence:a.0-12 ;
    cp:via attribution:a.call.6-9 .
attribution:a.call.6-9 a cp:Attribution ; cp:wording "Wire" ; cp:attributionType attribution-type:media ;
    cp:attributedTo medium:wire .

evidence:a.0-12 a cp:Evidence, oa:SpecificResource ; cp:quote "An gọi Bình." ; cp:start 0 ; cp:end 12 ;
    cp:textDigest "{DIGEST}" ; oa:hasSource article:a ;
    oa:hasSelector evidence:a.0-12.position, evidence:a.0-12.quote .
evidence:a.0-12.position a oa:TextPositionSelector ; oa:start 0 ; oa:end 12 .
evidence:a.0-12.quote a oa:TextQuoteSelector ; oa:exact "An gọi Bình." .

report:a.call a cp:Report, schema:CommunicateAction ;
    rdfs:label "An – Bình: điện đàm"@vi, "An – Bình: call"@en ;
    cp:kind kind:PhoneCall ; cp:status status:occurred ;
    cp:participation participation:a.call.an, participation:a.call.binh ;
    cp:hasParticipant actor:an, actor:binh ; cp:initiator actor:an ; cp:initiatorEvidence evidence:a.0-12 ;
    cp:earliest "2024-07-12"^^xsd:date ; cp:latest "2024-07-12"^^xsd:date ; cp:edtf "2024-07-12"^^edtf:EDTF ;
    cp:datePrecision "day" ; cp:dateWording "hôm qua" ; cp:dateBasis date-basis:publication ;
    cp:dateReason "ngày trước ngày đăng" ; cp:placeName "Moskva" ; cp:channel channel:line ;
    cp:channelType channel-type:hotline ; cp:count 2 ; cp:durationMinutes 50 ; cp:topic "Ukraine" ;
    cp:attribution "Lầu Năm Góc" ; cp:saidBy attribution:a.call.0-5 ; cp:attributedTo actor:west ;
    cp:attributionType attribution-type:official ; cp:confidence 0.9 ; cp:evidence evidence:a.0-12 ;
    cp:alsoEvidence evidence:a.0-12 ; cp:rule rule:to ; cp:reportedIn article:a ;
    prov:wasDerivedFrom article:a ; prov:wasGeneratedBy extractor:0.1.0-x ; cp:reportOf occasion:a.call ;
    cp:joinedTo report:a.call ; cp:mightBeOf occasion:a.call .
extractor:0.1.0-x a cp:Extraction, prov:Activity ; rdfs:label "Counterpart 0.1.0"@en ;
    schema:softwareVersion "0.1.0" ; cp:lexiconDigest "x" ; prov:wasAssociatedWith extractor:counterpart .
participation:a.call.an a cp:Participation, sem:Role ; cp:actor actor:an ; cp:role role:initiator ;
    cp:side 1 ; cp:wording "ông An" ; cp:inCapacity tenure:an.defence.2020 ; cp:resolution resolution:name ;
    cp:resolutionReason "nêu tên" .
participation:a.call.binh a cp:Participation, sem:Role ; cp:actor actor:binh ; cp:role role:recipient ;
    cp:side 2 ; cp:wording "ông Bình" ; cp:resolution resolution:anaphora .

occasion:a.call a cp:Occasion, sem:Event ; rdfs:label "An – Bình: điện đàm"@vi, "An – Bình: call"@en ;
    cp:kind kind:PhoneCall ; cp:status status:occurred ; cp:hasParticipant actor:an, actor:binh ;
    cp:initiator actor:an ; cp:earliest "2024-07-12"^^xsd:date ; cp:latest "2024-07-12"^^xsd:date ;
    cp:edtf "2024-07-12"^^edtf:EDTF ; cp:reportCount 1 ; cp:articleCount 1 ; cp:sourceCount 1 ;
    cp:initiatorAgreement agreement:agreed ; cp:dateAgreement agreement:agreed ;
    cp:firstReportedBy report:a.call ; cp:reportedValue value:a.call.kind.x .
value:a.call.kind.x a cp:ReportedValue ; cp:field field:kind ; cp:value kind:PhoneCall ; cp:saidIn report:a.call ;
    cp:firstReportedBy report:a.call ; cp:articleCount 1 ; cp:sourceCount 1 .
actor:an cp:contacted actor:binh ; cp:calledWith actor:binh ; cp:called actor:binh .
actor:binh cp:contacted actor:an ; cp:calledWith actor:an ; cp:calledBy actor:an .

silence:a.0 a cp:NoContact ; cp:silentActor actor:west, actor:league ; cp:kind kind:Meeting ;
    cp:latest "2024-07-13"^^xsd:date ; cp:evidence evidence:a.0-12 ; cp:rule rule:silence ;
    cp:silentOffice office:defence ; cp:silentSince "2023-04-01"^^xsd:date ;
    cp:endedBy report:a.call, occasion:a.call ;
    cp:contradictedBy occasion:a.call ;
    cp:reportedIn article:a .

report:a.line a cp:ChannelReport ; cp:aboutChannel channel:line ; cp:channelState channel-state:active ;
    cp:evidence evidence:a.0-12 ; cp:rule rule:channel ; cp:reportedIn article:a .
channel:line a cp:Channel ; rdfs:label "Đường dây"@vi ; cp:channelType channel-type:hotline ;
    cp:endpoint actor:west ; cp:opened "1963"^^xsd:gYear ; cp:closed "2022-03"^^xsd:gYearMonth .

judgement:late a cp:Judgement, prov:Activity ; cp:judgementKind judgement-kind:wrong-date ;
    cp:about report:a.call ; cp:author "An" ; cp:reason "muộn" ; cp:outcome outcome:applied .
report:a.call cp:correctedBy judgement:late ; cp:confirmedBy judgement:late .
reading:a.call a cp:Reading ; rdfs:label "An – Bình: điện đàm"@vi, "An – Bình: call"@en ;
    cp:evidence evidence:a.0-12 ; cp:rule rule:called ; cp:reportedIn article:a .

<{NANOPUBLICATION}> a np:Nanopublication ; np:hasAssertion <{NANOPUBLICATION}#assertion> ;
    np:hasProvenance <{NANOPUBLICATION}#provenance> ; np:hasPublicationInfo <{NANOPUBLICATION}#pubinfo> ;
    prov:wasAttributedTo extractor:0.1.0-x ; dcterms:license <https://spdx.org/licenses/MIT> ;
    dcterms:isPartOf <https://w3id.org/counterpart/dataset> ; dcterms:subject report:a.call .
<{NANOPUBLICATION}#assertion> prov:wasDerivedFrom article:a ; prov:wasGeneratedBy extractor:0.1.0-x .

actor:an a cp:Person ; rdfs:label "An" ; skos:prefLabel "An"@vi, "An"@en ; cp:citizenOf actor:west ;
    cp:gender "m" ; owl:sameAs wd:Q1 .
actor:binh a cp:Person, cp:UnregisteredActor ; rdfs:label "Bình" ; skos:prefLabel "Bình"@vi ;
    cp:ofBody actor:league .
word-list:always a cp:WordList ; skos:prefLabel "lúc nào cũng"@vi, "always"@en ;
    skos:definition "Việc vẫn thường diễn ra."@vi, "What goes on all the time."@en ; skos:hiddenLabel "luôn"@vi .
actor:west a cp:State ; rdfs:label "West" ; skos:prefLabel "Tây"@vi, "West"@en ;
    cp:iso2 "WE" ; cp:iso3 "WES" ; cp:cowCode 1 ; cp:ledBy class:head_of_state .
actor:league a cp:Organization ; rdfs:label "League" ; skos:prefLabel "Liên minh"@vi .
actor:traders a cp:Group ; rdfs:label "traders" ; cp:ofBody actor:west .
office:defence a cp:Office ; rdfs:label "Bộ trưởng"@vi, "Minister"@en ;
    cp:officeClass class:defence_minister ; cp:ofBody actor:west .
tenure:an.defence.2020 a cp:Tenure ; cp:heldBy actor:an ; cp:office office:defence ;
    cp:tenureStart "2020-01-02"^^xsd:date ; cp:tenureEnd "2025-01-02"^^xsd:date ; cp:source "press" .
"""


REPORT, OCCASION, SILENCE, CHANNEL_REPORT = "report:a.call", "occasion:a.call", "silence:a.0", "report:a.line"
READING = "extractor:0.1.0-x"
VALUE = "value:a.call.kind.x"
SAID = "attribution:a.call.0-5"
SAID_BY = "report-attributed-to report-attribution-type attribution-of"
LATE = "judgement:late"
PUBLISHED, ASSERTED = vocab.compact(NANOPUBLICATION), f"<{NANOPUBLICATION}#assertion>"
WORD_LIST = "word-list:always"
PART, EVIDENCE, TENURE = "participation:a.call.an", "evidence:a.0-12", "tenure:an.defence.2020"


@dataclass(frozen=True)
class Case:
    """One change of the conforming graph and the shape that must tell of it at `focus`.

    `drop` is a subject and a property (after ^: an object), `rename` an IRI and its replacement; `value` is
    what the message shows; `also` names the shapes that the same change cannot help breaking.
    """

    shape: str
    focus: str
    drop: tuple[str, str] | None = None
    add: str = ""
    rename: tuple[str, str] | None = None
    value: str | None = None
    also: tuple[str, ...] = ()
    severity: str = "violation"


def put(shape: str, focus: str, path: str, value: str, shown: str | None = None, also: str = "") -> Case:
    """All values of a property replaced by one."""
    return Case(shape, focus, (focus, path), f"{focus} {path} {value} .", None, shown, tuple(also.split()))


def gone(shape: str, focus: str, path: str, also: str = "") -> Case:
    """All values of a property dropped."""
    return Case(shape, focus, (focus, path), also=tuple(also.split()))


def more(shape: str, focus: str, path: str, value: str, shown: str | None = None, also: str = "") -> Case:
    """A further value of a property."""
    return Case(shape, focus, None, f"{focus} {path} {value} .", None, shown, tuple(also.split()))


def moved(shape: str, old: str, new: str, also: str = "") -> Case:
    """A node whose IRI breaks the pattern."""
    return Case(shape, new, rename=(old, new), also=tuple(also.split()))


FOREIGN = "<https://example.org/x>"
CASES = (
    # dates
    more("earliest", REPORT, "cp:earliest", '"2024-07-11"^^xsd:date'),
    put("latest", SILENCE, "cp:latest", '"2024-13-01"^^xsd:date', "2024-13-01"),
    put("date-order", REPORT, "cp:earliest", '"2024-07-20"^^xsd:date', "2024-07-20"),
    put("edtf", OCCASION, "cp:edtf", '"2024-07-12"', "2024-07-12"),
    put("date-precision", REPORT, "cp:datePrecision", '"week"', "week"),
    put("date-basis", REPORT, "cp:dateBasis", "date-basis:guess", "date-basis:guess"),
    more("date-words", REPORT, "cp:dateWording", '"hôm kia"'),
    more("date-reason", REPORT, "cp:dateReason", '"khác"'),
    more("dated", CHANNEL_REPORT, "cp:edtf", '"2024"^^edtf:EDTF'),
    # what a statement must tell
    gone("evidence", REPORT, "cp:evidence"),
    put("evidence", CHANNEL_REPORT, "cp:evidence", "article:a", "article:a"),
    gone("rule", SILENCE, "cp:rule"),
    gone("reported-in", SILENCE, "cp:reportedIn"),
    # contacts
    moved("report-iri", REPORT, "report:1call"),
    gone("kind", REPORT, "cp:kind"),
    put("kind", REPORT, "cp:kind", "kind:Telepathy", "kind:Telepathy"),
    more("kind", OCCASION, "cp:kind", "kind:Meeting"),
    gone("status", OCCASION, "cp:status"),
    more("labels", REPORT, "rdfs:label", '"cuộc gọi"@vi'),
    put("labels", OCCASION, "rdfs:label", '"cuộc gọi"@vi'),
    gone("participants", OCCASION, "cp:hasParticipant", "initiator-takes-part"),
    more("participant", OCCASION, "cp:hasParticipant", FOREIGN, "https://example.org/x"),
    more("initiator", OCCASION, "cp:initiator", "actor:binh"),
    put("initiator-takes-part", REPORT, "cp:initiator", "actor:west", "actor:west"),
    Case("report-type", REPORT, drop=(REPORT, "rdf:type"), add=f"{REPORT} a cp:Report ."),
    more("report-participation", REPORT, "cp:participation", FOREIGN, "https://example.org/x"),
    more("report-participants-agree", REPORT, "cp:hasParticipant", "actor:west", "actor:west"),
    put("report-initiator-evidence", REPORT, "cp:initiatorEvidence", "article:a", "article:a"),
    put("report-also-evidence", REPORT, "cp:alsoEvidence", "article:a", "article:a"),
    put("report-place-name", REPORT, "cp:placeName", '""', ""),
    put("report-channel", REPORT, "cp:channel", "channel:unknown", "channel:unknown"),
    put("report-channel-type", REPORT, "cp:channelType", "channel-type:pigeon", "channel-type:pigeon"),
    put("report-count", REPORT, "cp:count", "0", "0"),
    put("report-duration", REPORT, "cp:durationMinutes", '"50 phút"', "50 phút"),
    more("report-topic", REPORT, "cp:topic", '"khác"'),
    more("report-attribution", REPORT, "cp:attribution", '"Reuters"'),
    put("report-said-by", REPORT, "cp:saidBy", "article:a", "article:a", SAID_BY),
    more("report-attributed-to", REPORT, "cp:attributedTo", "medium:wire", "medium:wire"),
    put(
        "report-attribution-type",
        REPORT,
        "cp:attributionType",
        "attribution-type:joint",
        "attribution-type:joint",
    ),
    put("report-confidence", REPORT, "cp:confidence", "1.2", "1.2"),
    put("report-confidence", REPORT, "cp:confidence", '"0.9"^^xsd:double', "0.9"),
    more(
        "report-derived-from",
        REPORT,
        "prov:wasDerivedFrom",
        FOREIGN,
        "https://example.org/x",
        "nanopublication-same-origin",
    ),
    gone("report-generated-by", REPORT, "prov:wasGeneratedBy"),
    gone("reading-version", READING, "schema:softwareVersion"),
    gone("reading-lexicon", READING, "cp:lexiconDigest"),
    gone("reading-agent", READING, "prov:wasAssociatedWith"),
    more("report-of", REPORT, "cp:reportOf", FOREIGN, "https://example.org/x"),
    moved("occasion-iri", OCCASION, "occasion:-call"),
    Case("occasion-type", OCCASION, drop=(OCCASION, "rdf:type"), add=f"{OCCASION} a cp:Occasion ."),
    put("occasion-report-count", OCCASION, "cp:reportCount", '"1"', "1"),
    gone("occasion-reports", OCCASION, "^cp:reportOf"),
    put("article-count", OCCASION, "cp:articleCount", "0", "0", "source-count"),
    put("source-count", OCCASION, "cp:sourceCount", "2", "2"),
    gone("occasion-initiator-agreement", OCCASION, "cp:initiatorAgreement"),
    put("occasion-date-agreement", OCCASION, "cp:dateAgreement", "agreement:maybe", "agreement:maybe"),
    put("occasion-values", OCCASION, "cp:reportedValue", FOREIGN, "https://example.org/x"),
    put("report-joined-to", REPORT, "cp:joinedTo", OCCASION, OCCASION),
    put("report-might-be-of", REPORT, "cp:mightBeOf", CHANNEL_REPORT, CHANNEL_REPORT),
    moved("value-iri", VALUE, "value:1call"),
    put("value-field", VALUE, "cp:field", "field:mood", "field:mood"),
    gone("value-value", VALUE, "cp:value"),
    gone("value-said-in", VALUE, "cp:saidIn"),
    put("first-report", VALUE, "cp:firstReportedBy", OCCASION, OCCASION),
    # participations
    moved("participation-iri", PART, "<https://w3id.org/counterpart/participation/a%20b/c>"),
    Case("participation-type", PART, drop=(PART, "rdf:type"), add=f"{PART} a cp:Participation ."),
    gone("participation-role", PART, "cp:role"),
    put("participation-side", PART, "cp:side", "0", "0"),
    put("participation-wording", PART, "cp:wording", '""', ""),
    put("participation-capacity", PART, "cp:inCapacity", "tenure:unknown", "tenure:unknown"),
    Case(
        "participation-capacity-own",
        "participation:a.call.binh",
        add=f"participation:a.call.binh cp:inCapacity {TENURE} .",
        value="actor:an",
    ),
    gone("participation-resolution", PART, "cp:resolution"),
    more("participation-reason", PART, "cp:resolutionReason", '"khác"'),
    Case(
        "participation-of",
        "participation:b",
        add="participation:b a cp:Participation, sem:Role ; cp:actor actor:an ; cp:role role:host ;"
        ' cp:side 1 ; cp:wording "An" ; cp:resolution resolution:name .',
    ),
    Case(
        "participation-actor",
        PART,
        drop=(PART, "cp:actor"),
        add=f"{PART} cp:actor {FOREIGN} . {REPORT} cp:hasParticipant {FOREIGN} .",
        value="https://example.org/x",
        also=("participant", "report-participants-agree", "participation-capacity-own"),
    ),
    # evidence and articles
    moved("evidence-iri", EVIDENCE, "<https://example.org/evidence>"),
    Case("evidence-type", EVIDENCE, drop=(EVIDENCE, "rdf:type"), add=f"{EVIDENCE} a cp:Evidence ."),
    Case(
        "evidence-quote",
        EVIDENCE,
        drop=(EVIDENCE, "cp:quote"),
        add=f'{EVIDENCE} cp:quote " " . {EVIDENCE}.quote oa:exact " " .',
        value=" ",
        also=("evidence-selector-quote",),
    ),
    put("text-digest", "article:a", "cp:textDigest", '"md5:0"', "md5:0", "evidence-digest-agrees"),
    put("evidence-digest-agrees", EVIDENCE, "cp:textDigest", f'"{DIGEST[:-1]}1"', DIGEST),
    gone("evidence-source", EVIDENCE, "oa:hasSource", "evidence-digest-agrees"),
    put("evidence-start", EVIDENCE, "cp:start", "-1", "-1", "evidence-selector-start"),
    gone("evidence-end", EVIDENCE, "cp:end", "evidence-selector-end"),
    put("evidence-order", EVIDENCE, "cp:start", "12", "12", "evidence-selector-start"),
    Case("evidence-selector-quote", EVIDENCE, add=f'{EVIDENCE}.quote oa:exact "Khác." .', value="Khác."),
    Case("evidence-selector-start", EVIDENCE, add=f"{EVIDENCE}.position oa:start 5 .", value="5"),
    Case("evidence-selector-end", EVIDENCE, add=f"{EVIDENCE}.position oa:end 5 .", value="5"),
    gone(
        "evidence-selector",
        EVIDENCE,
        "oa:hasSelector",
        "evidence-selector-quote evidence-selector-start evidence-selector-end",
    ),
    moved("article-iri", "article:a", "article:2024"),
    gone("article-identifier", "article:a", "schema:identifier"),
    more("article-headline", "article:a", "schema:headline", '"Khác"'),
    put("article-published", "article:a", "schema:datePublished", '"13/7/2024"', "13/7/2024"),
    more("article-publisher", "article:a", "schema:publisher", '"Khác"'),
    put("article-url", "article:a", "schema:url", "<javascript:alert(1)>", "javascript:alert(1)"),
    put("article-language", "article:a", "schema:inLanguage", '"Vietnamese"', "Vietnamese"),
    more("article-agency", "article:a", "cp:agency", "actor:west", "actor:west"),
    # who says so
    moved("attribution-iri", SAID, "article:said"),
    gone("attribution-wording", SAID, "cp:wording"),
    put(
        "attribution-standing",
        SAID,
        "cp:attributionType",
        "attribution-type:gossip",
        "attribution-type:gossip",
        "report-attribution-type",
    ),
    put(
        "attribution-to", SAID, "cp:attributedTo", "office:defence", "office:defence", "report-attributed-to"
    ),
    put("attribution-speaks-for", SAID, "cp:speaksFor", "medium:wire", "medium:wire"),
    put("attribution-side", SAID, "cp:side", "0", "0"),
    more("attribution-via", SAID, "cp:via", "article:a", "article:a"),
    put("attribution-evidence", SAID, "cp:evidence", "article:a", "article:a"),
    Case("attribution-of", "attribution:a.call.6-9", drop=(SAID, "cp:via")),
    moved("medium-iri", "medium:wire", "article:wire"),
    # silences and channels
    moved("nocontact-iri", SILENCE, "article:silence"),
    Case("silence-actors", SILENCE, drop=(SILENCE, "cp:silentActor")),
    put("silence-office", SILENCE, "cp:silentOffice", "actor:an", "actor:an"),
    put("silence-since", SILENCE, "cp:silentSince", '"2023"', "2023"),
    more("silence-ended-by", SILENCE, "cp:endedBy", "article:a", "article:a"),
    more("silence-contradicted-by", SILENCE, "cp:contradictedBy", "report:a.call", "report:a.call"),
    more("silence-actor", SILENCE, "cp:silentActor", FOREIGN, "https://example.org/x"),
    more("silence-kind", SILENCE, "cp:kind", "kind:Talks"),
    moved("channel-report-iri", CHANNEL_REPORT, "<https://example.org/line>"),
    gone("channel-report-channel", CHANNEL_REPORT, "cp:aboutChannel"),
    put("channel-report-state", CHANNEL_REPORT, "cp:channelState", "status:occurred", "status:occurred"),
    moved("channel-iri", "channel:line", "office:line"),
    gone("channel-label", "channel:line", "rdfs:label"),
    gone("channel-type", "channel:line", "cp:channelType"),
    put("channel-endpoint", "channel:line", "cp:endpoint", "office:defence", "office:defence"),
    put("channel-opened", "channel:line", "cp:opened", '"1963"', "1963"),
    more("channel-closed", "channel:line", "cp:closed", '"2023"^^xsd:gYear'),
    # actors
    moved("person-iri", "actor:an", "<https://w3id.org/counterpart/actor/An%20Nguyễn>"),
    moved("state-iri", "actor:west", "actor:%C3%82"),
    moved("organization-iri", "actor:league", "<https://example.org/league>"),
    moved("group-iri", "actor:traders", "<https://example.org/traders>"),
    more("actor-one-name", "actor:traders", "rdfs:label", '"merchants"'),
    put("actor-label", "actor:league", "rdfs:label", '"Liên minh"@vi'),
    more("actor-one-name", "actor:an", "skos:prefLabel", '"Ân"@vi'),
    Case("unregistered-one-name", "actor:binh", add='actor:binh rdfs:label "BÌNH" .', severity="warning"),
    put(
        "same-as",
        "actor:an",
        "owl:sameAs",
        "<https://www.wikidata.org/wiki/Q1>",
        "https://www.wikidata.org/wiki/Q1",
    ),
    put("of-body", "actor:traders", "cp:ofBody", "office:defence", "office:defence"),
    more("person-citizen-of", "actor:an", "cp:citizenOf", "actor:league"),
    put("person-gender", "actor:an", "cp:gender", '"male"', "male"),
    put("state-iso2", "actor:west", "cp:iso2", '"we"', "we"),
    put("state-led-by", "actor:west", "cp:ledBy", "class:envoy", "class:envoy"),
    put("state-iso3", "actor:west", "cp:iso3", '"WE"', "WE"),
    put("state-cow-code", "actor:west", "cp:cowCode", '"one"', "one"),
    # judgements of people
    put("judgement-kind", LATE, "cp:judgementKind", "kind:PhoneCall", "kind:PhoneCall"),
    gone("judgement-about", LATE, "cp:about"),
    more("judgement-author", LATE, "cp:author", '"Bình"'),
    put("judgement-reason", LATE, "cp:reason", '" "', " "),
    put("judgement-outcome", LATE, "cp:outcome", "outcome:lost", "outcome:lost"),
    more("judgement-compared", LATE, "cp:comparedWith", '"báo khác"', "báo khác"),
    more("judgement-right-kind", LATE, "cp:rightKind", "kind:Telepathy", "kind:Telepathy"),
    more("judgement-right-status", LATE, "cp:rightStatus", "status:lost", "status:lost"),
    more("judgement-right-initiator", LATE, "cp:rightInitiator", "actor:an", "actor:an"),
    more("judgement-right-date", LATE, "cp:rightDate", '" "', " "),
    more("judgement-parties", LATE, "cp:parties", '""', ""),
    more("judgement-outcome-reason", LATE, "cp:outcomeReason", '""', ""),
    more("reading-initiator", "reading:a.call", "cp:readInitiator", "article:a", "article:a"),
    more("report-join-reason", REPORT, "cp:joinReason", '"vì"', "vì"),
    put("corrected-by", "report:a.call", "cp:correctedBy", "actor:an", "actor:an"),
    put("confirmed-by", "report:a.call", "cp:confirmedBy", "actor:an", "actor:an"),
    # offices and tenures
    moved("office-iri", "office:defence", "<https://example.org/defence>"),
    more("office-class", "office:defence", "cp:officeClass", "class:head_of_state"),
    put("office-class-known", "office:defence", "cp:officeClass", "class:wizard"),
    gone("office-body", "office:defence", "cp:ofBody"),
    Case(
        "office-several-holders",
        "office:defence",
        add='office:defence cp:severalHolders "many" .',
        value="many",
    ),
    moved("tenure-iri", TENURE, "tenure:2020"),
    put("tenure-held-by", TENURE, "cp:heldBy", "actor:west", "actor:west", "participation-capacity-own"),
    gone("tenure-office", TENURE, "cp:office"),
    gone("tenure-start", TENURE, "cp:tenureStart"),
    put("tenure-end", TENURE, "cp:tenureEnd", '"nay"', "nay", "tenure-order"),
    gone("tenure-source", TENURE, "cp:source"),
    put("tenure-order", TENURE, "cp:tenureEnd", '"2019-12-31"^^xsd:date'),
    # direct relations
    Case(
        "contacted-agrees",
        "actor:an",
        drop=("actor:an", "^cp:contacted"),
        value="actor:binh",
        also=("direct-is-contact-agrees",),
    ),
    more(
        "called-with-agrees",
        "actor:an",
        "cp:calledWith",
        "actor:west",
        "actor:west",
        "direct-is-contact-agrees",
    ),
    more("met-with-agrees", "actor:an", "cp:metWith", "actor:binh", "actor:binh"),
    more("talked-with-agrees", "actor:binh", "cp:talkedWith", "actor:an", "actor:an"),
    more("called-agrees", "actor:binh", "cp:called", "actor:an", "actor:an"),
    Case("called-agrees", "actor:an", drop=("actor:binh", "cp:calledBy"), value="actor:binh"),
    Case(
        "called-is-call-agrees",
        "actor:an",
        add="actor:an cp:called actor:west . actor:west cp:calledBy actor:an .",
        value="actor:west",
    ),
    more("direct-is-contact-agrees", "actor:an", "cp:wroteTo", "actor:west", "actor:west"),
    # nanopublications
    moved("nanopublication-iri", PUBLISHED, "nanopub:RA-1"),
    gone("nanopublication-class", PUBLISHED, "rdf:type"),
    gone(
        "nanopublication-assertion",
        PUBLISHED,
        "np:hasAssertion",
        "nanopublication-origin nanopublication-maker",
    ),
    more(
        "nanopublication-assertion",
        PUBLISHED,
        "np:hasAssertion",
        f"<{NANOPUBLICATION}y#assertion>",
        None,
        "nanopublication-same-origin",
    ),
    Case("nanopublication-assertion", PUBLISHED, rename=(ASSERTED, "nanopub:x"), value="nanopub:x"),
    gone("nanopublication-provenance", PUBLISHED, "np:hasProvenance"),
    put("nanopublication-provenance", PUBLISHED, "np:hasProvenance", ASSERTED, PUBLISHED + "#assertion"),
    more("nanopublication-provenance", PUBLISHED, "np:hasProvenance", f"<{NANOPUBLICATION}y#provenance>"),
    gone("nanopublication-pubinfo", PUBLISHED, "np:hasPublicationInfo"),
    put("nanopublication-pubinfo", PUBLISHED, "np:hasPublicationInfo", '"#pubinfo"', "#pubinfo"),
    more("nanopublication-pubinfo", PUBLISHED, "np:hasPublicationInfo", f"<{NANOPUBLICATION}y#pubinfo>"),
    Case(
        "nanopublication-origin",
        PUBLISHED,
        drop=(ASSERTED, "prov:wasDerivedFrom"),
        also=("nanopublication-same-origin",),
    ),
    Case(
        "nanopublication-maker",
        PUBLISHED,
        drop=(ASSERTED, "prov:wasGeneratedBy"),
        value=READING,
    ),
    Case(
        "nanopublication-same-origin",
        ASSERTED,
        add=f"{REPORT} prov:wasDerivedFrom medium:wire .",
        value="medium:wire",
        also=("report-derived-from",),
    ),
    gone("nanopublication-creator", PUBLISHED, "prov:wasAttributedTo", "nanopublication-maker"),
    put(
        "nanopublication-creator",
        PUBLISHED,
        "prov:wasAttributedTo",
        "actor:an",
        "actor:an",
        "nanopublication-maker",
    ),
    gone("nanopublication-licence", PUBLISHED, "dcterms:license"),
    put("nanopublication-licence", PUBLISHED, "dcterms:license", '"MIT"', "MIT"),
    more("nanopublication-licence", PUBLISHED, "dcterms:license", "<https://spdx.org/licenses/ISC>"),
    gone("nanopublication-dataset", PUBLISHED, "dcterms:isPartOf"),
    more("nanopublication-dataset", PUBLISHED, "dcterms:isPartOf", "<https://w3id.org/counterpart/other>"),
    gone("nanopublication-subject", PUBLISHED, "dcterms:subject", "nanopublication-same-origin"),
    more("nanopublication-subject", PUBLISHED, "dcterms:subject", "article:a", "article:a"),
    # word lists
    gone("word-list-name", WORD_LIST, "skos:prefLabel"),
    more("word-list-name", WORD_LIST, "skos:prefLabel", '"luôn luôn"@vi'),
    put("word-list-definition", WORD_LIST, "skos:definition", '"Always."@en'),
    gone("word-list-wordings", WORD_LIST, "skos:hiddenLabel"),
    more("word-list-wordings", WORD_LIST, "skos:hiddenLabel", '"luôn "@vi', "luôn "),
    more("word-list-wordings", WORD_LIST, "skos:hiddenLabel", '"always"@en', "always"),
    # terms
    more("vocabulary", "actor:an", "cp:surename", '"Nguyễn"', "cp:surename"),
    Case("vocabulary", "actor:z", add="actor:z a cp:Wizard .", value="cp:Wizard"),
)


def turtle(text: str) -> set[ox.Triple]:
    return {quad.triple for quad in ox.parse(PREFIXES + text, format=ox.RdfFormat.TURTLE)}


def term(text: str) -> ox.NamedNode:
    return ox.NamedNode(text[1:-1] if text.startswith("<") else vocab.expand(text))


def changed(case: Case) -> set[ox.Triple]:
    triples = turtle(CONFORMING)
    if case.drop is not None:
        node, path = term(case.drop[0]), case.drop[1]
        inverse, predicate = path.startswith("^"), term(path.lstrip("^"))
        triples = {
            t for t in triples if t.predicate != predicate or (t.object if inverse else t.subject) != node
        }
    if case.rename is not None:
        old, new = (term(iri) for iri in case.rename)
        triples = {
            ox.Triple(
                new if t.subject == old else t.subject, t.predicate, new if t.object == old else t.object
            )
            for t in triples
        }
    return triples | turtle(case.add)


def quads(triples: Iterable[ox.Triple], graph: str = "graph:a") -> list[ox.Quad]:
    return [ox.Quad(t.subject, t.predicate, t.object, term(graph)) for t in triples]


def messages(language: str) -> dict[str, str]:
    return {
        vocab.compact(quad.subject.value): quad.object.value
        for quad in read_turtle(shipped() / "shapes.ttl")
        if quad.predicate == term("sh:message")
        and isinstance(quad.subject, ox.NamedNode)
        and isinstance(quad.object, ox.Literal)
        and quad.object.language == language
    }


def test_the_conforming_graph_conforms(vocabulary: Ontology) -> None:
    assert validate(quads(turtle(CONFORMING)), vocabulary) == ()


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.shape}-{case.focus}")
def test_each_breach_is_told_in_the_words_of_its_shape(case: Case, vocabulary: Ontology) -> None:
    found = validate(quads(changed(case)), vocabulary)
    focus, shape = vocab.compact(term(case.focus).value), "shape:" + case.shape
    assert {v.shape for v in found} == {shape, *("shape:" + name for name in case.also)}
    shown = "" if case.value is None else f" [{case.value}]"
    expected = f"{focus} {messages('en')[shape]}{shown}"
    assert expected in [v.message for v in found if (v.focus, v.shape) == (focus, shape)]
    assert {v.severity for v in found} == {case.severity}


def test_every_shape_with_a_message_is_broken_once() -> None:
    of_graphs = {"shape:nanopublication-graphs", "shape:nanopublication-code"}  # broken in test_nanopub
    assert {"shape:" + case.shape for case in CASES} | of_graphs == set(messages("en"))


def test_messages_come_in_vietnamese_too(vocabulary: Ontology) -> None:
    (violation,) = validate(quads(changed(gone("kind", REPORT, "cp:kind"))), vocabulary, language="vi")
    assert violation.message == f"{REPORT} {messages('vi')['shape:kind']}"


def test_graphs_are_taken_together_and_order_does_not_count(vocabulary: Ontology) -> None:
    triples = sorted(turtle(CONFORMING), key=str)
    split = [quads(triples[i::3], f"graph:{name}") for i, name in enumerate("abc")]
    assert validate([quad for part in split for quad in part], vocabulary) == ()
    broken = quads(sorted(changed(put("kind", REPORT, "cp:kind", "kind:Telepathy")), key=str))
    assert validate(broken, vocabulary) == validate(reversed(broken), vocabulary) != ()


def test_a_violation_tells_all_its_parts(vocabulary: Ontology) -> None:
    found = validate(quads(changed(put("kind", REPORT, "cp:kind", "kind:Telepathy"))), vocabulary)
    message = f"{REPORT} {messages('en')['shape:kind']} [kind:Telepathy]"
    assert found == (Violation(REPORT, "cp:kind", "kind:Telepathy", message, "violation", "shape:kind"),)


def test_a_long_value_is_cut_in_the_message_only(vocabulary: Ontology) -> None:
    long = "https://example.org/" + "x" * 100
    case = put("report-channel", REPORT, "cp:channel", f"<{long}>")
    (violation,) = validate(quads(changed(case)), vocabulary)
    assert violation.value == long
    assert violation.message.endswith(f" [{long[:79]}…]")


def test_an_ill_typed_literal_is_reported_not_logged(
    vocabulary: Ontology, caplog: pytest.LogCaptureFixture
) -> None:
    case = put("latest", SILENCE, "cp:latest", '"2024-13-01"^^xsd:date')
    assert [v.shape for v in validate(quads(changed(case)), vocabulary)] == ["shape:latest"]
    assert caplog.records == []


def test_a_statement_about_a_statement_is_an_input_error(vocabulary: Ontology) -> None:
    (triple,) = turtle("actor:an cp:contacted actor:binh .")
    odd = ox.Quad(term("actor:an"), term("cp:source"), triple)
    with pytest.raises(InputError, match="statement about a statement"):
        validate([odd], vocabulary)


REGISTER = turtle(CONFORMING[CONFORMING.index("actor:an a cp:Person") :])
NAMELESS = turtle("actor:nameless a cp:Person .")


@pytest.fixture
def with_register(vocabulary: Ontology, tmp_path: Path) -> Ontology:
    """An ontology whose register describes the actors well, but for one person without a name."""
    (tmp_path / "register").mkdir()
    ox.serialize(REGISTER | NAMELESS, tmp_path / "register" / "test.ttl", format=ox.RdfFormat.TURTLE)
    return Ontology((*vocabulary.roots, tmp_path), None)


def test_the_register_is_known_but_not_checked_unless_asked(with_register: Ontology) -> None:
    article = quads(turtle(CONFORMING) - REGISTER)
    everything = [*article, *quads(REGISTER | NAMELESS, "graph:register")]
    for data in (article, everything):
        assert validate(data, with_register) == ()
        found = validate(data, with_register, include_register=True)
        assert [(v.focus, v.shape) for v in found] == [("actor:nameless", "shape:actor-label")]


def test_what_the_data_leads_to_in_the_register_is_checked(with_register: Ontology) -> None:
    found = validate(quads(turtle('actor:an rdfs:label "Ân" .')), with_register)
    assert [(v.focus, v.shape) for v in found] == [("actor:an", "shape:actor-one-name")]


def test_the_shipped_register_conforms() -> None:
    found = validate([], Ontology((shipped(),), None), include_register=True)
    assert [violation.message for violation in found] == []


FORMATS = {
    "ttl": ox.RdfFormat.TURTLE,
    "trig": ox.RdfFormat.TRIG,
    "nt": ox.RdfFormat.N_TRIPLES,
    "nq": ox.RdfFormat.N_QUADS,
}


@pytest.mark.parametrize("ending", FORMATS)
def test_files_of_every_format_are_read(ending: str, vocabulary: Ontology, tmp_path: Path) -> None:
    path = tmp_path / f"graph.{ending}"
    triples = changed(gone("kind", REPORT, "cp:kind"))
    form = FORMATS[ending]
    ox.serialize(quads(triples) if form.supports_datasets else triples, path, format=form)
    assert [v.shape for v in validate_file(path, vocabulary)] == ["shape:kind"]


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("none.ttl", None, r"none\.ttl: cannot be read: No such file"),
        ("graph.json", "{}", r"graph\.json: not a format that can be validated; give one of \.ttl, \.trig"),
        ("bad.ttl", "<a:b> <a:c> <a:d> .\n<a:b> <a:c>", r"bad\.ttl:2: not well-formed"),
        ("bad.nq", "<a:b> <a:c>", r"bad\.nq:1: not well-formed"),
    ],
)
def test_files_that_cannot_be_read_are_told(
    name: str, content: str | None, told: str, vocabulary: Ontology, tmp_path: Path
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=told) as error:
        validate_file(path, vocabulary)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    "broken",
    [
        "shape:Broken a sh:NodeShape ; sh:targetClass cp:Person ; sh:property [ sh:minCount 1 ] .",
        'shape:Broken a sh:NodeShape ; sh:targetClass cp:Person ; sh:pattern "(" .',
        "shape:Broken a sh:NodeShape ; sh:targetClass cp:Person ; sh:node shape:Broken .",
    ],
    ids=["no path", "bad pattern", "recursion"],
)
def test_a_broken_shape_is_told(broken: str, vocabulary: Ontology, tmp_path: Path) -> None:
    (tmp_path / "mine.ttl").write_text(PREFIXES + broken, encoding="utf-8")
    with pytest.raises(OntologyError, match="a shape at the top of the ontology folder") as error:
        validate(quads(turtle(CONFORMING)), Ontology((*vocabulary.roots, tmp_path), None))
    assert "\n" not in str(error.value)


def test_misspelt_terms_of_the_register_are_found_when_asked(with_register: Ontology, tmp_path: Path) -> None:
    own = 'actor:an cp:surename "Nguyễn" .'
    (tmp_path / "register" / "own.ttl").write_text(PREFIXES + own, encoding="utf-8")
    assert validate([], with_register) == ()
    found = validate([], with_register, include_register=True)
    assert [v.value for v in found if v.shape == "shape:vocabulary"] == ["cp:surename"]


def test_blank_nodes_are_not_named(vocabulary: Ontology, tmp_path: Path) -> None:
    own = """shape:Own a sh:NodeShape ; sh:targetClass cp:Group ;
        sh:property [ sh:path cp:ofBody ; sh:nodeKind sh:IRI ; sh:message "needs a body with a name"@en ] ."""
    (tmp_path / "own.ttl").write_text(PREFIXES + own, encoding="utf-8")
    data = turtle(
        'actor:traders a cp:Group ; rdfs:label "traders" ; cp:ofBody [ a cp:State ; rdfs:label "X" ] .'
    )
    found = validate(quads(data), Ontology((*vocabulary.roots, tmp_path), None))
    assert [(v.focus, v.value, v.shape) for v in found] == [
        ("a blank node", None, "shape:state-iri"),
        ("actor:traders", "a blank node", "a blank node"),
    ]
    assert found[1].message == "actor:traders needs a body with a name [a blank node]"


def test_a_users_own_shapes_and_terms_are_used(vocabulary: Ontology, tmp_path: Path) -> None:
    own = """cp:mood a owl:DatatypeProperty .
        shape:Mood a sh:NodeShape ; sh:targetSubjectsOf cp:mood ; sh:property shape:mood .
        shape:mood a sh:PropertyShape ; sh:path cp:mood ; sh:in ( "cordial" ) ; sh:severity sh:Warning ;
            sh:message "has an odd mood"@en ."""
    (tmp_path / "mood.ttl").write_text(PREFIXES + own, encoding="utf-8")
    data = quads(turtle(CONFORMING) | turtle('report:a.call cp:mood "icy" .'))
    (violation,) = validate(data, Ontology((*vocabulary.roots, tmp_path), None))
    assert (violation.severity, violation.message) == ("warning", "report:a.call has an odd mood [icy]")
