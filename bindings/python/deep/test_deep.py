"""Beyond one machine, run for real: Spark with several worker processes, Dask with several. Needs PyPI's pyspark, dask,
pyarrow, pandas and a Java: the deep preset, not every commit."""
import os
import pathlib
import sys

import pytest

import therapycode as tc
from therapycode import spark

TESTS = pathlib.Path(__file__).resolve().parents[1] / "tests"
sys.path.insert(0, str(TESTS))
import test_batch  # noqa: E402


def test_spark():
    pa = pytest.importorskip("pyarrow")
    sql = pytest.importorskip("pyspark.sql")
    os.environ["PYSPARK_PYTHON"] = sys.executable
    batch, table = test_batch.arrow_visits(pa, 2000)
    direct = tc.Engine().evaluate_batch(**batch)
    rows = [{"id": r["id"], "date_of_service": r["date_of_service"], "discipline": r["discipline"],
             "note": r["note"], "activities": [(a["code"], a["minutes"]) for a in r["activities"]]}
            for r in table.to_pylist()]
    session = (sql.SparkSession.builder.master("local[4]").appName("therapycode")
               .config("spark.ui.enabled", "false").config("spark.sql.shuffle.partitions", "4").getOrCreate())
    try:
        schema = ("id string, date_of_service date, discipline string, note string, "
                  "activities array<struct<code:string,minutes:int>>")
        frame = session.createDataFrame([tuple(r[k] for k in ("id", "date_of_service", "discipline", "note",
                                                              "activities")) for r in rows], schema).repartition(4)
        answers = spark.evaluate(frame, keep=["id"]).collect()

        def pids(batches):
            yield from (pa.RecordBatch.from_pydict({"pid": [os.getpid()]}) for _ in batches)

        workers = {row.pid for row in frame.mapInArrow(pids, "pid long").collect()}
        assert len(workers) > 1 and os.getpid() not in workers
        with pytest.raises(Exception, match="policy|UnknownName|name"):
            spark.evaluate(frame, policies={"x": {"base": "nothing"}}).collect()
    finally:
        session.stop()
    assert len(answers) == 2000
    for row in answers:
        v = int(row.id.split()[1])
        first, last = batch["activity_offsets"][v : v + 2]
        assert (row.status, row.timed_minutes, row.timed_units) == (
            direct.status[v], direct.timed_minutes[v], direct.timed_units[v])
        assert row.units == direct.units[first:last].tolist()
    assert sum(len(row.findings) for row in answers) == len(direct.finding_visit)


def frame_of(part):
    """Runs in a worker process: each makes an engine of its own."""
    return tc.Engine().evaluate_frame(part).activities


def test_dask():
    pd = pytest.importorskip("pandas")
    dd = pytest.importorskip("dask.dataframe")
    frame = pd.DataFrame({"visit": [i // 3 for i in range(3000)], "date_of_service": "2026-03-02",
                          "discipline": "PT", "code": ["97110", "97140", "97530"] * 1000,
                          "minutes": [i * 7 % 45 for i in range(3000)]})
    meta = frame.iloc[:0].assign(units=pd.Series(dtype="int32"))
    # divisions at bounds of visits: a visit must lie in one partition
    parts = dd.from_pandas(frame.set_index("visit", drop=False).rename_axis(None), npartitions=4)
    got = parts.map_partitions(frame_of, meta=meta).compute(scheduler="processes", num_workers=2)
    assert got["units"].tolist() == tc.Engine().evaluate_frame(frame).activities["units"].tolist()


if __name__ == "__main__":
    sys.exit(pytest.main(["-q", "-p", "no:cacheprovider", __file__]))
