/* What whole notes are read as: service by service with its minutes, and the findings that tell what was not read. */
#include "check_main.h"

#include "notes_support.h"

/* What belongs to the service before it, and what is another. */
START_TEST(services)
{
    static const struct case_of cases[] = {
        /* a purpose behind a comma is no item of the list */
        { PT, "Seated knee flexion AAROM, SLR 3x10, for quad control and flexion range - 18 min", "97110=18", NULL },
        { PT, "SLR 3x10, bridges, to improve balance reactions, 20 min", "97110=20", NULL },
        /* but minutes are */
        { PT, "SLR 3x10 for 10 min, tandem stance 12 min", "97110=10 97112=12", NULL },
        /* behind a semicolon stands another service, unless a colon opened a list */
        { PT, "Gait training 10 min; VOR x1 horizontal, seated; tandem stance eyes closed. 25 minutes.",
          "97112=25 97116=10", NULL },
        { PT, "Therapeutic exercise 25 min: SLR 3x10; tandem stance on foam; bridges.", "97110=25", NULL },
        /* a time that is an item of its own is of all before it; what help was needed is no service */
        { PT, "Walked 60 ft with hemi walker min A, facilitated stance time, and hip extension, 10 min", "97116=10", NULL },
        { OT, "Seen for lower body dressing with sock aid; required mod cues for sequencing, 30 min.", "97535=30", NULL },
        /* minutes in a sentence of their own */
        { PT, "SLR 3x10, bridges 2x10. 25 minutes.", "97110=25", NULL },
        { PT, "Therapeutic exercise:\n- SLR 3x10\n- bridges 2x10\n15 min\nManual therapy:\n- STM to quad\n10 min",
          "97110=15 97140=10", NULL },
        { PT, "SLR 3x10, bridges; STM to quad. 25 minutes.", "97110 97140", NULL },
        { PT, "SLR 3x10, bridges. STM to quad. 25 minutes.", "97110 97140", "NOTE-MINUTES-LONE" },
    };
    CHECK_ALL(cases);
}
END_TEST

/* What one place of a note leaves open and another tells; what an evaluation finds is no treatment. */
START_TEST(told_elsewhere)
{
    static const struct case_of cases[] = {
        /* no part of the sentence tells of a service by itself */
        { SLP, "BDAE given to sort out aphasia type; full report written, 60 min.", "96105=60", NULL },
        /* the level of an evaluation in another sentence, unless two are told of; "complex" alone is none */
        { OT, "OT evaluation 45 min. UB dressing mod A, LB dressing max A, feeding set-up. Moderate complexity.",
          "97166=45", NULL },
        { OT, "OT EVAL. Grooming min A x 1, bathing mod A x 2. Profile and history brief. Low complexity.", "97165",
          NULL },
        { PT, "PT initial evaluation, 40 min. Knee flexion 95. HIGH complexity: four comorbidities.", "97163=40", NULL },
        { PT, "PT initial evaluation, 40 min. Low complexity history, but high complexity presentation.", "?=40",
          "SELECT-EVALUATION-LEVEL" },
        { PT, "Complex regional pain. PT evaluation.", "?", "SELECT-EVALUATION-LEVEL" },
        { PT, "PT evaluation, 40 min. Moderate cues for sequencing. Stable vitals.", "?=40",
          "SELECT-EVALUATION-LEVEL" },
        /* an alarm that is on is a state, and nobody sat up for exercise */
        { OT, "Toilet transfer with grab bar x3, cues. Back in recliner, alarm on.", "97530", NULL },
        { PT, "Sit to stand from bed x 4, min A, pivot to recliner, sat up in it.", "97530", NULL },
        /* a treatment beside it stays */
        { PT, "PT evaluation 30 min, moderate complexity. Therapeutic exercise 15 min: SLR, bridges.",
          "97110=15 97162=30", NULL },
        { OT, "OT evaluation, low complexity. ADL training with sock aid, cues for sequence.", "97165 97535", NULL },
    };
    CHECK_ALL(cases);
}
END_TEST

/* Words of near codes in one sentence, with one time at its end, tell of one service; the sum of them says which. */
START_TEST(near_codes)
{
    static const struct case_of cases[] = {
        { OT, "Child rode the scooter board and heavy ball push to calm before writing; OT graded the vestibular and "
              "tactile input, 25 min", "97533=25", NULL },
        { PT, "Reaching outside base on foam; walked with head turns in the hall, 15 min", "97112=15", NULL },
        { OT, "Tub bench transfer with leg lifter, then practiced standing at the rail to pull up pants, 20 min",
          "97535=20", NULL },
        /* no time for both, sets of their own, or codes that are not near */
        { PT, "Bike 10 min; tandem stance on foam, VC for posture.", "97110=10 97112", NULL },
        { PT, "Bridges 3x10; tandem stance on foam 3x30 sec, 12 min", "97110 97112=12", NULL },
        { PT, "STM to upper traps; chin tucks and scapular squeezes, 20 min", "97110=20 97140", NULL },
    };
    CHECK_ALL(cases);
}
END_TEST

/* A verb of handling and a thing are a task, whatever the thing; without either, or of somebody's life, they are none. */
START_TEST(things_handled)
{
    static const struct case_of cases[] = {
        { OT, "Emptied the dryer into a hamper, standing at counter, cues for posture.", "97530", NULL },
        { PT, "Practiced hauling a sandbag to the wagon.", "97530", NULL },
        { PT, "Lowered a crate to the floor and moved it under the bench with cues for hip hinge, 12 min", "97530=12", NULL },
        { PT, "Took a paint can up 3 rungs of the ladder, cues for grip.", "97530", NULL },
        { PT, "Tossed items into the can with her right arm, cues for reach.", "97530", NULL },
        { PT, "Rehearsed getting off the floor through quadruped, min A.", "97530", NULL },
        { PT, "Took two rests.", "", NULL },
        { PT, "Husband carries the crates and empties the bins.", "", NULL },
        { PT, "She can carry the hamper upstairs.", "", NULL },
        { OT, "Put in for a new tray.", "", NULL },
    };
    CHECK_ALL(cases);
}
END_TEST

/* What was put off, denied or aimed at, and what was done for all that. */
START_TEST(done_for_all_that)
{
    static const struct case_of cases[] = {
        { PT, "Declined cupping, tx was manual only: STM to levator, 12 min", "97140=12", NULL },
        { PT, "Initially declined, agreed after her nap: ambulated 30 ft with RW, cues for posture, 9 min", "97116=9", NULL },
        { PT, "No modalities used, joint mobilization grade III to the ankle 8 min", "97140=8", NULL },
        { PT, "No gait today, LAQ and heel slides 3x10", "97110", NULL },
        { PT, "Goal for today: pt carried two buckets up 3 steps, cues for grip, 10 min", "97530=10", NULL },
        { PT, "Daughter took notes while pt and I rehearsed the floor transfer, 10 min", "97530=10", NULL },
        { OT, "Traced letters with a crayon so he can sign in kindergarten, 10 min", "97530=10", NULL },
        { PT, "Walked the hallway 150 ft x 2 for endurance", "97110", NULL },
        { PT, "Pt agreed to TE next visit.", "", NULL },
        { PT, "No gait, stairs or transfers today.", "", NULL },
        { PT, "Initially declined.", "", NULL },
    };
    CHECK_ALL(cases);
}
END_TEST

/* The total of a sentence of one service, and figures of the spine before a dash. */
START_TEST(totals_of_parts)
{
    static const struct case_of cases[] = {
        { PT, "Dowel flexion 2x15, UBE 5 min forward - 15 min total", "97110=15", NULL },
        { PT, "NuStep 6 min, clams 3x10; ttl 14 min", "97110=14", NULL },
        { PT, "Bike 4 min, leg press 3x10 (total 16 min)", "97110=16", NULL },
        { PT, "Bike 4 min, STM to calf 10 min, 20 min total", "97110=4 97140=10", NULL },
        { PT, "TE 15 min: bike 5 min, total 12 min", "97110=15", NULL },
        { PT, "PA grade III C5-6 - 10 min", "97140=10", NULL },
        { PT, "STM ribs 4-6 - 12 min", "97140=12", NULL },
        { PT, "SLR 8 - 10 min", "97110=8", "NOTE-MINUTES-RANGE" },
    };
    CHECK_ALL(cases);
}
END_TEST

/* Times that are no plain number of minutes. */
/* A modality has no repetitions; weeks and visits are no minutes of anything. */
START_TEST(bare_times_of_modalities)
{
    static const struct case_of cases[] = {
        { PT, "Massage 8 - effleurage to both calves", "97124=8", NULL },
        { PT, "Hot pack to low back x15", "97010=15", NULL },
        { PT, "Paraffin L hand 12", "97018=12", NULL },
        { PT, "Fluido 15, then TE 23 min", "97022=15 97110=23", NULL },
        { PT, "IFC 80 Hz", "G0283", NULL },
        { PT, "Therapeutic exercise 23 - squats, bridges", "97110=23", NULL },
        { PT, "TE x6 wks", "97110", NULL },
        { SLP, "Voice tx x8 sessions", "92507", NULL },
    };
    CHECK_ALL(cases);
}
END_TEST

