/* Services that a note tells of in passing, or takes back: none is lost without a finding that quotes it. */
#include "check_main.h"

#include "notes_support.h"

/* What there was not, or what somebody says, stands before a service and is not said of it. */
START_TEST(behind_other_words)
{
    static const struct case_of cases[] = {
        { PT, "No c/o, TE 15 min and MT 10 min", "97110=15 97140=10", NULL },
        { PT, "No complaints today, TE 20 min, NMR 10 min", "97110=20 97112=10", NULL },
        { PT, "Denies falls since Monday, gait training 15 min", "97116=15", NULL },
        { PT, "Denies falls, gait training 15 min, TE 12 min", "97110=12 97116=15", NULL },
        { PT, "No sx, NMR 15 min", "97112=15", NULL },
        { PT, "Not in pain, TE 18 min", "97110=18", NULL },
        { PT, "No pain with TE 15 min", "97110=15", NULL },
        { PT, "No LOB with gait training 12 min", "97116=12", NULL },
        { OT, "No pain w/ ADL training 25 min", "97535=25", NULL },
        { PT, "No AD with gait training 15 min", "97116=15", NULL },
        { PT, "No show, TE 15 min", "", NULL },
        { PT, "Not seen, gait training 15 min was due", "", NULL },
        { PT, "No TE 15 min, MT 15 min", "", "NOTE-NEGATED" },
        { PT, "No gait training 15 min", "", "NOTE-NEGATED" },
        /* numbness, and not "not tested" */
        { PT, "MT 15 min, N/T noted", "97140=15", NULL },
        { PT, "MT 12 min, no N/T", "97140=12", NULL },
        { PT, "TE 15 min, rest breaks prn", "97110=15", NULL },
        { PT, "TE 15 min, not tolerated well", "97110=15", NULL },
        { PT, "TE 15 min, not tolerated", "", "NOTE-NEGATED" },
    };
    CHECK_ALL(cases);
}
END_TEST

/* What was refused, and what was done instead. */
START_TEST(done_instead)
{
    static const struct case_of cases[] = {
        { PT, "Pt refused TE, so MT 15 min", "97140=15", NULL },
        { PT, "Pt refused TE so MT 15 min", "97140=15", NULL },
        { PT, "Pt declined gait training due to pain, so TE 15 min and MT 10 min", "97110=15 97140=10", NULL },
        { PT, "Pt too tired for gait, therefore TE 10 min in sitting", "97110=10", NULL },
        { PT, "Pt refused stairs, only gait training 15 min", "97116=15", NULL },
        { PT, "Pt declined stairs, TE 15 min instead", "97110=15", NULL },
        { PT, "Pt refused TE, so MT 15 min next visit", "", "NOTE-PLANNED" },
        { PT, "Refused all, so MT 15 min held", "", "NOTE-DEFERRED" },
        { PT, "Refused TE and MT 15 min", "", "NOTE-DEFERRED" },
        { PT, "Refused TE, MT 15 min", "", "NOTE-DEFERRED" },
        { PT, "HEP only TE 15 min daily", "", NULL },
        { PT, "TE 15 min, MT 10 min held", "97110=15", "NOTE-DEFERRED" },
        { PT, "US held, MT 15 min", "97140=15", "!NOTE-DEFERRED" },
    };
    CHECK_ALL(cases);
}
END_TEST

