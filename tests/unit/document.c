/* The score, the elements and what cannot fool them; lines; the note against the claim; signatures; copies. */
#include "document_main.h"

#include <stdio.h>

static const char full[] =
    "S: Cannot get off the low toilet without her son.\n"
    "O: 97530 x 16 min one-on-one: sit to stand from 17 in toilet height x8 with tactile cues at pelvis and min A, so "
    "that she can use the toilet at home. 30 sec chair stand 8, was 5 at evaluation.\n"
    "Timed 16 min, total 20 min.\n"
    "A: Weak quads limit toileting. Tolerated well, no increase in pain.\n"
    "Goal: toilet transfer without help, 30 sec chair stand 10 in 4 weeks.\n"
    "P: Continue POC 2x/wk.\n"
    "Signed by R. Alvarez, PT";

/* Four notes of four kinds: denied, empty, complete, thin. */
START_TEST(four_notes_in_order)
{
    int32_t denied, nothing, complete, thin;
    denied = score_of("No skilled care was given. Medical necessity: none. Unsigned. POC: none. No progress.");
    nothing = score_of(" ");
    complete = score_of(full);
    thin = score_of("Did exercises, tolerated well, continue plan of care. Signed");
    ck_assert_int_lt(denied, 10);
    ck_assert_int_eq(nothing, 0);
    ck_assert_int_gt(thin, denied);
    ck_assert_int_lt(thin, 40);
    ck_assert_int_ge(complete, 90);
}
END_TEST

START_TEST(points_sum_to_the_score)
{
    static const int32_t kinds[] = { THERAPYCODE_NOTE_DAILY, THERAPYCODE_NOTE_EVALUATION, THERAPYCODE_NOTE_PROGRESS,
                                     THERAPYCODE_NOTE_DISCHARGE };
    size_t k, i;
    for (k = 0; k < 4; k++) {
        const struct therapycode_element *row;
        int32_t points = 0, weights = 0, score;
        s.note_kind = kinds[k];
        score = score_of(full);
        for (i = 0; (row = therapycode_evaluation_element(e, i)) != NULL; i++) {
            ck_assert_int_le(row->points, row->weight);
            if (row->line != THERAPYCODE_NONE)
                continue;
            points += row->points;
            weights += row->weight;
            ck_assert(row->status == THERAPYCODE_PRESENT || row->status == THERAPYCODE_NOT_APPLICABLE ||
                      row->suggestion == NULL || strstr(row->suggestion, "____") != NULL);
        }
        ck_assert_int_eq(points, score);
        ck_assert_int_eq(weights, 100);
    }
}
END_TEST

/* Every element of the full note is there, and its evidence lies in the note. */
START_TEST(evidence_lies_in_the_note)
{
    const struct therapycode_element *row;
    size_t i;
    int32_t k;
    score_of(full);
    for (i = 0; (row = therapycode_evaluation_element(e, i)) != NULL; i++) {
        if (row->line == THERAPYCODE_NONE && row->weight > 0)
            ck_assert_msg(row->status == THERAPYCODE_PRESENT, "%s is %d", row->id, (int)row->status);
        for (k = 0; k < row->evidence_count; k++) {
            const struct therapycode_evidence *v = therapycode_evaluation_evidence(e, (size_t)(row->evidence_first + k));
            ck_assert(v->source == THERAPYCODE_FROM_FACT || (v->start < v->end && (size_t)v->end <= sizeof full));
        }
    }
    ck_assert_int_eq(therapycode_evaluation_summary(e)->billable, THERAPYCODE_BILLABLE_YES);
}
END_TEST

/* Taking a line of the note away never raises the score; lines that say nothing of therapy never do either. */
START_TEST(less_is_never_more)
{
    static const char *const irrelevant[] = { "The weather was fine today.\n", "Parking lot is being repaved.\n",
                                              "Patient has two dogs named Max and Min.\n",
                                              "Front desk confirmed the address.\n" };
    int32_t whole = score_of(full), less;
    char shorter[2 * sizeof full];
    const char *line, *next;
    size_t i;
    for (line = full; *line != '\0'; line = next) {
        next = strchr(line, '\n');
        next = next == NULL ? line + strlen(line) : next + 1;
        memcpy(shorter, full, (size_t)(line - full));
        strcpy(shorter + (line - full), next);
        less = score_of(shorter);
        ck_assert_int_le(less, whole);
    }
    for (i = 0; i < sizeof irrelevant / sizeof irrelevant[0]; i++) {
        strcpy(shorter, irrelevant[i]);
        strcat(shorter, full);
        ck_assert_int_le(score_of(shorter), whole);
        ck_assert_int_eq(score_of(irrelevant[i]), 0);
        strcpy(shorter, full);
        strcat(shorter, "\n");
        strcat(shorter, irrelevant[i]);
        ck_assert_int_le(score_of(shorter), whole);
    }
}
END_TEST

/* Words of the rubric alone, denied, planned or hypothetical earn next to nothing. */
START_TEST(stuffing_earns_nothing)
{
    static const char *const stuffed[] = {
        "Skilled. Medically necessary. Functional. Verbal cues. Tactile cues. Progress. Improved. Limitations. Goals.",
        "No one-on-one contact. No verbal cues given. No gait training performed. No measures taken. No improvement.",
        "Next visit: gait training with verbal cues, sit to stand, TUG. Plan to instruct in transfers next visit.",
        "If tolerated, would consider gait training with tactile cues and transfer training.",
        "If needed, would consider gait training with tactile cues 10 min, and toilet transfers, to get off the toilet.",
        "Verbal cues, tactile cues, facilitation, progress, improved, unchanged, limitations, deficits, goals, function.",
        "Skilled therapy. Functional deficits. Rehab potential good. Quality of life. To improve safety and independence.",
        "Plan to carry groceries, wash dishes and climb stairs with verbal cues so that she can live alone.",
        "Wife does the laundry, cooks and drives. Husband carried groceries up the stairs with cues from the aide.",
        "Skilled intervention provided. Skilled facilitation to maximize functional potential. Medical necessity met.",
        "Skilled intervention, one-on-one direct contact, timed 40 minutes, total 45 minutes, per plan of care, tolerated well."
    };
    size_t i;
    for (i = 0; i < sizeof stuffed / sizeof stuffed[0]; i++) {
        int32_t score = score_of(stuffed[i]);
        ck_assert_msg(score < 20, "%s: %d", stuffed[i], (int)score);
        ck_assert_int_ne(status_of("skilled-involvement"), THERAPYCODE_PRESENT);
        ck_assert_int_ne(status_of("functional-activities"), THERAPYCODE_PRESENT);
    }
    ck_assert_int_eq(count_rule("DOC-KEYWORD-ONLY"), 1);
    score_of(stuffed[1]);
    ck_assert_int_eq(status_of("skilled-involvement"), THERAPYCODE_CONTRADICTED);
    ck_assert_int_ge(count_rule("DOC-SKILLED-INVOLVEMENT"), 1);
}
END_TEST

/* Names of what an audit asks for, one after the other, and sentences that assert it: nothing, and nothing beside a note. */
START_TEST(lists_and_assertions_add_nothing)
{
    static const char *const lists[] = {
        "Skilled care, goals, cueing, improved, tolerated treatment well, plan of care, one-on-one, Berg, stairs, bathing.",
        "one-on-one plan of care verbal cues tactile cues goals sit to stand stairs progress tolerated well unable to dress",
        "Progress; POC; tolerated well; cues; deficits; goals; transfers; toileting; direct contact; medically necessary"
    };
    static const char thin[] = "Seen in clinic. Some exercises and a walk. Massage to calf.\n";
    int32_t before = score_of(thin);
    char note[512];
    size_t i;
    for (i = 0; i < sizeof lists / sizeof lists[0]; i++) {
        ck_assert_msg(score_of(lists[i]) == 0, "%s", lists[i]);
        strcpy(note, thin);
        strcat(note, lists[i]);
        ck_assert_msg(score_of(note) == before, "%s", lists[i]);
    }
    ck_assert_int_lt(score_of("Functional limitations were discussed. Goals were reviewed. One-on-one direct contact. The "
                              "patient improved. Tolerated well. Per plan of care."), 20);
    ck_assert_int_eq(status_of("functional-limitations"), THERAPYCODE_MISSING);
    ck_assert_int_eq(status_of("functional-goals"), THERAPYCODE_MISSING);
    ck_assert_int_eq(status_of("progress"), THERAPYCODE_MISSING);
    /* a sentence that tells something names as much */
    score_of("Patient tolerated the session well with verbal cues for weight shift when rising and will continue POC.");
    ck_assert_int_eq(status_of("skilled-involvement"), THERAPYCODE_PRESENT);
    ck_assert_int_eq(status_of("plan-of-care-relation"), THERAPYCODE_PRESENT);
}
END_TEST