START_TEST(odd_times)
{
    static const struct case_of cases[] = {
        { PT, "MT 1/2 hour", "97140=30", NULL },
        { PT, "MT 1/4 hr", "97140=15", NULL },
        { PT, "MT 3/4 hour, TE 15 min", "97110=15 97140=45", NULL },
        { PT, "MT 1 1/2 hours", "97140=90", NULL },
        { PT, "MT \xC2\xBD hour", "97140=30", NULL },
        { PT, "MT 1\xC2\xBC hr", "97140=75", NULL },
        { PT, "MT 1h", "97140=60", NULL },
        { PT, "MT 1h15", "97140=75", NULL },
        { PT, "MT 1h 15 min", "97140=75", NULL },
        { PT, "MT 1 hr 15 min", "97140=75", NULL },
        { PT, "TE: .5 hr", "97110=30", NULL },
        { PT, "TE 1,5 hr", "97110=90", NULL },
        { PT, "STM to quad 15,30 min", "97140", "NOTE-MINUTES-UNREAD" },
        { PT, "TE 10 - 15 min", "97110=10", "NOTE-MINUTES-RANGE" },
        { PT, "TE between 10 and 15 min", "97110=10", "NOTE-MINUTES-RANGE" },
        { PT, "TE 10~15 min", "97110=10", "NOTE-MINUTES-RANGE" },
        { PT, "97110 - 15 min", "97110=15", "!NOTE-MINUTES-RANGE" },
        { PT, "SLR x 10 - 15 min", "97110=15", "!NOTE-MINUTES-RANGE" },
        { PT, "TE twenty (20) minutes", "97110=20", NULL },
        /* no time of treatment */
        { OT, "ADL training 25 min; pt took 12 min to don shirt (was 20 min)", "97535=25", NULL },
        { PT, "Balance training 15 min: SLS 30 sec x3, tandem 1 min x2", "97112=15", NULL },
        /* no single number */
        { PT, "Manual therapy to the knee, STM, 15/30 min", "97140", "NOTE-MINUTES-UNREAD" },
        { PT, "STM to quad <8 min", "97140", "NOTE-MINUTES-UNREAD" },
        { PT, "STM to quad less than 8 min", "97140", "NOTE-MINUTES-UNREAD" },
        { PT, "STM to quad \xE2\x89\xA4 8 min", "97140", "NOTE-MINUTES-UNREAD" },
        { PT, "STM to quad at least 8 min", "97140=8", "NOTE-MINUTES-RANGE" },
        { PT, "STM to quad > 8 min", "97140=8", "NOTE-MINUTES-RANGE" },
        { PT, "MT/TE: 15/10 min", "97110=10 97140=15", "!NOTE-MINUTES-UNREAD" },
        { PT, "MT/TE: 15 min/10 min", "97110=10 97140=15", "!NOTE-MINUTES-UNREAD" },
        { PT, "TE 15 min/25 min", "97110", "NOTE-MINUTES-UNREAD" },
        { PT, "TE 15/30 min", "97110", "NOTE-MINUTES-UNREAD" },
        { PT, "STM <8'", "97140", "NOTE-MINUTES-UNREAD" },
        { PT, "MT 10 min, STM <= 8 min to calf", "97140=10", "NOTE-MINUTES-UNREAD" },
        { PT, "STM to calf no more than 8 min", "97140", "NOTE-MINUTES-UNREAD" },
        { PT, "STM to calf almost 8 minutes", "97140", "NOTE-MINUTES-UNREAD" },
        { PT, "STM to calf, max 8 min", "97140", "NOTE-MINUTES-UNREAD" },
        { PT, "STM to calf 10 min or less", "97140", "NOTE-MINUTES-UNREAD" },
        { PT, "STM to calf ?10 min", "97140", "NOTE-MINUTES-UNREAD" },
        { PT, "STM to calf 9+ min", "97140=9", "NOTE-MINUTES-RANGE" },
        { PT, "STM to calf 9 min minimum", "97140=9", "NOTE-MINUTES-RANGE" },
        { PT, "TE 20 min or more", "97110=20", "NOTE-MINUTES-RANGE" },
        /* both ends with a unit, or with spaces */
        { PT, "STM to calf 9 - 12 min", "97140=9", "NOTE-MINUTES-RANGE" },
        { PT, "STM to calf 9 min to 12 min", "97140=9", "NOTE-MINUTES-RANGE" },
        { PT, "STM to calf 9'-12'", "97140=9", "NOTE-MINUTES-RANGE" },
        { PT, "STM to calf between 9 and 12 min", "97140=9", "NOTE-MINUTES-RANGE" },
        { PT, "TE increased from 9 min to 12 min", "97110=12", "!NOTE-MINUTES-RANGE" },
        { PT, "SLR 3 x 9 - 12 min TE", "97110=12", "!NOTE-MINUTES-RANGE" },
        /* hours */
        { PT, "TE 1:10 hr", "97110=70", NULL },
        { PT, "TE .5 hr, MT 0,25 hr", "97110=30 97140=15", NULL },
        { PT, "TE 0.75h", "97110=45", NULL },
        { PT, "TE 3/4 of an hour", "97110=45", NULL },
        { PT, "TE 1 hr and 10 min", "97110=70", NULL },
        { PT, "TE an hour and 10 minutes", "97110=70", NULL },
        { PT, "TE 1 hr and MT 10 min", "97110=60 97140=10", NULL },
        { PT, "TE one and a half hours", "97110=90", NULL },
        { PT, "TE 20:30 min", "97110", "NOTE-MINUTES-UNREAD" },
        { PT, "TE 20:00 min", "97110=20", NULL },
        { PT, "TE twenty (20) minutes", "97110=20", NULL },
        { PT, "TE 20 min: NuStep. 24 hr supervision. 1H:2R", "97110=20", NULL },
        { PT, "TE 20 min. Wears splint 3 hrs/day", "97110=20", NULL },
        /* a lone time is that of the only service where nothing else is said of it */
        { PT, "TE: step ups 3x10. SOB after 12 min", "97110", "NOTE-MINUTES-LONE" },
        { PT, "TE: step ups 3x10. Commute 40 min", "97110", "NOTE-MINUTES-LONE" },
        { PT, "TE: step ups 3x10. Discussion with family 12 min", "97110", "NOTE-MINUTES-LONE" },
        { PT, "Pt 12 min behind. TE: step ups 3x10.", "97110", "NOTE-MINUTES-LONE" },
        { PT, "TE: step ups 3x10. Tolerated well, 12 min", "97110=12", NULL },
        { PT, "TE: step ups 3x10. PT treatment 12 min", "97110=12", NULL },
        { PT, "TE 20 min w/ 2-min rest breaks", "97110=20", NULL },
        { PT, "TE 20 min, e-stim 10 min on/10 min off", "97110=20", NULL },
        { PT, "TE 20 min. Required 12 min to don shoe", "97110=20", NULL },
        /* a word of a total before the services that it is of */
        { PT, "Pt seen for TE 20 min and MT 10 min", "97110=20 97140=10", NULL },
        { PT, "Timed codes: TE 20 min, MT 10 min", "97110=20 97140=10", NULL },
        { PT, "Timed: 97110 x 20, 97140 x 10. Untimed: G0283 x 15.", "97110=20 97140=10 G0283=15", NULL },
        { PT, "Treatment time: TE 20 min, MT 10 min, total 30 min", "97110=20 97140=10", NULL },
        { PT, "TE 20 min, MT 10 min. 30 timed / 38 total", "97110=20 97140=10", NULL },
        /* times of the day */
        { PT, "Time in: 9:05\nTime out: 9:45\nTE: squats", "97110=40", NULL },
        { PT, "TE: squats. In/Out: 9:05/9:45", "97110=40", NULL },
        { PT, "TE: squats. Time in 9:05 a.m. Time out 9:45 a.m.", "97110=40", NULL },
        { PT, "TE: squats. Began at 0905 and ended at 0945", "97110=40", NULL },
        { PT, "TE: squats. 13:05 hrs to 13:45 hrs", "97110=40", NULL },
    };
    CHECK_ALL(cases);
}
END_TEST

/* What follows a goal, the history or the home programme in one line; and what was only planned. */
START_TEST(behind_a_section)
{
    static const struct case_of cases[] = {
        { PT, "Goals: stand 10 min to cook. TA 25 min: standing at counter.", "97530=25", NULL },
        { PT, "Goal: walk 200 ft. Gait training 15 min with RW 100 ft x2.", "97116=15", NULL },
        { PT, "HEP: SLR 10 min daily. TE 20 min: squats.", "97110=20", NULL },
        { PT, "History: CVA. TE 20 min: squats.", "97110=20", NULL },
        { PT, "HEP: SLR daily. TE 20 min daily.", "", "NOTE-NO-ACTIVITY" },
        { PT, "Plan: continue. TE 20 min next visit.", "", "NOTE-NO-ACTIVITY" },
        { PT, "Pt cancelled; no treatment. Planned TE 30 min, MT 15 min.", "", "NOTE-NO-ACTIVITY" },
        { PT, "Planned TE 30 min but pt too tired; did MT 15 min", "97140=15", NULL },
        { PT, "TE 30 min as planned", "97110=30", NULL },
        { PT, "MT 15 min: STM to calf. Gait training 15 min: will do next session. Sam Lee, PT", "97140=15", NULL },
        { PT, "Ther ex 10 min: planned for next visit. MT 15 min.", "97140=15", NULL },
        { PT, "TE 10 min (planned). MT 15 min", "97140=15", NULL },
        { PT, "TE 10 min - planned. MT 15 min", "97140=15", NULL },
        { PT, "NMR 10 min: next visit. MT 15 min", "97140=15", NULL },
        { PT, "NMR 10 min: to begin next week. MT 15 min", "97140=15", NULL },
        { PT, "Pt was to do TE 15 min but declined; MT 15 min.", "97140=15", NULL },
        { PT, "TE 15 min: bike, will do stairs next time", "97110=15", NULL },
        { PT, "TE 15 min: squats, plan to add lunges next visit. MT 15 min", "97110=15 97140=15", NULL },
        { PT, "TE 20 min recommended", "", "NOTE-NO-ACTIVITY" },
        { PT, "TherEx total 38 min: bike 8 min, SLR 5 min, leg press 10 min", "97110=38", "!CLAIM-MINUTES-TREATMENT-TOTAL" },
    };
    CHECK_ALL(cases);
}
END_TEST

