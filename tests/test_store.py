from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest
from disks import small_disk
from factory import EXTRACTOR, actor, event, evidence, extraction, extractions, new_folder, on, register
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import StoreError
from kg.graph.triples import DERIVED, REGISTER, Labels, article_graph, article_quads, plain, preferred_labels
from kg.knowledge.provisional import identified
from kg.model import Extraction, UnknownActor
from kg.store import Changes, Store, open_store
from kg.vocab import CP, expand, mint

CALL = extraction(event(["austin"], ["belousov"], date=on("2024-07-12"), initiator="belousov"), id="a1")
MEETING = extraction(event([actor("x.to-lam", "Tô Lâm", known=False)], ["austin"]), id="a2")
SILENT = extraction(id="a3")
ROOT = Path(__file__).parent.parent


def mirror(folder: Path, *records: Extraction, known: list[ox.Quad] | None = None) -> Changes:
    with open_store(folder) as store:
        return store.mirror(records, register() if known is None else known, EXTRACTOR)


def everything(folder: Path) -> dict[str, set[str]]:
    """The statements of every graph of a store."""
    graphs: dict[str, set[str]] = {}
    with open_store(folder, read_only=True) as store:
        for quad in store.quads():
            graphs.setdefault(str(quad.graph_name)[1:-1], set()).add(str(quad.triple))
    return graphs


@cache
def labels() -> Labels:
    return preferred_labels(register())


def own_graph(record: Extraction) -> set[str]:
    quads = article_quads(record, extractor=EXTRACTOR, labels=labels())
    return {str(quad.triple) for quad in quads}


def test_a_store_holds_what_it_was_given(tmp_path: Path) -> None:
    assert mirror(tmp_path, CALL, MEETING) == Changes(added=2, register=True)
    with open_store(tmp_path, read_only=True) as store:
        assert store.finished
        assert store.articles() == ["a1", "a2"]
        assert {str(quad.triple) for quad in store.quads(article_graph("a1"))} == own_graph(CALL)
        assert {quad.triple for quad in store.quads(REGISTER)} == {quad.triple for quad in register()}
        assert (
            ox.Quad(
                ox.NamedNode(expand("actor:austin")),
                ox.NamedNode(CP.calledBy),
                ox.NamedNode(expand("actor:belousov")),
                ox.NamedNode(DERIVED),
            )
            in store.dataset
        )


def test_the_same_again_changes_nothing(tmp_path: Path) -> None:
    mirror(tmp_path, CALL, MEETING)
    before = everything(tmp_path)
    assert mirror(tmp_path, MEETING, CALL) == Changes(unchanged=2)
    assert everything(tmp_path) == before


def test_only_what_differs_is_replaced(tmp_path: Path) -> None:
    mirror(tmp_path, CALL, MEETING, SILENT)
    before = everything(tmp_path)
    later = extraction(event(["austin"], ["belousov"], date=on("2024-07-13")), id="a1")
    other = extraction(event(["austin"], ["belousov"]), id="a4")
    assert mirror(tmp_path, other, SILENT, later) == Changes(added=1, changed=1, removed=1, unchanged=1)
    after = everything(tmp_path)
    assert set(after) == {REGISTER, DERIVED, *map(article_graph, ("a1", "a3", "a4"))}
    assert after[article_graph("a1")] == own_graph(later)
    assert after[article_graph("a3")] == before[article_graph("a3")]
    assert after[REGISTER] == before[REGISTER]
    assert not any(CP.calledBy in statement or "x.to-lam" in statement for statement in after[DERIVED])


def test_a_changed_register_is_replaced(tmp_path: Path) -> None:
    mirror(tmp_path, CALL)
    fewer = register()[:-1]
    assert mirror(tmp_path, CALL, known=fewer) == Changes(unchanged=1, register=True)
    assert everything(tmp_path)[REGISTER] == {str(quad.triple) for quad in fewer}


def test_a_new_label_reaches_the_reports(tmp_path: Path) -> None:
    mirror(tmp_path, CALL)
    renamed = [
        ox.Quad(q.subject, q.predicate, ox.Literal("gọi điện", language="vi"))
        if plain(q.object) == "điện đàm"
        else q
        for q in register()
    ]
    assert mirror(tmp_path, CALL, known=renamed) == Changes(changed=1, register=True)


