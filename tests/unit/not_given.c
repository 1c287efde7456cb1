/* Times that a note names and that were not given in the visit, or not by the one who bills: none of them is billed. */
#include "check_main.h"

#include "notes_support.h"

/* What was ordered, asked for or planned, and what took its place. */
START_TEST(meant)
{
    static const struct case_of cases[] = {
        { PT, "Per MD order: US 8 min, TE 30 min.\nProvided: TE 30 min.", "97110=30", NULL },
        { PT, "Per plan of care: TE 30 min. Did TE 20 min.", "97110=20", NULL },
        { PT, "Rx: TE 30 min. Completed TE 20 min.", "97110=20", NULL },
        { PT, "Rx: TE 30 min; did TE 20 min", "97110=20", NULL },
        { PT, "Rx: TE 30 min. Completed MT 15 min.", "97110=30 97140=15", NULL },
        { PT, "Rx: TE 30 min, MT 15 min. Pt tolerated well.", "97110=30 97140=15", NULL },
        { PT, "Plan: TE 30 min. Completed TE 20 min.", "97110=20", NULL },
        { PT, "TE 15 min, MT 15 min, both next visit", "", "NOTE-PLANNED" },
        { PT, "TE 15 min, MT 15 min next visit", "97110=15", NULL },
        { PT, "Per POC: TE 30 min, MT 15 min.", "97110=30 97140=15", NULL }, /* nothing else says what was done */
        { PT, "Per MD order, TE 30 min provided.", "97110=30", NULL },
        { OT, "Per order: ADL training 30 min. Self care 23 min provided.", "97535=23", NULL },
        { PT, "TE 30 min planned; MT 15 min done.", "97140=15", NULL },
        { PT, "TE 30 min / MT 15 min planned.", "", NULL },
        { PT, "TE 30 min and MT 15 min scheduled for tomorrow.", "", NULL },
        { PT, "TE 30 min, MT 15 min were planned.", "", NULL },
        { PT, "TE 30 min planned and completed.", "97110=30", NULL },
        { PT, "Plan was TE 30 min but pt only did 15 min", "", NULL },
        { PT, "TE was to be 30 min; MT 15 min done", "97140=15", NULL },
        { PT, "TE 15 min were held.", "", NULL },
        { PT, "TE 15 min and MT 10 min were held.", "", NULL },
        /* what is denied behind the second is the reason, and no denial of its own */
        { PT, "Pt declined gait & STM d/t no sleep", "", NULL },
        { PT, "Pt declined gait training and ther ex as he didn't sleep.", "", NULL },
        { PT, "Gait training 10 min, stairs no.", "97116=10", NULL },
        { PT, "TE 15 min; stretches were held 30 seconds", "97110=15", NULL },
        { PT, "Holding TE 15 min today, MT 10 min.", "97140=10", NULL },
        { PT, "Pt requested MT 15 min instead of TE 15 min; TE 15 min done", "97110=15", NULL },
        { PT, "Pt preferred gait 15 min over TE 15 min; gait 15 min done", "97116=15", NULL },
        { PT, "Pt requested MT, MT 15 min provided", "97140=15", NULL },
        { PT, "MT 15 min (instead of TE 15 min)", "97140=15", NULL },
        { PT, "Did MT 15 min in lieu of TE 15 min", "97140=15", NULL },
        { PT, "MT 15 min rather than TE 15 min today", "97140=15", NULL },
        { PT, "Substituted MT 15 min for TE 15 min", "97140=15", NULL },
        { PT, "TE 15 min replaced by MT 15 min", "97140=15", NULL },
        { PT, "Changed TE 15 min to MT 15 min", "97140=15", NULL },
        { PT, "TE - Y - 15 min; MT - N - 10 min", "97110=15", NULL },
        { PT, "TE: yes 15 min; MT: no 10 min", "97110=15", NULL },
        { PT, "TE 15 min (held MT 10 min)", "97110=15", NULL },
        { PT, "TE 15 min (n/c). MT 15 min.", "97140=15", NULL },
        { PT, "TE 15 min on 2L n/c", "97110=15", NULL },
        { PT, "TE 15 min if time allows. GT 10 min", "97116=10", NULL },
        { PT, "Approved: 97110 60 min, 97140 30 min. Today: 97110 15 min.", "97110=15", NULL },
        { PT, "TE attempted x 15 min, pt refused after 3 min", "97110", "NOTE-MINUTES-UNREAD" },
        { PT, "TE or MT 15 min", "97110 97140", "NOTE-MINUTES-SHARED" },
        { PT, "Session plan: TE 15, MT 15, GT 10. Actual: TE 20, GT 10.", "97110=20 97116=10", NULL },
        { PT, "Usual tx: TE 30 min. Today TE 15 min only.", "97110=15", NULL },
        { PT, "Summary of care: pt rec'd TE 15 min, MT 15 min each visit.", "", "NOTE-MINUTES-LONE" },
        { PT, "TE 15 min. Transport 10 min.", "97110=15", NULL },
        { PT, "TE 15 min. Pt walked 10 min to clinic", "97110=15", NULL },
        { PT, "TE 15 min. Previous tx (2/23): TE 20 min, MT 10 min.", "97110=15", NULL },
        { PT, "LV: TE 20 min, MT 10 min. Today: TE 15 min", "97110=15", NULL },
        { PT, "Last visit: TE 20 min. This visit: TE 15 min.", "97110=15", NULL },
        { PT, "TE 15 min. Rec continue MT 10 min.", "97110=15", NULL },
        { PT, "TE 15 min. Gait 15 min - wrong patient", "97110=15", NULL },
        { PT, "TE 15 min. Void: gait 15 min.", "97110=15", NULL },
        { PT, "TE 15 min. Gait 15 min removed.", "97110=15", NULL },
        { PT, "TE 15 min. D/C gait 15 min.", "97110=15", NULL },
        { PT, "Walked 15 min from the parking lot. TE 15 min.", "97110=15", NULL },
        { PT, "TE 15 min. Ice 10 min at home", "97110=15", NULL },
        { PT, "TE per HEP 15 min", "97110=15", NULL },
        { PT, "Given HEP: 15 min TE, 10 min stretching", "", NULL },
    };
    CHECK_ALL(cases);
}
END_TEST

