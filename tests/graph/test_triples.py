from __future__ import annotations

import hashlib
from dataclasses import replace

import pyoxigraph as ox
import pytest
import rdflib
from factory import (
    EXTRACTOR,
    TEXT,
    actor,
    article,
    event,
    evidence,
    extraction,
    extractions,
    on,
    register,
)
from hypothesis import given, settings

from kg.graph.triples import (
    Labels,
    article_graph,
    article_quads,
    decimal,
    plain,
    preferred_labels,
    reading_quads,
    string,
    web_address,
)
from kg.model import (
    ActorType,
    Attribution,
    AttributionType,
    ChannelReport,
    ChannelState,
    ChannelType,
    ContactEvent,
    Extraction,
    Kind,
    NoContact,
    Participation,
    Resolution,
    Role,
    Span,
    Status,
    UnknownActor,
)
from kg.vocab import CP, DIRECT_PROPERTIES, compact, expand, mint

LABELS = preferred_labels(register())


def said(record: Extraction, subject: str, labels: Labels = LABELS) -> dict[str, set[str]]:
    """What an article's graph says of a subject, all as CURIEs and N-Triples literals."""
    found: dict[str, set[str]] = {}
    for quad in article_quads(record, extractor=EXTRACTOR, labels=labels):
        if quad.subject == ox.NamedNode(expand(subject)):
            value = quad.object
            text = compact(value.value) if isinstance(value, ox.NamedNode) else str(value)
            found.setdefault(compact(quad.predicate.value), set()).add(text)
    return found


def test_report_says_everything_that_the_event_holds() -> None:
    parts = (
        Participation(
            actor("austin", "Lloyd Austin"),
            "ông Austin",
            Span(49, 59),
            Role.RECIPIENT,
            1,
            "austin.us-defense.2021-01-22",
            Resolution.OFFICE,
            "giữ chức lúc đó",
        ),
        Participation(actor("belousov", "Andrey Belousov"), "Belousov", Span(24, 32), Role.INITIATOR, 2),
    )
    call = replace(
        event(["austin"], ["belousov"], confidence=0.9),
        participants=parts,
        initiator="belousov",
        initiator_evidence=evidence(TEXT, 11, 40),
        date=on("2024-07-12", wording="ngày 12/7", reason="năm theo nhiệm kỳ"),
        place="Mátxcơva",
        channel="hotline",
        line="deconfliction",
        count=2,
        duration_minutes=50,
        topic="đường dây nóng",
        said_by=(
            Attribution(
                "ông Belousov",
                Span(24, 36),
                AttributionType.PARTY,
                actor("belousov"),
                speaks_for="russia",
                side=2,
                via=Attribution(
                    "TASS", Span(5, 9), AttributionType.MEDIA, medium="tass", speaks_for="russia"
                ),
            ),
        ),
        also=(evidence(TEXT, 62),),
    )
    assert said(extraction(call), "report:a1.PhoneCall.39-47") == {
        "rdf:type": {"cp:Report", "schema:CommunicateAction"},
        "rdfs:label": {
            '"Lloyd Austin – Andrey Belousov: điện đàm, 2024-07-12"@vi',
            '"Lloyd Austin – Andrey Belousov: phone call, 2024-07-12"@en',
        },
        "cp:kind": {"kind:PhoneCall"},
        "cp:status": {"status:occurred"},
        "cp:participation": {
            "participation:a1.PhoneCall.39-47.austin",
            "participation:a1.PhoneCall.39-47.belousov",
        },
        "cp:hasParticipant": {"actor:austin", "actor:belousov"},
        "cp:initiator": {"actor:belousov"},
        "cp:initiatorEvidence": {"evidence:a1.11-40"},
        "cp:earliest": {'"2024-07-12"^^<http://www.w3.org/2001/XMLSchema#date>'},
        "cp:latest": {'"2024-07-12"^^<http://www.w3.org/2001/XMLSchema#date>'},
        "cp:edtf": {'"2024-07-12"^^<http://id.loc.gov/datatypes/edtf/EDTF>'},
        "cp:datePrecision": {'"day"'},
        "cp:dateWording": {'"ngày 12/7"'},
        "cp:dateBasis": {"date-basis:stated"},
        "cp:dateReason": {'"năm theo nhiệm kỳ"'},
        "cp:placeName": {'"Mátxcơva"'},
        "cp:channel": {"channel:deconfliction"},
        "cp:channelType": {"channel-type:hotline"},
        "cp:count": {'"2"^^<http://www.w3.org/2001/XMLSchema#integer>'},
        "cp:durationMinutes": {'"50"^^<http://www.w3.org/2001/XMLSchema#integer>'},
        "cp:topic": {'"đường dây nóng"'},
        "cp:attribution": {'"ông Belousov"'},
        "cp:saidBy": {"attribution:a1.PhoneCall.39-47.24-36"},
        "cp:attributedTo": {"actor:belousov"},
        "cp:attributionType": {"attribution-type:party"},
        "cp:confidence": {'"0.9"^^<http://www.w3.org/2001/XMLSchema#decimal>'},
        "cp:evidence": {f"evidence:a1.0-{len(TEXT)}"},
        "cp:alsoEvidence": {f"evidence:a1.62-{len(TEXT)}"},
        "cp:rule": {"rule:called"},
        "cp:reportedIn": {"article:a1"},
        "prov:wasDerivedFrom": {"article:a1"},
        "prov:wasGeneratedBy": {"extractor:a-0.1.0-test"},
    }
    assert said(extraction(call), "participation:a1.PhoneCall.39-47.austin") == {
        "rdf:type": {"cp:Participation", "sem:Role"},
        "cp:actor": {"actor:austin"},
        "cp:role": {"role:recipient"},
        "cp:side": {'"1"^^<http://www.w3.org/2001/XMLSchema#integer>'},
        "cp:wording": {'"ông Austin"'},
        "cp:inCapacity": {"tenure:austin.us-defense.2021-01-22"},
        "cp:resolution": {"resolution:office"},
        "cp:resolutionReason": {'"giữ chức lúc đó"'},
    }