def test_numbers_written_in_another_way_are_the_same_numbers(tmp_path: Path) -> None:
    turtle = "<http://x/a> <http://x/p> 007 , 0.70 , 1.0 ; <http://x/q> 007 , 7 ."
    known = [*register(), *ox.parse(turtle, format=ox.RdfFormat.TURTLE)]
    mirror(tmp_path, CALL, known=known)
    assert mirror(tmp_path, CALL, known=known) == Changes(unchanged=1)
    assert mirror(tmp_path, CALL, known=[*known[:-6], *known[-5:]]) == Changes(unchanged=1, register=True)
    assert (
        '<http://x/a> <http://x/q> "7"^^<http://www.w3.org/2001/XMLSchema#integer>'
        in everything(tmp_path)[REGISTER]
    )


def test_graphs_of_others_are_left_alone(tmp_path: Path) -> None:
    mirror(tmp_path, CALL)
    node = ox.NamedNode("http://x/y")
    with open_store(tmp_path) as store:
        store.dataset.extend([ox.Quad(node, node, node, node), ox.Quad(node, node, node)])
    assert mirror(tmp_path) == Changes(removed=1)
    with open_store(tmp_path, read_only=True) as store:
        assert {quad.graph_name for quad in store.quads() if quad.subject == node} == {
            node,
            ox.DefaultGraph(),
        }
        assert store.articles() == []


def test_an_article_that_is_called_like_a_graph_of_ours(tmp_path: Path) -> None:
    mirror(tmp_path, extraction(id="register"), extraction(id="derived"))
    with open_store(tmp_path, read_only=True) as store:
        assert store.articles() == ["derived", "register"]
        assert {quad.triple for quad in store.quads(REGISTER)} == {quad.triple for quad in register()}


def test_two_articles_of_one_id_are_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="'a1'"):
        mirror(tmp_path, CALL, replace(CALL, events=()))


def test_a_mirror_that_fails_removes_nothing(tmp_path: Path) -> None:
    def failing() -> Iterator[Extraction]:
        yield SILENT
        raise OSError("the articles cannot be read")

    mirror(tmp_path, CALL, MEETING)
    with open_store(tmp_path) as store, pytest.raises(OSError, match="the articles cannot be read"):
        store.mirror(failing(), register(), EXTRACTOR)
    with open_store(tmp_path, read_only=True) as store:
        assert not store.finished
        assert {"a1", "a2"} <= set(store.articles())
    assert mirror(tmp_path, CALL, SILENT).removed == 1
    with open_store(tmp_path, read_only=True) as store:
        assert store.finished


@settings(max_examples=12, deadline=None)
@given(
    st.lists(
        st.dictionaries(st.sampled_from(["a", "b/ç", "1", "register"]), extractions(), max_size=3),
        min_size=1,
        max_size=3,
    )
)
def test_a_store_mirrors_any_articles(states: list[dict[str, Extraction]]) -> None:
    with new_folder() as folder, open_store(folder) as store:
        for state in states:
            records = [replace(e, article=replace(e.article, id=id)) for id, e in state.items()]
            changes = store.mirror(records, register(), EXTRACTOR)
            assert changes.added + changes.changed + changes.unchanged == len(records)
            for record in records:
                graph = {str(quad.triple) for quad in store.quads(article_graph(record.article.id))}
                assert graph == own_graph(record)
            named = {plain(graph) for graph in store.dataset.named_graphs()} - {REGISTER, DERIVED}
            assert named == {article_graph(id) for id in state}


def test_rdflib_runs_on_the_same_data(tmp_path: Path) -> None:
    mirror(tmp_path, CALL)
    with open_store(tmp_path, read_only=True) as store:
        dataset = store.rdflib_dataset()
        asked = dataset.query("ASK { actor:austin cp:calledBy actor:belousov }")
        assert asked.askAnswer is True
        assert dataset.query("ASK { actor:belousov cp:calledBy actor:austin }").askAnswer is False
        rows = list(dataset.query("SELECT ?g { GRAPH ?g { ?r a cp:Report } }"))
        assert [str(row[0]) for row in rows] == [article_graph("a1")]  # type: ignore[index]
        assert len(dataset) == len({quad.triple for quad in store.quads()})