/* Words of another paper, another person or of nothing that is treated, and boxes: next to nothing beside a thin note. */
START_TEST(what_is_not_of_the_visit_adds_nothing)
{
    static const char *const added[] = {
        "Per last visit's note: TUG 16 s, was 19 s; tactile cues for heel strike; goal to walk to the barn by 05/01/2026.",
        "Department policy: clinicians give tactile cues, patients climb stairs, and goals are to return to work.",
        "Example note: \"Pt was cued to widen her base so that she can bathe. Berg 41/56, was 35/56.\"",
        "Sample note: Gait training with verbal cues for posture 15 min, 1:1, per plan of care. ",
        "Her husband cannot dress himself, his pain is 6/10 and he improved from 9/10.",
        "His wife has trouble on stairs, her pain is 4/10, was 7/10.",
        "According to the literature, tactile cues improve gait and TUG falls from 15 s to 12 s.",
        "CMS requires that goals be functional: patient will climb 12 stairs in 3 weeks.",
        "Patient in next bed walked 150 ft with RW, min A.", "Inservice on car transfer training with tactile cues.",
        "The hall outside is 60 ft long and was 50 ft before the rebuild.",
        "If the ankle were stronger, he would walk 300 ft with tactile cues so that he can get to the barn.",
        "[ ] progress per POC [ ] goal met [ ] tactile cues for gait",
        "\xE2\x98\x91 tactile cues \xE2\x98\x91 1:1 \xE2\x98\x91 progressing toward goals \xE2\x98\x91 tolerated well \xE2\x98\x91 cont POC",
        "Per Medicare guidelines pt must require skilled cues to walk.", "Documentation must show that pt improved from 60% to 80%.",
        "Medicare guidelines: therapist gives tactile cues, pt climbs stairs.", "Payers want cues, goals and progress in walking.",
        "Remember to write that pt needed tactile cues to walk.", "The note should show limitations in dressing and 1:1 contact.",
        "Humidity 45%, was 60%.", "Attendance 45%, improved from 30%.", "Our survey is 9/10, last quarter 6/10.",
        "Flurb in order to zim for wobble during dax.", "Glorp is better than blorf today.", "Traffic was 12 miles, last week 10.",
        "Grade 2 sprain.", "No progress was recorded.", "Goals: see plan of care.", "Progress: see flowsheet.", "Visit 4/12. Room 3/10."
    };
    static const char thin[] = "TE 15 min, squats 3x10.\n";
    int32_t before = score_of(thin);
    char note[512];
    size_t i;
    for (i = 0; i < sizeof added / sizeof added[0]; i++) {
        strcpy(note, thin);
        strcat(note, added[i]);
        ck_assert_msg(score_of(note) <= before + 6, "%s: %d to %d", added[i], (int)before, (int)score_of(note));
    }
    /* what stands beside them counts as ever */
    score_of("Per last note TUG 16 s, today 12 s. Gait training x 15 min.");
    ck_assert_int_eq(status_of("progress"), THERAPYCODE_PRESENT);
    score_of("Example note: \"Walked to church. TUG 9 s.\" Pain 4/10 on stairs. Cued to widen his base in gait x 200 ft.");
    ck_assert_int_eq(status_of("objective-measures"), THERAPYCODE_PRESENT);
    ck_assert_int_eq(status_of("skilled-involvement"), THERAPYCODE_PRESENT);
    score_of("Self care x 15 min: set each cup by touch. 5 of 6 right. Up from 2 of 6 last visit.");
    ck_assert_int_eq(status_of("objective-measures"), THERAPYCODE_PRESENT);
    ck_assert_int_eq(status_of("progress"), THERAPYCODE_PRESENT);
    score_of("Wrist edema 21.0 cm from 21.8. Insurance approved 8 visits. Per guidelines cued for heel strike in gait x 200 ft.");
    ck_assert_int_eq(status_of("progress"), THERAPYCODE_PRESENT);
    ck_assert_int_eq(status_of("skilled-involvement"), THERAPYCODE_PRESENT);
    score_of("Her husband has to help her dress.");
    ck_assert_int_eq(status_of("functional-limitations"), THERAPYCODE_PRESENT);
    score_of("Contact: [x] 1:1 [ ] group. Plan: [x] continue per POC. Squats 3x10.");
    ck_assert_int_eq(status_of("direct-contact"), THERAPYCODE_PRESENT);
    ck_assert_int_eq(status_of("plan-of-care-relation"), THERAPYCODE_PRESENT);
    /* what cannot be done is no denial of what was; what was found at the evaluation makes no evaluation of the note */
    score_of("Unable to cut meat. Squats 3x10, TE 15 min.");
    ck_assert_int_eq(status_of("functional-activities"), THERAPYCODE_PARTIAL);
    score_of("Grip 52# (eval 18#). Opens jars with the left hand x 5.");
    ck_assert_int_eq(status_of("functional-activities"), THERAPYCODE_PRESENT);
    score_of("DC note. Grip 52# (eval 18#). Opens jars with the left hand.");
    ck_assert_int_ne(status_of("functional-activities"), THERAPYCODE_PRESENT);
    /* the name of a service tells of no skill */
    score_of("Manual therapy 30 mins.");
    ck_assert_int_ne(status_of("skilled-involvement"), THERAPYCODE_PRESENT);
    score_of("Gait training in group of 3, 30 min.");
    ck_assert_int_ne(status_of("skilled-involvement"), THERAPYCODE_PRESENT);
    score_of("Trained in pacing on the stairs.");
    ck_assert_int_eq(status_of("skilled-involvement"), THERAPYCODE_PRESENT);
}
END_TEST

/* What does not exist, has run out or is no goal proves nothing. */
START_TEST(denials_prove_nothing)
{
    score_of("The plan of care does not exist.");
    ck_assert_int_eq(status_of("plan-of-care-relation"), THERAPYCODE_CONTRADICTED);
    score_of("POC has expired.");
    ck_assert_int_eq(status_of("plan-of-care-relation"), THERAPYCODE_CONTRADICTED);
    ck_assert_int_eq(score_of("There is no goal to walk 300 ft in 4 weeks."), 0);
    ck_assert_int_eq(score_of("No limitations."), 0);
    score_of("Therapist did not give cues; he walks without pain.");
    ck_assert_int_eq(status_of("functional-activities"), THERAPYCODE_MISSING);
    score_of("Goal: walk 300 ft to the mailbox in 4 weeks. Continue plan of care.");
    ck_assert_int_eq(status_of("goal-measurable"), THERAPYCODE_PRESENT);
    ck_assert_int_eq(status_of("plan-of-care-relation"), THERAPYCODE_PRESENT);
}
END_TEST

/* What a template, a dictation or a consult says beside the visit. */
START_TEST(words_of_the_record_prove_nothing)
{
    static const struct { const char *note, *element; int present; } cases[] = {
        { "Goals of care were discussed with the family.", "functional-goals", 0 },
        { "Paused for a drink and returned to the puzzle.", "functional-goals", 0 },
        { "Goal: return to gardening.", "functional-goals", 1 },
        { "Walked with reminders to keep the chin up.", "skilled-involvement", 1 },
        { "Beads strung, task broken into two steps.", "skilled-involvement", 1 },
        { "Moist heat to the neck.", "skilled-involvement", 0 },
        { "Patient will be seen 3 times a week.", "functional-goals", 0 },
        { "The patient will follow up with her doctor.", "functional-goals", 0 },
        { "Patient will benefit from therapy at home.", "functional-goals", 0 },
        { "Patient will walk to the barn.", "functional-goals", 1 },
        { "Patient will be able to feed the hens.", "functional-goals", 1 },
        { "Goal of the client: returning to bowling.", "functional-goals", 1 },
        { "Lives alone, was independent before admission.", "objective-measures", 0 },
        { "Bed mobility: independent.", "objective-measures", 1 },
        { "A 4 cm incision was closed.", "objective-measures", 0 }, { "She weighs 140 pounds.", "objective-measures", 0 },
        { "Wound 4 cm long.", "objective-measures", 1 },
        { "Seen in the clinic after a fall.", "functional-limitations", 0 },
        { "Tendon glides, putty.", "skilled-involvement", 0 }, { "Patellar glides grade III.", "skilled-involvement", 1 },
        { "Individual response: laughed.", "direct-contact", 0 }, { "Individual treatment.", "direct-contact", 1 },
        { "Loses her balance on turning to reach for the phone.", "outcome-contribution", 0 },
        { "Squats so that she can reach for the phone.", "outcome-contribution", 1 },
        { "Cried when bending down to tie the shoe.", "progress", 0 },
        { "Gait 110 ft with help at the pelvis, was 70.", "progress", 1 }, { "Typed 12 wpm (8 last).", "progress", 1 },
        { "Named 4/6 correct.", "objective-measures", 1 }, { "Seen on 4/6.", "objective-measures", 0 },
        { "Rotation drills simulating her job at the bakery oven.", "outcome-contribution", 1 },
        { "Simulated bakery task, 5 trays.", "outcome-contribution", 0 },
        { "Step-ups on a 7 inch box as required to enter his house.", "outcome-contribution", 1 },
        { "Verbal cues needed for technique.", "outcome-contribution", 0 },
        { "Squats 3x10. Patient corrected himself.", "skilled-involvement", 0 },
        { "Squats 3x10. See 2x a week.", "plan-of-care-relation", 1 }, { "Squats 3x10. Goals: see plan of care.", "plan-of-care-relation", 0 },
        { "Squats 3x10. Pt continues to limp.", "plan-of-care-relation", 0 },
        { "Squats 3x10. She swims twice a week.", "plan-of-care-relation", 0 },
        { "Squats 3x10. Proceed to phase II.", "plan-of-care-relation", 1 },
        { "Gait training. Needs fewer verbal cues than last week.", "progress", 1 },
        { "Gait training. Better than Tuesday.", "progress", 1 }, { "Gait training. 80 ft (60 ft yest).", "progress", 1 },
        { "mRS 3.", "objective-measures", 1 }, { "Rankin Scale: 3.", "objective-measures", 1 },
        { "Assist of 2 to the commode.", "objective-measures", 1 }, { "Score 45%.", "objective-measures", 0 },
        { "MMO 36 (29 last visit).", "objective-measures", 1 }, { "Opening 36 mm, was 29 mm.", "progress", 1 },
        { "Stairs: 4 with rail, CGA.", "functional-activities", 1 }, { "Stairs: CGA.", "functional-activities", 0 },
        { "Patient's in the gym.", "functional-activities", 0 }, { "Speed 0.6 m/s in the gym.", "functional-activities", 0 },
        { "Produced /s/ in phrases.", "functional-activities", 1 },
        { "Stair training 4 steps x 5.", "objective-measures", 0 }, { "Climbed 12 steps.", "objective-measures", 1 },
        { "Hip abd 15 with band.", "objective-measures", 0 }, { "Hip abd 15.", "objective-measures", 1 },
        { "Quads 3/5, cannot climb stairs. Frequency: 2x/week x 6 weeks.", "plan-of-care-relation", 1 }
    };
    size_t i;
    for (i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        score_of(cases[i].note);
        ck_assert_msg((status_of(cases[i].element) == THERAPYCODE_PRESENT) == cases[i].present, "%s: %s", cases[i].note,
                      cases[i].element);
    }
}
END_TEST

