#!/usr/bin/env python3
"""A slow, obvious oracle of the unit rules, to compare the library with.

It was written from the rules alone (Medicare Claims Processing Manual ch. 5 s. 20.1-20.3, 42 CFR
410.59/410.60(a)(4), the CPT midpoint convention) and from the published examples, never from the
library's source. It prefers trying everything to being clever: under Medicare's rule it lists all
ways to hand out the units of the day and keeps those that the manual allows.

    units_oracle.py [--rule R] [--assistant-method M] [--tie T] [--assistant-rule by-date|none]
                    [--discipline-modifiers yes|no] [--no-next] < visits > results

reads one visit a line in the project's JSON form and writes one JSON object a line:

    id             of the visit
    timed_minutes  of the 15-minute codes, all disciplines
    timed_units    units of the 15-minute codes
    units          "PT:97110" -> units, zero when performed and not billed
    assistant_units  "PT:97110" -> units that carry CQ or CO
    next           "PT:97110" -> fewest added minutes of this code that raise its units, or null
    pools          "PT" -> minutes, units, minutes_to_next_unit (null under a per-code rule)
    alternatives   ties: discipline, codes (k), r units that they share, count = C(k, r)
    lines          code, units >= 1, modifiers (discipline's, then CQ/CO), minutes not repeated
    unallocated    under total-only: discipline -> units that no code has been given
    not_checkable  "PT:97110": a code that needs minutes (or an area) and has none stated
    uncovered      codes that this oracle does not know or cannot count from one day
or {"id", "error"} for a visit that contradicts itself.

Choices: where the rules are silent this is what was taken.

 1. Pool: one per discipline, all encounters of the day. All 15-minute codes are in it, 97129/97130
    and 90912/90913 too, each pair as one service: the manual adds "all 15-minute codes" and these
    are 15-minute codes. Hourly codes, area codes and families with another block stay out.
    timed_minutes and timed_units speak of the pool's codes only.
 2. Seconds: summed per code and discipline (per family and discipline for base/add-on codes),
    truncated once. assistant_minutes are whole: odd seconds count as the therapist's, and go; an
    entry that the assistant performed alone is the assistant's to the second.
 3. Tie default "first-listed": order of the first entry of the code in the visit, whatever its
    minutes. "most-minutes": more minutes of the day, then first-listed. "lowest-code": by code.
    "therapist-first": codes whose added unit would take no CQ/CO, then first-listed.
 4. A leftover earns at most one unit, and none when it is 0: it is spent by the unit it earns.
 5. total-only: nothing is allocated, not even to a code that is alone in its pool.
 6. ceiling counts every begun block, of families and hourly codes too; full-block only full ones
    (full base block, full added blocks). Elsewhere blocks of other lengths follow the midpoint.
 7. Families run as one total over base and add-on, whichever of them the minutes were stated on:
    the first unit is the base code's and the rest the add-on's, even if the visit names only one.
    "Add-on never alone" is thereby never violated.
 8. 97597/97598: the stated areas of both are added up. 97597 without any area is 1 unit (it was
    done, and its first block is "20 or less"); 97598 alone without an area is not checkable.
 9. Untimed: 1 unit per code and discipline, stated minutes or not, 0 stated minutes included.
    Unlisted codes (97039, 97139, 97799) count as untimed. Home health G codes are 15-minute codes.
    Remote monitoring and phone codes need more than one day: uncovered.
10. A timed code with no minutes anywhere is not checkable and gets no units. If some of its entries
    have minutes, these are counted. start and end are not read.
11. contact, participants, performer student or aide, region and encounter do not change units here.
    performer "assistant" without assistant_minutes: all minutes but the joint ones. An evaluation
    by the assistant alone, its add-on included, has no unit: assistants of no discipline evaluate.
12. CQ/CO by date of service: none before 2020-01-01; 10% on each remaining unit to 2021-12-31; the
    midpoint procedure from 2022-01-01. The time rule does not matter to it. Two units that remain
    are one with and one without also where the 9-14 minutes of 410.60(a)(4)(v) are not met (8 + 8
    of one code can earn a second unit by the pool's total): the procedure's text taken literally.
    Under ceiling the same.
13. 10% methods: "strict" 10 x A > A + T; "percentage" 100 x A / (A + T) rounded half up, 11
    or more; "simple" A >= (A + T) / 10 rounded half up, + 1. A = 0 never takes the modifier.
14. 97129/97130 and 90912/90913 are split like one 15-minute code; the base code's unit takes the
    modifier if the add-on has fewer units than take it, or if the assistant has most of the minutes
    that were recorded under the base code. All other families, hourly and area codes are taken as one service:
    over 10% of the summed minutes puts the modifier on all its units.
15. Untimed service without minutes (none stated, or 0): modifier only if every entry
    of it is performer "assistant".
16. next: minutes are added to the code and nobody asks who furnishes them; a code that can never
    rise (untimed, area, a base that has its unit, an evaluation by the assistant) has null. Searched to 240 minutes.
17. Modifiers: the discipline's on every line, of codes off the therapy list too, CQ/CO behind it.
    No other modifier is made.
18. A code counts in the same way on every date; whether it was valid then is not asked. Which codes
    belong to which discipline is not asked either.
"""