/* How a service went, behind its time, makes no rest or tolerance of that. */
START_TEST(how_it_went)
{
    static const struct case_of cases[] = {
        { PT, "TE 15 min with good tolerance, MT 10 min", "97110=15 97140=10", NULL },
        { PT, "TE 15 min with fair tolerance", "97110=15", NULL },
        { PT, "NMR 12 min with rest breaks", "97112=12", NULL },
        { OT, "ADL training 30 min without rest", "97535=30", NULL },
        { PT, "TE 15 min rest. MT 10 min", "97110 97140=10", "TIME-NOT-STATED" },
        { PT, "Able to tolerate TE 15 min", "", "NOTE-MINUTES-IGNORED" },
        { PT, "Not able to walk with TE 15 min", "", "NOTE-MINUTES-IGNORED" },
        { PT, "Pt only able to tolerate 12 min of TE", "97110=12", NULL },
        { PT, "Balance training 12 min attempted; pt unable to participate", "", "NOTE-DEFERRED" },
        { PT, "Gait training 12 min attempted, unable", "", "NOTE-DEFERRED" },
        { PT, "TE 12 min. Attempted gait training 9 min but not tolerated.", "97110=12", "NOTE-DEFERRED" },
        { PT, "TE 12 min, attempted gait training 9 min. Pt unable d/t pain.", "97110=12", "NOTE-DEFERRED" },
        { PT, "Attempted gait training 12 min, unable to clear the left foot without cues", "97116=12", NULL },
        { PT, "TE 12 min attempted, unable to complete 10 reps", "97110=12", NULL },
        { PT, "MT 15 min. This was followed by 12 min of TE.", "97110=12 97140=15", NULL },
        { PT, "Pt was followed by home PT, TE 12 min", "", "NOTE-HISTORICAL" },
        { PT, "TE 12 min (heel slides, SLR) for HEP", "97110=12", NULL },
        { PT, "Issued heel slides for HEP x 12 min", "", "NOTE-EDUCATION-ONLY" },
    };
    CHECK_ALL(cases);
}
END_TEST

/* What comes next, or was last time, stands behind the time of a service and is not said of it. */
START_TEST(tails)
{
    static const struct case_of cases[] = {
        { PT, "TE 15 min (will progress next visit)", "97110=15", NULL },
        { PT, "TE 15 min, plan to add lunges next session", "97110=15", NULL },
        { PT, "MT 10 min - will reassess next visit", "97140=10", NULL },
        { PT, "NMR 12 min, progress next visit", "97112=12", NULL },
        { PT, "Gait training 15 min, next visit stairs", "97116=15", NULL },
        { PT, "TE 15 min (added to HEP), MT 8 min", "97110=15 97140=8", NULL },
        { OT, "ADL training 30 min, will address LB dressing next visit", "97535=30", NULL },
        { SLP, "Cognitive tx 30 min (will increase complexity next session)", "97129=30", NULL },
        { PT, "MT 10 min, will increase to 15 min next visit", "97140=10", NULL },
        { PT, "TE 15 min (next visit)", "", "NOTE-PLANNED" },
        { PT, "TE 15 min, will do next visit", "", "NOTE-PLANNED" },
        { PT, "TE 15 min (to begin next session)", "", "NOTE-PLANNED" },
        { PT, "AlterG 15 min, work on stance time", "97116=15", NULL },
        { PT, "TE 8 min today vs 15 last visit", "97110=8", NULL },
        { PT, "TE 8 min vs. 15 min last visit", "97110=8", NULL },
        { PT, "TE 8 min, 15 min last visit", "97110=8", NULL },
        { PT, "TE 15 min, up from 8 last visit", "97110=15", NULL },
        { PT, "Gait training 12 min today compared to 20 min last session, TE 15 min", "97110=15 97116=12", NULL },
        { PT, "15 min TE out of 30 min scheduled", "97110=15", NULL },
        { PT, "TE 15 of 30 min scheduled", "97110=15", NULL },
        { PT, "TE 15 of planned 30 min", "97110=15", NULL },
        { PT, "TE 15 min; 30 min scheduled", "97110=15", NULL },
        { PT, "TE 15/30 min, MT 10 min", "97110 97140=10", "NOTE-MINUTES-UNREAD" },
    };
    CHECK_ALL(cases);
}
END_TEST

