"""The golden visits: the folder tests/vectors where it is there, the examples, the published cases, the labelled notes,
and visits of our own for what the bindings translate: signs of several bytes, ids, ties, goals, episodes, refusals."""
import json
import pathlib

TOP = pathlib.Path(__file__).resolve().parents[2]
BASE = {"date_of_service": "2026-03-02", "discipline": "PT"}
SIGNS = "≥ 90°, 5 µg daily. Sit to stand from the toilet x10, 15 min, min A, to get off the toilet safely. 🙂 TUG 14 s."
OURS = [
    {"id": "signs", "note": SIGNS, "activities": [{"id": "a", "minutes": 15, "description": "≥ 3 µm: sit to stand"}]},
    {"id": "tie", "activities": [{"code": c, "minutes": 8} for c in ("97110", "97140", "97112")]},
    {"id": "goals", "note": "TUG 12 s today.", "goals": [
        {"id": "g1", "text": "Walk to the mailbox, TUG under 12 s in 4 weeks", "measure": "TUG", "baseline": "20 s",
         "current": "14 s", "target": "12 s", "set_on": "2026-02-01", "target_date": "2026-04-01"}],
     "activities": [{"id": "w", "code": "97116", "minutes": 20, "goals": ["g1"]},
                    {"code": "97530", "minutes": 20, "goals": ["g1"]}]},
    {"id": "episode", "is_signed": True, "signed_by": "therapist", "cosigned": False, "setting": "professional",
     "place_of_service": 11, "episode": {"treatment_dates": ["2026-02-02", "2026-02-09"], "notes": ["Älteres ≥ 5"],
     "report_dates": [], "certified_from": "2026-02-02", "certified_to": "2026-05-01", "certification_signed": True,
     "used_pt_slp": "2310.55", "used_ot": "0", "visit_amount": "90"},
     "activities": [{"code": "97110", "minutes": 30, "assistant_minutes": 10, "start": "09:00", "end": "09:30",
                     "modifiers": ["GP"], "contact": "one-on-one", "performer": "assistant"}]},
    {"id": "zero", "activities": [{"code": "97110", "minutes": 0, "billed_units": 0}], "timed_minutes": 0},
    {"id": "empty"},
]
REFUSED = [
    {"activities": [{"code": "97S30"}]}, {"activities": [{"minutes": -1}]}, {"activities": [{"minutes": 22.5}]},
    {"activities": [{"minutes": 1e30}]}, {"activities": [{"minuts": 5}]}, {"nte": "x"}, {"note": 5},
    {"activities": [{"minutes": 10, "assistant_minutes": 11}]}, {"activities": [{"goals": ["g9"]}]},
    {"activities": [{"id": "a"}, {"id": "a"}]}, {"date_of_service": "2026-02-30"}, {"discipline": "pt"},
    {"policy": "no-such"}, {"episode": {"used_ot": "1.5"}}, {"activities": [{"modifiers": ["G"]}]},
    {"activities": [{"start": "24:00"}]}, {"note": "a\u0000b"}, {"format": 2}, {"activities": 5}, {"is_signed": 1},
    {"activities": [{"code": ""}]}, {"goals": [{"set_on": "2026-02-02", "target_date": "2026-01-01"}]},
]


def is_visit(document):
    return isinstance(document, dict) and "date_of_service" in document and "intervals" not in document


def files():
    """Documents that the tree holds."""
    found = []
    for folder in ("tests/vectors", "docs/examples"):
        for path in sorted((TOP / folder).glob("**/*.json")):
            document = json.loads(path.read_text(encoding="utf-8"))
            found += [one for one in (document if isinstance(document, list) else [document]) if is_visit(one)]
    return found


def cases():
    """The published worked examples of units, under both rules."""
    for case in json.loads((TOP / "tests/cases/units.json").read_text(encoding="utf-8")):
        activities = [{"code": row["code"], "minutes": row["minutes"]} for row in case["input"]
                      if isinstance(row.get("minutes"), int)]
        yield {**BASE, "id": case["id"], "activities": activities}


def notes(limit):
    """Labelled notes, each with its own discipline."""
    lines = (TOP / "tests/notes/notes.jsonl").read_text(encoding="utf-8").splitlines()[:limit]
    for line in lines:
        row = json.loads(line)
        yield {**BASE, "id": row["id"], "discipline": row["discipline"], "note": row["text"]}


def all_visits(limit=40):
    """Visits that are answered, then some that are refused."""
    good = files() + [{**BASE, **one} for one in OURS] + list(cases()) + list(notes(limit))
    bad = [{**BASE, **one, "id": f"refused-{i}"} for i, one in enumerate(REFUSED)]
    return [one for one in good if "activities" in one or "note" in one or one.get("id") == "empty"] + bad