/* Each element that is missing is found under its own rule. */
START_TEST(missing_elements_name_their_rules)
{
    static const char *const rules[] = {
        "DOC-FUNCTIONAL-ACTIVITIES", "DOC-FUNCTIONAL-LIMITATIONS", "DOC-FUNCTIONAL-GOALS", "DOC-GOAL-MEASURABLE",
        "DOC-DIRECT-CONTACT", "DOC-DURATION", "DOC-SKILLED-INVOLVEMENT", "DOC-PLAN-OF-CARE-RELATION",
        "DOC-OUTCOME-CONTRIBUTION", "DOC-OBJECTIVE-MEASURES", "DOC-PROGRESS", "DOC-PATIENT-RESPONSE",
        "DOC-TIMED-MINUTES", "DOC-TOTAL-TREATMENT-MINUTES", "DOC-SIGNATURE-CREDENTIALS" };
    size_t i;
    score_of("Patient came in.");
    for (i = 0; i < sizeof rules / sizeof rules[0]; i++)
        ck_assert_msg(count_rule(rules[i]) == 1, "%s", rules[i]);
    ck_assert_int_eq(therapycode_evaluation_summary(e)->billable, THERAPYCODE_BILLABLE_NO);
    ck_assert_str_eq(element("date-of-service", THERAPYCODE_NONE)->rule, "DOC-DATE-OF-SERVICE");
    ck_assert_int_eq(status_of("date-of-service"), THERAPYCODE_PRESENT);
}
END_TEST

START_TEST(steps_and_no_note)
{
    const struct therapycode_step *step;
    size_t i;
    int billable = 0, score = 0;
    score_of(full);
    for (i = 0; (step = therapycode_evaluation_step(e, i)) != NULL; i++) {
        billable += strcmp(step->rule, "DOC-BILLABLE") == 0;
        score += strcmp(step->rule, "DOC-SCORE") == 0;
    }
    ck_assert_int_eq(billable, 1);
    ck_assert_int_eq(score, 16);
    s.note.length = 0;
    run();
    ck_assert_int_eq(therapycode_evaluation_summary(e)->score, THERAPYCODE_NONE);
    ck_assert_int_eq(therapycode_evaluation_summary(e)->billable, THERAPYCODE_BILLABLE_NOT_ASSESSED);
    ck_assert_int_eq(count_rule("DOC-NOT-ASSESSED"), 1);
}
END_TEST

/* What facts say needs no words. */
START_TEST(facts_are_evidence)
{
    activity(0, "97530", 16);
    activities[0].contact = THERAPYCODE_ONE_ON_ONE;
    s.is_signed = THERAPYCODE_YES;
    s.signed_by = THERAPYCODE_THERAPIST;
    score_of("Practised sit to stand from the toilet with tactile cues at the pelvis.");
    ck_assert_int_eq(status_of("direct-contact"), THERAPYCODE_PRESENT);
    ck_assert_int_eq(status_of("duration"), THERAPYCODE_PRESENT);
    ck_assert_int_eq(status_of("timed-minutes"), THERAPYCODE_PRESENT);
    ck_assert_int_eq(status_of("total-treatment-minutes"), THERAPYCODE_PRESENT);
    ck_assert_int_eq(status_of("signature-credentials"), THERAPYCODE_PRESENT);
    ck_assert_int_eq(therapycode_evaluation_summary(e)->billable, THERAPYCODE_BILLABLE_YES);
}
END_TEST

/* Whether an element is there, and its first evidence is the given words. */
static int has_words(const char *note, const char *id, const char *words)
{
    const struct therapycode_element *row = element(id, THERAPYCODE_NONE);
    const struct therapycode_evidence *v = therapycode_evaluation_evidence(e, (size_t)row->evidence_first);
    if (words == NULL)
        return row->status != THERAPYCODE_PRESENT;
    return row->status == THERAPYCODE_PRESENT && v != NULL && (size_t)(v->end - v->start) == strlen(words) &&
           strncmp(note + v->start, words, strlen(words)) == 0;
}

/* The totals of timed services and of the session, in one line or in a table; NULL: not told. */
START_TEST(totals_side_by_side)
{
    static const struct {
        const char *note;
        const char *timed;
        const char *total;
    } cases[] = {
        { "TE 25 min, MT 15 min. Timed min: 40  Total min: 48", "40", "48" },
        { "TE 25 min, MT 15 min. TTM 40, TTT 48", "40", "48" },
        { "TE 25 min, MT 15 min. Timed code min 40 Total tx min 48", "40", "48" },
        { "TE 25 min, MT 15 min. Total timed minutes 40, total treatment minutes 48", "40", "48" },
        { "TE 25 min, MT 15 min. Total tx time 48, timed tx time 40", "40", "48" },
        { "TE 25 min, MT 15 min. Total minutes 48 (40 timed)", "40", "48" },
        { "TE 25 min, MT 15 min. Total Time (min): 48 Timed (min): 40", "40", "48" },
        { "TE 25 min, MT 15 min. Timed min/Total min: 40/48", "40", "48" },
        { "TE 25 min, MT 15 min. Total time 48 min = 40 timed + 8 untimed", "40", "48 min" },
        { "TE 25 min, MT 15 min. Total treatment time was 48 minutes, of which 40 were timed", "40", "48 minutes" },
        { "TE 25 min, MT 15 min. Total timed and total treatment time: 40 min", "40 min", "40 min" },
        { "TE 25 min, MT 15 min. Timed total 40 min. Total time 48 min.", "40 min", "48 min" },
        { "TE 25 min, MT 15 min. Total time 40 min, all timed", "40 min", "40 min" },
        { "TE 25 min, MT 15 min. Total time 48 min timed and untimed", NULL, "48 min" },
        { "TE 25 min, MT 15 min. 3 timed units", NULL, NULL },
        { "TE 25 min, MT 15 min\nTimed | Untimed | Total\n40 | 8 | 48", "40", "48" },
        { "TE 25 min, MT 15 min\n| Timed | Untimed | Total |\n|---|---|---|\n| 40 | 8 | 48 |\n", "40", "48" },
        { "TE 25 min, MT 15 min\nTimed\tUntimed\tTotal\n40\t8\t48", "40", "48" },
        { "TE 25 min, MT 15 min\nTimed   Untimed   Total\r\n40   8   48\r\n", "40", "48" },
        { "TE 25 min, MT 15 min\nTotal timed minutes | Total treatment minutes\n40 min | 48 min", "40 min", "48 min" },
        { "TE 25 min, MT 15 min\nSets | Reps | Total\n3 | 10 | 30", NULL, NULL },
        { "TE 25 min, MT 15 min\nTime in/out: 9:05/9:53", NULL, "9:05/9:53" },
    };
    size_t i;
    for (i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        score_of(cases[i].note);
        ck_assert_msg(has_words(cases[i].note, "timed-minutes", cases[i].timed), "timed: %s", cases[i].note);
        ck_assert_msg(has_words(cases[i].note, "total-treatment-minutes", cases[i].total), "total: %s", cases[i].note);
    }
}
END_TEST