/* The kind of note and its day stand before a service; figures behind labels are its minutes. */
START_TEST(labels)
{
    static const struct case_of cases[] = {
        { PT, "Monday 3/2/26: TE 15 min", "97110=15", NULL },
        { PT, "Mon, March 2, 2026 - NMR 12 min, MT 10 min", "97112=12 97140=10", NULL },
        { PT, "March 2, 2026 - Gait training 15 min", "97116=15", NULL },
        { PT, "2026-03-02 TE 15 min", "97110=15", NULL },
        { PT, "Late entry, gait training 15 min", "97116=15", NULL },
        { PT, "Late entry for 3/2/26: TE 15 min", "97110=15", NULL },
        { PT, "Late entry for 2/23/26: TE 15 min", "", "NOTE-MINUTES-LONE" },
        { PT, "Monday: TE 15 min. Wednesday: MT 15 min", "", "NOTE-MINUTES-LONE" },
        { PT, "Monday 2/23/26: TE 15 min\nMonday 3/2/26: MT 10 min", "97140=10", "NOTE-HISTORICAL" },
        { PT, "Marching in place x20, TE 15 min", "97110=15", NULL },
        { PT, "Addendum: TE 15 min", "", "NOTE-MINUTES-LONE" },
        { PT, "CPT: 97110 Min: 23 | CPT: 97140 Min: 15 | CPT: 97112 Min: 8", "97110=23 97112=8 97140=15", NULL },
        { PT, "CPT 97110 Min 23, CPT 97140 Min 15", "97110=23 97140=15", NULL },
        { PT, "97110 Minutes: 23, 97140 Minutes: 15", "97110=23 97140=15", NULL },
        { PT, "Code: 97110 Units: 2 Min: 23", "97110=23", NULL },
        { PT, "97110 TE min: 23 units: 2", "97110=23", NULL },
        { PT, "CPT: 97110 Units: 1 Min: 15 | CPT: 97140 Units: 1 Min: 10", "97110=15 97140=10", NULL },
        { PT, "TE minutes 23; MT minutes 15", "97110=23 97140=15", NULL },
        { PT, "TE 10 min: 3 sets of squats", "97110=10", NULL },
    };
    CHECK_ALL(cases);
}
END_TEST

/* Blocks of one service, told as times of the day. */
START_TEST(blocks)
{
    static const struct case_of cases[] = {
        { PT, "TE 0900-0915; 1300-1315", "97110=30", NULL },
        { PT, "TE 0900-0915, 1300-1315; MT 0915-0930", "97110=30 97140=15", NULL },
        { PT, "TE 9:00-9:15 am; 1:00-1:15 pm", "97110=30", NULL },
        { PT, "TE 0900-0915 then 1300-1315", "97110=30", NULL },
        { PT, "TE 0900-0915, 0900-0945", "97110=15", NULL },
        { PT, "TE 0900-0915; 0915-0930 MT", "97110=15 97140=15", NULL },
    };
    CHECK_ALL(cases);
}
END_TEST

/* Rows of tables and of exports. */
START_TEST(rows)
{
    static const struct case_of cases[] = {
        { PT, "Activity | Start | End\nTE | 9:00 | 9:15\nMT | 9:15 | 9:25", "97110=15 97140=10", NULL },
        { PT, "Procedure | Time in | Time out\n97110 | 0900 | 0915\n97140 | 0915 | 0925", "97110=15 97140=10", NULL },
        { PT, "TE\t9:00\t9:15\nMT\t9:15\t9:25", "97110=15 97140=10", NULL },
        { PT, "TE,9:00,9:15\nMT,9:15,9:25", "97110=15 97140=10", NULL },
        { PT, "Vitals | 9:00 | 9:15\nHR | 88 | 92", "", NULL },
        { PT, "TE,15\nMT,10", "97110=15 97140=10", NULL },
        { PT, "97110,15,1\n97140,10,1", "97110=15 97140=10", NULL },
        { PT, "Code,Description,Minutes\n97110,TE,15\n97140,MT,10", "97110=15 97140=10", NULL },
        { PT, "Activity;Minutes\nTherapeutic exercise;15\nManual therapy;10", "97110=15 97140=10", NULL },
        { PT, "\"TE\",\"15\"\n\"MT\",\"10\"", "97110=15 97140=10", NULL },
        { PT, "Exercise,Sets,Reps\nSLR,3,10", "97110", NULL },
        { PT, "SLR,10,3", "97110", NULL },
        { PT, "97110,15,20", "97110", "TIME-NOT-STATED" },
        { PT, "Billed codes: 97110 (2), 97140 (1)", "97110 97140", NULL },
        { PT, "Charges: 97110,2;97140,1", "97110 97140", NULL },
        { PT, "Billing: 97110 15 min. Not billed: 97530", "97110=15", NULL },
    };
    CHECK_ALL(cases);
}
END_TEST