/* What the note tells twice is counted once. */
START_TEST(told_twice)
{
    static const struct case_of cases[] = {
        { PT, "97116 Gait training 15 min\n97110 TherEx 15 min\n\nBilling: 97116 x1 (15 min), 97110 x1 (15 min)",
          "97110=15 97116=15", "!NOTE-MINUTES-CONFLICT" },
        { PT, "Gait training with RW 15 min\nTherEx: SLR 3x10 15 min\n\nCharges:\n97116 - 15 min\n97110 - 20 min",
          "97110=20 97116=15", "NOTE-MINUTES-CONFLICT" },
        { PT, "Codes billed: 97110 x1 (15 min), 97140 x1 (10 min)\nTE 15 min: squats 3x10. MT 10 min: STM quad.",
          "97110=15 97140=10", "!NOTE-MINUTES-CONFLICT" },
        { PT, "TE 15 min: squats. MT 10 min: STM.\nCodes billed:\n97110 x1 (15 min)\n97140 x1 (10 min)",
          "97110=15 97140=10", "!NOTE-MINUTES-CONFLICT" },
        { PT, "Gait training with RW 15 min\nTherEx: SLR 3x10 15 min\n\nTotal: Gait 15, TE 15 = 30 min",
          "97110=15 97116=15", "!NOTE-MINUTES-CONFLICT" },
        { PT, "Total time: TE 15 min + MT 15 min = 30 min", "97110=15 97140=15", NULL },
        { PT, "TE: squats 15 min\nMT: STM 15 min\nTx time: TE 15, MT 15", "97110=15 97140=15", "!NOTE-MINUTES-CONFLICT" },
        { PT, "TE: squats 15 min\nMT: STM 15 min\nTotal treatment time: 30 min (TE 15 min, MT 15 min)",
          "97110=15 97140=15", "!NOTE-MINUTES-CONFLICT" },
        { PT, "TE: squats 15 min\nMT: STM 15 min\nMinutes: TE 20, MT 15", "97110=20 97140=15", "NOTE-MINUTES-CONFLICT" },
        { PT, "TE: squats 15 min\nTE: bike 10 min\nMT: STM 15 min\nTotals: TE 25, MT 15", "97110=25 97140=15",
          "!NOTE-MINUTES-CONFLICT" },
        { PT, "TE: squats 30 min\nTotal: TE 30", "97110=30", "!NOTE-MINUTES-CONFLICT" },
        { PT, "97110: 15 min, 97140: 15 min, Total Timed: 30 min, Total: 30 min", "97110=15 97140=15", NULL },
        { PT, "Billing: 97110 15 min, 97140 15 min. TE: squats 15 min. MT: STM quad 15 min.", "97110=15 97140=15",
          "!NOTE-MINUTES-CONFLICT" },
        { PT, "Billing: TE 15 min, MT 15 min. TE: squats 15 min. MT: STM quad 15 min.", "97110=15 97140=15",
          "!NOTE-MINUTES-CONFLICT" },
        { PT, "Billing: 97110 15 min for squats, insurance asked for it. Not billed: 97530", "97110=15", NULL },
        { PT, "TE: squats 30 min\nTE 30 min", "97110=30 97110=30", "NOTE-MINUTES-CONFLICT" },
        { PT, "AM: TE 15 min: squats. MT 10 min: STM. PM: TE 20 min, MT 15 min.",
          "97110=15 97110=20 97140=10 97140=15", "!NOTE-MINUTES-CONFLICT" },
        /* a heading of billing and no other place */
        { PT, "Squats and lunges.\nBilling: 97110 x1 (15 min)", "97110=15", NULL },
        /* pasted again */
        { PT, "TE 15 min: squats. TE 15 min: squats.", "97110=15", "NOTE-MINUTES-CONFLICT" },
        { PT, "TE 15 min: squats. MT 10 min: STM.\nTE 15 min: squats. MT 10 min: STM.", "97110=15 97140=10",
          "NOTE-MINUTES-CONFLICT" },
        { PT, "TE 15 min, MT 10 min.\nTE 15 min, MT 10 min.", "97110=15 97140=10", "NOTE-MINUTES-CONFLICT" },
        { PT, "AM session: TE 30 min, gait 15 min. PM session: TE 30 min, gait 15 min.", "97110=30 97110=30 97116=15 97116=15",
          "!NOTE-MINUTES-CONFLICT" },
        /* what comes to as much as all before it */
        { PT, "97110 15 min\n97110 15 min\n97110 total 30 min", "97110=30", NULL },
        { PT, "97140 STM 10 min\n97140 mobs 13 min\n97140 Total: 23 min\n97110 Total: 15 min", "97110=15 97140=23", NULL },
        { OT, "LB dressing training 15 min min A.\nToilet training 8 min.\nSelf-care (97535): 23 min", "97535=23", NULL },
        { PT, "Therapeutic exercise 23 min: SLR.\nManual therapy 15 min: STM.\n\nTimed Codes\nTher Ex 23\nManual 15\nTotal 38",
          "97110=23 97140=15", NULL },
        { PT, "Gait training 23 min with RW, cues.\nTE 15 min: SLR.\n\nMinutes\nGait 23\nTE 15\nTotal 38", "97110=15 97116=23",
          NULL },
        /* parts of a time */
        { PT, "Pt completed 45 min of exercise. 5 min warm up, 35 min strengthening, 5 min cool down.", "97110=45", NULL },
        { PT, "TherEx (20 min)\n- Pulleys x 5 min\nManual (15 min)\n- GH mobs grade III\n- STM to pec minor x 5 min\nTotal: 35 min",
          "97110=20 97140=15", "!CLAIM-MINUTES-TREATMENT-TOTAL" },
        { PT, "97110 15 minutes 97112 15 minutes Total 30 minutes", "97110=15 97112=15", "!CLAIM-MINUTES-TREATMENT-TOTAL" },
        { PT, "Min: TE 15 NMR 15 Total 30", "97110=15 97112=15", NULL },
        { PT, "Start 1:00 PM End 1:23 PM Therapeutic exercise. Start 1:23 PM End 1:45 PM Manual therapy.", "97110=23 97140=22",
          NULL },
        /* two bouts */
        { PT, "TE 15 min: squats. MT 10 min: STM quad. TE 10 min: bike.", "97110=10 97110=15 97140=10",
          "!NOTE-MINUTES-CONFLICT" },
    };
    CHECK_ALL(cases);
}
END_TEST

/* One time behind several names. */
START_TEST(shared_times)
{
    static const struct case_of cases[] = {
        { PT, "TE/TA/NMR 45 min total", "97110 97112 97530", "NOTE-MINUTES-SHARED" },
        { PT, "97110/97530 30 min", "97110 97530", "NOTE-MINUTES-SHARED" },
        { PT, "97110, 97530, 97112: 45 min", "97110 97112 97530", "NOTE-MINUTES-SHARED" },
        { PT, "Ther ex & manual therapy for 30 mins", "97110 97140", "NOTE-MINUTES-SHARED" },
        { PT, "30 min TE/TA", "97110 97530", "NOTE-MINUTES-SHARED" },
        { PT, "97110 1 unit, 97530 1 unit, 30 minutes", "97110 97530", "NOTE-MINUTES-SHARED" },
        { PT, "TE 10 + MT 10 + TA 10 = 30 min", "97110=10 97140=10 97530=10", "!NOTE-MINUTES-SHARED" },
        { PT, "TE 15, TA 15, Gait 10", "97110=15 97116=10 97530=15", NULL },
        { PT, "97110x2, 97140x1. Kim Vo, DPT", "97110 97140", "TIME-NOT-STATED" },
        { SLP, "Cognitive tx: memory strategies. Speech tx 20 min: articulation drills", "92507=20 97129", "TIME-NOT-STATED" },
        { SLP, "Attended to task ~4 min. Cognitive training 15 min: sorting", "97129=15", NULL },
        { PT, "Pt received 45 minutes of therapeutic exercise, neuromuscular re-education and gait training.",
          "97110 97112 97116", "NOTE-MINUTES-SHARED" },
        { PT, "Therapeutic exercise with manual therapy 30 min", "97110 97140", "NOTE-MINUTES-SHARED" },
        { PT, "TE/TA/Gait: 15/15/10 min", "97110=15 97116=10 97530=15", "!NOTE-MINUTES-SHARED" },
        { PT, "TE, TA, Gait: 15, 15, 10 min", "97110=15 97116=10 97530=15", "!NOTE-MINUTES-SHARED" },
        { PT, "TE, TA, and MT: 15, 15, and 10 minutes", "97110=15 97140=10 97530=15", "!NOTE-MINUTES-SHARED" },
        { PT, "SLR, heel slides, gait training 150 ft with RW, 30 min total", "97116=30", "NOTE-MINUTES-SHARED" },
        { PT, "SLR, heel slides, bridges 3x10, 30 min", "97110=30", "!NOTE-MINUTES-SHARED" },
        { PT, "SLR 10 min, gait training with RW 15 min", "97110=10 97116=15", "!NOTE-MINUTES-SHARED" },
        { PT, "TE/MT/gait x 45 min", "97110 97116 97140", "NOTE-MINUTES-SHARED" },
        { PT, "TE, MT: 10, 12 reps", "97110 97140", NULL },
        { PT, "Therapeutic exercise: 25 min (97110 x2), Manual therapy: 15 min (97140 x1)", "97110=25 97140=15", "!NOTE-MINUTES-SHARED" },
        { PT, "TE 25 min - 97110 2 units and NMR 10 min - 97112 1 unit", "97110=25 97112=10", "!NOTE-MINUTES-SHARED" },
        { PT, "TE 25 min (97110 x2), NMR and MT 15 min", "97110=25 97112 97140", "NOTE-MINUTES-SHARED" },
        { PT, "97140 x1 (15 min), 97110 x2 (30 min)", "97110=30 97140=15", NULL },
        { PT, "G0283 x1, 97110 x2 (30 min)", "97110=30 G0283", "!NOTE-MINUTES-SHARED" },
        { PT, "97110 x1, 97530 x1 (30 min)", "97110 97530", "NOTE-MINUTES-SHARED" },
        { SLP, "97129/97130 45 min", "97129=45 97130", "!NOTE-MINUTES-SHARED" },
        { PT, "CPT: 97110, 97140", "97110 97140", "TIME-NOT-STATED" },
        { PT, "97110GP 15 min, 97140GP 10 min", "97110=15 97140=10", NULL },
        { PT, "TE, MT 15 min each", "97110=15 97140=15", "!NOTE-MINUTES-SHARED" },
        { PT, "TE 15 min, MT 10 min", "97110=15 97140=10", "!NOTE-MINUTES-SHARED" },
        { PT, "PT evaluation, low complexity, 40 min, including gait analysis 12 min and balance testing 9 min", "97161=40",
          "NOTE-MINUTES-CONFLICT" },
        { PT, "PT eval 97161 40 min, incl gait assessment 9 min. TE 15 min.", "97110=15 97161=40",
          "NOTE-MINUTES-CONFLICT" },
        { PT, "PT eval 97161 40 min. Gait training 12 min.", "97116=12 97161=40", NULL },
        { OT, "OT eval low complexity 50 min. It included ADL assessment 12 min and grip testing 10 min.", "97165=50",
          "NOTE-MINUTES-CONFLICT" },
        { SLP, "Clinical swallow evaluation 50 min, of which trials of puree 15 min", "92610=50", NULL },
        { SLP, "Clinical swallow evaluation 40 min, dysphagia tx 15 min", "92526=15 92610=40", NULL },
    };
    CHECK_ALL(cases);
}
END_TEST