/* Each code asks its own; the rule of the row says whose. */
START_TEST(lines_ask_their_own)
{
    static const struct { const char *code, *rule; } rows[] = {
        { "97110", "DOC-CODE-97110" }, { "97112", "DOC-CODE-97112" }, { "97113", "DOC-CODE-97113" },
        { "97116", "DOC-CODE-97116" }, { "97124", "DOC-CODE-97124" }, { "97140", "DOC-CODE-97140" },
        { "97150", "DOC-CODE-97150" }, { "97530", "DOC-CODE-97530" }, { "97535", "DOC-CODE-97535" },
        { "97542", "DOC-CODE-97542" }, { "97750", "DOC-CODE-97750" }, { "97755", "DOC-CODE-97755" },
        { "97760", "DOC-CODE-97760" }, { "97129", "DOC-CODE-97129" }, { "92507", "DOC-CODE-92507" },
        { "92526", "DOC-CODE-92526" }, { "97035", "DOC-CODE-97035" }, { "97032", "DOC-CODE-MODALITY" },
        { "97161", "DOC-CODE-EVALUATION" } };
    size_t r, i;
    for (r = 0; r < sizeof rows / sizeof rows[0]; r++) {
        const struct therapycode_element *row;
        int32_t weights = 0, found = 0;
        begin();
        activity(0, rows[r].code, 30);
        score_of(full);
        for (i = 0; (row = therapycode_evaluation_element(e, i)) != NULL; i++)
            if (row->line == 0) {
                ck_assert_str_eq(row->rule, rows[r].rule);
                weights += row->weight;
                found++;
            }
        ck_assert_msg(found >= 3 && weights == 100, "%s: %d rows, %d", rows[r].code, (int)found, (int)weights);
    }
}
END_TEST

/* Words that belong to one line are no proof of another. */
START_TEST(lines_need_words_of_their_own)
{
    activity(0, "97530", 16);
    activity(1, "97140", 10);
    score_of("97530 x 16 min: sit to stand from toilet height with tactile cues at pelvis.\nReturn Friday.");
    ck_assert_int_eq(element("functional-activities", 0)->status, THERAPYCODE_PRESENT);
    ck_assert_int_eq(element("skilled-involvement", 0)->status, THERAPYCODE_PRESENT);
    ck_assert_int_ne(element("skilled-involvement", 1)->status, THERAPYCODE_PRESENT);
    ck_assert_int_eq(count_rule("CLAIM-MINUTES-NOT-IN-NOTE"), 1);
    score_of("97530 x 16 min: sit to stand. 97140 x 10 min: patellar glides gr III.");
    ck_assert_int_eq(count_rule("CLAIM-MINUTES-NOT-IN-NOTE"), 0);
}
END_TEST

/* What stands with one service is no proof of another; what is of the visit, and its service's own words, are. */
START_TEST(proof_is_of_its_own_service)
{
    static const struct { const char *note, *element; int32_t exercise, gait; } cases[] = {
        { "TE x 15 min: quad sets 3x10. Gait training x 10 min, RW, 140 ft, tactile cues for heel strike.", "skilled-involvement",
          THERAPYCODE_PARTIAL, THERAPYCODE_PRESENT },
        { "TE x 15 min: quad sets 3x10. Gait training x 10 min, RW, 140 ft, tactile cues for heel strike.", "objective-measures",
          THERAPYCODE_PARTIAL, THERAPYCODE_PRESENT },
        { "1. TE x 15 min: SLR 3x10. Tactile cues for quad control.\n2. Gait training x 10 min, RW.", "skilled-involvement",
          THERAPYCODE_PRESENT, THERAPYCODE_PARTIAL },
        { "TE 15 min:\n- SLR 3x10\n- tactile cues for quad control\nGait training 10 min:\n- RW, level surface", "skilled-involvement",
          THERAPYCODE_PRESENT, THERAPYCODE_PARTIAL },
        { "TE 15 min:\n- SLR 3x10\nGait training 10 min:\n- 90 ft, CGA\n- tactile cues at pelvis", "objective-measures",
          THERAPYCODE_PARTIAL, THERAPYCODE_PRESENT },
        { "Knee flexion 98 deg.\nTE x 15 min: SLR 3x10.\nGait training x 10 min, RW.", "objective-measures", THERAPYCODE_PRESENT,
          THERAPYCODE_PRESENT },
        { "TE x 15 min: SLR 3x10.\nGait training x 10 min, RW.\nA: Needed tactile cues during gait training.", "skilled-involvement",
          THERAPYCODE_PARTIAL, THERAPYCODE_PRESENT },
        { "Tactile cues during gait training x 10 min; TE x 15 min.", "skilled-involvement", THERAPYCODE_PRESENT, THERAPYCODE_PRESENT }
    };
    size_t i;
    activity(0, "97110", 15);
    activity(1, "97116", 10);
    for (i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        score_of(cases[i].note);
        ck_assert_msg(element(cases[i].element, 0)->status == cases[i].exercise, "exercise: %s", cases[i].note);
        ck_assert_msg(element(cases[i].element, 1)->status == cases[i].gait, "gait: %s", cases[i].note);
    }
    /* a description is of its activity alone */
    activities[1].description = text_of("Tactile cues for heel strike, 140 ft, to allow walking to the mailbox");
    score_of("TE x 15 min: SLR 3x10.\nGait training x 10 min, RW.");
    ck_assert_int_eq(element("outcome-contribution", 0)->status, THERAPYCODE_PARTIAL);
    ck_assert_int_eq(element("skilled-involvement", 0)->status, THERAPYCODE_PARTIAL);
    ck_assert_int_eq(element("skilled-involvement", 1)->status, THERAPYCODE_PRESENT);
}
END_TEST

/* What one description tells beside its minutes; and the level of an evaluation, told elsewhere, leads the candidates. */
START_TEST(descriptions_are_held_against_their_minutes)
{
    static const struct { const char *words; int32_t minutes; int conflict, shared; } cases[] = {
        { "Therapeutic exercise and manual therapy", 30, 0, 1 }, { "TE/MT", 30, 0, 1 }, { "Gait training 15 min with RW", 25, 1, 0 },
        { "Gait training 15 min with RW", 15, 0, 0 }, { "Ther ex x 20 min: SLR 3x10", 8, 1, 0 }, { "SLR 3x10, bike 10 min", 25, 0, 0 },
        { "Ther ex: bike 10 min, SLR 3x10", 25, 0, 0 }, { "Stretching 20 min", 8, 1, 0 }, { "TE for gait training", 20, 0, 0 } };
    const struct therapycode_reading *reading;
    size_t i;
    for (i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        begin();
        activity(0, "97110", cases[i].minutes);
        activities[0].code[0] = '\0';
        activities[0].description = text_of(cases[i].words);
        run();
        ck_assert_msg(count_rule("NOTE-MINUTES-CONFLICT") == cases[i].conflict, "%s", cases[i].words);
        ck_assert_msg(count_rule("NOTE-MINUTES-SHARED") == cases[i].shared, "%s", cases[i].words);
    }
    /* minutes of services whose codes are only suggested add up as well */
    score_of("Seen for gait training.");
    ck_assert_int_eq(status_of("timed-minutes"), THERAPYCODE_PRESENT);
    begin();
    activity(0, "97161", 45);
    activities[0].code[0] = '\0';
    activities[0].description = text_of("PT evaluation");
    score_of("PT evaluation 45 min. Clinical decision making: high complexity.");
    reading = therapycode_evaluation_reading(e, 0);
    ck_assert_str_eq(reading->code, "97163");
    ck_assert_str_eq(therapycode_evaluation_candidate(e, (size_t)reading->candidate_first)->code, "97163");
    ck_assert_int_eq(count_rule("SELECT-EVALUATION-LEVEL"), 0);
}
END_TEST

/* An evaluation is named without its level, which only the claim has. */
START_TEST(evaluations_need_no_code)
{
    activity(0, "97162", 40);
    score_of("PT evaluation completed. TUG 19 s, Berg 38/56.");
    ck_assert_int_eq(count_rule("CLAIM-MINUTES-NOT-IN-NOTE"), 0);
    score_of("Berg 38/56. PT evaluation was refused.");
    ck_assert_int_eq(count_rule("CLAIM-MINUTES-NOT-IN-NOTE"), 1);
    activity(0, "97164", 40);
    score_of("Re-evaluation performed today. TUG 19 s, Berg 38/56.");
    ck_assert_int_eq(count_rule("CLAIM-MINUTES-NOT-IN-NOTE"), 0);
    score_of("TUG 19 s, Berg 38/56.");
    ck_assert_int_eq(count_rule("CLAIM-MINUTES-NOT-IN-NOTE"), 1);
}
END_TEST

/* "Sit 20 min" can be measured though it is no measure; a goal without a time is half of it. */
START_TEST(goals_in_minutes)
{
    score_of("Goal: sit 20 min for meals in 4 weeks.");
    ck_assert_int_eq(status_of("goal-measurable"), THERAPYCODE_PRESENT);
    score_of("Goal: stand 10 minutes at the sink.");
    ck_assert_int_eq(status_of("goal-measurable"), THERAPYCODE_PARTIAL);
    score_of("Goal: be comfortable at the sink in 4 weeks.");
    ck_assert_int_ne(status_of("goal-measurable"), THERAPYCODE_PRESENT);
}
END_TEST