/* What may be one time or several is asked. */
START_TEST(asked)
{
    static const struct case_of cases[] = {
        { PT, "TE 15 min x 2", "97110=15", "NOTE-MINUTES-RANGE" },
        { PT, "Gait training 2 x 8 min", "97116=8", "NOTE-MINUTES-RANGE" },
        { PT, "TE 15 min twice", "97110=15", "NOTE-MINUTES-RANGE" },
        { PT, "TE 15 min x 2 units = 30 min", "97110=30", "!NOTE-MINUTES-RANGE" },
        { PT, "TE 15 min, SLR x 10", "97110=15", "!NOTE-MINUTES-RANGE" },
        { PT, "97110 x 15 min", "97110=15", "!NOTE-MINUTES-RANGE" },
        { PT, "Bike 8 min. TE 15 min.", "97110=15", "NOTE-MINUTES-CONFLICT" },
        { PT, "Massage 15 min; MT 15 min", "97140=15", "NOTE-MINUTES-CONFLICT" },
        { PT, "TE 23 min: bike 8 min, SLR 3x10", "97110=23", "!NOTE-MINUTES-CONFLICT" },
        { PT, "Bike 8 min, SLR 7 min. 97110: 15 min", "97110=15", "!NOTE-MINUTES-CONFLICT" },
        { PT, "TE 15 min; STM to R UT", "97110=15", "TIME-NOT-STATED" },
        { OT, "TE 15 min. Practiced dressing with AE, mod A.", "97110=15", "TIME-NOT-STATED" },
        { PT, "TE 15 min: SLR 3x10, tandem stance", "97110=15", "!TIME-NOT-STATED" },
        { PT, "15 minutes each were spent on TE, MT, and gait", "97110=15 97116=15 97140=15", NULL },
        { PT, "15 min each TE, NMR, gait", "97110=15 97112=15 97116=15", NULL },
        { PT, "Goal: garden 30 min. TE 15 min", "97110=15", "!NOTE-PLANNED" },
    };
    CHECK_ALL(cases);
}
END_TEST

