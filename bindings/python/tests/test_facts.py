"""Facts that cannot be: each names its field, none shows its value, none crashes."""
import datetime
import math
import pickle
from decimal import Decimal

import pytest
from conftest import visit
from hypothesis import given, settings
from hypothesis import strategies as st

import therapycode as tc

BAD_ACTIVITIES = [
    ({"minutes": 22.5}, tc.InvalidType, "minutes"),
    ({"minutes": 23.0}, tc.InvalidType, "minutes"),
    ({"minutes": math.nan}, tc.InvalidType, "minutes"),
    ({"minutes": math.inf}, tc.InvalidType, "minutes"),
    ({"minutes": True}, tc.InvalidType, "minutes"),
    ({"minutes": "23"}, tc.InvalidType, "minutes"),
    ({"minutes": 10**30}, tc.InvalidValue, "minutes"),
    ({"minutes": 2**32 + 5}, tc.InvalidValue, "minutes"),
    ({"minutes": -1}, tc.InvalidValue, "minutes"),
    ({"minutes": 1441}, tc.InvalidValue, "minutes"),
    ({"minutes": 10, "assistant_minutes": 11}, tc.Conflict, "assistant_minutes"),
    ({"code": "97S30"}, tc.InvalidValue, "code"),
    ({"code": "971100"}, tc.InvalidValue, "code"),
    ({"code": "97110\0"}, tc.InvalidValue, "code"),
    ({"code": "9711\0"}, tc.InvalidValue, "code"),
    ({"code": "\ud800"}, tc.InvalidText, "code"),
    ({"code": 97110}, tc.InvalidType, "code"),
    ({"description": b"bytes"}, tc.InvalidType, "description"),
    ({"description": "sit \udfff stand"}, tc.InvalidText, "description"),
    ({"start": "25:00"}, tc.InvalidValue, "start"),
    ({"start": "9:00"}, tc.InvalidValue, "start"),
    ({"start": "24:00"}, tc.InvalidValue, "start"),
    ({"start": 540}, tc.InvalidType, "start"),
    ({"start": datetime.time(9, 0, 0, 5)}, tc.InvalidValue, "start"),
    ({"start": "10:00", "end": "09:00"}, tc.Conflict, "end"),
    ({"contact": "one on one"}, tc.InvalidValue, "contact"),
    ({"contact": 1}, tc.InvalidType, "contact"),
    ({"contact": tc.Performer.THERAPIST}, tc.InvalidType, "contact"),
    ({"modifiers": "GP"}, tc.InvalidType, "modifiers"),
    ({"modifiers": ["GP", "KX", "59", "CQ", "XS"]}, tc.LimitExceeded, "modifiers"),
    ({"modifiers": ["G"]}, tc.InvalidValue, "modifiers[0]"),
    ({"modifiers": ["GP", None]}, tc.InvalidType, "modifiers[1]"),
    ({"goals": ["g9"]}, tc.UnknownName, "goals[0]"),
    ({"goals": [7]}, tc.InvalidValue, "goals[0]"),
    ({"goals": [0.0]}, tc.InvalidType, "goals[0]"),
    ({"id": 5}, tc.InvalidType, "id"),
]


@pytest.mark.parametrize(("facts", "kind", "field"), BAD_ACTIVITIES, ids=lambda v: "")
def test_bad_activity(engine, facts, kind, field):
    session = visit(activities=[tc.Activity(code="97110"), tc.Activity(**{"code": "97140", **facts})])
    with pytest.raises(kind) as caught:
        engine.evaluate(session)
    error = caught.value
    assert error.path == f"activities[1].{field}"
    assert error.field == "activities." + field.split("[")[0]
    assert error.index == 1
    assert error.status < 0 and error.status_name.startswith("THERAPYCODE_E_")
    assert isinstance(error, (ValueError, MemoryError))
    for value in facts.values():
        if isinstance(value, str) and len(value) > 2:
            assert value not in str(error)
    assert error.__context__ is None or not isinstance(error.__context__, UnicodeError)


