"""The first two lines of the README, and results as the rows of the library."""
import datetime
import json
import subprocess
import sys
import threading

import pytest
from conftest import visit

import therapycode as tc


def test_day_one():
    units = tc.units({"97110": 33, "97140": 7}, on="2026-03-02")
    assert units == {"97110": 2, "97140": 1}
    assert units.total == 3
    assert repr(units) == "{'97110': 2, '97140': 1}"
    assert any("40" in line for line in units.why)


def test_the_same_three_ways(engine):
    activities = [tc.Activity(id="a", code="97110", minutes=33), tc.Activity(id="b", code="97140", minutes=7)]
    typed = engine.evaluate(visit(activities=activities))
    form = tc.evaluate({"date_of_service": "2026-03-02", "discipline": "PT", "activities": [
        {"id": "a", "code": "97110", "minutes": 33}, {"id": "b", "code": "97140", "minutes": 7}]})
    assert typed.to_dict() == form
    assert tc.units(activities, on=datetime.date(2026, 3, 2)) == {t.code: t.units for t in typed.tallies}
    assert form["lines"][0]["activities"] == ["a"]
    assert [line.modifiers for line in typed.lines] == [("GP",), ("GP",)]


def test_zero_minutes_are_a_fact(engine):
    with_zero = engine.evaluate(visit(activities=[tc.Activity(code="97110", minutes=0, billed_units=1)]))
    without = engine.evaluate(visit(activities=[tc.Activity(code="97110", billed_units=1)]))
    assert with_zero != without


def test_policy(engine):
    ours = tc.Engine(policies={"acme-ppo": {"time_rule": "ama-midpoint", "base": "medicare"}})
    activities = {"97110": 8, "97140": 8}
    assert tc.units(activities, on="2026-03-02", policy="acme-ppo", engine=ours).total == 2
    assert tc.units(activities, on="2026-03-02", engine=ours).total == 1
    with pytest.raises(tc.UnknownName):
        tc.units(activities, on="2026-03-02", policy="acme-ppo", engine=engine)


def test_rulebook_is_taken_over():
    book = tc.Rulebook()
    engine = tc.Engine(book)
    with pytest.raises(tc.InvalidArgument):
        book.set_policy("a", "base", "medicare")
    book.close()
    assert engine.info.digest != ""
    with pytest.raises(tc.UnknownName):
        tc.Engine(policies={"x": {"base": "nothing"}})


def test_closed_engine():
    with tc.Engine() as engine:
        rules = engine.rules
    with pytest.raises(tc.InvalidArgument):
        engine.evaluate(visit())
    with pytest.raises(tc.InvalidArgument):
        rules[0]


def test_tables(engine):
    assert [code.code for code in engine.codes] == sorted(code.code for code in engine.codes)
    row = engine.find_code("97110", on="2026-03-02")
    assert row is not None and row.timing is tc.Timing.TIMED and row.minutes_per_unit == 15
    assert tc.Discipline.PT in row.disciplines
    assert engine.find_code("00000", on="2026-03-02") is None
    assert engine.rules[-1] == engine.rules[len(engine.rules) - 1]
    assert engine.rules[0:2] == tuple(engine.rules)[0:2]
    with pytest.raises(IndexError):
        engine.rules[len(engine.rules)]
    assert any(option.policy == "medicare" for option in engine.options)
    assert tc.data_version() == engine.info.release


def test_check_day(engine):
    both = [tc.Interval(code="97110", clinician=1, patient=patient, start="09:00", end="09:30") for patient in (1, 2)]
    findings = engine.check_day(tc.Day(date_of_service="2026-03-02", intervals=both))
    assert findings and findings[0].activity is not None
    assert not engine.check_day(tc.Day(date_of_service="2026-03-02", intervals=both[:1]))


def test_results_are_frozen(engine):
    answer = engine.evaluate(visit(activities=[tc.Activity(code="97110", minutes=23)]))
    with pytest.raises(AttributeError):
        answer.lines[0].units = 9
    assert hash(answer.lines[0]) == hash(answer.lines[0])


def test_eight_threads_on_one_engine(engine):
    visits = [visit(activities=[tc.Activity(code="97110", minutes=m)]) for m in range(60)]
    wanted = [engine.evaluate(v).to_dict() for v in visits]
    wrong = []

    def work():
        for v, want in zip(visits * 5, wanted * 5, strict=True):
            if engine.evaluate(v).to_dict() != want:
                wrong.append(v)

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong


def test_a_first_look():
    """python -m therapycode."""

    def run(*words, text=None):
        return subprocess.run([sys.executable, "-m", "therapycode", *words], capture_output=True, text=True, input=text,
                              check=False)

    assert run("units", "97110=33", "97140=7", "--on", "2026-03-02").stdout.startswith("97110  2\n97140  1\n")
    visit_text = '{"date_of_service": "2026-03-02", "discipline": "PT", "note": "Secret"}'
    assert json.loads(run("evaluate", "-", text=visit_text).stdout)["format"] == 1
    refused = run("evaluate", "-", text=visit_text.replace("PT", "Secret"))
    assert refused.returncode == 1 and "Secret" not in refused.stderr and "discipline" in refused.stderr
    assert run("evaluate", "-", text="{").returncode == 1
    assert run().returncode == 2
    assert "CPT" in run("--version").stdout