/* Ordinary lines in which a service was lost. */
START_TEST(ordinary)
{
    static const struct case_of cases[] = {
        { PT, "Pt declined gait training, TE x 23 min completed in sitting.", "97110=23", NULL },
        { PT, "Pt performed 23 min TE w/o rest breaks.", "97110=23", NULL },
        { PT, "Re-eval 20 min, TE 15 min.", "97110=15 97164=20", NULL },
        { PT, "Re-eval next week. TE 15 min", "97110=15", NULL },
        { SLP, "Cognitive tx 30 min 1:1: weekly calendar, double checks", "97129=30", NULL },
        { PT, "TE 15, MT 12, US 8", "97035=8 97110=15 97140=12", NULL },
        { PT, "TE 15, MT 12, US 45", "97110=15 97140=12", "NOTE-MINUTES-UNREAD" },
        { PT, "TE 15, MT 12, pain 5", "97110=15 97140=12", "!NOTE-MINUTES-UNREAD" },
        { PT, "Massage 15; MT 15", "97140=15", "NOTE-MINUTES-CONFLICT" },
        { PT, "Stretching 10; TE 15", "97110=15", "NOTE-MINUTES-UNREAD" },
        { PT, "SLR 3x10, TE 15", "97110=15", "!NOTE-MINUTES-UNREAD" },
        { PT, "Balance 15 min, strength 15 min", "97112=15", "NOTE-MINUTES-LONE" },
        { PT, "TE 15 min, patient education 10 min", "97110=15", "NOTE-EDUCATION-ONLY" },
        { SLP, "1:1 tx 30 min, group tx 30 min", "97150=30", "NOTE-MINUTES-LONE" },
        { PT, "30 min session. TE 20 min, MT 10 min", "97110=20 97140=10", "!NOTE-MINUTES-LONE" },
        { PT, "Pt sore after last visit, TE 25 min, MT 13 min", "97110=25 97140=13", NULL },
        { PT, "Last visit, TE 25 min", "", "NOTE-HISTORICAL" },
        { PT, "Wife present, TE 25 min, MT 13 min", "97110=25 97140=13", NULL },
        { PT, "Good rehab potential, TE 25 min", "97110=25", NULL },
        { PT, "TE 25 min, MT 13 min, f/u next week", "97110=25 97140=13", NULL },
        { PT, "TE 25 min, MT 13 min, pt refused further tx", "97110=25 97140=13", NULL },
        { PT, "TE 25 min, added bridges to HEP. MT 13 min", "97110=25 97140=13", NULL },
        { PT, "First 25 min TE, last 13 min MT", "97110=25 97140=13", NULL },
        { PT, "25 min were for TE and the remaining 13 min for MT", "97140=13", "NOTE-MINUTES-LONE" },
        { PT, "TE 25 min; MT 13 min if needed", "97110=25", "NOTE-HYPOTHETICAL" },
        { PT, "TE 25 min, pt reports less pain, MT 13 min", "97110=25 97140=13", NULL },
        { PT, "TE 25 min, c/o fatigue, MT 13 min", "97110=25 97140=13", NULL },
        { PT, "TE 25 min, ROM deferred, MT 13 min", "97110=25 97140=13", NULL },
        { PT, "TE 25 min, L LE not tested. MT 13 min", "97110=25 97140=13", NULL },
        { PT, "Refused TE 25 min and MT 13 min", "", "NOTE-DEFERRED" },
        { PT, "TE 25 min to inc strength; MT 13 min to dec pain", "97110=25 97140=13", NULL },
        { OT, "ADL-15 min, TA-15 min, NMR-15 min; 45 min tot", "97112=15 97530=15 97535=15", NULL },
        { PT, "TE 15 min; MT 15 min; 30 min", "97110=15 97140=15", NULL },
        { PT, "TE 15 min; 30 min", "97110=15", "NOTE-MINUTES-LONE" },
        { PT, "TE 12 min with PT and 13 min with PTA", "97110=25", NULL },
        { PT, "TE 23 min; 15 min", "97110=23", "NOTE-MINUTES-LONE" },
        { PT, "T.E. 23 min, M.T. 15 min", "97110=23", "NOTE-MINUTES-LONE" },
        { PT, "A total of 23 min TE and 15 min MT", "97110=23 97140=15", NULL },
        { PT, "A total of 38 min: 23 min TE, 15 min MT", "97110=23 97140=15", NULL },
        { PT, "Ther-Ex 23 / Manual 15", "97110=23 97140=15", NULL },
        { PT, "Pt able to tolerate 23 min TE and 15 min MT", "97140=15", "NOTE-MINUTES-IGNORED" },
        { SLP, "Dys tx 23 min, SLT 15 min", "", "NOTE-MINUTES-LONE" },
    };
    CHECK_ALL(cases);
}
END_TEST