/* What was done in a group is one group. */
START_TEST(groups)
{
    static const struct case_of cases[] = {
        { PT, "Therapeutic exercise 30 min in a group of 3 patients.", "97150=30", NULL },
        { PT, "Aquatic exercise 30 min in group of 4", "97150=30", NULL },
        { PT, "Group therapy: gait training 30 min, 3 pts", "97150=30", NULL },
        { PT, "Gait training in group of 3, 30 min", "97150=30", NULL },
        { PT, "TE 30 min concurrent with another patient", "97150=30", NULL },
        { PT, "Treated 2 patients at the same time: TE 30 min", "97150=30", NULL },
        { SLP, "Articulation therapy in a group of 3, 30 min", "92508=30", NULL },
        { PT, "TE 15 min one-on-one, then group exercise 30 min", "97110=15 97150=30", "GROUP-AND-INDIVIDUAL" },
        { PT, "TE 15 min. Group exercise class 30 min, 4 participants", "97110=15 97150=30", NULL },
        { PT, "Marching and LAQ, therapeutic exercise (group) x 25 min", "97150=25", "GROUP-CONCURRENT" },
        { PT, "97530 25 min, w/ 2 other pts", "97150=25", "GROUP-CONCURRENT" },
        { PT, "Concurrent treatment: gait training 25 min", "97150=25", "GROUP-CONCURRENT" },
        { PT, "In a group of 4: TE 20 min, TA 10 min", "97150=10 97150=20", "GROUP-CONCURRENT" },
        { PT, "Group session 40 min: TE 25 min, balance training 15 min", "97150=40", "GROUP-CONCURRENT" },
        { PT, "TE 12 min 1:1, then TA 25 min with 3 other patients", "97110=12 97150=25", "GROUP-AND-INDIVIDUAL" },
        { PT, "12 min individual TE, then 25 min exercise class", "97110=12 97150=25", "GROUP-AND-INDIVIDUAL" },
        { PT, "Exercise group 25 min with 3 pts. STM to R calf 9 min.", "97140=9 97150=25", "GROUP-AND-INDIVIDUAL" },
        /* asked about where the words stand apart, or may mean something else */
        { PT, "Seen concurrently with another patient. TE 25 min.", "97110=25", "GROUP-CONCURRENT" },
        { PT, "TE 25 min 2:1", "97110=25", "GROUP-CONCURRENT" },
        { PT, "Gait training 25 min. Therapist:patient ratio 1:2.", "97116=25", "GROUP-CONCURRENT" },
        { PT, "Session type: group. TE 25 min", "97110=25", "GROUP-CONCURRENT" },
        { PT, "TE 25 min. Session type: individual", "97110=25", "!GROUP-CONCURRENT" },
        { PT, "Transfers mod A 2:1, TA 25 min", "97530=25", "!GROUP-CONCURRENT" },
        { PT, "TE 25 min: diaphragmatic breathing I:E 1:2", "97110=25", "!GROUP-CONCURRENT" },
        { PT, "TE 25 min, 2 groups of 10 SLR", "97110=25", "!GROUP-CONCURRENT" },
        { PT, "Therapeutic activities 25 min: sorted pegs in a group of 3 colors", "97530=25", "!GROUP-CONCURRENT" },
        { PT, "TE 25 min for the hip abductor group. Lives in a group home, attends an exercise group on Mondays.",
          "97110=25", "!GROUP-CONCURRENT" },
        { PT, "Co-treat: seen concurrently with OT, TE 25 min", "97110=25", "!GROUP-CONCURRENT" },
        { PT, "TE 25 min 1:1, no other patients present", "97110=25", "!GROUP-CONCURRENT" },
        { PT, "TE 25 min. Group minutes: 0, concurrent minutes: 0", "97110=25", "!GROUP-CONCURRENT" },
        { PT, "Provided support group handout. TE 15 min for the muscle groups of the thigh", "97110=15", NULL },
    };
    CHECK_ALL(cases);
}
END_TEST

/* Ways in which several services are written in one note. */
START_TEST(layouts)
{
    static const struct case_of cases[] = {
        { PT, "TE: 20 mins; Gait: 15 mins; IFC + MHP x15 mins to low back", "97110=20 97116=15 G0283=15", NULL },
        { PT, "Interventions: There-ex 25 min (bike, leg press), manual 10 min (STM quad), there-act 10 min (lift crate)",
          "97110=25 97140=10 97530=10", NULL },
        { PT, "Tx: TE (20 min) + MT (10 min) = 30 min timed", "97110=20 97140=10", NULL },
        { PT, "Ther ex 30 min incl. bridges, bird dog, followed by mech traction x 15 min", "97012=15 97110=30", NULL },
        { SLP, "Cognitive therapy 30 minutes: 97129 15 min, 97130 15 min.", "97129=15 97130=15",
          "!NOTE-MINUTES-CONFLICT" },
        { OT, "Pt seen for 30 minutes for grooming at sink, min A for balance, mod vc for sequencing.", "97535=30", NULL },
        { PT, "Visit included 12 min MT followed by 18 min TE.", "97110=18 97140=12", NULL },
        { PT, "25 min were spent on therapeutic exercise and 13 min on manual therapy.", "97110=25 97140=13", NULL },
        { PT, "0900-0923 TE, 0923-0938 MT", "97110=23 97140=15", NULL },
        { PT, "TE 18/MT 12", "97110=18 97140=12", NULL },
        { PT, "TE-18, MT-12", "97110=18 97140=12", NULL },
        { PT, "18 TE / 12 MT", "97110=18 97140=12", NULL },
        { PT, "TE 18/20 reps", "97110", NULL },
        { PT, "97112 x 20 / 97530 x 18. Weight bearing R forearm on mat. TA: opened jars", "97112=20 97530=18", NULL },
        { PT, "SOR 3 min, C2-4 upglides: MT 15'. DNF with cuff: NMR 10'", "97112=10 97140=15", NULL },
        { PT, "SLR 3x10 15 min, long chat 10 min", "97110=15", "NOTE-MINUTES-LONE" },
        { SLP, "Language evaluation with CELF-5", "92523", NULL },
        { PT, "Total 38 min: therapeutic exercise 23, manual therapy 15", "97110=23 97140=15", "!NOTE-MINUTES-LONE" },
        { PT, "Therapeutic exercise minutes: 23, Manual therapy minutes: 15", "97110=23 97140=15", NULL },
        { PT, "THERAPEUTIC EXERCISE: SLR 3x10, bridges\nTime: 23 min\nMANUAL THERAPY: STM to quads\nTime: 15 min",
          "97110=23 97140=15", NULL },
        { PT, "Initial eval (low complexity) 30 min, MT 10 min, TE 15 min", "97110=15 97140=10 97161=30", NULL },
        { PT, "Total 45 min TE 30 min MT 15 min", "97110=30 97140=15", NULL },
        { PT, "9:00-9:45 TE 30 min, MT 15 min", "97110=30 97140=15", NULL },
        { PT, "twenty minutes manual 20 min to the neck, TE x20 min NMR x20 min", "97110=20 97112=20 97140=20", NULL },
        { SLP, "Ind ST 30 mins. Goal 1: initial /k/ 80%.", "92507=30", NULL },
        /* what was not done, or not billed */
        { PT, "Ther Ex-15 min, Manual-12 min, NMR-none", "97110=15 97140=12", NULL },
        { PT, "MT 30 (STM, cupping), TE 8 (stretches), CP 10 no charge", "97110=8 97140=30", NULL },
        { PT, "Subj: pain 2/10. Obj: TE 30 min per flowsheet, MT 10 min. Assess: good. Plan: cont.",
          "97110=30 97140=10", NULL },
        { PT, "TE 30 min. Moist heat 10 min not billed.", "97110=30", NULL },
        { PT, "TE 30 min. MT 12 min, non-billed.", "97110=30", NULL },
        { PT, "TE 30 min. MT 12 min (nonbilled).", "97110=30", NULL },
        { PT, "TE 30 min. MT 12 min (complimentary).", "97110=30", NULL },
        { PT, "Moist heat 10 min (no charge), TE 30 min", "97110=30", NULL },
        { PT, "MT: 8 mins; TE: 0 mins; GT: 0 mins; Total: 8 mins", "97140=8", NULL },
        { PT, "97110: 30\n97140: 8\n97530: 0\n97112:", "97110=30 97140=8", NULL },
        { PT, "Total TE 15, NMR 10, MT 15 = 40 min", "97110=15 97112=10 97140=15", "!NOTE-MINUTES-LONE" },
        { PT, "MT/TE/NMR: 15/12/8", "97110=12 97112=8 97140=15", NULL },
        { PT, "TE/TA 15/23", "97110=15 97530=23", NULL },
        { PT, "TE: 15/15 reps", "97110", NULL },
        { PT, "15 min therapeutic exercise, 10 min gait = 25 min", "97110=15 97116=10", "!NOTE-MINUTES-LONE" },
        { PT, "Ther Ex (15 + 8 min): mat ex and bike. Ther Act 15 min: lifting.", "97110=23 97530=15", NULL },
        { PT, "Time: TherEx-15 Manual-10", "97110=15 97140=10", NULL },
        { PT, "Ther Ex: 2u / 23 min; Manual: 1u / 15 min", "97110=23 97140=15", NULL },
        { OT, "TE 15 min place and hold, blocking; MT 10 min", "97110=15 97140=10", NULL },
        { PT, "Manual therapy for 12 minutes - grade III PA mobilizations T4-T7", "97140=12", NULL },
        { PT, "Charges: TE 1 unit (15 min), MT 1 unit (10 min)", "97110=15 97140=10", NULL },
        /* tables without bars */
        { PT, "Service\tMinutes\nTherapeutic Exercise\t15\nManual Therapy\t10\nGait Training\t10",
          "97110=15 97116=10 97140=10", NULL },
        { PT, "Therapeutic Exercise      15\nManual Therapy            10\n", "97110=15 97140=10", NULL },
        { PT, "TherEx   3 x 15\nManual Therapy   10 min", "97110 97140=10", NULL },
        { PT, "Exercise | Sets | Reps | Code\nLeg press | 3 | 10 | TE\nTandem | 3 | 30 | NMR\nTE 20 min   NMR 10 min",
          "97110=20 97112=10", NULL },
        { PT, "| Service | Units | Min |\n|---|---|---|\n| Gait training | 1 | 16 |\n| Manual therapy | 10 | 12 |",
          "97116=16 97140=12", NULL },
        { PT, "| Gait training | 16 |\n| Manual therapy | 12 |", "97116=16 97140=12", NULL },
        /* forms with boxes */
        { PT, "[x] Therapeutic exercise 20 min\n[x] Manual therapy 10 min\n[ ] Gait training\n[ ] Ultrasound",
          "97110=20 97140=10", NULL },
        { PT, "\xE2\x98\x91 TE 20 min \xE2\x98\x90 Gait training 15 min \xE2\x98\x92 MT 10 min", "97110=20 97140=10", NULL },
        /* minutes of what was not done are nobody's */
        { PT, "US x 8 min R heel; calf stretching x 10 min; ice 10 min at end of session declined.", "97035=8 97110=10",
          NULL },
    };
    CHECK_ALL(cases);
}
END_TEST

/* A heading in a line lasts until a line that tells of a service. */
START_TEST(sections)
{
    static const struct case_of cases[] = {
        { PT, "POC: continue 3x/wk.\nTherEx: SLR 3x10, 15 min\nManual therapy: STM to quad 15 min",
          "97110=15 97140=15", NULL },
        { PT, "TE x 15 min. POC: continue 3x/wk.\nMT 10 min STM", "97110=15 97140=10", NULL },
        { PT, "Subjective: pain 4/10, slept better.\nManual therapy x 15 min: STM\nTher ex x 23 min: SLR",
          "97110=23 97140=15", NULL },
        { PT, "S: back tight after yard work. MT 15 min STM. TE 12 min: bridges. A: better. P: TE 20 min next visit",
          "97110=12 97140=15", NULL },
        { PT, "TE 15 min\nPlan: continue 2x/wk.\nGait training next visit", "97110=15", NULL },
        { PT, "TE 15 min\nPlan:\nGait training 15 min\nManual therapy 10 min", "97110=15", NULL },
    };
    CHECK_ALL(cases);
}
END_TEST