BAD_VISITS = [
    ({"date_of_service": "2026-02-30"}, tc.InvalidValue, "date_of_service"),
    ({"date_of_service": "03/02/2026"}, tc.InvalidValue, "date_of_service"),
    ({"date_of_service": "\u0662026-03-02"}, tc.InvalidValue, "date_of_service"),
    ({"date_of_service": 20260302}, tc.InvalidType, "date_of_service"),
    ({"date_of_service": datetime.datetime(2026, 3, 2, 9)}, tc.InvalidType, "date_of_service"),
    ({"date_of_service": datetime.date(1, 1, 1)}, tc.InvalidValue, "date_of_service"),
    ({"discipline": "pt"}, tc.InvalidValue, "discipline"),
    ({"discipline": None}, tc.InvalidValue, "discipline"),
    ({"policy": "no-such-policy"}, tc.UnknownName, "policy"),
    ({"policy": "medicare\0x"}, tc.InvalidValue, "policy"),
    ({"policy": 5}, tc.InvalidType, "policy"),
    ({"note": b"bytes"}, tc.InvalidType, "note"),
    ({"note": "walked \ud83d 20 ft"}, tc.InvalidText, "note"),
    ({"is_signed": 1}, tc.InvalidType, "is_signed"),
    ({"activities": 5}, tc.InvalidType, "activities"),
    ({"activities": {"a": 1}}, tc.InvalidType, "activities"),
    ({"activities": ["97110"]}, tc.InvalidType, "activities[0]"),
    ({"goals": [tc.Goal(id="g"), tc.Goal(id="g")]}, tc.Conflict, "goals[1].id"),
    ({"goals": [tc.Goal(set_on="2026-02-02", target_date="2026-01-01")]}, tc.Conflict, "goals[0].target_date"),
    ({"episode": {}}, tc.InvalidType, "episode"),
    ({"episode": tc.Episode(treatment_dates=["2026-02-02", "x"])}, tc.InvalidValue, "episode.treatment_dates[1]"),
    ({"episode": tc.Episode(treatment_dates=["2026-02-02", "2026-02-01"])}, tc.Conflict,
     "episode.treatment_dates[1]"),
    ({"episode": tc.Episode(notes=["fine", "\udc00"])}, tc.InvalidText, "episode.notes[1]"),
    ({"episode": tc.Episode(used_ot=12.5)}, tc.InvalidType, "episode.used_ot"),
    ({"episode": tc.Episode(used_ot="12.555")}, tc.InvalidValue, "episode.used_ot"),
    ({"episode": tc.Episode(used_ot=Decimal("NaN"))}, tc.InvalidValue, "episode.used_ot"),
    ({"episode": tc.Episode(used_ot=Decimal("1e999999"))}, tc.InvalidValue, "episode.used_ot"),
    ({"episode": tc.Episode(used_ot=-1)}, tc.InvalidValue, "episode.used_ot"),
]


@pytest.mark.parametrize(("facts", "kind", "path"), BAD_VISITS, ids=lambda v: "")
def test_bad_visit(engine, facts, kind, path):
    with pytest.raises(kind) as caught:
        engine.evaluate(visit(**facts))
    assert caught.value.path == path


def test_error_of_the_library_itself():
    with pytest.raises(tc.InvalidTable) as caught:
        tc.Rulebook().load("policies", b"a,b\n\"")
    assert isinstance(caught.value, ValueError)
    again = pickle.loads(pickle.dumps(caught.value))
    assert type(again) is tc.InvalidTable and str(again) == str(caught.value)


def test_a_rubric_that_does_not_sum_says_so():
    book = tc.Rulebook()
    book.load("rubric", "id,scope,kinds,codes,weight,rule,title,suggestion,from,to\n"
                        "progress,note,daily,,50,DOC-PROGRESS,t,,,\n")
    with pytest.raises(tc.Conflict) as caught:
        tc.Engine(book)
    assert "the weights of daily notes sum to 142, not to 100" in str(caught.value)
    with pytest.raises(tc.InvalidTable) as caught:
        tc.Rulebook().load("lexicon", "phrase,code,cue,weight\n")
    assert caught.value.field == "lexicon.why"


def test_every_status_has_an_exception():
    from therapycode._exceptions import BY_STATUS

    errors = {status for status in tc.Status if status < 0}
    assert set(BY_STATUS) == errors
    for number, kind in BY_STATUS.items():
        assert kind.status == number and kind.status_name == f"THERAPYCODE_{tc.Status(number).name}"
    assert issubclass(tc.OutOfMemory, MemoryError)


def test_repr_shows_no_text(engine):
    secret = "Mrs Example walked"
    session = visit(id=secret, note=secret, activities=[tc.Activity(description=secret, minutes=9)],
                    goals=[tc.Goal(text=secret, baseline=secret)], episode=tc.Episode(notes=[secret]))
    answer = engine.evaluate(session)
    for shown in (repr(session), repr(answer), answer._repr_html_(), str(answer.to_dict())):
        assert "Example walked" not in shown.replace(repr(secret) if shown.startswith("{'format'") else "", "")


ANY = st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary(max_size=9)
                   | st.dates() | st.datetimes() | st.decimals(),
                   lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
                   max_leaves=5)
KEYS = [row[0] for kind in (tc.Session, tc.Activity, tc.Goal, tc.Episode) for row in kind._table()]


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(st.sampled_from(KEYS), ANY, max_size=4), st.booleans(),
       st.dictionaries(st.sampled_from(KEYS), ANY, max_size=4))
def test_any_dictionary_is_answered_or_refused(facts, whole, inner):
    facts = {"date_of_service": "2026-03-02", "discipline": "OT", **facts}
    if whole:
        facts["activities"] = [inner]
    try:
        answer = tc.evaluate(facts)
    except tc.Error as error:
        assert isinstance(error, ValueError)
    else:
        assert answer["format"] == 1