/* A visit that did not take place. */
START_TEST(cancelled)
{
    static const struct case_of cases[] = {
        { PT, "Visit cancelled, pt has a cold. TE 30 min / MT 15 min planned.", "", NULL },
        { PT, "Pt no show. TE 30 min.", "", "NOTE-MINUTES-IGNORED" },
        { PT, "Session canceled by clinic. Would have been TE 30 min.", "", "NOTE-MINUTES-IGNORED" },
        { PT, "Visit cancelled due to weather. Called pt.", "", "!NOTE-MINUTES-IGNORED" },
        { PT, "CANCELLED by pt 2 hrs prior. TE 15 min.", "", "NOTE-MINUTES-IGNORED" },
        { PT, "Cancelled - late notice. TE 15 min, MT 10 min.", "", "NOTE-MINUTES-IGNORED" },
        { PT, "Visit cancelled - pt unwell. TE 15 min.", "", "NOTE-MINUTES-IGNORED" },
        { PT, "Visit not completed, pt taken to ED on arrival. TE 15 min.", "", "NOTE-MINUTES-IGNORED" },
        { PT, "Visit not completed due to fatigue. TE 15 min.", "97110=15", NULL },
        { PT, "Cancelled ride home. TE 15 min.", "97110=15", NULL },
        { PT, "Cancelled by insurer last month. TE 15 min.", "97110=15", NULL },
        { OT, "Pt cancelled PT. TE 30 min.", "97110=30", NULL },
        { PT, "Pt cancelled last visit. TE 30 min.", "97110=30", NULL },
        { PT, "Pt cancelled OT. TE 30 min.", "97110=30", NULL },
        { PT, "Session cancelled on Monday. TE 30 min.", "97110=30", NULL },
    };
    CHECK_ALL(cases);
}
END_TEST

/* An evaluation of another day has none of the minutes that stand before it. */
START_TEST(evaluated_later)
{
    static const struct case_of cases[] = {
        { PT, "TE 15 min. Re-eval due 3/10.", "97110=15", NULL },
        { PT, "TE 15 min. Re-eval on 3/10.", "97110=15", NULL },
        { PT, "TE 15 min. Re-evaluation due 3/10/26.", "97110=15", NULL },
        { PT, "MT 12 min. Reeval scheduled w/ PT 3/12.", "97140=12", NULL },
        { PT, "TE 15 min. Due for re-eval Thurs.", "97110=15", NULL },
        { PT, "TE 15 min\nRe-eval due", "97110=15", NULL },
        { PT, "TE 15 min, re-eval 3/10, MT 10 min", "97110=15 97140=10", NULL },
        { PT, "TE 15 min (next re-eval 3/10)", "97110=15", NULL },
        { PT, "TE 15 min. Last re-eval 2/20.", "97110=15", NULL },
        { PT, "TE 15 min. Re-eval to be done 3/10.", "97110=15", NULL },
        { OT, "ADL 15 min. PN/re-eval 3/10", "97535=15", NULL },
        { PT, "Re-eval 3/2/26. TE 15 min.", "97110=15 97164", NULL },
        { PT, "TE 15 min. Re-eval 3/2: 20 min", "97110=15 97164=20", NULL },
        { PT, "Re-eval performed due to a fall 2/20. TE 15 min.", "97110=15 97164", NULL },
        { PT, "Re-eval completed today, due again 4/1. TE 15 min.", "97110=15 97164", NULL },
        { PT, "Re-eval due 3/10, TE 15 min", "97110=15", NULL },
        { PT, "TE 30 min. 10th visit re-eval 3/10", "97110=30", NULL },
        { PT, "TE 30 min. 30-day re-eval 4/1", "97110=30", NULL },
        { PT, "TE 30 min. Re-eval at 10th visit.", "97110=30", NULL },
        { PT, "TE 30 min. Re-eval every 10 visits", "97110=30", NULL },
        { PT, "TE 30 min. Re-eval in 2 weeks", "97110=30", NULL },
        { PT, "TE 30 min. Re-eval completed.", "97110=30 97164", NULL },
        { OT, "OT re-eval 6 wk post-op, POC updated.", "97168", NULL },
        { SLP, "Artic tx 30 min. Rec. GFTA.", "92507=30", NULL },
        { SLP, "Dysphagia tx 30 min. Rec. FEES vs MBS", "92526=30", NULL },
        { SLP, "Artic tx 30 min. GFTA-3 due", "92507=30", NULL },
        { SLP, "Artic tx 30 min. Due for CELF-5.", "92507=30", NULL },
        { SLP, "Dysphagia tx 30 min. MBS 2/20: trace aspiration", "92526=30", NULL },
        { SLP, "Dysphagia tx 30 min. Per MBS, nectar thick", "92526=30", NULL },
        { SLP, "Artic tx 30 min. GFTA-3 completed.", "92507=30 92522", NULL },
    };
    CHECK_ALL(cases);
}
END_TEST