/* Times that cannot be taken as they stand are told of; none is dropped in silence. */
START_TEST(times)
{
    static const struct case_of cases[] = {
        { PT, "Gait training 15 min", "97116=15", "!NOTE-MINUTES-UNREAD" },
        { PT, "Gait training 7.5 min", "97116", "NOTE-MINUTES-UNREAD" },
        { PT, "Gait training 15.0 min", "97116=15", "!NOTE-MINUTES-UNREAD" },
        { PT, "Gait training 1.5 hr", "97116=90", "!NOTE-MINUTES-UNREAD" },
        { PT, "Gait training 1500 min", "97116", "NOTE-MINUTES-UNREAD" },
        { PT, "Gait training 40 hours", "97116", "NOTE-MINUTES-UNREAD" },
        { PT, "Rest 7.5 min", "", "!NOTE-MINUTES-UNREAD" },
        { PT, "gait training 0:15", "97116=15", NULL },
        { PT, "TE: 0:23, MT: 0:12", "97110=23 97140=12", NULL },
        { PT, "TE 20 min. Pain 3/10 typing 2 hrs.", "97110=20", NULL },
        { PT, "Bed mobility and log rolling 20 min mod A. Gait in hall with RW min A 15 min.", "97116=15 97530=20", NULL },
        { PT, "Sit to stand from toilet x6 min A", "97530", NULL },
        { PT, "plank 0:30 x3", "97110", NULL }, /* seconds, more likely than not */
        { PT, "Gait training 15\xC2\xA0min", "97116=15", NULL },
        { PT, "Gait training 15\xE2\x80\xAFmin", "97116=15", NULL },
        { PT, "Gait training 15&nbsp;min", "97116", "NOTE-MARKUP" },
        { PT, "TE 15 min<br>MT 10 min", "97110=15 97140=10", "NOTE-MARKUP" },
        { PT, "R&D building; pain <4/10; TE 15 min", "97110=15", "!NOTE-MARKUP" },
        { PT, "Gait training 15-20 min", "97116=15", "NOTE-MINUTES-RANGE" },
        { PT, "15-20 min of gait training", "97116=15", "NOTE-MINUTES-RANGE" },
        { PT, "Gait training 15 to 20 min", "97116=15", "NOTE-MINUTES-RANGE" },
        { PT, "NuStep increased from 10 to 15 min", "97110=15", "!NOTE-MINUTES-RANGE" },
        { PT, "Gait training -15 min", "97116=15", "!NOTE-MINUTES-RANGE" }, /* a dash before it */
        { PT, "Therapeutic exercise 15 min. Patient seen in the gym as well, 12 min.", "97110=15", "NOTE-MINUTES-LONE" },
        { PT, "TE 15, MT 10. 25 min", "97110=15 97140=10", "!NOTE-MINUTES-LONE" },
        { PT, "Seen 45 min. TE 15 min, MT 10 min", "97110=15 97140=10", "!NOTE-MINUTES-LONE" },
        { PT, "Time in 9:00 out 9:45 (45 min). TE 30 min, MT 15 min", "97110=30 97140=15", "!NOTE-MINUTES-LONE" },
        /* the time of the only service */
        { OT, "OT 24 min. Dressing training, min A for shoes. SOB after 5 min up.", "97535=24", NULL },
        { PT, "Therapeutic exercise: SLR 3x10\nPLAN\nContinue 2x/wk\nTotal time: 30 min", "97110=30", NULL },
        { PT, "Gait training 15 min was billed in error", "", NULL },
        { PT, "TE 20 min. Gait training 15 min charted in error.", "97110=20", NULL },
    };
    CHECK_ALL(cases);
}
END_TEST

/* Words that are one thing in one place and another elsewhere. */
START_TEST(neighbours)
{
    static const struct case_of cases[] = {
        { SLP, "Head turn to left with liquids", "92526", NULL },
        { SLP, "Multiple swallows per bolus", "92526", NULL },
        { PT, "Head turn to left x10 standing on foam", "97112", NULL },
        /* no activity is named, only what it is for */
        { PT, "O: Stepping over sticks to provoke ankle strategy", "97112", NULL },
        { PT, "No cues needed for gait w SPC x 400 ft", "97116", NULL },
        /* named as it is, and told that the discipline does not bill it */
        { PT, "Effortful swallow x10", "92526", "SELECT-DISCIPLINE" },
        { PT, "TE 3x10 unattended", "", NULL },
        { PT, "TE 15 min, unattended e-stim 15 min", "97110=15 G0283=15", NULL },
        { PT, "Therapeutic exercise 10 min unattended, manual therapy 15 min", "97140=15", "NOTE-MINUTES-LONE" },
        { PT, "Stationary bike x 10 min, level 3, cadence 70-80", "97110=10", NULL },
        { PT, "Cadence training with metronome 10 min", "97116=10", NULL },
        { PT, "hip lifts x15", "97110", NULL },
        { PT, "heel lifts 3x10", "97110", NULL },
        { PT, "Box lift 20# x10", "97530", NULL },
        /* no default where the record has to tell */
        { PT, "PT evaluation completed, 45 min", "?=45", "SELECT-EVALUATION-LEVEL" },
        { OT, "OT evaluation completed", "?", "SELECT-EVALUATION-LEVEL" },
        { PT, "E-stim to quad 15 min", "?=15", "SELECT-UNDETERMINED" },
        { PT, "Moderate complexity evaluation, 1-2 personal factors, 3 elements, evolving presentation.\n"
              "O: flex 128 AROM, abd 104, ER 58\nEval time: 45 min", "97162=45", NULL },
    };
    CHECK_ALL(cases);
}
END_TEST

/* A denial is of the whole list that it begins or ends, its minutes among it, until something tells what was done. */
START_TEST(denied_lists)
{
    static const struct case_of cases[] = {
        { PT, "Gait training 20 min. Resident refused NMR 10 min and MT 15 min.", "97116=20", NULL },
        { PT, "Gait training 20 min. Resident declined NMR 10 min, MT 15 min, and TE 8 min.", "97116=20", NULL },
        { PT, "Gait training 20 min. Unable to perform NMR 10 min or MT 15 min d/t dizziness.", "97116=20", NULL },
        { PT, "Gait training 20 min. Held: MT 10 min, TE 15 min due to low Hgb.", "97116=20", NULL },
        { PT, "Did not do NMR 10 min or TE 15 min; MT 20 min done.", "97140=20", NULL },
        { PT, "Gait training 20 min. MT 10 min and NMR 10 min not done.", "97116=20", NULL },
        { PT, "Gait training 20 min. MT 10 min, NMR 10 min & TE 15 min deferred.", "97116=20", NULL },
        { PT, "Gait training 20 min. MT 10 min / TE 15 min were deferred.", "97116=20", NULL },
        { PT, "NMR 20 min, MT 10 min cancelled, pt ill.", "", NULL },
        { OT, "Resident refused dressing 15 min and grooming 10 min d/t fatigue.", "", NULL },
        /* what was done is told */
        { PT, "STM to the calf 10 min, bruising none", "97140=10", NULL },
        { PT, "TE 15 min, AD not used", "97110=15", NULL },
        { PT, "TE 15 min, it was not used", "", NULL },
        { PT, "Today gait training, sorry, therapeutic activities for 20 minutes", "97530=20", NULL },
        { PT, "Treadmill gait training, 3 bouts of 4 min", "97116=12", NULL },
        { PT, "Treadmill gait training, 3 bouts, 4 min", "97116=4", NULL },
        { PT, "Gave her fifteen minutes of gait training in the hall", "97116=15", NULL },
        { PT, "Gave her a sheet of leg stretches", "", NULL },
        { PT, "Declined MT 10 min, so TE 15 min.", "97110=15", NULL },
        { PT, "Declined MT 10 min and agreed to TE 15 min.", "97110=15", NULL },
        { PT, "Declined MT 10 min due to bruising, TE 15 min.", "97110=15", NULL },
        { PT, "Declined MT 10 min; TE 15 min.", "97110=15", NULL },
        { PT, "Declined MT 10 min, did TE 15 min instead.", "97110=15", NULL },
        { PT, "Gait training 20 min, MT 10 min held.", "97116=20", NULL },
        { PT, "Performed gait training 20 min and TE 15 min, MT 10 min held due to rash.", "97110=15 97116=20", NULL },
        { PT, "Gait training 20 min with RW, NMR 10 min not done.", "97116=20", NULL },
        { PT, "No fluido (rash), paraffin 10 min", "97018=10", NULL },
        { PT, "TE 15 min, no LOB, NMR 10 min", "97110=15 97112=10", NULL },
        /* headings: until the line, the bullets or the lines without a blank one end, or another heading comes */
        { PT, "Gait training 20 min\nNot done:\nNMR 10 min\nMT 15 min", "97116=20", NULL },
        { PT, "Held:\n- NMR 10 min\n- MT 15 min\nGait training 20 min", "97116=20", NULL },
        { PT, "Not completed today:\nNMR 10 min\nMT 15 min\n\nGait training 20 min", "97116=20", NULL },
        { PT, "NOT PERFORMED:\nNMR 10 min\nCOMPLETED:\nGait training 20 min", "97116=20", NULL },
        { PT, "Not performed today secondary to pain: NMR 10 min, MT 15 min\nGait training 20 min", "97116=20", NULL },
        { PT, "Not done 2/2 time: NMR 10 min, MT 15 min\nDone: Gait training 20 min", "97116=20", NULL },
        { PT, "Held: NMR 10 min, MT 15 min due to low Hgb. Gait training 20 min completed.", "97116=20", NULL },
        { PT, "Pt cancelled. Scheduled: NMR 10 min, MT 15 min.", "", NULL },
        { PT, "Scheduled: NMR 10 min, MT 15 min. Only able to complete NMR 8 min.", "97112=8", NULL },
        { PT, "TE 15 min\nHeld: 5 sec x 10\nNMR 10 min", "97110=15 97112=10", NULL },
        { PT, "TE 15 min\nHeld\nNMR 10 min", "97110=15 97112=10", NULL },
        { PT, "Treatment:\nTE 15 min\nMT held: skin tear\nNMR 10 min", "97110=15 97112=10", NULL },
    };
    CHECK_ALL(cases);
}
END_TEST