/* A clause of its own behind a comma names what comes next, and leaves the service before it as it is. */
START_TEST(other_next)
{
    static const struct case_of cases[] = {
        { PT, "TE 23 min, HEP next visit", "97110=23", "!NOTE-PLANNED" },
        { PT, "TE 23 min, PN due next visit", "97110=23", "!NOTE-PLANNED" },
        { PT, "NMR 12 min, d/c next session", "97112=12", "!NOTE-DEFERRED" },
        { OT, "ADL 28 min, kitchen next session", "97535=28", NULL },
        { SLP, "Cog tx 32 min, ALFA next session", "97129=32", NULL },
        { PT, "TE 18 min, MT 12 min, recheck ROM next visit", "97110=18 97140=12", NULL },
        { PT, "TE 18 min and gait 12 min, stairs next visit", "97110=18 97116=12", NULL },
        { PT, "TE 18 min, start gait next visit", "97110=18", NULL },
        { PT, "TE 18 min, MT 12 min next visit", "97110=18", "NOTE-PLANNED" },
        { PT, "TE 18 min next visit", "", "NOTE-PLANNED" },
        { PT, "TE 18 min, start next visit", "", "NOTE-PLANNED" },
        { PT, "TE 18 min, to be done next visit", "", "NOTE-PLANNED" },
        { PT, "TE 18 min, deferred due to pain until next visit", "", "NOTE-DEFERRED" },
        { PT, "Plan TE 18 min, gait next visit", "", "NOTE-PLANNED" },
        { PT, "Will do TE 18 min, stairs next visit", "", "NOTE-PLANNED" },
        { PT, "Next visit TE 18 min, HEP next visit", "", "NOTE-PLANNED" },
    };
    CHECK_ALL(cases);
}
END_TEST

/* A slash without spaces, right behind a time or right before one. */
START_TEST(slashes)
{
    static const struct case_of cases[] = {
        { PT, "18 min gait/12 min TE", "97110=12 97116=18", NULL },
        { PT, "TE 18 min/US 8 min", "97035=8 97110=18", NULL },
        { PT, "TE 18'/US 8'", "97035=8 97110=18", NULL },
        { PT, "18 min gait/12 min transfers", "97116=18 97530=12", NULL },
        { OT, "Dressing 18 min/FM 12 min", "97535=18", "NOTE-MINUTES-LONE" },
        { SLP, "Speech 18 min/swallow 12 min", "92507=18 92526=12", NULL },
        { PT, "TE 18 min/MT 12 min/NMR 10 min", "97110=18 97112=10 97140=12", NULL },
        { PT, "TE 18 min/day", "97110", "TIME-NOT-STATED" },
        { PT, "TE/MT 18 min", "97110 97140", "NOTE-MINUTES-SHARED" },
        { PT, "TE 18 min/30 min", "97110", "NOTE-MINUTES-UNREAD" },
        { PT, "TE 18 min/1:1", "97110=18", NULL },
        { PT, "US 8 min/estim", "?=8", NULL },
    };
    CHECK_ALL(cases);
}
END_TEST

/* Bare times parted by a slash, or written without a space. */
START_TEST(bare_shorthand)
{
    static const struct case_of cases[] = {
        { PT, "TE 18/gait 12", "97110=18 97116=12", NULL },
        { PT, "Neuro re-ed 18/gait 12", "97112=18 97116=12", NULL },
        { PT, "TE 18/US 8", "97035=8 97110=18", NULL },
        { PT, "Therex 18 / manual 10, NMR 9", "97110=18 97112=9 97140=10", NULL },
        { PT, "TE 18/gait 150 ft", "97110", "TIME-NOT-STATED" },
        { PT, "TE 18/30", "97110", "TIME-NOT-STATED" },
        { PT, "TE 10/side", "97110", "TIME-NOT-STATED" },
        { PT, "TE18 MT12", "97110=18 97140=12", NULL },
        { PT, "TE18 min MT12 min", "97110=18 97140=12", NULL },
        { PT, "TE18min, NMR10min", "97110=18 97112=10", NULL },
        { PT, "TE18/MT12/NMR10", "97110=18 97112=10 97140=12", NULL },
        { OT, "ADL28 TA12", "97530=12 97535=28", NULL },
        { PT, "T12 fx, MT5 fx, TE 18 min", "97110=18", NULL },
        { PT, "TE18 x2", "97110", "TIME-NOT-STATED" },
        { PT, "TE15 reps", "97110", "TIME-NOT-STATED" },
        { PT, "TE15-20", "97110", "TIME-NOT-STATED" },
        { PT, "MMT10", "", NULL },
    };
    CHECK_ALL(cases);
}
END_TEST