/* Rest within a time is taken off; rest beside it is asked about. */
START_TEST(rested)
{
    static const struct case_of cases[] = {
        { PT, "TE 30 min w/ 10 min of rest", "97110=20", "NOTE-MINUTES-IGNORED" },
        { PT, "TE 25 min with rest breaks of 10 min", "97110=15", "NOTE-MINUTES-IGNORED" },
        { PT, "TE 30 min with an 8 min seated rest break", "97110=22", "NOTE-MINUTES-IGNORED" },
        { PT, "TE x 25 min, rest break 10 min within", "97110=15", "NOTE-MINUTES-IGNORED" },
        { PT, "Gait 25 min w/ rest x 3 min", "97116=22", "NOTE-MINUTES-IGNORED" },
        { OT, "ADL 30 min w/ 8 min rest, TA 10 min", "97530=10 97535=22", "NOTE-MINUTES-IGNORED" },
        { PT, "TE 25 min, 10 min rest", "97110=25", "NOTE-MINUTES-IGNORED" },
        { PT, "TE 30 min, rests totaling 8 min", "97110=30", "NOTE-MINUTES-IGNORED" },
        { PT, "TE 30 min total, rested 10 min", "97110=30", "NOTE-MINUTES-IGNORED" },
        { PT, "TE 30 min; rest 8 min; MT 10 min", "97110=30 97140=10", "NOTE-MINUTES-IGNORED" },
        { PT, "Session 25 min: 10 min rest, remainder TE", "97110=15", "NOTE-MINUTES-IGNORED" },
        { PT, "TE 30 min rest breaks 8 min", "97110=30", "NOTE-MINUTES-IGNORED" },
        { PT, "TE 30 min. Rest 8 min.", "97110=30", "NOTE-MINUTES-IGNORED" },
        { PT, "TE 30 min, MT 10 min.\nPt rested 8 min.", "97110=30 97140=10", "NOTE-MINUTES-IGNORED" },
        { PT, "TE 30 min. Rest 3 min between sets.", "97110=30", "!NOTE-MINUTES-IGNORED" },
        { PT, "TE 30 min. Rests as needed.", "97110=30", "!NOTE-MINUTES-IGNORED" },
        { PT, "TE 30 min. Rest 8 min not counted.", "97110=30", "!NOTE-MINUTES-IGNORED" },
        { PT, "TE 30 min w/ 2 rest breaks of 4 min", "97110=30", "NOTE-MINUTES-IGNORED" },
        { PT, "TE 30 min w/ 3 min rest between sets", "97110=30", "!NOTE-MINUTES-IGNORED" },
        { PT, "TE 30 min not including 8 min rest", "97110=30", "!NOTE-MINUTES-IGNORED" },
        { PT, "TE 20 min with rest breaks, MT 8 min", "97110=20 97140=8", "!NOTE-MINUTES-IGNORED" },
        { PT, "TE 30 min, 10 min bike w/o rest", "97110=30", "!NOTE-MINUTES-IGNORED" },
        { PT, "TE 15 min w/o rest", "97110=15", "!NOTE-MINUTES-IGNORED" },
    };
    CHECK_ALL(cases);
}
END_TEST