import argparse
import functools
import itertools
import json
import math
import sys

# Which codes are counted how: numbers and minutes only.
TIMED = set("""97032 97033 97034 97035 97036 97110 97112 97113 97116 97124 97140 97530 97533
97535 97537 97542 97750 97755 97760 97761 97763 G0151 G0152 G0153 G0157 G0158""".split())
UNTIMED = set("""97161 97162 97163 97164 97165 97166 97167 97168 92521 92522 92523 92524 92597 92610
92611 92612 92507 92508 92526 92606 92609 92630 92633 97010 97012 97014 G0283 G0281 G0329 97016
97018 97022 97024 97026 97028 97037 97150 95992 95851 90901 20560 20561 97552 G0543 97602 97605
97606 97610 97039 97139 97799""".split())
HOURLY = {"96105", "96125"}
# base code, add-on code, minutes of the base block, minutes of each added block
FAMILIES = [("97129", "97130", 15, 15), ("90912", "90913", 15, 15), ("97550", "97551", 30, 15),
            ("G0541", "G0542", 30, 15), ("97545", "97546", 120, 60), ("92607", "92608", 60, 30),
            ("92605", "92618", 60, 30), ("92626", "92627", 60, 15)]
FAMILY_OF = {code: family for family in FAMILIES for code in family[:2]}
AREA = ("97597", "97598")
QUARTER_FAMILIES = {family[0] for family in FAMILIES if family[2:] == (15, 15)}
POOLED = TIMED | QUARTER_FAMILIES
EVALUATIONS = {"9716%d" % n for n in range(1, 9)} | set(  # manual s. 20.2 D: codes that belong to one discipline
    "92521 92522 92523 92524 92597 92605 92607 92610 92611 92612 92614 92616".split())

RULES = ("medicare-total", "ama-midpoint", "full-block", "total-only", "ceiling")
METHODS = ("strict", "percentage", "simple")
TIES = ("first-listed", "most-minutes", "lowest-code", "therapist-first")
DISCIPLINE_MODIFIER = {"PT": "GP", "OT": "GO", "SLP": "GN"}
ASSISTANT_MODIFIER = {"PT": "CQ", "OT": "CO"}

ENUMERATE_AT_MOST = 2000    # ways to hand out the units that are listed one by one ...
ENUMERATE_IN_SEARCH = 60    # ... and where the answer is only one step of a search
SEARCH_MINUTES = 240


class BadVisit(Exception):
    pass


# ---- Medicare: manual s. 20.2 C ----------------------------------------------------------------

def units_of_total(minutes):
    """The interval table, walked: 8-22 is 1, 23-37 is 2, and so on without end."""
    units, low = 0, 8
    while minutes >= low:
        units, low = units + 1, low + 15
    return units