/* Bare times beside codes, joined by a plus, or with their units in a bracket; a label of an onset; a booking. */
START_TEST(bare_beside_units)
{
    static const struct case_of cases[] = {
        { PT, "97110 15, 97140 15", "97110=15 97140=15", NULL },
        { PT, "97110 30 97140 15", "97110=30 97140=15", NULL },
        { PT, "97110 59, 97140", "97110 97140", NULL },
        { PT, "97110 2, 97140 1", "97110 97140", "TIME-NOT-STATED" },
        { PT, "97110 10 reps", "97110", NULL },
        { PT, "Therex 15 + manual 15 + gait 10", "97110=15 97116=10 97140=15", NULL },
        { PT, "Therex 30 (2), manual 15 (1)", "97110=30 97140=15", NULL },
        { PT, "Therex 30 (2)\nManual 15 (1)", "97110=30 97140=15", NULL },
        { PT, "Scheduled 45 min, pt seen 25 min TE", "97110=25", NULL },
        { PT, "8 wks s/p ACLR: quad sets, SLR 15 min", "", "NOTE-MINUTES-LONE" },
        { SLP, "Pragmatics: turn taking 20 min", "92507=20", NULL },
        { SLP, "Artic group 30 min", "92508=30", NULL },
    };
    CHECK_ALL(cases);
}
END_TEST

/* Signs and words beside a time that are not of another one. */
START_TEST(beside_times)
{
    static const struct case_of cases[] = {
        { PT, "97110=18; 97140=18", "97110=18 97140=18", NULL },
        { PT, "TE=18, MT=12, NMR=30", "97110=18 97112=30 97140=12", NULL },
        { PT, "TE 18 min, MT 12 min, total = 30 min", "97110=18 97140=12", NULL },
        { PT, "18 min TE, 12 min MT = 30 min", "97110=18 97140=12", NULL },
        { PT, "TE 18 min, MT 12 min; combined = 30 min", "97110=18 97140=12", NULL },
        { PT, "TE 3x6 min bouts w/ 2 min rests", "97110", "TIME-NOT-STATED" },
        { PT, "TE 18 min w/ 2 min rests", "97110=18", NULL },
        { PT, "Posture correction 18 min", "97112=18", NULL },
        { PT, "TE 12 min, posture correction 18 min", "97110=12 97112=18", NULL },
        { PT, "TE 30 min, correction: 18 min", "97110=18", NULL },
        { PT, "TE 30 min. Correction: 18 min", "97110=30", "NOTE-MINUTES-UNREAD" },
    };
    CHECK_ALL(cases);
}
END_TEST

/* Exercises told in the plural, which are also what somebody does. */
START_TEST(sits)
{
    static const struct case_of cases[] = {
        { PT, "Wall sits 7 min", "97110=7", NULL },
        { PT, "Bike 9', UBE 6', wall sits 5'", "97110=5 97110=6 97110=9", NULL },
        { PT, "Pt sits 20 min", "", NULL },
        { PT, "Pt sits EOB 20 min", "", NULL },
        { PT, "She sits unsupported 10 min", "", NULL },
    };
    CHECK_ALL(cases);
}
END_TEST

/* Names of one word, with a time in a bracket or a cell behind each: every time stays with the name before it. */
START_TEST(bare_names)
{
    static const struct case_of cases[] = {
        { PT, "| Service | Start | Stop | Min |\n| Ther ex | 9:00 | 9:20 | 20 |\n| Manual | 9:20 | 9:32 | 12 |",
          "97110=20 97140=12", NULL },
        { PT, "Gait | 10:00 | 10:25 | 25", "97116=25", NULL },
        { PT, "Manual | 9:00-9:15 | 15 | Gait | 9:15-9:30 | 15", "97116=15 97140=15", NULL },
        { PT, "TE 9:00-9:15 | 15 min MT", "97110=15 97140=15", NULL },
        { PT, "Ther-ex (20) Manual (12) Gait (0)", "97110=20 97140=12", NULL },
        { PT, "Manual (23) Gait (--)", "97140=23", NULL },
        { PT, "Manual (23 min) Gait (0 min)", "97140=23", NULL },
        { PT, "Manual (12) US (0) Ther-ex (20)", "97110=20 97140=12", NULL },
        { PT, "Manual (12) US (9)", "97035=9 97140=12", NULL },
        { PT, "Refused manual (12) gait (20)", "", NULL },
        { PT, "Did not do manual (12) US (9)", "", NULL },
        { PT, "Gait (0) manual (23)", "97140=23", NULL },
        { PT, "Manual (12), refused gait (20)", "97140=12", NULL },
        { PT, "Neuro: 20. TE: 12.", "97110=12", "NOTE-MINUTES-UNREAD" },
        { PT, "TE: 12. Neuro: 20.", "97110=12", "NOTE-MINUTES-UNREAD" },
        { PT, "Manual: 12; Ex: 20", "97140=12", "NOTE-MINUTES-UNREAD" },
        { PT, "TE: 12. MT: 20. Gait: 9.", "97110=12 97116=9 97140=20", "!NOTE-MINUTES-UNREAD" },
        { PT, "TE: 12 min. SLR: 20. Bridges: 20.", "97110=12", "!NOTE-MINUTES-UNREAD" },
    };
    CHECK_ALL(cases);
}
END_TEST