/* What a time was to be, and what it was. */
START_TEST(actual)
{
    static const struct case_of cases[] = {
        { PT, "LE ther ex 40 min (actual 25)", "97110=25", NULL },
        { PT, "TE 40 min (actual time 25 min)", "97110=25", NULL },
        { PT, "TE 40 min; actual 25 min", "97110=25", NULL },
        { PT, "TE 40 min booked, actual 25", "97110=25", NULL },
        { PT, "TE 30 min, actually did 20 min", "97110=20", NULL },
        { PT, "TE 40 min (25 min actual), MT 10 min", "97110=25 97140=10", NULL },
        { PT, "TE attempted 15 min, tolerated 8 min", "97110", "NOTE-MINUTES-UNREAD" },
        { PT, "TE 15 min attempted, 8 min completed", "97110", "NOTE-MINUTES-UNREAD" },
        { PT, "TE 15 min; attempted stairs, tolerated well; MT 8 min", "97110=15 97140=8", NULL },
        { PT, "TE 15 min, tolerated 8 min", "97110", "NOTE-MINUTES-UNREAD" },
        { PT, "TE 15 min, pt only able to complete 8", "97110", "NOTE-MINUTES-UNREAD" },
        { PT, "Attempted gait 15 min, stopped after 3", "97116", "NOTE-MINUTES-UNREAD" },
        { PT, "Gait 15 min; stopped at 3 min due to pain", "97116", "NOTE-MINUTES-UNREAD" },
        { PT, "TE 15 min, tolerated well", "97110=15", "!NOTE-MINUTES-UNREAD" },
        { PT, "TE 15 min, completed 8 min bike", "97110=15", "!NOTE-MINUTES-UNREAD" },
        { PT, "TE 10 min, scoliosis correction 15 min", "97110=10", "NOTE-MINUTES-LONE" },
        { PT, "TE 10 min, correction 15 min", "97110=15", NULL },
        { PT, "TE 35 min (25 min billable)", "97110=25", NULL },
        { PT, "TE 35 min, billed 25 min", "97110=25", NULL },
        { PT, "TE 35 min, 25 min skilled", "97110=25", NULL },
        { PT, "TE 35 min total w/ 25 min one-on-one", "97110=25", NULL },
        { PT, "TE 45 min (3 billable units)", "97110=45", NULL },
        { PT, "TE 30 min to prepare for 45 min walking at work", "97110=30", NULL },
        { PT, "TE 15 min, MT 15 min (down from 20 min)", "97110=15 97140=15", NULL },
        { PT, "Actual TE 25 min, MT 10 min", "97110=25 97140=10", NULL },
        { PT, "TE 30 min, MT 15 min; actual 40 min", "97110=30 97140=15", "NOTE-MINUTES-LONE" },
        { PT, "TE 30 min, actual MT 15 min", "97110=30 97140=15", NULL },
    };
    CHECK_ALL(cases);
}
END_TEST

/* Given by somebody else, as the note says or the patient told. */
START_TEST(others)
{
    static const struct case_of cases[] = {
        { PT, "Per OT, pt did 30 min self-care", "", NULL },
        { PT, "TE 15 min; OT in for ADLs 15 min.", "97110=15", "NOTE-OTHER-PERSON" },
        { PT, "TE 15 min. Then OT doing ADLs 15 min", "97110=15", "NOTE-OTHER-PERSON" },
        { PT, "TE 15 min. OT to see for ADLs 30 min", "97110=15", NULL },
        { PT, "Just finished OT ADL session 30 min. TE 15 min", "97110=15", "NOTE-OTHER-PERSON" },
        { OT, "ADL 15 min. SLP in for swallow tx 15 min.", "97535=15", "NOTE-OTHER-PERSON" },
        { OT, "ADL 15 min. PT in for gait 15 min", "97535=15", "NOTE-OTHER-PERSON" },
        { OT, "OT doing ADLs 15 min", "97535=15", "!NOTE-OTHER-PERSON" },
        { OT, "Pt in for ADL 15 min", "97535=15", "!NOTE-OTHER-PERSON" },
        { OT, "PT IN CHAIR FOR GROOMING 15 MIN", "97535=15", "!NOTE-OTHER-PERSON" },
        { PT, "TE 15 min. Ref to ST for swallow eval", "97110=15", NULL },
        { PT, "Per OT report, pt completed 30 min of ADLs. TE 15 min.", "97110=15", NULL },
        { PT, "Per nursing, pt walked 10 min.", "", NULL },
        { PT, "In OT: self care 30 min; in PT: TE 15 min", "97110=15", NULL },
        { PT, "Per OT recommendation, TA 15 min", "97530=15", NULL },
        { PT, "OT portion 15 min ADL, PT portion 15 min TA", "97530=15", NULL },
        { PT, "97110 15 min, SPT", "", "NOTE-OTHER-PERSON" },
        { PT, "TE 15 min SPT, MT 10 min", "97140=10", "NOTE-OTHER-PERSON" },
        { PT, "TE 15 min, MT 10 min, SPT", "97110=15", "SIGN-STUDENT" },
        { PT, "TE 30 min, 15 min of which with aide", "97110=15", "SIGN-STUDENT" },
        { PT, "TE 30 min (15 min with aide)", "97110=15", "SIGN-STUDENT" },
        { PT, "TE 30 min, last 10 min by tech", "97110=20", "SIGN-STUDENT" },
        { PT, "TE 30 min, 15 min with tech", "97110=30", "SIGN-STUDENT" },
        { PT, "DN 15 min by outside provider last wk. TE 20 min.", "97110=20", NULL },
        { PT, "Home TENS 30 min. TE 15 min", "97110=15", NULL },
        { PT, "TA 15 min, SPT bed to chair", "97530=15", NULL },
        { PT, "TE 15 min, rehab aide", "", "NOTE-OTHER-PERSON" },
        { PT, "Student-led TE 15 min", "", NULL },
        { PT, "Seen after OT (30 min ADLs). TE 15 min.", "97110=15", NULL },
        { OT, "Self care 30 min / OTS", "", "NOTE-OTHER-PERSON" },
        { PT, "S: Pt had PT yesterday. Completed TE 20 min.", "", "NOTE-MINUTES-LONE" },
        { PT, "S: Pt had PT yesterday. Completed TE 20 min today.", "97110=20", NULL },
        { PT, "S: Pain 3/10. Today completed TE 15 min.", "97110=15", NULL },
        { PT, "S: Pt sore after last visit. Completed TE 20 min.", "97110=20", NULL },
        { PT, "Pt had PT yesterday. Completed TE 20 min.", "97110=20", NULL },
    };
    CHECK_ALL(cases);
}
END_TEST