def test_what_is_not_known_is_not_said() -> None:
    bare = said(extraction(event(["austin"], ["belousov"])), "report:a1.PhoneCall.39-47")
    assert set(bare) == {
        *("rdf:type", "rdfs:label", "cp:kind", "cp:status", "cp:participation", "cp:hasParticipant"),
        *("cp:confidence", "cp:evidence", "cp:rule", "cp:reportedIn"),
        *("prov:wasDerivedFrom", "prov:wasGeneratedBy"),
    }


def test_article_and_evidence() -> None:
    about = article("a1", title='Tiêu "đề"', publisher="VnExpress", url="https://vnexpress.net/a.html")
    digest = f'"sha256:{hashlib.sha256(TEXT.encode()).hexdigest()}"'
    whole = Extraction(about, (event(["austin"], ["belousov"], evidence=evidence(TEXT, 3, 9)),))
    assert said(whole, "article:a1") == {
        "rdf:type": {"schema:NewsArticle"},
        "schema:identifier": {'"a1"'},
        "schema:headline": {'"Tiêu \\"đề\\""'},
        "schema:publisher": {'"VnExpress"'},
        "schema:url": {"https://vnexpress.net/a.html"},
        "schema:inLanguage": {'"vi"'},
        "cp:textDigest": {digest},
    }
    assert said(whole, "evidence:a1.3-9") == {
        "rdf:type": {"cp:Evidence", "oa:SpecificResource"},
        "cp:quote": {'"o TASS"'},
        "cp:start": {'"3"^^<http://www.w3.org/2001/XMLSchema#integer>'},
        "cp:end": {'"9"^^<http://www.w3.org/2001/XMLSchema#integer>'},
        "cp:textDigest": {digest},
        "oa:hasSource": {"article:a1"},
        "oa:hasSelector": {"evidence:a1.3-9.position", "evidence:a1.3-9.quote"},
    }
    assert said(whole, "evidence:a1.3-9.quote") == {
        "rdf:type": {"oa:TextQuoteSelector"},
        "oa:exact": {'"o TASS"'},
    }


def test_actor_outside_the_register_is_described_and_marked() -> None:
    stranger = actor("x.to-lam", "Tô Lâm", known=False, state="vietnam")
    whole = extraction(event(["austin"], [stranger]))
    assert said(whole, "actor:x.to-lam") == {
        "rdf:type": {"cp:Person", "cp:UnregisteredActor"},
        "rdfs:label": {'"Tô Lâm"'},
        "skos:prefLabel": {'"Tô Lâm"@vi', '"Tô Lâm"@en'},
        "cp:ofBody": {"actor:vietnam"},
    }
    assert said(whole, "actor:austin") == {}


def test_person_who_only_carries_a_role_is_kept_with_the_evidence() -> None:
    person = actor("x.to-lam", "Tô Lâm", known=False)
    unknown = UnknownActor("a1", person, "Bộ trưởng Công an", evidence(TEXT, 0, 4), ("police_minister",))
    whole = extraction(unknown=(unknown,))
    assert said(whole, "actor:x.to-lam") == {
        "rdf:type": {"cp:Person", "cp:UnregisteredActor"},
        "rdfs:label": {'"Tô Lâm"'},
        "skos:prefLabel": {'"Tô Lâm"@vi', '"Tô Lâm"@en'},
        "schema:jobTitle": {'"Bộ trưởng Công an"'},
        "cp:officeClass": {"class:police_minister"},
        "cp:evidence": {"evidence:a1.0-4"},
    }