START_TEST(minutes_against_the_claim)
{
    activity(0, "97110", 20);
    activity(1, "97530", 16);
    activities[0].billed_units = 3;
    activities[0].stated = THERAPYCODE_STATED_BILLED_UNITS;
    s.timed_minutes = 40;
    s.total_minutes = 30;
    run();
    ck_assert_int_eq(count_rule("CLAIM-MINUTES-TIMED-TOTAL"), 1);
    ck_assert_int_eq(count_rule("CLAIM-MINUTES-TREATMENT-TOTAL"), 1);
    ck_assert_int_eq(count_rule("CLAIM-MINUTES-TIMED-ABOVE-TOTAL"), 1);
    ck_assert_int_eq(count_rule("CLAIM-MINUTES-UNITS"), 0);
    s.timed_minutes = s.total_minutes = 36;
    activities[1].billed_units = 1;
    run();
    ck_assert_int_eq(count_rule("CLAIM-MINUTES-TIMED-TOTAL"), 0);
    ck_assert_int_eq(count_rule("CLAIM-MINUTES-UNITS"), 1);
    activities[1].minutes = 3;
    activities[0].minutes = 30;
    s.timed_minutes = s.total_minutes = 33;
    run();
    ck_assert_int_eq(count_rule("CLAIM-MINUTES-NOT-BILLED"), 1);
    begin();
    activity(0, "97110", 0);
    activity(1, "97530", 0);
    activities[0].billed_units = activities[1].billed_units = 1;
    s.timed_minutes = 30;
    run();
    ck_assert_int_eq(count_rule("CLAIM-MINUTES-PER-CODE"), 1);
    begin();
    activity(0, "97110", 15);
    activity(1, "97140", 15);
    activity(2, "97012", 0); /* untimed: no minutes are missed */
    s.timed_minutes = 30;
    run();
    ck_assert_int_eq(count_rule("CLAIM-MINUTES-PER-CODE"), 0);
}
END_TEST

/* Families of 15-minute blocks are timed minutes like any other; those of longer blocks may be added or not. */
START_TEST(timed_minutes_of_families)
{
    activity(0, "90912", 15);
    activity(1, "90913", 15);
    activity(2, "96125", 60);
    s.timed_minutes = 30;
    s.total_minutes = 90;
    run();
    ck_assert_int_eq(count_rule("CLAIM-MINUTES-TIMED-TOTAL"), 0);
    s.timed_minutes = 90;
    run();
    ck_assert_int_eq(count_rule("CLAIM-MINUTES-TIMED-TOTAL"), 0);
    s.timed_minutes = 29;
    run();
    ck_assert_int_eq(count_rule("CLAIM-MINUTES-TIMED-TOTAL"), 1);
    s.timed_minutes = 91;
    run();
    ck_assert_int_eq(count_rule("CLAIM-MINUTES-TIMED-TOTAL"), 1);
    activities[1].billed_units = 7;
    run();
    ck_assert_int_eq(count_rule("CLAIM-MINUTES-UNITS"), 1);
    begin();
    activity(0, "97110", 8);
    activity(1, "97530", 8);
    activities[0].billed_units = activities[1].billed_units = 1;
    s.timed_minutes = 16;
    run();
    ck_assert_int_eq(count_rule("CLAIM-MINUTES-UNITS"), 1);
    activities[1].discipline = THERAPYCODE_OT; /* a total of its own */
    run();
    ck_assert_int_eq(count_rule("CLAIM-MINUTES-UNITS"), 0);
    activities[1].billed_units = 2;
    run();
    ck_assert_int_eq(count_rule("CLAIM-MINUTES-UNITS"), 1);
}
END_TEST

/* Stimulation that runs during the exercise makes the visit no longer. */
START_TEST(supervised_minutes_run_beside)
{
    activity(0, "97110", 20);
    activity(1, "G0283", 15);
    s.total_minutes = 20;
    run();
    ck_assert_int_eq(count_rule("CLAIM-MINUTES-TREATMENT-TOTAL"), 0);
    s.total_minutes = 19;
    run();
    ck_assert_int_eq(count_rule("CLAIM-MINUTES-TREATMENT-TOTAL"), 1);
}
END_TEST

/* "Do not bill it" is said of minutes that earned nothing, not of those whose units are the biller's or the month's. */
START_TEST(not_billed_is_said_where_it_is_so)
{
    activity(0, "97110", 18);
    activity(1, "98980", 10);
    activity(2, "99999", 10);
    s.policy = "total-only";
    run();
    ck_assert_int_eq(count_rule("CLAIM-MINUTES-NOT-BILLED"), 0);
    activities[0].minutes = 5;
    run();
    ck_assert_int_eq(count_rule("CLAIM-MINUTES-NOT-BILLED"), 1);
}
END_TEST

START_TEST(signatures)
{
    s.is_signed = THERAPYCODE_NO;
    score_of(full);
    ck_assert_int_eq(count_rule("SIGN-MISSING"), 1);
    ck_assert_int_eq(status_of("signature-credentials"), THERAPYCODE_CONTRADICTED);
    begin();
    score_of("Gait training x 20 min with verbal cues. Signed by M. Okafor");
    ck_assert_int_eq(count_rule("SIGN-CREDENTIALS"), 1);
    score_of("Gait training x 20 min with verbal cues. Signed by M. Okafor, SPT");
    ck_assert_int_eq(count_rule("SIGN-STUDENT"), 1);
    s.cosigned = THERAPYCODE_YES;
    run();
    ck_assert_int_eq(count_rule("SIGN-STUDENT"), 0);
    s.note_kind = THERAPYCODE_NOTE_PROGRESS;
    score_of("Progress report. TUG 12 s, was 18 s. Signed by M. Okafor, COTA/L");
    ck_assert_int_eq(count_rule("SIGN-ASSISTANT-REPORT"), 1);
    begin();
    s.is_signed = THERAPYCODE_YES;
    s.signed_by = THERAPYCODE_AIDE;
    run();
    ck_assert_int_eq(count_rule("SIGN-AIDE"), 1);
    s.signed_by = THERAPYCODE_ASSISTANT;
    s.cosigned = THERAPYCODE_NO;
    activity(0, "97530", 30);
    activities[0].joint_minutes = 10;
    run();
    ck_assert_int_eq(count_rule("SIGN-COSIGN"), 1);
}
END_TEST

/* Credentials of the three disciplines, at the end of a note. */
START_TEST(credentials_in_words)
{
    static const char *const notes[] = { "Gait training 20 min. J. Ruiz, DPT", "Dressing 20 min. J. Ruiz, OTR/L",
                                         "Dressing 20 min. J. Ruiz COTA", "Naming 20 min. J. Ruiz, MS, CCC-SLP",
                                         "Gait training 20 min. J. Ruiz PTA" };
    size_t i;
    for (i = 0; i < sizeof notes / sizeof notes[0]; i++) {
        score_of(notes[i]);
        ck_assert_msg(status_of("signature-credentials") == THERAPYCODE_PRESENT, "%s", notes[i]);
    }
}
END_TEST