/* What another discipline did for a time of its own, behind the visit's time. */
START_TEST(others_beside)
{
    static const struct case_of cases[] = {
        { PT, "TE 15 min, OT in for ADLs 15 min", "97110=15", "NOTE-OTHER-PERSON" },
        { PT, "TE 15 min then OT ADL 15 min", "97110=15", "NOTE-OTHER-PERSON" },
        { PT, "TE 15 min, OT: ADL 15 min", "97110=15", "NOTE-OTHER-PERSON" },
        { PT, "TE 15 min, OTR took over for dressing 15 min", "97110=15", "NOTE-OTHER-PERSON" },
        { PT, "TE 15 min, pt left with OT for ADL 15 min", "97110=15", "NOTE-OTHER-PERSON" },
        { PT, "TE 15 min, handed off to SLP for swallow tx 15 min", "97110=15", NULL },
        { PT, "TE 15 min (OT in for ADL 15 min)", "97110=15", "NOTE-OTHER-PERSON" },
        { PT, "TE 15 min, SLP 15 min dysphagia tx", "97110=15", "NOTE-OTHER-PERSON" },
        { PT, "TE 15 min, OT in for ADL 15 min, MT 10 min", "97110=15 97140=10", "NOTE-OTHER-PERSON" },
        { PT, "TE 15 min, ADL 15 min with OT", "97110=15 97535=15", "SIGN-STUDENT" },
        { PT, "TE 15 min co-tx with OT", "97110=15", "!SIGN-STUDENT" },
        { PT, "TE 15 min, ST mobs 10 min", "97110=15 97140=10", "!NOTE-OTHER-PERSON" },
        { OT, "ADL 15 min, PT in for gait 15 min", "97535=15", "NOTE-OTHER-PERSON" },
        { OT, "ADL 15 min, PT doing TE 15 min", "97535=15", "NOTE-OTHER-PERSON" },
        { OT, "ADL 15 min, pt doing TE 15 min", "97110=15 97535=15", "!NOTE-OTHER-PERSON" },
        { OT, "PT doing well, ADL 15 min", "97535=15", NULL },
    };
    CHECK_ALL(cases);
}
END_TEST

/* What one place gives a time and another says was not done; and what is given no time at all. */
START_TEST(unsaid)
{
    static const struct case_of cases[] = {
        { PT, "TE 15 min, MT 15 min. Pt left early, only TE completed.", "97110=15 97140", "NOTE-MINUTES-CONFLICT" },
        { PT, "TE 15 min, MT 15 min. MT was not done today.", "97110=15 97140", "NOTE-MINUTES-CONFLICT" },
        { PT, "TE 15 min, MT 15 min. Did not get to MT.", "97110=15 97140", "NOTE-MINUTES-CONFLICT" },
        { PT, "TE 15 min, MT 15 min. Completed TE only.", "97110=15 97140", "NOTE-MINUTES-CONFLICT" },
        { PT, "TE 15 min, MT 15 min. No pain with MT.", "97110=15 97140=15", "!NOTE-MINUTES-CONFLICT" },
        { PT, "TE 15 min, MT 15 min. Unable to complete bridges.", "97110=15 97140=15", "!NOTE-MINUTES-CONFLICT" },
        { PT, "TE 15 min, MT 15 min. Only TE was painful.", "97110=15 97140=15", "!NOTE-MINUTES-CONFLICT" },
        { PT, "No MT last visit. TE 15 min, MT 15 min.", "97110=15 97140=15", "!NOTE-MINUTES-CONFLICT" },
        { PT, "TE 15 min vs MT 15 min - chose MT", "97110 97140", "NOTE-MINUTES-UNREAD" },
        { PT, "TE 30 min, 0 units NMR", "97110=30", NULL },
        { PT, "0 MT, 30 min TE", "97110=30", NULL },
        { PT, "TE 30 min, MT 0, NMR 15 min", "97110=30 97112=15", NULL },
        { PT, "TE 30 min, 0 UE support", "97110=30", NULL },
    };
    CHECK_ALL(cases);
}
END_TEST

