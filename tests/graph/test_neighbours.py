"""What has nothing to do with a changed report is grouped as it was."""

from __future__ import annotations

import datetime as dt

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.graph.neighbours import neighbourhood
from kg.graph.occasions import Constraints, Occasion, group
from kg.graph.testimony import Party, Report
from kg.model import Kind, Status
from kg.vocab import mint

DAYS = tuple(dt.date(2024, 7, day) for day in (1, 2, 6, 29))
SENTENCES = (
    "ông austin và ông belousov điện đàm về nguy cơ leo thang",
    "hai bộ trưởng trao đổi qua điện thoại về nguy cơ leo thang ở Ukraine",
    "hai bên gặp nhau",
)
PEOPLE = (("austin", "us"), ("blinken", "us"), ("belousov", "ru"), ("lavrov", "ru"), ("wang", "cn"))
STRANGERS = (
    ("x.ivan-petrov", "Ivan Petrov"),
    ("x.ivan-petrov.ru", "Ivan Ivanovich Petrov"),
    ("x.li", "Li Ming"),
)


@st.composite
def _party(draw: st.DrawFn, side: int) -> Party:
    way = draw(st.integers(0, 3))
    if way == 0:
        state = mint("actor", draw(st.sampled_from(("us", "ru", "cn"))))
        return Party(state, side, state)
    if way == 1:
        actor, name = draw(st.sampled_from(STRANGERS))
        body = draw(st.sampled_from((None, mint("actor", "ru"))))
        return Party(mint("actor", actor), side, body, False, (name,))
    actor, body = draw(st.sampled_from(PEOPLE))
    acting = draw(st.sampled_from((mint("actor", body), None)))
    return Party(mint("actor", actor), side, acting, ranks=draw(st.sampled_from(((), ("minister",)))))


@st.composite
def _report(draw: st.DrawFn, number: int) -> Report:
    parties = {party.actor: party for party in (draw(_party(side)) for side in draw(st.sampled_from(SIDES)))}
    if len({party.side for party in parties.values()}) < 2:
        parties = {party.actor: party for party in TWO}
    day = draw(st.sampled_from((None, *DAYS)))
    return Report(
        mint("report", f"r{number}"),
        draw(st.sampled_from((Kind.PHONE_CALL, Kind.MEETING, Kind.VISIT, Kind.CONTACT, Kind.MESSAGE))),
        draw(st.sampled_from((Status.OCCURRED, Status.OCCURRED, Status.PLANNED, Status.DENIED))),
        tuple(parties[actor] for actor in sorted(parties)),
        mint("article", f"a{draw(st.integers(0, 9))}"),
        initiator=draw(st.sampled_from((None, *parties))),
        earliest=day,
        latest=day and day + dt.timedelta(draw(st.sampled_from((0, 0, 0, 20)))),
        count=draw(st.sampled_from((1, 1, 1, 2))),
        published=draw(st.sampled_from((None, *DAYS))),
        quotes=(draw(st.sampled_from(SENTENCES)),),
        state=draw(st.sampled_from((None, mint("actor", "ru")))),
        town=draw(st.sampled_from((None, None, "moskva", "kazan"))),
    )


SIDES = ((1, 2), (1, 2), (1, 2), (1, 1, 2))
TWO = (Party(mint("actor", "austin"), 1, mint("actor", "us")), Party(mint("actor", "wang"), 2))


@st.composite
def _versions(draw: st.DrawFn) -> tuple[dict[str, Report], dict[str, Report], Constraints, Constraints]:
    """The reports before and after some have come, gone or changed, with what people decided."""
    numbers = range(draw(st.integers(2, 14)))
    before = {report.iri: report for report in (draw(_report(number)) for number in numbers)}
    after = dict(before)
    for number in draw(st.sets(st.integers(0, 15), max_size=3)):
        report = draw(_report(number))
        after[report.iri] = report
        if draw(st.booleans()):
            del after[report.iri]
    pair = st.frozensets(st.integers(0, 13).map(lambda n: mint("report", f"r{n}")), min_size=2, max_size=2)
    pairs = st.frozensets(pair, max_size=2)
    asked = [Constraints(draw(pairs), draw(pairs))]
    return before, after, asked[0], draw(st.sampled_from((asked[0], Constraints())))


def _shown(occasion: Occasion) -> tuple[object, ...]:
    return occasion.reports, occasion.links, occasion.held, occasion.decisive


@settings(max_examples=200, deadline=None)
@given(_versions())
def test_what_is_not_reached_is_grouped_as_it_was(
    versions: tuple[dict[str, Report], dict[str, Report], Constraints, Constraints],
) -> None:
    before, after, asked, then = versions
    changed = {iri for iri in before.keys() | after.keys() if before.get(iri) != after.get(iri)}
    different = (asked.together ^ then.together) | (asked.apart ^ then.apart)
    every = asked.together | asked.apart | then.together | then.apart
    was = [before[iri] for iri in changed if iri in before]
    reached = neighbourhood((*after.values(), *was), changed.union(*different), every)
    kept = [o for o in group(before.values(), asked) if reached.isdisjoint(r.iri for r in o.reports)]
    fresh = group((report for iri, report in after.items() if iri in reached), then)
    found = sorted((*kept, *fresh), key=lambda occasion: occasion.iri)
    assert list(map(_shown, found)) == list(map(_shown, group(after.values(), then)))


def test_reports_of_other_parties_are_not_reached() -> None:
    def report(name: str, *actors: str) -> Report:
        parties = tuple(Party(mint("actor", actor), side) for side, actor in enumerate(sorted(actors), 1))
        return Report(mint("report", name), Kind.MEETING, Status.OCCURRED, parties, mint("article", name))

    told = [
        report("a", "austin", "belousov"),
        report("b", "austin", "belousov"),
        report("c", "austin", "wang"),
    ]
    assert neighbourhood(told, {told[0].iri}, ()) == {told[0].iri, told[1].iri}
    assert neighbourhood(told, {told[0].iri}, [frozenset((told[1].iri, told[2].iri))]) == {
        r.iri for r in told
    }