/* A credential is a signature where a name stands beside it, and nothing else of a sentence. */
START_TEST(signatures_in_words)
{
    static const struct {
        const char *note;
        int32_t status;
    } cases[] = {
        { "TE 15 min squats. J Smith PT. Next visit Friday.", THERAPYCODE_PRESENT },
        { "TE 15 min squats.\nKim Vo, PT, DPT, OCS lic #1234 03/02/26 10:15", THERAPYCODE_PRESENT },
        { "TE 15 min squats.\nElectronically signed by Kim Vo, PT on 03/02/2026", THERAPYCODE_PRESENT },
        { "TE 15 min squats. - K. Vo, PTA", THERAPYCODE_PRESENT },
        { "TE 15 min squats. KV, PT", THERAPYCODE_PRESENT },
        { "TE 15 min squats, pain 2/10 post   KD, PTA", THERAPYCODE_PRESENT },
        { "TE 15 min squats. Therapist: Kim O'Brien-Smith, MS, OTR/L", THERAPYCODE_PRESENT },
        { "TE 15 min squats 03/02/2026 L. Cho, PTA", THERAPYCODE_PRESENT },
        { "Therapist: Kim Vo, PT\nTE 15 min squats. Next visit Friday.", THERAPYCODE_PRESENT },
        { "TE 15 min squats. PT to follow up with MD.", THERAPYCODE_MISSING },
        { "TE 15 min squats. Seen with SLP for co-treat.", THERAPYCODE_MISSING },
        { "TE 15 min squats. SEEN WITH SLP FOR CO-TREAT", THERAPYCODE_MISSING },
        { "TE 15 min squats.\nReferring: A. Gomez, OTR/L", THERAPYCODE_MISSING },
        { "TE 15 min squats. Referred by Dr. Jones, MD and seen by PT", THERAPYCODE_MISSING },
        { "TE 15 min squats. Continue PT", THERAPYCODE_MISSING },
        { "SNF PT. Received supine, TE 15 min squats", THERAPYCODE_MISSING },
        { "TE 15 min squats.\nElectronically signed: 03/02/2026 10:15 AM Kim Vo, PT", THERAPYCODE_PRESENT },
        { "TE 15 min squats.\nVO, KIM DPT", THERAPYCODE_PRESENT },
        { "TE 15 min squats.\nJohn O'Neil Jr., OTR/L", THERAPYCODE_PRESENT },
        { "TE 15 min squats.\nMary Ann van der Berg, PT", THERAPYCODE_PRESENT },
        { "TE 15 min squats.\nKim Vo, Physical Therapist", THERAPYCODE_PRESENT },
        { "TE 15 min squats.\nKim Vo, M.S., CCC/SLP", THERAPYCODE_PRESENT },
        { "TE 15 min squats.\nKim Vo, SPT; cosigned J. Roe, PT", THERAPYCODE_PRESENT },
        { "TE 15 min squats.\nSincerely,\n\nKim Vo, MA, CCC-SLP\nSpeech-Language Pathologist\n555-1212", THERAPYCODE_PRESENT },
        { "TE 15 min squats. Discussed with Kim Vo, OTR/L.", THERAPYCODE_MISSING },
        { "TE 15 min squats. Pt referred by Dr. Jones, DPT.", THERAPYCODE_MISSING },
        { "TE 15 min squats. Eval done by K. Lee, DPT on 01/05/2026.", THERAPYCODE_MISSING },
        { "TE 15 min squats. Report sent to Kim Vo, PT.", THERAPYCODE_MISSING },
        { "TE 15 min squats. Next visit 03/05/26 with Kim Vo, PT", THERAPYCODE_MISSING },
        { "TE 15 min squats. PT/OT/SLP all following.", THERAPYCODE_MISSING },
        { "TE 15 min squats. Needs PT 3x/wk.", THERAPYCODE_MISSING },
        { "TE 15 min squats.\nPT", THERAPYCODE_MISSING },
    };
    size_t i;
    for (i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        score_of(cases[i].note);
        ck_assert_msg(status_of("signature-credentials") == cases[i].status, "%s", cases[i].note);
    }
}
END_TEST

/* An assistant in the note, and no minutes of the assistant. */
START_TEST(assistants_in_words)
{
    score_of("TE 15 min squats. L. Park, PTA");
    ck_assert_int_eq(count_rule("ASSISTANT-CQ-CO"), 1);
    score_of("TE 15 minutes PTA, squats. Kim Vo, PT");
    ck_assert_int_eq(count_rule("ASSISTANT-CQ-CO"), 1);
    score_of("TE 15 min squats (8 min by PTA). Kim Vo, PT");
    ck_assert_int_eq(count_rule("ASSISTANT-CQ-CO"), 1);
    score_of("TE 30 min, PTA 15 min, PT 15 min. Kim Vo, PT");
    ck_assert_int_eq(count_rule("ASSISTANT-CQ-CO"), 1);
    score_of("TE 15 min squats.\nKim Vo, PT\nL. Park, PTA");
    ck_assert_int_eq(count_rule("ASSISTANT-CQ-CO"), 1);
    score_of("97110-GP-CQ 15 min squats. Kim Vo, PT");
    ck_assert_int_eq(count_rule("ASSISTANT-CQ-CO"), 1);
    score_of("TE: 15 (CQ), squats. Kim Vo, PT");
    ck_assert_int_eq(count_rule("ASSISTANT-CQ-CO"), 1);
    score_of("PTA provided TE 15 min, squats. Kim Vo, PT");
    ck_assert_int_eq(count_rule("ASSISTANT-CQ-CO"), 1);
    score_of("PTA session. TE 15 min squats. Kim Vo, PT");
    ck_assert_int_eq(count_rule("ASSISTANT-CQ-CO"), 1);
    score_of("TE 15 min squats (CO). Kim Vo, PT");
    ck_assert_int_eq(count_rule("ASSISTANT-CQ-CO"), 0);
    score_of("TE 15 min squats. Moved here from Denver, CO. Kim Vo, PT");
    ck_assert_int_eq(count_rule("ASSISTANT-CQ-CO"), 0);
    score_of("TE 15 min squats. Plan: PTA to progress squats. Kim Vo, PT");
    ck_assert_int_eq(count_rule("ASSISTANT-CQ-CO"), 0);
    score_of("TE 15 min squats. Kim Vo, PT");
    ck_assert_int_eq(count_rule("ASSISTANT-CQ-CO"), 0);
    activity(0, "97110", 15);
    activities[0].performer = THERAPYCODE_ASSISTANT;
    score_of("TE 15 min squats. L. Park, PTA");
    ck_assert_int_eq(count_rule("ASSISTANT-CQ-CO"), 0);
    begin();
    s.policy = "commercial-ama";
    score_of("TE 15 min squats. L. Park, PTA");
    ck_assert_int_eq(count_rule("ASSISTANT-CQ-CO"), 0);
}
END_TEST

/* A date of service in the note that is not the visit's. */
START_TEST(dates_in_words)
{
    static const char *const right[] = { "Date of service: 03/02/2026. TE 15 min", "DOS 3/2/26. TE 15 min",
                                         "Visit date: 2026-03-02. TE 15 min", "DOB: 01/01/1950. TE 15 min",
                                         "Last visit date 2/27/26. TE 15 min", "Print date: 3/5/26. TE 15 min",
                                         "DOS: Mon, March 2, 2026. TE 15 min", "Date: 2 Mar 2026\nTE 15 min",
                                         "DOS: 3/2. TE 15 min", "PT daily note 3/2/26\nTE 15 min",
                                         "DOS: 2/1/26 - 3/31/26. TE 15 min", "Date of surgery: 1/4/26. TE 15 min",
                                         "2/16/26: 98 deg\nTE 15 min", "Seen by MD on 2/27/26. TE 15 min",
                                         "DOS 3/1/26, seen again on DOS 3/2/26. TE 15 min" };
    static const char *const wrong[] = { "Date of service: 03/04/2026. TE 15 min", "DOS 3/4/26. TE 15 min",
                                         "Visit date: 2026-03-04. TE 15 min", "DOS 13/40/2026. TE 15 min",
                                         "DOS: Wed, March 4, 2026. TE 15 min", "Date: 4 Mar 2026\nTE 15 min",
                                         "**Date of service:** 3/4/26. TE 15 min", "DOS: 3/4. TE 15 min",
                                         "PT daily note 3/4/26\nTE 15 min", "Encounter date: 20260304. TE 15 min",
                                         "DOS: 2/1/26 - 2/28/26. TE 15 min", "Date of service: 03/02/2027. TE 15 min" };
    size_t i;
    for (i = 0; i < sizeof right / sizeof right[0]; i++) {
        score_of(right[i]);
        ck_assert_msg(count_rule("DOC-DATE-OF-SERVICE") == 0, "%s", right[i]);
    }
    for (i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        score_of(wrong[i]);
        ck_assert_msg(count_rule("DOC-DATE-OF-SERVICE") == 1, "%s", wrong[i]);
    }
}
END_TEST

/* What payment asks for and a kind of note is not scored by is named where it is missing. */
START_TEST(required_of_any_kind)
{
    s.note_kind = THERAPYCODE_NOTE_EVALUATION;
    score_of("PT evaluation 40 min, moderate complexity. Gait training 10 min with RW. Total 50 min. Sam Lee, PT");
    ck_assert_int_eq(therapycode_evaluation_summary(e)->billable, THERAPYCODE_BILLABLE_NO);
    ck_assert_int_eq(status_of("timed-minutes"), THERAPYCODE_PARTIAL);
    ck_assert_int_eq(element("timed-minutes", THERAPYCODE_NONE)->required, THERAPYCODE_YES);
    ck_assert_int_eq(element("timed-minutes", THERAPYCODE_NONE)->weight, 0);
    ck_assert_int_eq(count_rule("DOC-TIMED-MINUTES"), 1);
    score_of("PT evaluation 40 min, moderate complexity. Gait training 10 min with RW. Timed minutes 10. Total 50 min. "
             "Sam Lee, PT");
    ck_assert_int_eq(therapycode_evaluation_summary(e)->billable, THERAPYCODE_BILLABLE_YES);
    ck_assert_int_eq(count_rule("DOC-TIMED-MINUTES"), 0);
}
END_TEST

/* The suggestions of the library, pasted as they are, fill nothing. */
START_TEST(blanks_earn_nothing)
{
    static const char base[] = "TE 15 min squats. MT 10 min. J Smith PT";
    int32_t before = score_of(base);
    char note[1024];
    const char *suggestions[32];
    const struct therapycode_element *row;
    size_t i, count = 0;
    for (i = 0; (row = therapycode_evaluation_element(e, i)) != NULL && count < 32; i++)
        if (row->suggestion != NULL && row->line == THERAPYCODE_NONE)
            suggestions[count++] = row->suggestion;
    ck_assert_uint_gt(count, 6);
    for (i = 0; i < count; i++) {
        snprintf(note, sizeof note, "%s\n%s", suggestions[i], base);
        ck_assert_msg(score_of(note) <= before, "%s", note);
    }
    ck_assert_int_le(score_of("Template: TUG ___ s, was ___ s. Pain _/10. Gait: ___ ft with ___ cues. "
                              "TE 15 min squats. MT 10 min. J Smith PT"),
                     before);
    ck_assert_int_le(score_of("Room 5/10. Visit 5/10. TE 15 min squats. MT 10 min. J Smith PT"), before);
}
END_TEST