def test_silence() -> None:
    silence = NoContact(
        "a1",
        (actor("austin"), actor("belousov")),
        evidence(TEXT, 5, 9),
        "since",
        on("2023-03-01"),
        Kind.MEETING,
    )
    assert (
        said(extraction(silences=(silence,)), "silence:a1.5").items()
        >= {
            "rdf:type": {"cp:NoContact"},
            "cp:silentActor": {"actor:austin", "actor:belousov"},
            "cp:kind": {"kind:Meeting"},
            "cp:datePrecision": {'"day"'},
            "cp:evidence": {"evidence:a1.5-9"},
            "cp:rule": {"rule:since"},
            "cp:reportedIn": {"article:a1"},
        }.items()
    )


@pytest.mark.parametrize(("channel", "described"), [("deconfliction", False), ("line.russia-usa", True)])
def test_channel_report_describes_a_channel_that_the_register_lacks(channel: str, described: bool) -> None:
    ends = (actor("russia", type=ActorType.STATE), actor("usa", type=ActorType.STATE))
    told = ChannelReport(
        "a1", channel, ChannelType.LINE, "đường dây", ends, ChannelState.UNUSED, evidence(TEXT, 5, 9), "line"
    )
    whole = extraction(channels=(told,))
    report = said(whole, f"report:a1.channel.{channel}.unused.5")
    assert report["rdf:type"] == {"cp:ChannelReport"}
    assert report["cp:aboutChannel"] == {f"channel:{channel}"}
    assert report["cp:channelState"] == {"channel-state:unused"}
    expected = {
        "rdf:type": {"cp:Channel"},
        "rdfs:label": {'"đường dây"'},
        "cp:channelType": {"channel-type:line"},
        "cp:endpoint": {"actor:russia", "actor:usa"},
    }
    assert said(whole, f"channel:{channel}") == (expected if described else {})


def test_channel_of_a_contact_is_a_sort_and_where_it_is_known_a_line() -> None:
    call = event(["austin"], ["belousov"], channel="hotline")
    report = said(extraction(call), "report:a1.PhoneCall.39-47")
    assert report["cp:channelType"] == {"channel-type:hotline"}
    assert "cp:channel" not in report
    report = said(extraction(replace(call, line="x")), "report:a1.PhoneCall.39-47")
    assert report["cp:channel"] == {"channel:x"}


def test_label_names_sides_and_what_did_not_happen() -> None:
    planned = event(["austin", "milley"], ["belousov"], kind=Kind.MEETING, status=Status.PLANNED)
    assert said(extraction(planned), "report:a1.Meeting.39-47")["rdfs:label"] == {
        '"Austin, Milley – Belousov: gặp (dự kiến)"@vi',
        '"Austin, Milley – Belousov: meeting (planned)"@en',
    }


def test_label_uses_the_register_in_each_language() -> None:
    states = event(
        [actor("russia", "Russia", ActorType.STATE)], [actor("usa", "United States", ActorType.STATE)]
    )
    assert said(extraction(states), "report:a1.PhoneCall.39-47")["rdfs:label"] == {
        '"Nga – Mỹ: điện đàm"@vi',
        '"Russia – United States: phone call"@en',
    }


@pytest.mark.parametrize(
    ("events", "names"),
    [
        ([event(["a"], ["b"])], {"a1.PhoneCall.39-47"}),
        (
            [event(["a"], ["b"]), event(["c"], ["d"])],
            {"a1.PhoneCall.39-47.a.b", "a1.PhoneCall.39-47.c.d"},
        ),
        (
            [event(["a"], ["b"], date=on("2024-01-01")), event(["b"], ["a"], date=on("2024-01-02"))],
            {"a1.PhoneCall.39-47.a.b.2024-01-01", "a1.PhoneCall.39-47.a.b.2024-01-02"},
        ),
        (
            [event(["a"], ["b"]), event(["a"], ["b"], status=Status.PLANNED)],
            {"a1.PhoneCall.39-47.a.b.occurred", "a1.PhoneCall.39-47.a.b.planned"},
        ),
        ([event(["a"], ["b"]), event(["a"], ["b"])], {"a1.PhoneCall.39-47.a.b.occurred"}),
        (
            [event(["a"], ["b"]), event(["a"], ["b"], trigger=50)],
            {"a1.PhoneCall.39-47", "a1.PhoneCall.50-58"},
        ),
    ],
)
def test_reports_of_one_trigger_are_told_apart(events: list[ContactEvent], names: set[str]) -> None:
    quads = article_quads(extraction(*events), extractor=EXTRACTOR)
    prefix = expand("report:")
    found = {plain(q.subject).removeprefix(prefix) for q in quads if q.object == ox.NamedNode(CP.Report)}
    assert found == names


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://vnexpress.net/a-1.html?x=1&y=%20#z", True),
        ("HTTP://tuoitre.vn/", True),
        ("https://báo.vn/tô-lâm", True),
        ("javascript:alert(1)", False),
        ("data:text/html,x", False),
        ("file:///etc/passwd", False),
        ("ftp://x/y", False),
        ("/relative", False),
        ("http://", False),
        ("http://[", False),
        ("http://x/a b", False),
        ("http://x/<script>", False),
        ("http://x/\n", False),
        ('http://x/"', False),
        ("", False),
        (None, False),
    ],
)
def test_only_web_addresses_become_links(url: str | None, kept: bool) -> None:
    assert web_address(url) == (ox.NamedNode(url) if kept and url else None)


