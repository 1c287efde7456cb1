"""Columns: numpy, pandas, and Arrow where a library that speaks it is installed."""
import importlib.util
import subprocess
import sys

import pytest
from conftest import visit

import therapycode as tc

np = pytest.importorskip("numpy")
CODES = ["97110", "97140", "97530", "97112", "97035", "G0283", "97161"]


def test_without_numpy_the_extra_is_named():
    script = (
        "import sys; sys.modules['numpy'] = None; import therapycode as tc\n"
        "tc.Engine().evaluate_batch(activity_offsets=[0], date_of_service=[], discipline=[], code=[])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True)
    assert done.returncode == 1
    assert "pip install 'therapycode[batch]'" in done.stderr


@pytest.mark.parametrize(
    "column", [{"minutes": [15, 7.5]}, {"minutes": [15, 2**40]}, {"date_of_service": ["2026-03-02", "2026-03-02T09:00"]}]
)
def test_a_column_names_the_row_at_fault(engine, column):
    if "date_of_service" in column:
        column = {"date_of_service": np.array(column["date_of_service"], "datetime64[s]")}
    batch = {"activity_offsets": [0, 1, 2], "date_of_service": [20260302] * 2, "discipline": "PT", "code": ["97110"] * 2}
    with pytest.raises(tc.InvalidValue) as caught:
        engine.evaluate_batch(**{**batch, **column})
    assert caught.value.index == 1 and next(iter(column)) in str(caught.value)


def columns(count, seed=7):
    """A batch that a small generator makes."""
    draw = np.random.default_rng(seed)
    sizes = draw.integers(0, 5, count)
    offsets = np.concatenate(([0], np.cumsum(sizes))).astype(np.int64)
    total = int(offsets[-1])
    return {
        "activity_offsets": offsets,
        "date_of_service": np.full(count, "2026-03-02", "datetime64[D]"),
        "discipline": draw.integers(1, 3, count).astype(np.int32),
        "code": np.array(CODES, "S8")[draw.integers(0, len(CODES), total)],
        "minutes": draw.integers(0, 45, total).astype(np.int32),
    }


def one(engine, batch, v):
    """The same visit by the typed layer."""
    first, last = batch["activity_offsets"][v : v + 2]
    activities = [tc.Activity(code=batch["code"][i].decode(), minutes=int(batch["minutes"][i]))
                  for i in range(first, last)]
    return engine.evaluate(visit(discipline=tc.Discipline(int(batch["discipline"][v])), activities=activities))


def test_equals_the_visits_one_by_one(engine):
    batch = columns(300)
    result = engine.evaluate_batch(**batch)
    assert not result.status.any()
    for v in range(300):
        alone = one(engine, batch, v)
        first, last = batch["activity_offsets"][v : v + 2]
        assert result.timed_units[v] == alone.summary.timed_units
        assert result.timed_minutes[v] == alone.summary.timed_minutes
        tallies = {}
        for tally in alone.tallies:
            tallies[tally.code] = tallies.get(tally.code, 0) + tally.units
        got = {}
        for i in range(first, last):
            code = batch["code"][i].decode()
            got[code] = got.get(code, 0) + int(result.units[i])
        assert {k: u for k, u in got.items() if u} == {k: u for k, u in tallies.items() if u}


@pytest.mark.parametrize("threads", [2, 8])
def test_threads_change_nothing(engine, threads):
    batch = columns(5000)
    alone, many = engine.evaluate_batch(**batch), engine.evaluate_batch(**batch, threads=threads)
    for name in ("status", "timed_minutes", "timed_units", "units", "finding_visit", "finding_activity",
                 "finding_rule", "finding_severity"):
        assert (getattr(alone, name) == getattr(many, name)).all(), name
    assert (np.diff(alone.finding_visit) >= 0).all()


def test_progress_and_its_exception(engine):
    batch, seen = columns(5000), []
    engine.evaluate_batch(**batch, threads=3, progress=lambda done, of: seen.append((done, of)))
    assert seen[-1] == (5000, 5000) and len(seen) == 3

    def stop(done, of):
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        engine.evaluate_batch(**batch, progress=stop)


def test_a_bad_visit_fails_alone(engine):
    batch = columns(50)
    batch["discipline"][3] = 9
    batch["code"][batch["activity_offsets"][5]] = b"97S30"
    batch["date_of_service"][7] = np.datetime64("NaT")
    result = engine.evaluate_batch(**batch)
    bad = set(np.flatnonzero(result.status).tolist())
    assert {3, 7} <= bad and bad <= {3, 7} | set(range(5, 50)) and len(bad) <= 3


BAD = [({"minutes": np.array([1.5])}, "minutes[0]"), ({"minutes": np.array([2**31])}, "minutes[0]"),
       ({"minutes": ["x"]}, "minutes"), ({"minutes": [1, 2]}, "minutes"), ({"code": np.array(["é"])}, "code"),
       ({"code": [97110]}, "code"), ({"discipline": "pt"}, "discipline"), ({"date_of_service": "x"}, "date_of_service"),
       ({"date_of_service": np.array(["2026-03-02T10:00"], "datetime64[s]")}, "date_of_service[0]"),
       ({"activity_offsets": [1, 0]}, "activity_offsets"), ({"activity_offsets": []}, "activity_offsets"),
       ({"activity_offsets": [0.0, 1.0]}, "activity_offsets"), ({"threads": 0}, "threads"),
       ({"note": b"abc", "note_offsets": [0, 9]}, "note_offsets"), ({"note": "abc", "note_offsets": [0, 3]}, "note"),
       ({"policies": ["a\0b"]}, "policies[0]")]


@pytest.mark.parametrize(("change", "path"), BAD, ids=lambda v: "")
def test_bad_columns(engine, change, path):
    good = {"activity_offsets": [0, 1], "date_of_service": "2026-03-02", "discipline": "PT", "code": ["97110"],
            "minutes": [20]}
    assert engine.evaluate_batch(**good).units.tolist() == [1]
    with pytest.raises(ValueError) as caught:
        engine.evaluate_batch(**{**good, **change})
    assert caught.value.path == path


def test_missing_minutes_and_long_codes(engine):
    result = engine.evaluate_batch(activity_offsets=[0, 1, 2], date_of_service="2026-03-02", discipline="PT",
                                   code=np.array(["97110", "97110-very-long"]), minutes=np.array([np.nan, 20.0]))
    assert result.status.tolist()[0] == 0 and result.status.tolist()[1] == tc.InvalidValue.status


def test_policies_by_index(engine):
    ours = tc.Engine(policies={"acme": {"base": "medicare", "time_rule": "ama-midpoint"}})
    result = ours.evaluate_batch(activity_offsets=[0, 2, 4], date_of_service="2026-03-02", discipline="PT",
                                 code=["97110", "97140"] * 2, minutes=[8, 8] * 2, policy=[0, 1],
                                 policies=["medicare", "acme"])
    assert result.timed_units.tolist() == [1, 2]


def test_pandas(engine):
    pd = pytest.importorskip("pandas")
    frame = pd.DataFrame({"visit": ["b", "a", "b", "a"], "date_of_service": pd.to_datetime("2026-03-02"),
                          "discipline": pd.Categorical(["PT", "OT", "PT", "OT"]),
                          "code": ["97110", "97530", "97140", "97535"],
                          "minutes": pd.array([33, 20, 7, None], "Int64")}, index=[10, 11, 12, 13])
    result = engine.evaluate_frame(frame)
    assert result.activities["units"].tolist()[:3] == [2, 1, 1]
    assert result.visits.loc["b", "timed_units"] == 3
    assert set(result.findings.columns) == {"visit", "row", "rule", "severity"}
    frame.loc[10, "discipline"] = "OT"
    with pytest.raises(tc.InvalidValue):
        engine.evaluate_frame(frame)


needs = {name: pytest.mark.skipif(importlib.util.find_spec(name) is None, reason=f"{name} is not installed")
         for name in ("pyarrow", "polars", "duckdb")}


def arrow_visits(pa, count=200, large=False):
    """A pyarrow table of a batch, with notes and ids."""
    batch = columns(count)
    fields = pa.StructArray.from_arrays(
        [pa.array([c.decode() for c in batch["code"]]), pa.array(batch["minutes"])], ["code", "minutes"])
    kind = (pa.LargeListArray, pa.int64()) if large else (pa.ListArray, pa.int32())
    return batch, pa.table({
        "id": pa.array([f"visit {i}" for i in range(count)]),
        "date_of_service": pa.array(batch["date_of_service"]),
        "discipline": pa.array([["PT", "OT"][d - 1] for d in batch["discipline"]]).dictionary_encode(),
        "activities": kind[0].from_arrays(pa.array(batch["activity_offsets"], kind[1]), fields),
        "note": pa.array([None if i % 3 else "≥ 90°, 5 µg: sit to stand 15 min." for i in range(count)]),
    })


@needs["pyarrow"]
@pytest.mark.parametrize("large", [False, True])
def test_pyarrow(engine, large):
    import pyarrow as pa

    batch, table = arrow_visits(pa, large=large)
    direct = engine.evaluate_batch(**batch)
    for source in (table, table.to_reader(max_chunksize=17), pa.concat_tables([table[50:], table[:50]])[150:]):
        out = pa.table(engine.evaluate_arrow(source, keep=["id"]))
        out.validate(full=True)
        wanted = slice(0, 50) if out.num_rows == 50 else slice(0, 200)
        assert out["timed_units"].to_pylist() == direct.timed_units[wanted].tolist()
        assert out["id"].to_pylist() == [f"visit {i}" for i in range(wanted.stop)]
        units = [u for row in out["units"].to_pylist() for u in row]
        assert units == direct.units[: len(units)].tolist()
        rules = [f["rule"] for row in out["findings"].to_pylist() for f in row]
        assert rules == [engine.rules[r].id for r in direct.finding_rule[: len(rules)]]


@needs["pyarrow"]
def test_pyarrow_scores_and_errors(engine):
    import pyarrow as pa

    _, table = arrow_visits(pa, 30)
    out = pa.table(engine.evaluate_arrow(table, score=True, findings=False, threads=2))
    assert "findings" not in out.column_names and len(out["score"]) == 30
    result = engine.evaluate_arrow(table)
    assert result.__arrow_c_stream__() is not None  # read by nobody: released with its capsule
    assert pa.table(result).num_rows == 30
    with pytest.raises(tc.InvalidArgument):
        result.__arrow_c_stream__()
    with pytest.raises(pa.ArrowInvalid, match="activities"):
        pa.table(engine.evaluate_arrow(table.drop_columns(["activities"])))
    with pytest.raises(tc.InvalidArgument):
        engine.evaluate_arrow(table, keep=["nothing"])
    with pytest.raises(tc.InvalidType):
        engine.evaluate_arrow([1])


@needs["polars"]
def test_polars(engine):
    import polars as pl

    batch = columns(100)
    o = batch["activity_offsets"]
    rows = [[{"code": batch["code"][i].decode(), "minutes": int(batch["minutes"][i])} for i in range(o[v], o[v + 1])]
            for v in range(100)]
    frame = pl.DataFrame({"id": range(100), "date_of_service": ["2026-03-02"] * 100,
                          "discipline": [["PT", "OT"][d - 1] for d in batch["discipline"]],
                          "activities": rows}).with_columns(pl.col("date_of_service").str.to_date())
    out = pl.DataFrame(engine.evaluate_arrow(frame, keep=["id"]))
    assert out["timed_units"].to_list() == engine.evaluate_batch(**batch).timed_units.tolist()
    assert out["id"].to_list() == list(range(100))


@needs["duckdb"]
def test_duckdb(engine):
    import duckdb

    con = duckdb.connect()
    rows = con.sql("""select i as id, date '2026-03-02' as date_of_service, 'PT' as discipline,
        [{'code': '97110', 'minutes': (i % 40)::int}, {'code': '97140', 'minutes': 20}] as activities
        from range(5000) t(i)""")
    answer = engine.evaluate_arrow(rows, keep=["id"])
    # a second connection: the first one has the visits open while the answers are read
    totals = duckdb.connect().execute(
        "select sum(timed_units), sum(list_sum(units)), count(distinct id) from answer").fetchall()
    wanted = sum(tc.units({"97110": m, "97140": 20}, on="2026-03-02").total for m in range(40)) * 125
    assert totals == [(wanted, wanted, 5000)]