/* Work of another day than 3/2/2026 is not billed; a note that names no day of the visit is not cut. */
START_TEST(days)
{
    static const struct case_of cases[] = {
        { PT, "02/27/2026\nTE 15 min\nMT 10 min\n\n03/02/2026\nGait training 15 min", "97116=15", NULL },
        { PT, "03/02/2026\nGait training 15 min\n\n02/27/2026\nTE 15 min\nMT 10 min", "97116=15", NULL },
        { PT, "2/27/26: TE 30 min, MT 15 min\n3/2/26: TE 15 min, gait 15 min", "97110=15 97116=15", NULL },
        { PT, "2/27 TE 30 min\n3/2 TE 15 min", "97110=15", NULL },
        { PT, "2/27\nTE 30 min\n3/2\nTE 15 min", "97110=15", NULL },
        { PT, "Visit 2/27/26: TE 30 min\nVisit 3/2/26: MT 15 min", "97140=15", NULL },
        { PT, "Visit 2/27: TE 30 min\nVisit 3/2: MT 15 min", "97140=15", NULL },
        { PT, "DOS 2/27/26 TE 30 min\nMT 8 min\nDOS 3/2/26 TE 15 min", "97110=15", NULL },
        { PT, "[02/27/2026 10:00] TE 30 min\n[03/02/2026 10:00] TE 15 min", "97110=15", NULL },
        { PT, "2026-02-27\nTE 30 min\n2026-03-02\nTE 15 min", "97110=15", NULL },
        { PT, "February 27, 2026\nTE 30 min\nMarch 2, 2026\nMT 15 min", "97140=15", NULL },
        { PT, "12/30: TE 30 min\n3/2: TE 15 min", "97110=15", NULL },
        { PT, "| Date | Service | Min |\n| 2/27/26 | TE | 30 |\n| 3/2/26 | MT | 15 |", "97140=15", NULL },
        { PT, "Patient: A. B. DOS: 3/2/2026\n2/27/26 TE 30 min, MT 15 min\n3/2/26 TE 15 min", "97110=15", NULL },
        { PT, "Gait training 15 min. On 2/27 did TE 15 min and MT 10 min.", "97116=15", NULL },
        { PT, "Copied forward from 2/27: TE 30 min, MT 15 min.\nToday 3/2: Gait training 15 min.", "97116=15", NULL },
        { PT, "Previous note (02/27/2026): TE 30 min; MT 15 min.\nToday: Gait training 15 min.", "97116=15", NULL },
        { PT, "Copied from 2/27/26: S: sore. O: TE 30 min.\nMT 15 min.\n3/2/26: gait training 15 min", "97116=15", NULL },
        { PT, "2/27/26 97110 x 2\n3/2/26 97116 x 1, 15 min", "97116=15", NULL },
        /* a lone date may be wrong, and is asked about */
        { PT, "02/27/2026\nTE 15 min\nMT 10 min", "97110=15 97140=10", "DOC-DATE-OF-SERVICE" },
        /* history, spans and visits of an authorization */
        { PT, "DOS 3/2/26\n2/1/26 R TKA\n2/4/26 discharged home\nTE 15 min, MT 10 min", "97110=15 97140=10", NULL },
        { PT, "DOS 3/2/26\n2/1/26 - 4/30/26 certification\nTE 15 min", "97110=15", NULL },
        { PT, "DOS 3/2/26\nVisit 2/12\nTE 15 min", "97110=15", NULL },
        { PT, "2/1/26 onset of pain. DOS 3/2/26. TE 15 min", "97110=15", NULL },
        { PT, "DOS 3/2/26 TE 15 min\n3/4/26: next visit\nMT 10 min", "97110=15 97140=10", NULL },
        { PT, "Last visit 2/27: did well.\nTE 15 min", "97110=15", NULL },
        { PT, "TE 15 min for knee s/p TKA on 2/1/26", "97110=15", NULL },
        /* no dates */
        { PT, "DOS 3/2/26\n5/10 pain\n1/2 hr TE\n3/5 strength quad\nMT 10 min", "97110=30 97140=10", NULL },
        { PT, "3/2 MMT R quad\n4/5 MMT R ham\n5/5 strength L\nTE 15 min", "97110=15", NULL },
    };
    CHECK_ALL(cases);
}
END_TEST

/* A time of the last visit beside one of this. */
START_TEST(last_times)
{
    static const struct case_of cases[] = {
        { PT, "Gait training: 8 min today (15 min last visit)", "97116=8", NULL },
        { PT, "Gait training x 8 min (was 23 min last visit)", "97116=8", NULL },
        { PT, "Gait training 8 min (last session: 15 min), TE 10 min", "97110=10 97116=8", NULL },
        { PT, "Gait training 8 min today; 15 min last visit", "97116=8", NULL },
        { PT, "Gait training today 8 min, last visit 15 min", "97116=8", NULL },
        { PT, "Gait training 8 min this visit (23 min prior visit)", "97116=8", NULL },
        { PT, "TE 15 min, MT 10 min (15 min last visit)", "97110=15 97140=10", NULL },
        { PT, "Gait training 15 min last visit", "", NULL },
        { PT, "TE 30 min (performed last visit)", "", NULL },
        { PT, "TE 15 min today, no soreness since last visit", "97110=15", NULL },
    };
    CHECK_ALL(cases);
}
END_TEST

/* A time at the end of a line, in a sentence of its own, is of the line's service; feet are no time. */
START_TEST(times_at_the_end)
{
    static const struct case_of cases[] = {
        { PT, "Gait training with RW. Cues for posture. 15 min.\nNMR: sitting balance EOB with reaching. 12 min.",
          "97112=12 97116=15", "!NOTE-MINUTES-LONE" },
        { PT, "TherEx: LAQ 3x10, SAQ. 15 min.\nManual: patella mobs. 10 min.", "97110=15 97140=10", NULL },
        { PT, "TherEx:\nLAQ 3x10\nbridges x15\n15 min", "97110=15", NULL },
        { PT, "W/C mgmt: propelled over carpet, pressure relief q 30 min; adjusted leg rests. 25 min\nTE: LAQ. 10 min",
          "97110=10 97542=25", NULL },
        { PT, "TE: LAQ 3x10. MT: STM to quad. 30 min", "97110 97140", "NOTE-MINUTES-LONE" },
        { PT, "Gait training 40' RW mod A x1. 15 min\nTE: LAQ 3x10. 10 min.", "97110=10 97116=15", NULL },
        { PT, "Gait training 30' with hemi walker (10 min)", "97116=10", NULL },
        { PT, "Gait training 15', TE 10'", "97110=10 97116=15", NULL },
    };
    CHECK_ALL(cases);
}
END_TEST

/* Items under a heading with a time each, and two trainings of one code. */
START_TEST(times_of_items)
{
    static const struct case_of cases[] = {
        { PT, "MT: STM 8 min, joint mobs 7 min", "97140=15", NULL },
        { PT, "TE: bike 5 min, stretching 5 min, squats 10 min", "97110=20", NULL },
        { PT, "TE: bike (5 min), stretching (5 min), squats (10 min)", "97110=20", NULL },
        { PT, "TE 20 min: bike 5 min, stretching 5 min, squats 10 min", "97110=20", NULL },
        { PT, "TE: pulleys 5 min, rows 2x10, squats 2x10 (20 min)", "97110=20", NULL },
        { PT, "TE: bike 5 min, SLR 3x10, squats 3x10, 15 min", "97110=15", NULL },
        { PT, "S: ok\nO: TherEx x 23': LAQ 3x10, SLR, NuStep 5 min.", "97110=23", NULL },
        { PT, "TE incl bike 5 min, leg press, TKE: 23 min", "97110=23", NULL },
        { PT, "TE (bike 5 min, squats) 23 min", "97110=23", NULL },
        { PT, "Gait training x 15 min and sit to stands x 12 min", "97116=15 97530=12", NULL },
        { PT, "TE 15 min. Pt stands 5 min at sink before needing rest.", "97110=15", NULL },
        { PT, "Mobilised around ward 50m with frame", "97116", NULL },
        { PT, "15 min gait training with SPC; 15 min stair training with 1 rail", "97116=15 97116=15", NULL },
        { PT, "Stair training with 1 rail 15 min.\nGait training: 15 min", "97116=15", NULL },
        { PT, "CPT 97110 Therapeutic Exercise\n  - bike, level 2, 6 minutes\n  - quad sets 3x10\n  Minutes: 23", "97110=23",
          "!NOTE-MINUTES-LONE" },
        { PT, "Therapeutic Exercise\n- bike 6 min\nMinutes: 15\nManual Therapy\n- STM 5 min\n- mobs\nMinutes: 10",
          "97110=15 97140=10", "!NOTE-MINUTES-LONE" },
        { PT, "Therapeutic Exercise\n- bike 6 min\n- treadmill 5 min\nTime: 23 min", "97110=23", NULL },
        { PT, "Therapeutic Exercise\n- SLR 3x10\nManual therapy\n- STM 8 min\nTime: 45 min", "97110 97140=8",
          "NOTE-MINUTES-LONE" },
        { OT, "Pt in room. Oral hygiene 9 min, UB/LB dressing 16 min, toileting 6 min. Total 31.", "97535=16 97535=6 97535=9", NULL },
        { OT, "Grooming 9 min, LB dressing 14 min", "97535=14 97535=9", "!NOTE-MINUTES-CONFLICT" },
        { OT, "Grooming 9 min, toileting 5 min, ADL training 14 min", "97535=14", NULL },
        { OT, "Dressing training 14 min: donning socks 9 min", "97535=14", NULL },
    };
    CHECK_ALL(cases);
}
END_TEST

/* What one patient had alone beside a group, and what is usual. */
START_TEST(alone_or_usual)
{
    static const struct case_of cases[] = {
        { PT, "Group TE 30 min, 4 pts. Individual gait 15 min.", "97116=15 97150=30", NULL },
        { PT, "Group TE 30 min, 4 pts. 1:1 gait training 15 min.", "97116=15 97150=30", "!GROUP-CONCURRENT" },
        { PT, "Group TE 30 min (4 pts): marching 10 min, squats 10 min, balance 10 min", "97150=30", NULL },
        { PT, "Pt usually does TE 30 min; today MT 15 min due to fatigue.", "97140=15", NULL },
    };
    CHECK_ALL(cases);
}
END_TEST

/* A column for every day, or for the plan beside what was done. */
START_TEST(columns_of_days)
{
    static const struct case_of cases[] = {
        { PT, "| | 2/25 | 2/27 | 3/2 |\n|---|---|---|---|\n| TE | 15 | 15 | 15 |\n| MT | 10 | 10 | 8 |", "97110=15 97140=8", NULL },
        { PT, "| | 2/25 | 3/2 |\n| TE | 15 min | 20 min |\n| MT | 10 min | 8 min |", "97110=20 97140=8", NULL },
        { PT, "| | 03/02/2026 | 02/27/2026 |\n| TE | 15 | 30 |", "97110=15", NULL },
        { PT, "| | 2/25 | 2/27 |\n| TE | 15 | 30 |", "97110", NULL },
        { PT, "| Service | Planned min | Actual min |\n| TE | 30 | 15 |", "97110=15", NULL },
        { PT, "| Code | Scheduled | Provided |\n| 97110 | 30 min | 15 min |", "97110=15", NULL },
        { PT, "Intervention | Last visit | Today\nGait | 23 | 8", "97116=8", NULL },
        { PT, "Intervention | Today | Last visit\nGait | 8 | 23", "97116=8", NULL },
        { PT, "| Treatment provided | Minutes | Goal addressed |\n| TE | 15 | 1 |", "97110=15", NULL },
        { PT, "| Intervention provided | Plan | Minutes |\n| TE | cont | 15 |", "97110=15", NULL },
        { PT, "| Service | Planned min |\n| TE | 30 |", "97110=30", NULL },
    };
    CHECK_ALL(cases);
}
END_TEST