def test_a_closed_store_says_so(tmp_path: Path) -> None:
    mirror(tmp_path, CALL)
    store = open_store(tmp_path)
    store.close()
    store.close()
    with pytest.raises(StoreError, match="closed"):
        store.articles()


# What can be wrong with the folder


@contextmanager
def another_process(folder: Path, code: str) -> Iterator[subprocess.Popen[str]]:
    """A process that runs `code` with `folder`, has printed a line, and waits until it is killed."""
    program = (
        f"import sys, time; from pathlib import Path; folder = Path(sys.argv[1])\n{code}\ntime.sleep(600)"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", program, str(folder)],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "tests")))},
    )
    try:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        yield process
    finally:
        process.kill()
        process.communicate()


HOLDERS = {
    "kg": "from kg.store import open_store; held = open_store(folder, task='kg add'); print('ready', flush=True)",
    "oxigraph": "import pyoxigraph; held = pyoxigraph.Store(folder / 'store'); print('ready', flush=True)",
}


@pytest.mark.parametrize(("holder", "read_only"), [("kg", False), ("kg", True), ("oxigraph", False)])
def test_a_store_that_another_process_writes(tmp_path: Path, holder: str, read_only: bool) -> None:
    mirror(tmp_path, CALL)
    with another_process(tmp_path, HOLDERS[holder]) as process:
        with pytest.raises(StoreError) as caught:
            open_store(tmp_path, read_only=read_only)
        who = (
            f"process {process.pid} on {socket.gethostname()} (kg add)"
            if holder == "kg"
            else "another process"
        )
    assert f"{tmp_path}: the store is being written by {who}; " in str(caught.value)
    assert "\n" not in str(caught.value)
    with open_store(tmp_path) as store:
        assert store.articles() == ["a1"]


@pytest.mark.parametrize("batch", [300, 6000], ids=["transactions", "bulk"])
def test_a_killed_mirror_leaves_whole_articles(tmp_path: Path, batch: int) -> None:
    code = f"""
import kg.store, factory
kg.store.BATCH = {batch}
def articles():
    for n in range(100_000):
        if n == 300:
            print("ready", flush=True)
        yield factory.extraction(factory.event(["austin"], ["belousov"], trigger=n), id=f"a{{n}}")
with kg.store.open_store(folder) as store:
    store.mirror(articles(), factory.register(), factory.EXTRACTOR)
"""
    with another_process(tmp_path, code) as process:
        process.send_signal(signal.SIGKILL)
        process.wait()
    with open_store(tmp_path, read_only=True) as store:
        assert not store.finished
        kept = store.articles()
    assert len(kept) >= 299 - batch // 40
    graphs = everything(tmp_path)
    records = {id: extraction(event(["austin"], ["belousov"], trigger=int(id[1:])), id=id) for id in kept}
    assert set(graphs) - {REGISTER, DERIVED} == {article_graph(id) for id in kept}
    for id in kept:
        assert graphs[article_graph(id)] == own_graph(records[id])
    assert mirror(tmp_path, *records.values()) == Changes(unchanged=len(kept))


@pytest.mark.parametrize("read_only", [False, True])
def test_a_folder_of_other_things_is_no_store(tmp_path: Path, read_only: bool) -> None:
    (tmp_path / "store").mkdir()
    (tmp_path / "store" / "letter.txt").write_text("dear")
    with pytest.raises(StoreError, match="not a store"):
        open_store(tmp_path, read_only=read_only)
    assert [path.name for path in (tmp_path / "store").iterdir()] == ["letter.txt"]


def test_no_store_to_read(tmp_path: Path) -> None:
    (tmp_path / "empty" / "store").mkdir(parents=True)
    for folder in (tmp_path, tmp_path / "missing", tmp_path / "empty"):
        with pytest.raises(StoreError, match="kg build") as caught:
            open_store(folder, read_only=True)
        assert str(folder) in str(caught.value)
    assert not (tmp_path / "missing").exists()


def damaged(folder: Path) -> Path:
    mirror(folder, CALL)
    (folder / "store" / "CURRENT").write_text("nonsense")
    return folder