@pytest.mark.parametrize(
    ("value", "written"),
    [(0.7, "0.7"), (1.0, "1"), (0.0, "0"), (0.333, "0.33"), (0.999, "1"), (-0.0, "0")],
)
def test_confidence_is_canonical(value: float, written: str) -> None:
    assert decimal(value).value == written


def test_lone_surrogates_do_not_lose_the_article() -> None:
    assert string("a\ud800b") == ox.Literal("a\ufffdb")
    assert article_quads(Extraction(article(text="\ud800", title="\udfff")), extractor=EXTRACTOR)


@pytest.mark.parametrize("id", ["register", "derived"])
def test_article_cannot_take_the_graph_of_another(id: str) -> None:
    assert compact(article_graph(id)) == f"graph:article.{id}"
    assert compact(article_graph("a1")) == "graph:a1"


def test_preferred_labels_prefer_the_preferred() -> None:
    turtle = """
        <http://x/a> <http://www.w3.org/2000/01/rdf-schema#label> "plain", "shown"@vi, "only"@en ;
            <http://www.w3.org/2004/02/skos/core#prefLabel> "preferred"@vi .
    """
    found = preferred_labels(ox.parse(turtle, format=ox.RdfFormat.TURTLE))
    assert found == {"http://x/a": {"vi": "preferred", "en": "only"}}


@settings(max_examples=60, deadline=None)
@given(extractions())
def test_any_extraction_gives_a_graph_that_comes_back_unchanged(record: Extraction) -> None:
    quads = article_quads(record, extractor=EXTRACTOR, labels=LABELS)
    assert len(quads) == len(set(quads))
    assert {quad.graph_name for quad in quads} == {ox.NamedNode(article_graph(record.article.id))}
    assert not any(isinstance(term, ox.BlankNode) for quad in quads for term in quad.triple)
    direct = {getattr(CP, name) for name in DIRECT_PROPERTIES}
    assert not direct & {quad.predicate.value for quad in quads}
    store = ox.Store()
    store.extend(quads)
    assert set(store) == set(quads)
    dataset = rdflib.Dataset()
    dataset.parse(data=ox.serialize(quads, format=ox.RdfFormat.N_QUADS), format="nquads")
    back = dataset.serialize(format="nquads", encoding="utf-8")
    assert set(ox.parse(back, format=ox.RdfFormat.N_QUADS)) == set(quads)


@settings(max_examples=40, deadline=None)
@given(extractions())
def test_every_quote_is_the_text_at_its_offsets(record: Extraction) -> None:
    store = ox.Store()
    store.extend(article_quads(record, extractor=EXTRACTOR))
    rows = store.query(
        f"SELECT ?q ?s ?e {{ ?x <{CP.quote}> ?q ; <{CP.start}> ?s ; <{CP.end}> ?e }}",
        use_default_graph_as_union=True,
    )
    assert isinstance(rows, ox.QuerySolutions)
    for row in rows:
        quote, start, end = (plain(row[name]) for name in "qse")
        assert record.article.text[int(start) : int(end)] == quote


def test_what_a_reading_was_done_with() -> None:
    """Version and digest, and no time: the same reading is the same whenever it is done."""
    iri = mint("extractor", "0.1.0-f00d")
    said = {(compact(q.predicate.value), plain(q.object)) for q in reading_quads([iri, iri])}
    assert said == {
        ("rdf:type", CP.Extraction),
        ("rdf:type", expand("prov:Activity")),
        ("rdfs:label", "Counterpart 0.1.0, lexicon f00d"),
        ("rdfs:label", "Counterpart 0.1.0, từ điển f00d"),
        ("schema:softwareVersion", "0.1.0"),
        ("cp:lexiconDigest", "f00d"),
        ("prov:wasAssociatedWith", mint("extractor", "counterpart")),
    }