/* Of two times that speak of one another the one that was done counts; what was struck, boxed or unbilled does not. */
START_TEST(done_or_meant)
{
    static const struct case_of cases[] = {
        { PT, "Codes: 97110 (15 mins) x 2 units = 30 mins; 97140 (15 mins) x 1 unit", "97110=30 97140=15", NULL },
        { PT, "97140 15 min x 1 = 15 min; 97110 15 min x 2 = 30 min", "97110=30 97140=15", NULL },
        { PT, "TE: 2 units x 15 min = 30 min", "97110=30", NULL },
        { PT, "TE 15, MT 15 = 30 min", "97110=15 97140=15", NULL },
        { PT, "TE 40 min planned, 20 min completed", "97110=20", NULL },
        { PT, "TE: planned 40 min, actual 20 min", "97110=20", NULL },
        { PT, "TE 20 min out of 40 min planned", "97110=20", NULL },
        { PT, "TE 20 of 40 min", "97110=20", NULL },
        { PT, "TE cut short at 9 min of 25 min due to pain", "97110=9", NULL },
        { PT, "TE decreased from 40 min to 20 min", "97110=20", NULL },
        { PT, "TE 15 min as planned, MT 10 min", "97110=15 97140=10", NULL },
        { PT, "TE, TA, and MT: 12, 14, and 10 minutes", "97110=12 97140=10 97530=14", NULL },
        { PT, "Attempted TE 20 min, pt stopped after 6 min, dizzy.", "97110", "NOTE-MINUTES-UNREAD" },
        { PT, "TE 20 min, discontinued after 6 min, dizzy. MT 9 min.", "97110 97140=9", "NOTE-MINUTES-UNREAD" },
        { PT, "Gait training 20 min, d/c'd at 6 min for SOB.", "97116", "NOTE-MINUTES-UNREAD" },
        { PT, "OTA 15 min ADLs, TE 10 min", "97110=10", "NOTE-OTHER-PERSON" },
        { PT, "Seen after COTA (25 min ADLs). TE 10 min.", "97110=10", "NOTE-OTHER-PERSON" },
        { OT, "OTA 15 min ADL training, MT 10 min", "97140=10 97535=15", "!NOTE-OTHER-PERSON" },
        { PT, "SLPA did articulation drills 20 min, TE 15 min.", "97110=15", "NOTE-OTHER-PERSON" },
        { PT, "\xE2\x80\xA2 2/26/26: TE 15 min\n\xE2\x80\xA2 3/2/26: MT 15 min", "97140=15", "NOTE-HISTORICAL" },
        { PT, "TE 40 min including 10 min rest", "97110=30", "NOTE-MINUTES-IGNORED" },
        { PT, "TE 40 min (10 min rest breaks)", "97110=30", "NOTE-MINUTES-IGNORED" },
        { PT, "TE 40 min minus 5 min set-up", "97110=35", "NOTE-MINUTES-IGNORED" },
        { PT, "TE 40 min (2 min rest between sets)", "97110=40", "!NOTE-MINUTES-IGNORED" },
        { PT, "TE 40 min (correction: 20 min).", "97110=20", NULL },
        { PT, "TE 40 min. Addendum: TE corrected to 20 min.", "97110=40", "NOTE-MINUTES-UNREAD" },
        { PT, "ERROR TE 40 min. TE 20 min", "97110=20", "NOTE-MINUTES-UNREAD" },
        { PT, "~~TE 40 min~~ TE 20 min", "97110=20", NULL },
        { PT, "MT | 20 | Y\nTE | 15 | N", "97140=20", NULL },
        { PT, "TE 15 min. US 8 min N", "97110=15", NULL },
        { PT, "TE 15 min. MT 20 min N/A", "97110=15", NULL },
        { PT, "( ) TE 20 min (X) MT 15 min", "97140=15", NULL },
        { PT, "Unbilled: TE 20 min. Billed: MT 15 min", "97140=15", NULL },
        { PT, "TE 15 min. Rode the bike 20 min while therapist documented.", "97110=15", NULL },
        { PT, "Shoulder ROM reassessed: flexion 120 deg. TE 23 min", "97110=23", NULL },
        { PT, "Reassessment 10 min, TE 15 min, MT 12 min", "97110=15 97140=12", "NOTE-MINUTES-LONE" },
        { PT, "Re-evaluation 20 min, TE 15 min", "97110=15 97164=20", NULL },
    };
    CHECK_ALL(cases);
}
END_TEST

/* A megabyte and more of what could be looked at again and again takes no longer than any other text. */
START_TEST(hostile_texts)
{
    static const char *const parts[] = { "TE 15 min (", "15 min TE ", "MT/TE: 15/", "| 15 ", "| TE | 10 |\n", "97110:\n",
                                         "TE 15-20 min, ", "7.5 min ", "S: x\nTE 15 min\n", "[ ] TE ", "TE 0:15 ",
                                         "min: 15 ", "15 TE / ", "TE 15 min; x 10 min. 5 min. ", "(15 min) = 30 min ",
                                         "refused TE 15 min and ", "TE 15 min and MT 9 min held & ",
                                         "2/27/26\n", "2/27 TE 15 min\n", "2/27/26 ", "On 2/27 did TE. ", "Visit 2/27: TE\n",
                                         "DOS ", "| 2/27 ", "| 3/2 | 2/27 |\n", "| TE | 10 min | 8 min |\n", "| 10 min ",
                                         "~~ 15 min ", "( ) TE 15 min, ", "30 min of 15 min (rest ", "planned 15 min ",
                                         "Gait training 15 min. Stair training 10 min. ", "SPT present. ", "TE 15 min \"out of 30 min scheduled\". ", "TE 15 min, gastrocnemiussoleus next visit. " };
    enum { BYTES = 1 << 18 }; /* a quadratic walk still takes minutes */
    char *text = malloc(BYTES);
    size_t i, k;
    ck_assert_ptr_nonnull(text);
    for (i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        struct therapycode_session s = THERAPYCODE_SESSION_INIT;
        size_t each = strlen(parts[i]);
        for (k = 0; k + each <= BYTES; k += each)
            memcpy(text + k, parts[i], each);
        s.date_of_service = 20260302;
        s.discipline = PT;
        s.note.data = text;
        s.note.length = k;
        ck_assert_int_eq(therapycode_evaluate(engine, &s, evaluation, NULL), THERAPYCODE_OK);
    }
    free(text);
}
END_TEST

/* A stated code against words for several patients: the group is right whatever was done there. */
START_TEST(stated_groups)
{
    static const struct {
        const char *code;
        const char *note;
        const char *description;
        const char *rule; /* that must be there, or "!" */
    } cases[] = {
        { "97150", "Gait training 25 min in a group of 3", "", "!SELECT-DISAGREES" },
        { "97150", "Therapeutic exercise 25 min", "", "!SELECT-DISAGREES" },
        { "97150", "Therapeutic exercise 25 min", "", "SELECT-UNSUPPORTED" },
        { "97150", "", "Therapeutic exercise, balance training", "!SELECT-DISAGREES" },
        { "97150", "", "Therapeutic exercise, balance training", "SELECT-UNSUPPORTED" },
        { "97150", "", "Therapeutic exercise in a group of 3", "!SELECT-UNSUPPORTED" },
        { "97150", "Group of 3. Seated exercise: LAQ, marching", "", "!NOTE-ACTIVITY-FOUND" },
        { "97116", "Gait training 25 min in a group of 3", "", "GROUP-CONCURRENT" },
        { "97116", "Gait training 25 min in a group of 3", "", "!NOTE-ACTIVITY-FOUND" },
        { "97116", "Gait training 25 min", "", "!GROUP-CONCURRENT" },
    };
    size_t i;
    for (i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct therapycode_session s = THERAPYCODE_SESSION_INIT;
        struct therapycode_activity a = { .minutes = 25 };
        const char *rule = cases[i].rule;
        int absent = rule[0] == '!';
        memcpy(a.code, cases[i].code, 6);
        a.description.data = cases[i].description;
        a.description.length = strlen(cases[i].description);
        s.date_of_service = 20260302;
        s.discipline = PT;
        s.activities = &a;
        s.activity_count = 1;
        s.note.data = cases[i].note;
        s.note.length = strlen(cases[i].note);
        ck_assert_int_eq(therapycode_evaluate(engine, &s, evaluation, NULL), THERAPYCODE_OK);
        ck_assert_msg(has_finding(rule + absent) == !absent, "%s, %s: %s", cases[i].code, cases[i].note, rule);
    }
}
END_TEST

/* A label in a line does not swallow the treatment that is told of behind it. */
START_TEST(labels_in_a_line)
{
    static const struct case_of cases[] = {
        { PT, "S: Pain 4/10. Patient performed gait training 15 min. A: tolerated well.", "97116=15", NULL },
        { PT, "S: Slept well. Performed TE 15 min, MT 10 min. P: cont.", "97110=15 97140=10", NULL },
        { PT, "S: Sore. Pt completed 15 min TE and 10 min gait training.", "97110=15 97116=10", NULL },
        { PT, "HEP: updated. TE 15 min, MT 10 min", "97110=15 97140=10", NULL },
        { PT, "HEP: stretches 10 minutes BID. Therapeutic exercise 20 min in clinic.", "97110=20", NULL },
        { SLP, "Homework: /k/ 10 min daily. Speech therapy 30 min.", "92507=30", NULL },
        { PT, "LTG 2: walk 300 ft. Today: gait training 15 min CGA.", "97116=15", NULL },
        { PT, "Next visit: TE 30 min, MT 15 min. Today: gait 15 min", "97116=15", NULL },
        { PT, "Plan: TE 30 min, MT 15 min.\nToday's session: gait training 15 min", "97116=15", NULL },
        { PT, "Late entry: TE 15 min on 3/16.", "97110=15", NULL },
        { PT, "Discharge note: gait training 23 min, TE 15 min.", "97110=15 97116=23", NULL },
        { PT, "Progress note: gait training 15 min", "97116=15", NULL },
        { PT, "Daily note: therapeutic exercise 15 min", "97110=15", NULL },
        { PT, "Prior visit: TE 30 min.", "", NULL },
        { PT, "RN note: gait training 15 min.", "", NULL },
        /* what is uncertain is not billed, and told of */
        { PT, "Plan: TE 20 min, MT 10 min.", "", "NOTE-MINUTES-LONE" },
        { PT, "POC: 2x/wk x 6 wks. TE 15 min, MT 15 min.", "", "NOTE-MINUTES-LONE" },
        { PT, "Frequency: 2x/wk. MT 15 min.", "", "NOTE-MINUTES-LONE" },
        { PT, "HEP:\nTE 20 min\nstretch 10 min", "", "NOTE-MINUTES-LONE" },
        { PT, "HEP: SLR daily. TE 20 min daily.", "", NULL },
        { PT, "Goals: walk 10 min", "", NULL },
        { PT, "POC: TE 2x/wk 30 min", "", NULL },
        { PT, "S: Sore. Pt reports he performed TE 15 min at home.", "", NULL },
        { PT, "S: Sore. Performed exercises 15 min at gym.", "", NULL },
        { PT, "S: pt walked 20 min yesterday", "", NULL },
        { PT, "S: Today: did TE 20 min at home.", "", NULL },
        { PT, "Home program: SLR 3x10. Gait training 10 min around the house.", "", NULL },
    };
    CHECK_ALL(cases);
}
END_TEST