def below_a_file(folder: Path) -> Path:
    (folder / "file").write_text("")
    return folder / "file" / "output"


def a_file(folder: Path) -> Path:
    (folder / "store").write_text("")
    return folder


def nowhere(folder: Path) -> Path:
    if not Path("/proc/self").exists():
        pytest.skip("needs /proc, where nobody can make a folder")
    return Path("/proc/counterpart")


def unwritable(folder: Path) -> Path:
    if os.geteuid() == 0:
        pytest.skip("root may write anywhere")
    folder.chmod(0o500)
    return folder


@pytest.mark.parametrize("make", [damaged, below_a_file, a_file, nowhere, unwritable])
def test_what_cannot_be_opened_is_named_in_one_line(tmp_path: Path, make: Callable[[Path], Path]) -> None:
    folder = make(tmp_path)
    with pytest.raises(StoreError) as caught:
        open_store(folder)
    assert str(folder) in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_damaged_store_with_its_texts_is_made_anew_by_a_command_that_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "my store"
    folder.mkdir()
    damaged(folder)
    with pytest.raises(StoreError, match="build again"):
        open_store(folder)
    (folder / "articles.db").touch()
    with pytest.raises(StoreError, match=re.escape(f"kg rebuild --store '{folder}'")):
        open_store(folder)


@pytest.fixture
def full_soon(tmp_path: Path) -> Iterator[Path]:
    with small_disk(tmp_path / "disk", "3m") as folder:
        yield folder


def test_a_full_disk(full_soon: Path) -> None:
    mirror(full_soon, CALL)
    many = [extraction(event(["austin"], ["belousov"], trigger=n), id=f"b{n}") for n in range(1500)]
    with open_store(full_soon) as store, pytest.raises(StoreError, match="disk is full"):
        store.mirror([CALL, *many], register(), EXTRACTOR)
    with open_store(full_soon, read_only=True) as store:
        assert "a1" in store.articles()
        assert not store.finished


def test_a_store_is_where_the_folder_says(tmp_path: Path) -> None:
    folder = tmp_path / "ra kết quả"
    mirror(folder, CALL)
    assert (folder / "store" / "CURRENT").is_file()
    assert not (folder / "store" / "BUILDING").exists()
    assert isinstance(open_store(folder, read_only=True), Store)


def test_occasions_name_the_one_id_of_a_person_outside_the_register(tmp_path: Path) -> None:
    def told(article_id: str, name: str, state: str | None) -> Extraction:
        person = actor("x.1", name, known=False, state=state)
        role = UnknownActor(article_id, person, "Bộ trưởng Quốc phòng", evidence(), ("defence_minister",))
        call = replace(event([person], ["austin"], date=on("2024-07-12")), article=article_id)
        return identified(extraction(call, id=article_id, unknown=(role,)))

    articles = [
        told("a1", "Andrey Pérez", "russia"),
        told("a2", "Pérez Andrei", "russia"),
        told("a3", "A B", None),
    ]
    stored: list[set[str]] = []
    for order in (articles, articles[::-1]):
        with open_store(tmp_path / str(len(stored))) as store:
            store.mirror(order, register(), EXTRACTOR)
            stored.append({str(quad) for quad in store.quads(DERIVED)})
    first, second = (
        mint("actor", f"x.{name}.russia.defence_minister") for name in ("andrey-perez", "perez-andrei")
    )
    assert stored[0] == stored[1]
    assert f"<{second}> <{expand('dcterms:isReplacedBy')}> <{first}> <{DERIVED}>" in stored[0]
    assert sum(f"<{CP.contacted}> <{first}>" in quad for quad in stored[0]) == 1
    assert not any(f"<{CP.contacted}> <{second}>" in quad for quad in stored[0])


@pytest.mark.skipif(sys.platform == "win32", reason="limits the size of files")
def test_a_writer_that_cannot_begin_leaves_the_mark_of_one_that_was_killed(tmp_path: Path) -> None:
    import resource

    mirror(tmp_path, CALL)
    (tmp_path / "store" / "BUILDING").write_text("process 1 on a machine (kg add)")
    limit, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, most))
    try:
        with pytest.raises(StoreError):
            open_store(tmp_path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, most))
    with open_store(tmp_path) as store:
        assert not store.finished