/* Of which time another one is part, without a unit, and of which day a line is. */
START_TEST(of_that)
{
    static const struct case_of cases[] = {
        { PT, "TE 40 min (MT 15 of that)", "97110=25 97140=15", "NOTE-MINUTES-SHARED" },
        { PT, "TE 40 min, 15 of which MT", "97110=25 97140=15", "NOTE-MINUTES-SHARED" },
        { PT, "TE 40 min (incl 15 MT)", "97110=25 97140=15", "NOTE-MINUTES-SHARED" },
        { PT, "TE 28 min less 6 min phone call", "97110=22", "NOTE-MINUTES-IGNORED" },
        { PT, "TE 28 min (6 min interrupted by MD)", "97110=22", "NOTE-MINUTES-IGNORED" },
        { PT, "TE 28 min, interrupted for 6 min", "97110=28", "NOTE-MINUTES-IGNORED" },
        { PT, "Projected minutes TE 28, actual minutes TE 14", "97110=14", "NOTE-PLANNED" },
        { PT, "Planned TE 28 min, actual TE 14 min", "97110=14", "NOTE-PLANNED" },
        { PT, "TE 14 min. No actual gait training 10 min", "97110=14", NULL },
        { PT, "TE 30 min (15 1:1, 15 concurrent)", "97110=15", "NOTE-MINUTES-IGNORED" },
        { PT, "Seen 30 min: 1/2 TE, 1/2 NMR", "97110 97112", "NOTE-MINUTES-UNREAD" },
        { PT, "Session 30 min: half TE, half NMR", "97110 97112", "NOTE-MINUTES-UNREAD" },
        { PT, "Manual 15 min; STM 5 min, mobs 5 min", "97140=15", "NOTE-MINUTES-CONFLICT" },
        { PT, "2/23 session: TE 30 min\nTE 15 min, MT 15 min", "97110=15 97110=30 97140=15", "NOTE-MINUTES-CONFLICT" },
        { PT, "2/23 session - TE 30 min. Today: MT 15 min", "97110=30 97140=15", "NOTE-MINUTES-CONFLICT" },
        { PT, "3/2 session: TE 30 min\nMT 15 min", "97110=30 97140=15", "!NOTE-MINUTES-CONFLICT" },
    };
    CHECK_ALL(cases);
}
END_TEST

/* What was refused behind something that was done, and a refusal of what was offered. */
START_TEST(refused)
{
    static const struct case_of cases[] = {
        { PT, "TE 15 min, refused gait 15 min due to pain", "97110=15", "NOTE-DEFERRED" },
        { PT, "TE 15 min, refused gait (15 min)", "97110=15", "NOTE-DEFERRED" },
        { PT, "TE 15 min, unable to complete gait 15 min", "97110=15", "NOTE-NEGATED" },
        { PT, "TE 15 min, declined MT, gait 10 min", "97110=15 97116=10", NULL },
        { PT, "TE 15 min, refused MT 15 min, gait 10 min", "97110=15 97116=10", "NOTE-DEFERRED" },
        { PT, "TE 15 min, pt declined rest, gait 15 min", "97110=15 97116=15", NULL },
        { PT, "TE 15 min, no pain with gait 15 min", "97110=15 97116=15", "!NOTE-NEGATED" },
        { PT, "TE 15 min. Offered gait 15 min; pt declined.", "97110=15", "NOTE-DEFERRED" },
        { PT, "TE 15 min. Attempted gait 15 min. Refused due to pain.", "97110=15", "NOTE-DEFERRED" },
        { PT, "TE 15 min. Offered gait 15 min; pt agreed.", "97110=15 97116=15", "!NOTE-DEFERRED" },
        { PT, "TE 15 min, MT 15 min. Pt declined ice.", "97110=15 97140=15", "!NOTE-DEFERRED" },
        { PT, "TE 15 min, MT 15 min; pt refused to continue", "97110=15 97140=15", "!NOTE-DEFERRED" },
        { PT, "TE 15 min. Gait 15 min pending WB clearance", "97110=15", NULL },
        { PT, "TE 15 min. Gait 15 min TBD", "97110=15", NULL },
        { PT, "TE 15 min. Gait 15 min to follow.", "97110=15", NULL },
        { PT, "TE 15 min. Gait 15 min next wk", "97110=15", NULL },
        { PT, "TE 15 min. Gait 15 min w/ RNA", "97110=15", "NOTE-OTHER-PERSON" },
    };
    CHECK_ALL(cases);
}
END_TEST

/* A time that two disciplines share. */
START_TEST(shares)
{
    static const struct case_of cases[] = {
        { PT, "co-tx w/ OT 30 min total (PT 15/OT 15): TA", "97530=15", NULL },
        { OT, "TA 30 min co-tx w/ PT (PT 20 min/OT 10 min)", "97530=10", NULL },
        { PT, "TA 45 min cotx OT (23 min PT & 22 min OT)", "97530=23", NULL },
        { PT, "Co-tx with OT, TA 30 min, billed 15 min PT/15 min OT", "97530=15", NULL },
        { PT, "TA 30 min, PT billing 15 min", "97530=15", NULL },
        { PT, "TA 30 min split w/ OT 15/15", "97530=15", NULL },
        { PT, "TA 30 min split PT/OT", "97530", "NOTE-MINUTES-UNREAD" },
        { PT, "TE 30 min (PT 15 min/PTA 15 min)", "97110=30", NULL },
        { PT, "TE 30 min: bike 15 min, SLR 15 min", "97110=30", NULL },
        { PT, "TE 30 min (PT 15 min, aide 15 min)", "97110=15", NULL },
        { PT, "TE 15 min. Care coordination 10 min.", "97110=15", "NOTE-MINUTES-LONE" },
        { PT, "Total co-tx 40 min. PT 20 min TA. OT 20 min ADL.", "97530=20", NULL },
        { SLP, "Dysphagia tx 30 min co-tx with OT (SLP 20 min/OT 10 min)", "92526=20", NULL },
    };
    CHECK_ALL(cases);
}
END_TEST