START_TEST(a_group_beside_one_on_one_is_no_contradiction)
{
    activity(0, "97150", 30);
    activity(1, "97530", 16);
    activities[0].contact = THERAPYCODE_GROUP;
    activities[0].participants = 3;
    activities[1].contact = THERAPYCODE_ONE_ON_ONE;
    run();
    ck_assert_int_eq(count_rule("DOC-CONTRADICTED"), 0);
    memcpy(activities[0].code, "97110", 6); /* whose minutes in a group are not one-on-one: that has its own finding */
    run();
    ck_assert_int_eq(count_rule("DOC-CONTRADICTED"), 0);
    ck_assert_int_eq(count_rule("GROUP-CONCURRENT"), 1);
}
END_TEST

START_TEST(contradictions)
{
    activity(0, "97530", 16);
    activities[0].contact = THERAPYCODE_GROUP;
    score_of("One-on-one throughout, sit to stand x 10.");
    ck_assert_int_ge(count_rule("DOC-CONTRADICTED"), 1);
}
END_TEST

/* A copy earns nothing for what must be of today; a note with its own words is not called one. */
START_TEST(copied_notes)
{
    struct therapycode_text earlier[2];
    int32_t fresh = score_of(full), copied;
    earlier[0] = text_of("Balance training in the parallel bars for 20 min with verbal cues for weight shift.");
    earlier[1] = text_of(full);
    episode.notes = earlier;
    episode.note_count = 1;
    s.episode = &episode;
    ck_assert_int_eq(score_of(full), fresh);
    ck_assert_int_eq(count_rule("NOTE-COPIED"), 0);
    episode.note_count = 2;
    copied = score_of(full);
    ck_assert_int_eq(count_rule("NOTE-COPIED"), 1);
    ck_assert_int_lt(copied, fresh / 2);
}
END_TEST

/* What an element is, said in many ways, and what only looks like it. */
START_TEST(elements_in_many_words)
{
    static const struct {
        const char *element, *note;
        int present;
    } rows[] = {
        { "functional-activities", "Folded towels while standing at the counter.", 1 },
        { "functional-activities", "Made a sandwich with verbal cues to scan left.", 1 },
        { "functional-activities", "Simulated car entry x 6, hands on the thigh only if needed.", 1 },
        { "functional-activities", "Cut with scissors, to help him complete worksheets at school.", 1 },
        { "functional-activities", "Pt ambulates with a cane at home.", 0 },
        { "functional-activities", "She now carries laundry up the stairs.", 0 },
        { "functional-activities", "Gait: RW 45 ft mod A.", 0 },
        { "functional-activities", "Dressing: UB SBA, LB max A.", 0 },
        { "functional-activities", "Bed mobility CGA.", 0 },
        { "functional-activities", "Transfer training min A x 8 reps.", 1 },
        { "functional-activities", "Step ups 6 inch 3x10, towel slides 2x10.", 0 },
        { "functional-activities", "Shower chair and groceries were discussed.", 0 },
        { "functional-limitations", "Five out of ten with descending stairs.", 1 },
        { "functional-limitations", "Wife reports that he cannot dress himself.", 1 },
        { "functional-limitations", "She is not safe to go home alone.", 1 },
        { "functional-limitations", "Gait is antalgic.", 1 },
        { "functional-limitations", "Diagnosis is lumbago with sciatica on the right.", 0 },
        { "functional-limitations", "Swallowed ten bites with no coughing.", 0 },
        { "functional-limitations", "No difficulty with stairs.", 0 },
        { "functional-limitations", "Reduced resting pain since the brace.", 0 },
        { "functional-limitations", "Parents report limited practice over the holidays.", 0 },
        { "functional-limitations", "Walked 120 ft with contact guard assist.", 0 },
        { "functional-limitations", "Looked over the kitchen for fall risk.", 0 },
        { "functional-limitations", "Reduced grasp on the left.", 1 },
        { "functional-limitations", "High fall risk in the shower.", 1 },
        { "functional-limitations", "Guards the shoulder when reaching.", 1 },
        { "functional-limitations", "Rolling in bed is still the problem.", 1 },
        { "functional-limitations", "Takes 8 minutes to put on socks.", 1 },
        { "progress", "Vocab 7/10, 4/10 previous session.", 1 },
        { "progress", "Pads 1/day, 4/day since IE.", 1 },
        { "progress", "Headaches down to 1 a week.", 1 },
        { "objective-measures", "Knee flexion ninety degrees, pain is now a four.", 1 },
        { "objective-measures", "Four of five words were right, 14/20 with a cue.", 1 },
        { "objective-measures", "Visit 5 of 12, seen on 3/18.", 0 },
        { "objective-measures", "Shoulder flexion 3x10, ER 15 reps with the yellow band.", 0 },
        { "progress", "Girth 21.0 cm from 21.8.", 1 },
        { "progress", "Box and blocks R 12 (7 on 10/30).", 1 },
        { "progress", "TUG 14 s, 18 s last visit.", 1 },
        { "progress", "Last visit we used the cold pack.", 0 },
        { "progress", "Onset was seven weeks ago.", 0 },
        { "progress", "Walked 5 ft along the couch and climbed onto a 4 inch mat.", 0 },
        { "skilled-involvement", "PT guarding the left knee on the stairs.", 1 },
        { "skilled-involvement", "Pt guarding the left knee on the stairs.", 0 },
        { "skilled-involvement", "Would consider tactile cues on the stairs.", 0 },
        { "outcome-contribution", "Hip strengthening so stairs are easier at home.", 1 },
        { "outcome-contribution", "Plan to walk on grass so that she can garden.", 0 },
        { "functional-goals", "Goals (6 wk): 1. Sit 45 min to drive his route.", 1 },
        { "functional-goals", "LTG: walk to the mailbox without a cane.", 1 },
        { "functional-goals", "No goals for walking were set.", 0 },
        { "functional-goals", "Goal: strength 4/5.", 0 },
        { "functional-goals", "Elbow flexion 98 deg (goal 120), dressing practiced with cues.", 0 },
        { "functional-goals", "Will progress to SBA for tub transfers.", 1 },
        { "functional-activities", "Gait training x 200' with RW, foot drop noted.", 1 },
        { "functional-activities", "Five times sit to stand: 21 s.", 0 },
        { "functional-activities", "/k/ 80% at the word level.", 1 },
        { "progress", "Girth 40 cm (prev 43).", 1 },
        { "progress", "Intelligible 40% -> 65%.", 1 },
        { "progress", "Exercise to decrease pain and increase motion.", 0 },
        { "duration", "6-minute walk: 700 ft.", 0 },
        { "duration", "Wound care 25 min. 4.0 x 1.5 x 0.3 cm.", 1 },
        { "objective-measures", "CVA 03/2025 with left weakness.", 0 },
        { "objective-measures", "US 1.2 w/cm2 to the shoulder.", 0 },
        { "objective-measures", "Gait training 7.5 min.", 0 },
        { "plan-of-care-relation", "Pt is 3 weeks post surgery.", 0 },
        { "plan-of-care-relation", "P: Continue strengthening and balance work.", 1 },
        { "plan-of-care-relation", "P: Add lunges next visit.", 0 },
        { "direct-contact", "One-on-one treatment given per plan of care.", 1 },
        /* a person who will do something, a place or a task stands behind the link; the body alone does not */
        { "outcome-contribution", "Trunk control is what lets her sit at the loom without the belt.", 1 },
        { "outcome-contribution", "Ankle strategy is what she uses when she turns from the till.", 1 },
        { "outcome-contribution", "Hip strength gives him the push he will want on the bleachers.", 1 },
        { "outcome-contribution", "Rehearsed the order so he can ask for it himself on Sunday.", 1 },
        { "outcome-contribution", "STM to improve patellar glide.", 0 },
        { "outcome-contribution", "VOR x1 near target speed in standing.", 0 },
        { "outcome-contribution", "Walked 40 ft, tired, so walked back to the chair.", 0 },
        { "outcome-contribution", "Pain is what stops her on the stairs.", 0 },
        { "outcome-contribution", "Skilled OT medically necessary to address deficits in dressing.", 0 },
        { "outcome-contribution", "Progressing toward functional mobility goals.", 0 },
        { "progress", "Pain is worse in the morning, better with rest.", 0 },
        { "progress", "Hip flexion R 70 deg (vs 100 L).", 0 },
        { "progress", "Independent prior to the stroke.", 0 },
        { "progress", "Good prognosis, room for improvement.", 0 },
        { "progress", "Walked down to the mailbox with a cane.", 0 },
        { "progress", "Pain down to 2/10 on the stairs.", 1 },
        { "progress", "Crate lift 45 lb, carry 30 ft (20 ft week 1).", 1 },
        { "progress", "Peak pressure 92 -> 58 mmHg with the new cushion.", 1 },
        { "functional-limitations", "She can no longer read her pill labels.", 1 },
        { "functional-limitations", "Too dizzy to stand for a shower.", 1 },
        { "functional-limitations", "Transfers with CGA, gait with CGA.", 0 },
        { "functional-limitations", "Transfer to the toilet with min A.", 1 },
        { "functional-limitations", "Place-and-hold fist x 10.", 0 },
        { "functional-goals", "Short-term Goals (2 weeks):\n1. Manage her mail and the front gate", 1 },
        { "functional-goals", "GOALS (8 wks)\n1. Eighteen holes without a pad", 1 },
        { "functional-goals", "Goals (6 wk):\n1. Increase AROM to 120", 0 },
        { "functional-goals", "By week 9 she will drive the carpool.", 1 },
        { "functional-goals", "She will call by Friday.", 0 },
        { "functional-goals", "I want to introduce more requesting in play by next week.", 0 },
        { "functional-goals", "Progressing toward short-term goals.", 0 },
        { "functional-activities", "Wall walks x 15 with tactile cues at the scapula.", 0 },
        { "functional-activities", "Did not practice; groceries in the hall.", 0 },
        { "skilled-involvement", "Massage to back.", 0 },
        { "skilled-involvement", "Grade III mobilization.", 1 },
        { "skilled-involvement", "ADL retraining.", 0 },
        { "patient-response", "Not tolerated well.", 0 },
        { "patient-response", "Tolerated well.", 1 },
        { "plan-of-care-relation", "Unable to dress, continue POC.", 1 },
        { "objective-measures", "Gait training to improve functional independence.", 0 },
        { "objective-measures", "Strength: 4/5 quads.", 1 },
        { "objective-measures", "Named 12 animals in a minute.", 1 },
        { "objective-measures", "Stood 4 minutes at the sink.", 1 },
        { "objective-measures", "Pegboard completed in 48 seconds.", 1 },
        { "objective-measures", "Kapandji 8 at the thumb.", 1 },
        { "objective-measures", "[ ] SBA [ ] CGA [ ] min A", 0 },
        { "progress", "PROM 100, was 88.", 1 },
        { "progress", "Walked 6 min, 4 min last visit.", 1 },
        { "progress", "He needed the rail last week; today he did not.", 1 },
        { "progress", "She steps down from the bus with the cello.", 0 },
        { "progress", "The reacher is used to pick up socks.", 0 },
        { "progress", "INITIAL EVALUATION. He no longer answers the phone.", 0 },
        { "direct-contact", "Type: [ ] 1:1 [ ] group. Sit to stand x 8.", 0 },
        { "direct-contact", "Treated individually at the bedside.", 1 },
        { "plan-of-care-relation", "Quad sets 3x10. Plan of care: [ ] continue [ ] revise", 0 },
        { "skilled-involvement", "PT lifted the pelvis through swing.", 1 },
        { "skilled-involvement", "I steadied the kettle while he poured.", 1 },
        { "skilled-involvement", "PT ordered by Dr. Lee.", 0 },
        { "functional-activities", "Drill is what lets her stack shelves at the library.", 0 },
        { "functional-activities", "Pushed the stroller down the ramp.", 1 },
        { "functional-activities", "Lives in a house with stairs.", 0 },
        { "functional-limitations", "Husband dresses her below the waist.", 1 },
        { "plan-of-care-relation", "Low back pain for 3 weeks. Quad sets 3x10.", 0 },
        { "progress", "Sorted the list with 2 errors (6 errors, no checklist, Tues).", 1 },
        { "progress", "Lunch 60% eaten in 20 min, was 25%.", 1 },
        { "functional-goals", "To be able to give her name over the phone within 8 weeks.", 1 },
        { "functional-limitations", "Fewer spills at lunch.", 0 },
        { "functional-limitations", "STM to reduce tone, monitored for fatigue on the stairs.", 0 },
        { "functional-limitations", "Swallowed ten sips with 0 coughs.", 0 },
        { "functional-limitations", "Motion within normal limits on stairs.", 0 },
        { "functional-limitations", "Pain 4/10 with lifting.", 1 },
        { "functional-limitations", "Poor trunk control.", 1 },
        { "functional-activities", "Walks in the community without a device.", 0 },
        { "functional-activities", "Reviewed car transfer technique.", 0 },
        { "functional-activities", "Tub tx w/ bench mod A x 3.", 1 },
        { "skilled-involvement", "Patient graded his pain 4/10.", 0 },
        { "skilled-involvement", "He guided his walker around the chairs.", 0 },
        { "progress", "She sits straighter than in our first sessions.", 1 },
        { "progress", "Faced the shelf rather than twisting.", 0 },
        { "progress", "Plan of care is unchanged.", 0 },
        { "outcome-contribution", "Shoulder endurance translates to hanging sheetrock.", 1 },
        { "outcome-contribution", "Gliding translates to better tendon excursion and grip.", 0 },
        { "outcome-contribution", "Discussed how to get in and out of the tub.", 0 },
        { "outcome-contribution", "Calf strength should let her finish the route.", 1 },
        { "outcome-contribution", "Shoulder flexion with 3 lb x 12 for putting away dishes.", 1 },
        { "outcome-contribution", "Sit to stand x 10 to get off toilet.", 1 },
        { "outcome-contribution", "Grip strengthening to open jars.", 1 },
        { "outcome-contribution", "Bridges 3x10 for rolling in bed.", 1 },
        { "outcome-contribution", "Heel raises x 15 for climbing stairs.", 1 },
        { "outcome-contribution", "Max A x2 for rolling in bed.", 0 },
        { "outcome-contribution", "Cues for putting weight on the left.", 0 },
        { "outcome-contribution", "Verbal cues for climbing stairs.", 0 },
        { "functional-activities", "Verbal cues for climbing stairs.", 1 },
        { "objective-measures", "NIHSS 12.", 1 },
        { "objective-measures", "FOIS level 5.", 1 },
        { "objective-measures", "Strength 4+ throughout.", 1 },
        { "objective-measures", "Strength 3x10.", 0 },
        { "objective-measures", "Lifts 20 lb, was 10 lb on 03/02.", 1 },
        { "objective-measures", "Squats 3x10, was 3x8.", 0 },
        { "functional-limitations", "Nonverbal, points to request.", 1 },
        { "functional-limitations", "Speech sound errors affect participation in class.", 1 },
        { "outcome-contribution", "Goals\n1. Garden for an hour\n\nHip strength lets her carry trays at church.", 1 } };
    size_t i;
    for (i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        score_of(rows[i].note);
        ck_assert_msg((status_of(rows[i].element) == THERAPYCODE_PRESENT) == rows[i].present, "%s: %s", rows[i].element,
                      rows[i].note);
    }
}
END_TEST