/* What stands behind the first time of a code: parts of it, or more of the same. */
START_TEST(times_beside)
{
    static const struct case_of cases[] = {
        /* a narrow name and another training, each with its own time */
        { PT, "Gait training 15 min; stair training 10 min", "97116=10 97116=15", NULL },
        { PT, "Gait training outdoors 15 min. Stair training with rail 8 min.", "97116=15 97116=8", NULL },
        { PT, "Gait training 15 min\nStair negotiation training 10 min", "97116=10 97116=15", NULL },
        { PT, "Treadmill training 10 min. Gait training with cane 15 min.", "97116=10 97116=15", NULL },
        { OT, "LB dressing 15 min mod A. Toileting 8 min min A.", "97535=15 97535=8", NULL },
        { OT, "Dressing training 15 min; bathing training 10 min; grooming training 8 min", "97535=10 97535=15 97535=8", NULL },
        /* parts: of a wide name, under a colon, in a list, in brackets, named as parts, or as much as the whole */
        { PT, "TE 30 min. Bike 10 min, SLR 10 min.", "97110=30", NULL },
        { OT, "ADL training 30 min. Toileting 10 min, grooming 10 min.", "97535=30", NULL },
        { PT, "Gait training 30 min: stair training 10 min, level 20 min", "97116=30", NULL },
        { PT, "Gait training 30 min\n- stair training 10 min\n- level surfaces", "97116=30", NULL },
        { PT, "Gait training 30 min (stair training 10 min)", "97116=30", NULL },
        { PT, "Gait training 30 min, including stair training 10 min", "97116=30", NULL },
        { PT, "Gait training 23 min. Of this, stair training 8 min.", "97116=23", NULL },
        { PT, "Stair training 10 min. Gait training 15 min.", "97116=15", NULL },
        /* blocks of one service */
        { PT, "TE 9:00-9:15, 9:30-9:45. MT 9:15-9:30.", "97110=30 97140=15", NULL },
        { PT, "97110 0900-0915 & 0930-0945\n97140 0915-0930", "97110=30 97140=15", NULL },
        { PT, "TE 15 min AM and 10 min PM", "97110=25", NULL },
        { PT, "Gait training: AM 15 min, PM 10 min", "97116=25", NULL },
        { PT, "TE (15 min, 10 min)", "97110=25", NULL },
        { PT, "TE: 15 min & 8 min", "97110=23", NULL },
        { PT, "TE 15 min, then another 10 min", "97110=25", NULL },
        { PT, "TE 30 min (15 min, 15 min)", "97110=30", NULL },
        { PT, "TE 40 min, 9:00-9:40", "97110=40", NULL },
        { PT, "TE 30 min and 10 min prep", "97110=30", NULL },
        { PT, "TE 15 min and 10 min rest", "97110=15", NULL },
        { PT, "TE 9:00-9:15: SLR 5 min, bike 10 min", "97110=15", NULL },
    };
    CHECK_ALL(cases);
}
END_TEST

/* Who gave it: neither a student's nor an aide's time counts, nor that of another discipline. */
START_TEST(givers)
{
    static const struct case_of cases[] = {
        { PT, "TE 12 min by student PT. MT 18 min by PT.", "97140=18", "NOTE-OTHER-PERSON" },
        { PT, "SPT performed TE 20 min.", "", "NOTE-OTHER-PERSON" },
        { PT, "DPT student led TE 20 min", "", NULL },
        { PT, "TE (performed by SPT): 20 min", "", NULL },
        { PT, "TE 20 min performed by SPT with direct supervision of licensed PT.", "", NULL },
        { PT, "TE 20 min (student), MT 12 min (PT)", "97140=12", NULL },
        { PT, "TE | 20 | SPT\nMT | 12 | PT", "97140=12", NULL },
        { PT, "- MT: 12 min - PT\n- TE: 20 min - aide", "97140=12", NULL },
        { PT, "TE 20 min by PT tech.", "", NULL },
        { PT, "TE 20 min with tech", "", NULL },
        { PT, "TE 20 min under supervision of ATC", "", NULL },
        { OT, "OTS completed ADL training 25 min.", "", NULL },
        { OT, "ADL training 25 min by OT.", "97535=25", "!NOTE-OTHER-PERSON" },
        { PT, "TE 20 min by PT.", "97110=20", "!NOTE-OTHER-PERSON" },
        /* a part, or a student who is only named: asked about */
        { PT, "TE 25 min (10 min by SPT).", "97110=15", "SIGN-STUDENT" },
        { PT, "TE 15 min. SPT present and assisted.", "97110=15", "SIGN-STUDENT" },
        { PT, "Student performed TE 15 min; supervising PT present.", "97110=15", "SIGN-STUDENT" },
        /* the assistant's share counts, and is asked about */
        { PT, "TE 12 min w/ PT, 13 min w/ PTA. MT 18 min w/ PT.", "97110=25 97140=18", "ASSISTANT-CQ-CO" },
        { PT, "TE 12 min PT/13 min PTA", "97110=25", "ASSISTANT-CQ-CO" },
        { PT, "TE 12 min with PT and 13 min with PTA", "97110=25", "ASSISTANT-CQ-CO" },
        { PT, "TE 25 min, 12 min PT, 13 min PTA", "97110=25", "ASSISTANT-CQ-CO" },
        /* the patient, a transfer, a pair of hands */
        { PT, "Student performed TE 20 min on the mat.", "97110=20", "!SIGN-STUDENT" },
        { PT, "Therapeutic activities 15 min: SPT performed with min A bed to chair.", "97530=15", "!SIGN-STUDENT" },
        { PT, "Gait training 15 min with aide present for safety.", "97116=15", NULL },
        { PT, "Gait training 20 min, mod A x2 with tech", "97116=20", NULL },
        { PT, "TE 20 min, set up by tech", "97110=20", NULL },
        { PT, "Pt brought to gym by tech, TE 20 min.", "97110=20", NULL },
        /* another discipline */
        { PT, "Co-treatment with OT. PT: gait training 15 min. OT: ADL training 20 min.", "97116=15", NULL },
        { OT, "Co-treatment with PT. PT: gait training 15 min. OT: ADL training 20 min.", "97535=20", NULL },
        { PT, "PT portion: gait training 15 min. OT portion: ADL training 20 min.", "97116=15", NULL },
        { PT, "PT addressed gait 15 min while OT addressed dressing 20 min.", "97116=15", NULL },
        { PT, "OT saw pt for ADL training 30 min.", "", NULL },
        { OT, "OT saw pt for ADL training 30 min.", "97535=30", NULL },
        { PT, "ADL training 30 min (OT). Gait training 15 min (PT).", "97116=15", NULL },
        { PT, "Gait training 15 min per OT recommendation.", "97116=15", NULL },
        { PT, "Co-treat with OT: gait training 30 min.", "97116=30", NULL },
    };
    CHECK_ALL(cases);
}
END_TEST

/* Tests that are asked for, planned or talked of; one evaluation by two tests; plans and screens; names that say less. */
START_TEST(asked_or_planned)
{
    static const struct case_of cases[] = {
        { SLP, "Bedside swallow eval 35 min; rec MBS", "92610=35", NULL },
        { SLP, "Dysphagia tx 25 min; rec FEES", "92526=25", NULL },
        { SLP, "Dysphagia tx 25 min, req MBSS order", "92526=25", NULL },
        { SLP, "Dysphagia tx 25 min. Thin liquids; rpt MBSS 3 wks", "92526=25", NULL },
        { SLP, "Dysphagia tx 25 min, repeat MBSS in 3 weeks", "92526=25", NULL },
        { SLP, "Repeat MBSS completed 35 min", "92611=35", NULL },
        { SLP, "FEES 35 min; rec puree and nectar", "92612=35", NULL },
        { SLP, "Artic tx 25 min, GFTA planned", "92507=25", NULL },
        { SLP, "Artic tx 25 min, CELF-5 to be given", "92507=25", NULL },
        { SLP, "Artic tx 25 min, PLS-5 scores shared w/ dad", "92507=25", NULL },
        { SLP, "GFTA-3 and CELF-5 given, 70 min", "92523=70", NULL },
        { SLP, "GFTA-3 given, 35 min", "92522=35", NULL },
        { OT, "Care planning 15 min; ADL training 25 min", "97535=25", NULL },
        { OT, "POC planning 15 min", "", NULL },
        { OT, "Planning and sequencing of tasks 15 min", "97129=15", NULL },
        { OT, "MoCA administered 30 min", "96125=30", NULL },
        { OT, "SLUMS completed, memory tx 20 min", "97129=20", NULL },
        { OT, "Pre-writing strokes 20 min", "97530=20", NULL },
        { OT, "Scar mgmt 12 min", "97140=12", NULL },
        { SLP, "Pragmatic lang tx: turn taking, greetings 20 min", "92507=20", NULL },
        { PT, "MET for sacral torsion 9 min", "97140=9", NULL },
    };
    CHECK_ALL(cases);
}
END_TEST

static Suite *suite_new(void)
{
    Suite *suite = suite_create("whole notes");
    TCase *notes = tcase_create("notes");
    tcase_add_unchecked_fixture(notes, set_up, tear_down);
    tcase_set_timeout(notes, 60);
    tcase_add_test(notes, services);
    tcase_add_test(notes, told_elsewhere);
    tcase_add_test(notes, near_codes);
    tcase_add_test(notes, things_handled);
    tcase_add_test(notes, done_for_all_that);
    tcase_add_test(notes, totals_of_parts);
    tcase_add_test(notes, bare_times_of_modalities);
    tcase_add_test(notes, odd_times);
    tcase_add_test(notes, behind_a_section);
    tcase_add_test(notes, told_twice);
    tcase_add_test(notes, times_beside);
    tcase_add_test(notes, labels_in_a_line);
    tcase_add_test(notes, shared_times);
    tcase_add_test(notes, givers);
    tcase_add_test(notes, groups);
    tcase_add_test(notes, stated_groups);
    tcase_add_test(notes, layouts);
    tcase_add_test(notes, sections);
    tcase_add_test(notes, times);
    tcase_add_test(notes, neighbours);
    tcase_add_test(notes, denied_lists);
    tcase_add_test(notes, days);
    tcase_add_test(notes, columns_of_days);
    tcase_add_test(notes, last_times);
    tcase_add_test(notes, times_at_the_end);
    tcase_add_test(notes, times_of_items);
    tcase_add_test(notes, alone_or_usual);
    tcase_add_test(notes, done_or_meant);
    tcase_add_test(notes, asked_or_planned);
    tcase_add_test(notes, hostile_texts);
    suite_add_tcase(suite, notes);
    return suite;
}