def ways_to_hand_out(units, count):
    """Every tuple of `count` numbers >= 0 that add up to `units`."""
    if count == 1:
        yield (units,)
        return
    for first in range(units + 1):
        for rest in ways_to_hand_out(units - first, count - 1):
            yield (first,) + rest


def manual_allows(minutes, units):
    """Does the manual allow these units (per code) for these minutes (per code)?"""
    extra = []
    for m, u in zip(minutes, units):
        if m == 0 and u > 0:
            return False                # no unit without a minute
        if u < m // 15:
            return False                # 15 minutes are at least 1 unit, 30 at least 2 ...
        extra.append(u - m // 15)
    left = [m % 15 for m in minutes]
    for e, rest in zip(extra, left):
        if e > 1 or (e == 1 and rest == 0):
            return False                # leftover minutes earn one unit, and only if there are any
    for e, mine in zip(extra, left):
        for f, other in zip(extra, left):
            if e == 1 and f == 0 and other > mine:
                return False            # the largest leftover comes first
    return True


def allocations_by_filter(minutes):
    total = units_of_total(sum(minutes))
    return {w for w in ways_to_hand_out(total, len(minutes)) if manual_allows(minutes, w)}


def allocations_by_grants(minutes):
    """The same set in another way: unit after unit to any largest leftover, which is then spent."""
    states = {(tuple(m // 15 for m in minutes), tuple(m % 15 for m in minutes))}
    for _ in range(units_of_total(sum(minutes)) - sum(m // 15 for m in minutes)):
        following = set()
        for units, left in states:
            for i, rest in enumerate(left):
                if rest == max(left) and rest > 0:
                    following.add((units[:i] + (units[i] + 1,) + units[i + 1:],
                                   left[:i] + (0,) + left[i + 1:]))
        states = following
    return {units for units, _ in states}


def tie_of_set(allocations):
    """(least units per code, indexes of the k codes that differ, r units which they share)."""
    rows = list(zip(*sorted(allocations)))
    least = [min(row) for row in rows]
    tied = [i for i, row in enumerate(rows) if min(row) != max(row)]
    one = next(iter(allocations))
    return least, tied, sum(one[i] - least[i] for i in tied)


def tie_by_counting(minutes):
    """The same for many codes, where listing all ways would take too long."""
    least = [m // 15 for m in minutes]
    to_give = units_of_total(sum(minutes)) - sum(least)
    for value in range(14, 0, -1):
        having = [i for i, m in enumerate(minutes) if m % 15 == value]
        if 0 < to_give < len(having):
            return least, having, to_give
        if to_give >= len(having):
            to_give -= len(having)
            for i in having:
                least[i] += 1
    assert to_give == 0
    return least, [], 0


@functools.lru_cache(maxsize=200000)
def medicare(minutes, at_most):
    """Minutes per code (a tuple) -> least units per code, tied indexes, r."""
    if not minutes:
        return [], [], 0
    total, count = units_of_total(sum(minutes)), len(minutes)
    if math.comb(total + count - 1, count - 1) > at_most:
        return tie_by_counting(minutes)
    allocations = allocations_by_filter(minutes)
    least, tied, shared = tie_of_set(allocations)
    assert len(allocations) == math.comb(len(tied), shared)
    return least, tied, shared


# ---- rules that look at one code, or one family, alone -----------------------------------------

def midpoint_units(minutes, block):
    """A unit is reached when its midpoint is passed and all blocks before it are complete."""
    units = 0
    while 2 * (minutes - units * block) > block:
        units += 1
    return units


def per_code_units(rule, minutes, block=15):
    if rule == "full-block":
        return minutes // block
    if rule == "ceiling":
        return math.ceil(minutes / block)
    return midpoint_units(minutes, block)


def family_units(rule, minutes, base, added):
    """(base units, add-on units) of one running total."""
    if rule == "full-block":
        return (0, 0) if minutes < base else (1, (minutes - base) // added)
    if rule == "ceiling":
        return min(1, minutes), math.ceil(max(0, minutes - base) / added)
    if 2 * minutes <= base:
        return 0, 0
    return 1, midpoint_units(max(0, minutes - base), added)


def area_units(square_cm):
    """20 sq cm or part for the base, each further 20 or part for the add-on."""
    if square_cm <= 0:
        return 0, 0
    return 1, math.ceil(max(0, square_cm - 20) / 20)


# ---- assistants --------------------------------------------------------------------------------

def over_ten_percent(method, assistant, total):
    if assistant == 0 or total == 0:
        return False
    if method == "strict":
        return 10 * assistant > total
    if method == "percentage":
        return (200 * assistant + total) // (2 * total) >= 11
    return assistant >= (total + 5) // 10 + 1


def era_of(date):
    """0: no modifier yet; 1: 10% only (2020 and 2021); 2: with the midpoint exceptions."""
    return 0 if date < "2020-01-01" else 1 if date < "2022-01-01" else 2


def quarter_hour_split(era, method, minutes, assistant, units):
    """How many of the units of one 15-minute service carry the modifier."""
    therapist = minutes - assistant
    without, with_ = therapist // 15, assistant // 15
    t, a = therapist % 15, assistant % 15
    remaining = units - without - with_
    if remaining < 0:                   # no rule here gives less than the whole blocks
        raise AssertionError("fewer units than whole blocks")
    over = over_ten_percent(method, a, a + t)
    if era == 1:
        return with_ + (remaining if over else 0)
    if remaining == 2:
        return with_ + 1
    if remaining == 1 and t < 8 and over:
        return with_ + 1
    return with_


# ---- a visit -----------------------------------------------------------------------------------

class Service:
    """All that was done of one code (or one family) in one discipline."""

    def __init__(self):
        self.seconds = 0
        self.assistant_seconds = 0
        self.quantity = 0
        self.stated = False             # some entry has minutes
        self.has_area = False
        self.base_listed = False
        self.all_by_assistant = True
        self.base_seconds = 0           # recorded under the base code of a family ...
        self.base_assistant = 0         # ... and the assistant's of these

    def minutes(self):
        return self.seconds // 60

    @property
    def assistant(self):
        if self.assistant_seconds == self.seconds:
            return self.minutes()
        return self.assistant_seconds // 60


def whole(entry, key, low, high):
    value = entry.get(key)
    if value is None:
        return 0
    if type(value) is not int or not low <= value <= high:
        raise BadVisit("%s out of range" % key)
    return value


def gather(visit):
    """{(discipline, key): Service} in listed order, codes as listed, uncovered codes.
    The key is the code, or the base code of the family."""
    services, performed, uncovered = {}, [], []
    for entry in visit.get("activities", []):
        code = entry.get("code") or ""
        if not code:
            continue
        discipline = entry.get("discipline") or visit.get("discipline")
        if discipline not in DISCIPLINE_MODIFIER:
            raise BadVisit("discipline")
        if not (code in TIMED or code in UNTIMED or code in HOURLY or code in FAMILY_OF
                or code in AREA):
            if code not in uncovered:
                uncovered.append(code)
            continue
        if (discipline, code) not in performed:
            performed.append((discipline, code))
        key = FAMILY_OF[code][0] if code in FAMILY_OF else AREA[0] if code in AREA else code
        service = services.setdefault((discipline, key), Service())
        minutes = whole(entry, "minutes", 0, 1440)
        assistant = whole(entry, "assistant_minutes", 0, 1440)
        joint = whole(entry, "joint_minutes", 0, 1440)
        seconds = 60 * minutes + whole(entry, "seconds", 0, 59)
        assistant_seconds = 60 * assistant
        if entry.get("performer") == "assistant" and entry.get("assistant_minutes") is None:
            assistant = max(0, minutes - joint)
            assistant_seconds = max(0, seconds - 60 * joint)
        if entry.get("minutes") is not None and assistant + joint > minutes:
            raise BadVisit("assistant_minutes and joint_minutes exceed minutes")
        if entry.get("minutes") is not None or entry.get("seconds"):
            service.stated = True
        service.seconds += seconds
        service.assistant_seconds += assistant_seconds
        if code == key:
            service.base_seconds += seconds
            service.base_assistant += assistant_seconds
        service.quantity += whole(entry, "quantity", 0, 10 ** 6)
        service.has_area = service.has_area or bool(entry.get("quantity"))
        service.base_listed = service.base_listed or code == key
        service.all_by_assistant &= (entry.get("performer") == "assistant" and joint == 0
                                     and entry.get("assistant_minutes") is None)
    return services, performed, uncovered


def takes_modifier(options, visit, discipline):
    return (options.assistant_rule == "by-date" and era_of(visit["date_of_service"]) > 0
            and discipline in ASSISTANT_MODIFIER and visit.get("setting") != "critical-access")


def tie_order(options, visit, pool, tied):
    """The tied (discipline, code) keys, the ones to be served first in front."""
    if options.tie == "most-minutes":
        return sorted(tied, key=lambda k: -pool[k].minutes())
    if options.tie == "lowest-code":
        return sorted(tied, key=lambda k: k[1])
    if options.tie == "therapist-first":
        era = era_of(visit["date_of_service"])

        def to_assistant(key):
            if not takes_modifier(options, visit, key[0]):
                return 0
            m, a = pool[key].minutes(), pool[key].assistant
            return (quarter_hour_split(era, options.assistant_method, m, a, m // 15 + 1)
                    - quarter_hour_split(era, options.assistant_method, m, a, m // 15))
        return sorted(tied, key=to_assistant)
    return list(tied)


def pool_units(options, visit, services, discipline):
    """Units of the 15-minute codes of one discipline: ({key: units} or None, tie or None)."""
    pool = {k: s for k, s in services.items()
            if k[0] == discipline and k[1] in (POOLED if options.rule == "medicare-total"
                                               else TIMED) and s.stated}
    if options.rule == "total-only":
        return None, None
    if options.rule != "medicare-total":
        return {k: per_code_units(options.rule, s.minutes()) for k, s in pool.items()}, None
    keys = list(pool)
    least, tied, shared = medicare(tuple(pool[k].minutes() for k in keys), options.at_most)
    units = dict(zip(keys, least))
    names = [keys[i] for i in tied]
    for key in tie_order(options, visit, pool, names)[:shared]:
        units[key] += 1
    tie = (names, shared) if names else None
    return units, tie


def barred(key, service):
    return key in EVALUATIONS and (service.all_by_assistant or 0 < service.seconds == service.assistant_seconds)


def count(options, visit, services):
    """{(discipline, code): units} for everything, family add-ons included, and the ties."""
    units, ties = {}, []
    for discipline in DISCIPLINE_MODIFIER:
        part, tie = pool_units(options, visit, services, discipline)
        units.update(part or {})
        if tie:
            ties.append((discipline, [k[1] for k in tie[0]], tie[1]))
    for (discipline, key), service in services.items():
        if barred(key, service):
            for code in FAMILY_OF.get(key, (key,))[:2]:
                units[discipline, code] = 0
        elif key in UNTIMED:
            units[discipline, key] = 1
        elif key in QUARTER_FAMILIES and (discipline, key) in units:
            together = units[discipline, key]
            units[discipline, key] = min(1, together)
            units[discipline, FAMILY_OF[key][1]] = max(0, together - 1)
        elif key in QUARTER_FAMILIES and options.rule == "total-only":
            continue
        elif key in HOURLY and service.stated:
            units[discipline, key] = per_code_units(options.rule, service.minutes(), 60)
        elif key in FAMILY_OF and service.stated:
            base, added, base_block, added_block = FAMILY_OF[key]
            units[discipline, base], units[discipline, added] = family_units(
                options.rule, service.minutes(), base_block, added_block)
        elif key == AREA[0] and service.has_area:
            units[discipline, AREA[0]], units[discipline, AREA[1]] = area_units(service.quantity)
        elif key == AREA[0] and service.base_listed:
            units[discipline, AREA[0]] = 1
    return units, ties


def assistant_units(options, visit, services, units):
    """{(discipline, code): units that carry the modifier}."""
    result = {key: 0 for key in units}
    era, method = era_of(visit["date_of_service"]), options.assistant_method
    for (discipline, key), service in services.items():
        own = [(discipline, c) for c in ((FAMILY_OF[key][:2] if key in FAMILY_OF else
                                          AREA if key == AREA[0] else (key,)))]
        own = [k for k in own if units.get(k, 0) > 0]
        if not own or not takes_modifier(options, visit, discipline):
            continue
        quarter_hours = key in TIMED or (key in FAMILY_OF and FAMILY_OF[key][2:] == (15, 15))
        if quarter_hours:
            total = sum(units[k] for k in own)
            marked = quarter_hour_split(era, method, service.minutes(), service.assistant, total)
            if len(own) == 2 and (marked > units[own[1]] or
                                  2 * service.base_assistant > service.base_seconds > 0):
                result[own[0]] = min(1, marked)
                marked -= result[own[0]]
            result[own[-1]] = marked
        else:
            marked = (over_ten_percent(method, service.assistant, service.minutes())
                      if service.minutes() > 0 else service.all_by_assistant)
            for k in own:
                result[k] = units[k] if marked else 0
    return result


def minutes_to_next(options, visit, services, key):
    """Adds minute after minute to the code until its own units rise."""
    discipline, code = key
    if code in UNTIMED or code in AREA:
        return None
    if options.rule == "total-only" and (FAMILY_OF[code][0] if code in FAMILY_OF
                                         else code) in POOLED:
        return None
    service = services[discipline, FAMILY_OF[code][0] if code in FAMILY_OF else code]
    if not service.stated or barred(FAMILY_OF.get(code, (code,))[0], service):
        return None
    before = count(options, visit, services)[0].get(key, 0)
    if code in FAMILY_OF and code == FAMILY_OF[code][0] and before == 1:
        return None
    seconds, answer = service.seconds, None
    options.at_most = ENUMERATE_IN_SEARCH
    for extra in range(1, SEARCH_MINUTES + 1):
        service.seconds = seconds + 60 * extra
        if count(options, visit, services)[0].get(key, 0) > before:
            answer = extra
            break
    service.seconds = seconds
    options.at_most = ENUMERATE_AT_MOST
    return answer


def pool_row(options, minutes, units):
    """One discipline's total, and what the total lacks to its next unit."""
    row = {"minutes": minutes, "units": units, "minutes_to_next_unit": None}
    if options.rule in ("medicare-total", "total-only"):
        extra = 1
        while units_of_total(minutes + extra) == units_of_total(minutes):
            extra += 1
        row["minutes_to_next_unit"] = extra
    return row


def lines_of(options, units, marked):
    lines = []
    for (discipline, code), number in units.items():
        plain = [DISCIPLINE_MODIFIER[discipline]] if options.discipline_modifiers == "yes" else []
        with_ = marked[discipline, code]
        if number - with_ > 0:
            lines.append({"code": code, "units": number - with_, "modifiers": plain})
        if with_ > 0:
            lines.append({"code": code, "units": with_,
                          "modifiers": plain + [ASSISTANT_MODIFIER[discipline]]})
    return lines


def not_checkable(services, performed):
    result = []
    for discipline, code in performed:
        key = FAMILY_OF[code][0] if code in FAMILY_OF else AREA[0] if code in AREA else code
        service = services[discipline, key]
        if code in AREA:
            bad = not service.has_area and (discipline, AREA[0]) not in performed
        else:
            bad = code not in UNTIMED and not service.stated
        if bad:
            result.append("%s:%s" % (discipline, code))
    return result


def evaluate(visit, options):
    """One visit (a dict) -> the result (a dict)."""
    services, performed, uncovered = gather(visit)
    units, ties = count(options, visit, services)
    # a family's or area's other code is shown when it was performed or has earned something
    units = {k: u for k, u in units.items() if u > 0 or k in performed}
    listed = {k: i for i, k in enumerate(performed)}
    units = dict(sorted(units.items(), key=lambda item: listed.get(item[0], len(listed))))
    marked = assistant_units(options, visit, services, units)
    name = "%s:%s".__mod__
    result = {"id": visit.get("id"), "timed_minutes": 0, "timed_units": 0,
              "units": {name(k): u for k, u in units.items()},
              "assistant_units": {name(k): u for k, u in marked.items()},
              "next": {}, "pools": {},
              "alternatives": [{"discipline": d, "codes": codes, "r": r,
                                "count": math.comb(len(codes), r)} for d, codes, r in ties],
              "lines": lines_of(options, units, marked), "unallocated": {},
              "not_checkable": not_checkable(services, performed), "uncovered": uncovered}
    for discipline in DISCIPLINE_MODIFIER:
        pool = [k for k, s in services.items()
                if k[0] == discipline and k[1] in POOLED and s.stated]
        if not pool:
            continue
        minutes = sum(services[k].minutes() for k in pool)
        if options.rule == "total-only":
            earned = units_of_total(minutes)
            result["unallocated"][discipline] = earned
        else:
            earned = sum(units.get((discipline, c), 0) for _, key in pool
                         for c in (FAMILY_OF[key][:2] if key in FAMILY_OF else (key,)))
        result["pools"][discipline] = pool_row(options, minutes, earned)
        result["timed_minutes"] += minutes
        result["timed_units"] += earned
    if options.next:
        result["next"] = {name(k): minutes_to_next(options, visit, services, k) for k in units}
    return result


def allocations_of(codes_minutes):
    """Every allocation that Medicare allows, as dicts; the two methods must agree."""
    codes, minutes = list(codes_minutes), tuple(codes_minutes.values())
    if not codes:
        return [{}]
    found = allocations_by_filter(minutes)
    if found != allocations_by_grants(minutes):
        raise AssertionError("two readings of the manual differ for %r" % (minutes,))
    least, tied, shared = tie_by_counting(minutes)
    counted = set()
    for chosen in itertools.combinations(tied, shared):
        counted.add(tuple(u + (i in chosen) for i, u in enumerate(least)))
    if found != counted:
        raise AssertionError("counting and listing differ for %r" % (minutes,))
    return [dict(zip(codes, way)) for way in sorted(found, reverse=True)]


def make_options(arguments=()):
    parser = argparse.ArgumentParser(description="oracle of the unit rules: visits in, units out")
    parser.add_argument("--rule", choices=RULES, default="medicare-total")
    parser.add_argument("--assistant-method", choices=METHODS, default="percentage")
    parser.add_argument("--tie", choices=TIES, default="first-listed")
    parser.add_argument("--assistant-rule", choices=("by-date", "none"), default="by-date",
                        help="none: a payer that does not know CQ and CO")
    parser.add_argument("--discipline-modifiers", choices=("yes", "no"), default="yes")
    parser.add_argument("--no-next", dest="next", action="store_false",
                        help="leave out the minutes to the next unit (the slow part)")
    options = parser.parse_args(list(arguments))
    options.at_most = ENUMERATE_AT_MOST
    return options


def main():
    options = make_options(sys.argv[1:])
    for line in sys.stdin:
        if not line.strip():
            continue
        visit = json.loads(line)
        try:
            result = evaluate(visit, options)
        except BadVisit as problem:
            result = {"id": visit.get("id"), "error": str(problem)}
        print(json.dumps(result, separators=(",", ":")))
    return 0


if __name__ == "__main__":
    sys.exit(main())