static Suite *suite_new(void)
{
    Suite *suite = suite_create("document");
    TCase *tests = tcase_create("elements");
    tcase_add_checked_fixture(tests, set_up, tear_down);
    tcase_add_test(tests, four_notes_in_order);
    tcase_add_test(tests, points_sum_to_the_score);
    tcase_add_test(tests, evidence_lies_in_the_note);
    tcase_add_test(tests, less_is_never_more);
    tcase_add_test(tests, stuffing_earns_nothing);
    tcase_add_test(tests, what_is_not_of_the_visit_adds_nothing);
    tcase_add_test(tests, words_of_the_record_prove_nothing);
    tcase_add_test(tests, denials_prove_nothing);
    tcase_add_test(tests, lists_and_assertions_add_nothing);
    tcase_add_test(tests, elements_in_many_words);
    tcase_add_test(tests, missing_elements_name_their_rules);
    tcase_add_test(tests, steps_and_no_note);
    tcase_add_test(tests, facts_are_evidence);
    tcase_add_test(tests, totals_side_by_side);
    tcase_add_test(tests, lines_ask_their_own);
    tcase_add_test(tests, lines_need_words_of_their_own);
    tcase_add_test(tests, proof_is_of_its_own_service);
    tcase_add_test(tests, descriptions_are_held_against_their_minutes);
    tcase_add_test(tests, evaluations_need_no_code);
    tcase_add_test(tests, goals_in_minutes);
    tcase_add_test(tests, minutes_against_the_claim);
    tcase_add_test(tests, timed_minutes_of_families);
    tcase_add_test(tests, supervised_minutes_run_beside);
    tcase_add_test(tests, not_billed_is_said_where_it_is_so);
    tcase_add_test(tests, signatures);
    tcase_add_test(tests, credentials_in_words);
    tcase_add_test(tests, signatures_in_words);
    tcase_add_test(tests, assistants_in_words);
    tcase_add_test(tests, dates_in_words);
    tcase_add_test(tests, required_of_any_kind);
    tcase_add_test(tests, blanks_earn_nothing);
    tcase_add_test(tests, a_group_beside_one_on_one_is_no_contradiction);
    tcase_add_test(tests, contradictions);
    tcase_add_test(tests, copied_notes);
    suite_add_tcase(suite, tests);
    return suite;
}