/* A time that lies within another one counts once. */
START_TEST(within)
{
    static const struct case_of cases[] = {
        { PT, "Total 45 min of which 30 min TE.", "97110=30", NULL },
        { PT, "45 min session with 30 min of TE", "97110=30", NULL },
        { SLP, "Total 45 min including 30 min dysphagia tx", "92526=30", NULL },
        { PT, "TE 45 min, of which 10 min bike", "97110=45", NULL },
        { PT, "TE: total 45 min: bike 10 min, SLR 35 min", "97110=45", NULL },
        { SLP, "Cog tx (30 min): attention 10 min, memory 20 min", "97129=30", NULL },
        { OT, "Cognition 30 min (attention 10 min, memory 20 min)", "97129=30", NULL },
        { SLP, "Memory 20 min, attention 10 min, total cog 30 min", "97129=30", NULL },
        { PT, "Balance 20 min: SLS 5 min, foam 5 min, tandem 10 min", "97112=20", NULL },
        { PT, "Strengthening 20 min; SLR 10 min; bridges 10 min", "97110=20", "NOTE-MINUTES-CONFLICT" },
        { PT, "Joint mobs (15 min): PA 8 min, AP 7 min", "97140=15", NULL },
        { OT, "Stood at sink x 8 min for grooming x 8 min", "97535=8", NULL },
        { OT, "Cog tasks 10 min embedded in self care 25 min", "97535=25", NULL },
        { PT, "Total treatment 40 min, TE 25 of those minutes", "97110=25", NULL },
        { PT, "Therex 25 min. Therex included bike 10 min, SLR 15 min", "97110=25", NULL },
        { PT, "Gait 15 min w/ RW (9:00-9:15), TE 15 min (0915-0930)", "97110=15 97116=15", NULL },
        { PT, "TE 15 min (9:00-9:20)", "97110=15", "NOTE-MINUTES-RANGE" },
        { PT, "97110 (1) 97140 (1) 30 min", "97110 97140", "NOTE-MINUTES-SHARED" },
        { SLP, "Group lang 30 min w/ 3 peers; indiv artic 15 min", "92507=15 92508=30", NULL },
        { PT, "TE: bike 10 min, SLR 10 min, total TE 20 min", "97110=20", NULL },
        { PT, "MT: STM 10 min, mobs 8 min, total MT 18 min", "97140=18", NULL },
        { PT, "TE 15 min; PT eval 30 min", "97110=15 ?=30", NULL },
        { PT, "Gait 15 min, of which 5 min stairs", "97116=15", NULL },
        { PT, "TE 45 min, of which 15 min MT", "97110=30 97140=15", "NOTE-MINUTES-SHARED" },
        { PT, "TE 45 min incl. gait 15 min", "97110=30 97116=15", "NOTE-MINUTES-SHARED" },
        { PT, "TE 30 min of which 15 min 1:1", "97110=15", "NOTE-MINUTES-IGNORED" },
        { PT, "TE 30 min (1:1 x 15 min)", "97110=15", "NOTE-MINUTES-IGNORED" },
        { PT, "TE 30 min 1:1, 15 min bike", "97110=30", "!NOTE-MINUTES-IGNORED" },
        { PT, "TE 30 min, MT 15 min 1:1", "97110=30 97140=15", NULL },
        { PT, "MT 15 min w/ relief x 30 min", "97140=15", NULL },
        { PT, "TE 30 min, 15 min of which in a group", "97110=15 97150=15", NULL },
        { PT, "TE 30 min (15 min group, 15 min 1:1)", "97110=30", "GROUP-CONCURRENT" },
        { PT, "TE 15 min 1:1, TE 15 min concurrent", "97110=15 97110=15", "GROUP-CONCURRENT" },
        { PT, "TE 15 min concurrent with e-stim", "97110=15", "!GROUP-CONCURRENT" },
        { PT, "TE 15 min individual, TE 15 min group", "97110=15 97150=15", NULL },
        { PT, "Pt sat EOB 10 minutes during TE 15 min", "97110=15", NULL },
        { PT, "TA 15 min, during which pt stood 8 min", "97530=15", NULL },
        { PT, "TE 15 min, sat EOB 10 min throughout", "97110=15", NULL },
        { PT, "Sat EOB 10 min while doing TE 15 min", "97110=15", NULL },
        { OT, "Self care 30; LB dressing 10; grooming 10", "97535=30", "NOTE-MINUTES-CONFLICT" },
        { OT, "Self care 30 min; LB dressing 20 min; grooming 10 min", "97535=30", "!NOTE-MINUTES-CONFLICT" },
        { OT, "Dressing 15 min; grooming 10 min", "97535=10 97535=15", NULL },
        { PT, "Stairs 10 min, curb 5 min, gait 25 min", "97116=25", "NOTE-MINUTES-CONFLICT" },
        { PT, "Gait training 15 min; stair training 10 min", "97116=10 97116=15", NULL },
    };
    CHECK_ALL(cases);
}
END_TEST