/* Brackets and numbers of forms and lists around times: "[15] min", "1) ... 2) ...", "8 (min)". */
START_TEST(form_marks)
{
    static const struct case_of cases[] = {
        { PT, "TE: [20] min; MT: [12] min", "97110=20 97140=12", NULL },
        { PT, "97110: [20] min", "97110=20", NULL },
        { PT, "97110 [20], 97140 [12]", "97110=20 97140=12", NULL },
        { PT, "Therapeutic Exercise Minutes: [20]\nManual Therapy Minutes: [12]", "97110=20 97140=12", NULL },
        { PT, "97140 [59] 12 min", "97140=12", NULL },
        { PT, "97140 (59) 12 min", "97140=12", NULL },
        { PT, "TE: [3x10] squats", "97110", NULL },
        { PT, "TE: [ ] min; MT: [12] min", "97140=12", NULL },
        { PT, "97110 20, 97140 12, 97035 9 (min)", "97035=9 97110=20 97140=12", NULL },
        { PT, "TE 20, MT 12, US 9 (minutes)", "97035=9 97110=20 97140=12", NULL },
        { PT, "1) IASTM L calf 12 min 2) hip tband 9 min", "97110=9 97140=12", NULL },
        { PT, "1) IASTM L calf 12 min 2) hip tband 9 min 3) gait 15 min", "97110=9 97116=15 97140=12", NULL },
        { PT, "1) squats 2) bridges 3) SLR x 15 min", "97110=15", NULL },
        { PT, "TE 15 min: 1) squats 2) bridges 3) SLR", "97110=15", NULL },
        { PT, "Refused: 1) IASTM 12 min 2) tband 9 min", "", NULL },
        { PT, "Pt did not perform 1) IASTM 12 min 2) balance 15 min", "", NULL },
        { PT, "Plan: 1) IASTM 12 min 2) balance 15 min", "", NULL },
    };
    CHECK_ALL(cases);
}
END_TEST

static Suite *suite_new(void)
{
    Suite *suite = suite_create("lost services");
    TCase *notes = tcase_create("notes");
    tcase_add_unchecked_fixture(notes, set_up, tear_down);
    tcase_set_timeout(notes, 60);
    tcase_add_test(notes, behind_other_words);
    tcase_add_test(notes, done_instead);
    tcase_add_test(notes, how_it_went);
    tcase_add_test(notes, tails);
    tcase_add_test(notes, labels);
    tcase_add_test(notes, blocks);
    tcase_add_test(notes, rows);
    tcase_add_test(notes, other_next);
    tcase_add_test(notes, slashes);
    tcase_add_test(notes, bare_shorthand);
    tcase_add_test(notes, bare_beside_units);
    tcase_add_test(notes, beside_times);
    tcase_add_test(notes, sits);
    tcase_add_test(notes, bare_names);
    tcase_add_test(notes, form_marks);
    tcase_add_test(notes, asked);
    tcase_add_test(notes, ordinary);
    suite_add_tcase(suite, notes);
    return suite;
}