/* What a correction puts in the place of another time, and what another day had. */
START_TEST(put_right)
{
    static const struct case_of cases[] = {
        { PT, "TE 20 min. Addendum: TE was 10 min, not 20", "97110=10", "NOTE-MINUTES-CONFLICT" },
        { PT, "TE 20 min, MT 10 min.\nCorrection - TE 10 min.", "97110=10 97140=10", "NOTE-MINUTES-CONFLICT" },
        { PT, "TE 20 min. Amended: TE should read 10 min.", "97110=10", NULL },
        { PT, "TE 20 min. TE should be 10 min.", "97110=10", NULL },
        { PT, "TE 20 min. *TE was actually 10 min", "97110=10", NULL },
        { PT, "TE 20 min. Addendum: TE not done.", "97110", "NOTE-MINUTES-CONFLICT" },
        { PT, "TE 20 min. Addendum: 5 min of TE was not done.", "97110=15", "NOTE-MINUTES-CONFLICT" },
        { PT, "TE 20 min. Addendum: pt called, feels fine.", "97110=20", "!NOTE-MINUTES-CONFLICT" },
        { PT, "TE 15 min\n2/23 note: TE 30 min", "97110=15", NULL },
        { PT, "TE 15 min\n2/23: TE 30 min", "97110=15", NULL },
        { PT, "From 2/23 note: TE 30 min. TE 15 min today.", "97110=15", NULL },
        { PT, "2/23 visit: TE 30 min, MT 15 min\n3/2 visit: TE 20 min", "97110=20", NULL },
        { PT, "Prior visit: TE 30 min. MT 15 min. Today: TE 20 min.", "97110=20", NULL },
        { PT, "2/26/26 TE 25 min. 3/2/26 TE 12 min.", "97110=12", NULL },
        { PT, "2/26/26 TE 25 min; 3/2/26 TE 12 min.", "97110=12", NULL },
        { PT, "2/26: TE 25 min, MT 9 min. 3/2: TE 12 min, MT 8 min.", "97110=12 97140=8", NULL },
        { PT, "2/26 TE 25 min. 3/2 TE 12 min.", "97110=12", NULL },
        { PT, "Doing well. 2/26/26: TE 25 min. 3/2/26: TE 12 min.", "97110=12", NULL },
        { PT, "Tx on 2/26/26: TE 25 min. Tx on 3/2/26: TE 12 min.", "97110=12", NULL },
        { PT, "Flowsheet of 2/26/26: TE 25 min. Today's flowsheet: TE 12 min.", "97110=12", NULL },
        { PT, "Week 1 (2/26): TE 25 min. Week 2 (3/2): TE 12 min.", "97110=12", NULL },
        { PT, "Visit 3 (2/26): TE 25. Visit 4 (3/2): TE 12.", "97110=12", NULL },
        { PT, "3/2/26 TE 12 min. 2/10/26 surgery. MT 9 min.", "97110=12 97140=9", NULL },
        { PT, "Previous: TE 25, MT 9. Current: TE 12.", "97110=12", NULL },
        { PT, "Prior: independent. TE 12 min.", "97110=12", NULL },
        { PT, "TE 12 min. 4/5 strength noted. MT 9 min.", "97110=12 97140=9", NULL },
        { PT, "Patient was instructed in a 15 minute exercise routine, HEP", "97110", NULL },
        { PT, "Pt instructed in TE x 15 min", "97110=15", NULL },
    };
    CHECK_ALL(cases);
}
END_TEST

/* A column of minutes for each of several people. */
START_TEST(columns)
{
    static const struct case_of cases[] = {
        { PT, "| Code | PT min | PTA min |\n| 97110 | 15 | 10 |\n| 97140 | 8 | 0 |", "97110=15 97140=8", "NOTE-MINUTES-IGNORED" },
        { PT, "| Code | PT min | PTA min |\n| 97110 | 15 | |", "97110=15", "!NOTE-MINUTES-IGNORED" },
        { OT, "| Activity | Min OT | Min COTA | Total min |\n| Self care | 15 | 10 | 25 |", "97535=25", NULL },
        { PT, "| Pt | Therapist | Code | Min |\n| A. B. | J. A. | 97110 | 15 |", "97110=15", NULL },
    };
    CHECK_ALL(cases);
}
END_TEST

static Suite *suite_new(void)
{
    Suite *suite = suite_create("not given");
    TCase *notes = tcase_create("notes");
    tcase_add_unchecked_fixture(notes, set_up, tear_down);
    tcase_set_timeout(notes, 60);
    tcase_add_test(notes, meant);
    tcase_add_test(notes, cancelled);
    tcase_add_test(notes, evaluated_later);
    tcase_add_test(notes, rested);
    tcase_add_test(notes, actual);
    tcase_add_test(notes, others);
    tcase_add_test(notes, others_beside);
    tcase_add_test(notes, unsaid);
    tcase_add_test(notes, of_that);
    tcase_add_test(notes, refused);
    tcase_add_test(notes, shares);
    tcase_add_test(notes, within);
    tcase_add_test(notes, put_right);
    tcase_add_test(notes, columns);
    suite_add_tcase(suite, notes);
    return suite;
}
