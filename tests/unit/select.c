/* Choosing codes: from descriptions, beside stated codes, and from whole notes. Every finding of the room is made. */
#include "check_main.h"
#include "findings.h"

#include <stdio.h>
#include <string.h>

#include <therapycode/therapycode.h>

enum { ACTIVITIES = 4 };

struct visit {
    struct therapycode_engine *engine;
    struct therapycode_evaluation *evaluation;
    struct therapycode_session session;
    struct therapycode_activity activities[ACTIVITIES];
};

static void begin_with(struct visit *v, struct therapycode_rulebook *rulebook)
{
    memset(v, 0, sizeof *v);
    ck_assert_int_eq(therapycode_engine_new(rulebook, &v->engine, NULL), THERAPYCODE_OK);
    ck_assert_int_eq(therapycode_evaluation_new(NULL, &v->evaluation), THERAPYCODE_OK);
    ck_assert_int_eq(therapycode_session_init(&v->session, sizeof v->session, sizeof(struct therapycode_activity),
                                              sizeof(struct therapycode_goal)),
                     THERAPYCODE_OK);
    v->session.date_of_service = 20260302;
    v->session.discipline = THERAPYCODE_PT;
    v->session.activities = v->activities;
}

static void begin(struct visit *v)
{
    begin_with(v, NULL);
}

static void end(struct visit *v)
{
    therapycode_evaluation_free(v->evaluation);
    therapycode_engine_unref(v->engine);
}

static void add_activity(struct visit *v, const char *code, const char *description, int32_t minutes)
{
    struct therapycode_activity *a = &v->activities[v->session.activity_count++];
    snprintf(a->code, sizeof a->code, "%s", code);
    a->description.data = description;
    a->description.length = strlen(description);
    a->minutes = minutes;
}

static void set_note(struct visit *v, const char *note)
{
    v->session.note.data = note;
    v->session.note.length = strlen(note);
}

/* What must hold of every answer: rows in bounds, a code only where it was performed and words or facts speak for it.
 */
static void check_rows(const struct visit *v)
{
    const struct therapycode_reading *r;
    const struct therapycode_candidate *c;
    const struct therapycode_evidence *x;
    size_t i;
    int32_t k, m;
    for (i = 0; (r = therapycode_evaluation_reading(v->evaluation, i)) != NULL; i++) {
        int stated = r->activity >= 0 && v->activities[r->activity].code[0] != '\0';
        if (r->context != THERAPYCODE_PERFORMED)
            ck_assert_str_eq(r->code, "");
        ck_assert(r->code[0] == '\0' || stated || r->candidate_count > 0);
        ck_assert(r->code[0] != '\0' || r->question != NULL || r->context != THERAPYCODE_PERFORMED);
        for (k = 0; k < r->candidate_count; k++) {
            c = therapycode_evaluation_candidate(v->evaluation, (size_t)(r->candidate_first + k));
            ck_assert_ptr_nonnull(c);
            ck_assert_int_eq(c->reading, (int32_t)i);
            ck_assert(c->confidence >= 0 && c->confidence <= 100);
            ck_assert(c->reason != NULL && c->reason[0] != '\0');
            if (k == 0 && r->code[0] != '\0' && !stated)
                ck_assert_int_gt(c->evidence_count, 0);
            for (m = 0; m < c->evidence_count; m++) {
                const struct therapycode_text *text;
                x = therapycode_evaluation_evidence(v->evaluation, (size_t)(c->evidence_first + m));
                ck_assert_ptr_nonnull(x);
                ck_assert(x->why != NULL && x->why[0] != '\0');
                if (x->source == THERAPYCODE_FROM_FACT)
                    continue;
                text = x->source == THERAPYCODE_FROM_NOTE ? &v->session.note : &v->activities[x->index].description;
                ck_assert(x->start >= 0 && x->start < x->end && (size_t)x->end <= text->length);
            }
        }
    }
}

static void run(struct visit *v)
{
    ck_assert_int_eq(therapycode_select_codes(v->engine, &v->session, v->evaluation, NULL), THERAPYCODE_OK);
    check_rows(v);
}

static const struct therapycode_reading *reading(const struct visit *v, size_t index)
{
    const struct therapycode_reading *r = therapycode_evaluation_reading(v->evaluation, index);
    ck_assert_ptr_nonnull(r);
    return r;
}

static const struct therapycode_finding *find(const struct visit *v, const char *rule)
{
    return finding_of(v->evaluation, rule);
}

/* The code that one description is read as. */
static void expect_code(int32_t discipline, const char *description, const char *code)
{
    struct visit v;
    begin(&v);
    v.session.discipline = discipline;
    add_activity(&v, "", description, 0);
    run(&v);
    if (strcmp(reading(&v, 0)->code, code) != 0)
        ck_abort_msg("%s: %s, not %s", description, reading(&v, 0)->code, code);
    end(&v);
}

static void expect_finding(const char *code, const char *description, const char *rule)
{
    struct visit v;
    begin(&v);
    add_activity(&v, code, description, 0);
    run(&v);
    if (find(&v, rule) == NULL)
        ck_abort_msg("%s: no %s", description, rule);
    ck_assert_int_eq(find(&v, rule)->activity, 0);
    end(&v);
}

/* The codes that stand first and second for one description. */
static void expect_two(int32_t discipline, const char *description, const char *code, const char *second)
{
    const struct therapycode_candidate *first, *other;
    struct visit v;
    begin(&v);
    v.session.discipline = discipline;
    add_activity(&v, "", description, 0);
    run(&v);
    ck_assert_int_ge(reading(&v, 0)->candidate_count, 2);
    first = therapycode_evaluation_candidate(v.evaluation, (size_t)reading(&v, 0)->candidate_first);
    other = therapycode_evaluation_candidate(v.evaluation, (size_t)reading(&v, 0)->candidate_first + 1);
    if (strcmp(first->code, code) != 0 || strcmp(other->code, second) != 0)
        ck_abort_msg("%s: %s and %s", description, first->code, other->code);
    end(&v);
}

/* Five digits of a postcode, a telephone or a record, and a name, are no services. */
START_TEST(other_numbers)
{
    static const char *const none[] = { "Patient of Fairview, OR 97024", "Lives in Riverside, CA 92507", "MRN 97110",
                                        "Acct# 97140", "Phone 555-97035", "T. Brandt, M.S.", "Grabs the cart" };
    size_t i;
    for (i = 0; i < sizeof none / sizeof none[0]; i++)
        expect_code(THERAPYCODE_PT, none[i], "");
    expect_code(THERAPYCODE_PT, "GT 97116 with cues", "97116");
    expect_code(THERAPYCODE_PT, "PT 97110", "97110");
    expect_code(THERAPYCODE_PT, "97110 OR 97110", "97110");
}
END_TEST

/* A usual misspelling is a form of the word that is meant, in a refusal too. */
START_TEST(misspelled)
{
    expect_code(THERAPYCODE_PT, "Theraputic excersise: mini squats, hamstring streching 3x30 sec", "97110");
    expect_code(THERAPYCODE_PT, "Nueromuscular re-education, balence on the rocker board 15 min", "97112");
    expect_code(THERAPYCODE_OT, "Toliteing and bathng with adapted tecnique 20 min", "97535");
    expect_code(THERAPYCODE_SLP, "Swalowing therapy, tounge exersises 30 min", "92526");
    expect_code(THERAPYCODE_PT, "Pt decliend gait training 15 min", "");
}
END_TEST

/* A bare zero, a test with its score and nothing done, help beside a lift. */
START_TEST(zeros_scores_and_lifts)
{
    expect_code(THERAPYCODE_PT, "NMR 0", "");
    expect_code(THERAPYCODE_PT, "97112 x 0", "");
    expect_code(THERAPYCODE_PT, "NMR 0.5 hr", "97112");
    expect_code(THERAPYCODE_SLP, "Prior stuttering tx", "");
    expect_code(THERAPYCODE_PT, "S/p ACL repair; previous aquatic therapy", "");
    expect_code(THERAPYCODE_PT, "Previous gait training repeated, 15 min", "97116");
    expect_code(THERAPYCODE_SLP, "CAPE-V overall 41, shimmer 2.4%", "");
    expect_code(THERAPYCODE_SLP, "CAPE-V and acoustic analysis completed, overall 41", "92524");
    expect_code(THERAPYCODE_PT, "Rolling mod A, transfers Hoyer lift x2", "");
}
END_TEST

/* Beside a code that leads by much stands the usual neighbour of what was done, not that of the code. */
START_TEST(neighbour_of_activity)
{
    expect_two(THERAPYCODE_PT, "Quadruped activities on the mat", "97112", "97110");
    expect_two(THERAPYCODE_PT, "Tandem walking along the line", "97112", "97116");
    expect_two(THERAPYCODE_OT, "Med management with a pill sorter", "97535", "97129");
    expect_two(THERAPYCODE_PT, "FES bike, both legs", "97110", "97032");
    expect_two(THERAPYCODE_PT, "Balloon toss in standing", "97112", "97530");
    expect_two(THERAPYCODE_PT, "Ambulated 30 ft x 3 with facilitation at the pelvis for swing", "97116", "97112");
    expect_two(THERAPYCODE_PT, "Facilitation at the pelvis in standing, weight shifts", "97112", "97116");
}
END_TEST

/* What no word says, the discipline does; a word that hardly says anything does not put a rare code before it. */
START_TEST(neighbour_of_discipline)
{
    expect_two(THERAPYCODE_PT, "Heel slides 3x10", "97110", "97530");
    expect_two(THERAPYCODE_OT, "Washed and dressed at the sink with cues", "97535", "97530");
    expect_two(THERAPYCODE_SLP, "Paid two bills and balanced the checkbook, cues to check the sums", "97535", "97129");
    expect_two(THERAPYCODE_SLP, "AAC device trialled, three layouts compared", "92609", "92607");
    expect_two(THERAPYCODE_OT, "Play-based motor planning with modeling of new movement patterns", "97112", "97530");
    expect_two(THERAPYCODE_PT, "Wife trained in car transfer and stairs with pt, CGA", "97550", "97530");
    expect_two(THERAPYCODE_OT, "Retrieval task in prone to facilitate motor planning", "97530", "97112"); /* the aim names it */
    expect_two(THERAPYCODE_PT, "Turning practice with cane, 180 degree turns in hallway", "97116", "97112");
    expect_two(THERAPYCODE_OT, "Wheelchair lap tray and cushion set up", "97542", "97535");
}
END_TEST

/* A finding and an onset belong to the evaluation; an older one is none of this visit. */
START_TEST(evaluations_and_onsets)
{
    expect_code(THERAPYCODE_PT, "PT evaluation, low complexity, calf strain 4 weeks ago", "97161");
    expect_code(THERAPYCODE_PT, "PT evaluation low complexity s/p bunionectomy 12 days ago", "97161");
    expect_code(THERAPYCODE_OT, "OT re-evaluation after a second fall last month, goals revised", "97168");
    expect_code(THERAPYCODE_SLP, "Articulation evaluation, GFTA-3 SS 69, oral mech WNL", "92522");
    expect_code(THERAPYCODE_PT, "PT evaluation completed last week", "");
    expect_code(THERAPYCODE_PT, "Seen for PT eval 2 months ago", "");
}
END_TEST

/* The area tells the code of negative pressure. */
START_TEST(areas)
{
    expect_code(THERAPYCODE_PT, "Wound vac dressing changed L hip, 11 x 6 cm, seal holds", "97606");
    expect_code(THERAPYCODE_PT, "Wound vac dressing changed L hip, 4.5 cm x 6 cm x 2 cm", "97605");
    expect_code(THERAPYCODE_PT, "NPWT dressing change, 72 sq cm, black foam", "97606");
    expect_code(THERAPYCODE_PT, "NPWT dressing change, 18 cm2, black foam", "97605");
}
END_TEST

/* An order behind a condition, a criterion, what is only recommended, an entry of a policy. */
START_TEST(not_of_this_visit)
{
    expect_code(THERAPYCODE_PT, "After the boot is off, start towel scrunches and heel raises", "");
    expect_code(THERAPYCODE_PT, "Once swelling is down, reintroduce step-ups", "");
    expect_code(THERAPYCODE_PT, "Initiate/progress closed chain exercises", "");
    expect_code(THERAPYCODE_PT, "Shoulder exercises prescribed", "");
    expect_code(THERAPYCODE_PT, "Single leg hops at week 14", "");
    expect_code(THERAPYCODE_PT, "Tandem stance: 9 seconds", "");
    expect_code(THERAPYCODE_OT, "To groom and dress with min A", "");
    expect_code(THERAPYCODE_PT, "Transfers require mod assist with sliding board", "");
    expect_code(THERAPYCODE_PT, "Gait training covers surfaces, curbs and stairs", "");
    expect_code(THERAPYCODE_PT, "Improved standing balance with less help", "");
    expect_code(THERAPYCODE_PT, "Gait: min A x 40ft with RW", "");
    expect_code(THERAPYCODE_PT, "Transfers: A x1 with frame", "");
    expect_code(THERAPYCODE_PT, "In standing, reached across midline with cues for weight shift x 8", "97112");
    expect_code(THERAPYCODE_PT, "Pt mobilised 12 m with frame and light assist", "97116");
}
END_TEST

/* Who does something ends "after" and "without"; a visit that is counted heads no findings; a spell of work after a skipped one. */
START_TEST(after_and_without)
{
    expect_code(THERAPYCODE_PT, "After a warm-up we stretched both calves at the wall, half a minute each", "97110");
    expect_code(THERAPYCODE_PT, "Without rails she walked 60 ft, cued for step length", "97116");
    expect_code(THERAPYCODE_PT, "Skipped the treadmill, spent 10 min on patellar mobs", "97140");
    expect_code(THERAPYCODE_OT, "3rd visit: resting hand splint adjusted at the wrist, straps replaced", "97763");
    expect_code(THERAPYCODE_SLP, "Answered wh questions about a story 9/12", "92507");
    expect_code(THERAPYCODE_OT, "Cooking and laundry done by her daughter", "");
    expect_code(THERAPYCODE_PT, "Progressing with stairs", "");
    expect_code(THERAPYCODE_PT, "Went to the gym and used the leg press", "");
    expect_two(THERAPYCODE_PT, "Ball skills in a circle", "97530", "97112");
    expect_two(THERAPYCODE_PT, "Pelvic floor biofeedback continued 15 min", "90912", "90913");
    expect_code(THERAPYCODE_PT, "PT re-eval post op day 2, goals revised", "97164");
    expect_code(THERAPYCODE_PT, "Pt was taken through two modified Epley maneuvers to the left", "95992");
}
END_TEST

/* Scores, orders, help before a name, what is put off, who else did it: of no service; bands of minutes and groups of caregivers. */
START_TEST(more_that_is_none)
{
    expect_code(THERAPYCODE_SLP, "CAPE-V 51", "");
    expect_code(THERAPYCODE_SLP, "Stuttering evaluation, SSI-4", "92521");
    expect_code(THERAPYCODE_PT, "Next wk start lunges", "");
    expect_code(THERAPYCODE_PT, "Max A bed mobility", "");
    expect_code(THERAPYCODE_PT, "Plank 41 sec", "");
    expect_code(THERAPYCODE_PT, "Plank 30 sec x 4", "97110");
    expect_code(THERAPYCODE_PT, "Elbow flexion 118 after treatment", "");
    expect_code(THERAPYCODE_PT, "Strengthening to resume after the scan", "");
    expect_code(THERAPYCODE_PT, "Cervical traction at chiropractor", "");
    expect_code(THERAPYCODE_PT, "Ambulating 60 ft with cane now", "");
    expect_code(THERAPYCODE_OT, "Impulsive with transfers", "");
    expect_code(THERAPYCODE_PT, "Manual therapy helped for a day", "");
    expect_code(THERAPYCODE_PT, "RTM management 13 min this month, one call with the patient", "98979");
    expect_code(THERAPYCODE_PT, "RTM management 23 min this month, one call with the patient", "98980");
    expect_code(THERAPYCODE_OT, "Caregiver class without patients, 3 spouses, guarding on stairs", "97552");
}
END_TEST

/* A goal and its criterion, a home programme, a plan, a finding, work that nobody attended; and what was done in such words. */
START_TEST(goals_and_programmes)
{
    expect_code(THERAPYCODE_SLP, "Name kitchen objects with 85% accuracy", "");
    expect_code(THERAPYCODE_SLP, "Named kitchen objects with 85% accuracy, min cues", "92507");
    expect_code(THERAPYCODE_SLP, "Answer why questions in 7 of 10 trials", "");
    expect_code(THERAPYCODE_SLP, "Answered why questions in 7 of 10 trials", "92507");
    expect_code(THERAPYCODE_SLP, "/l/ in phrases 85% with mirror", "92507");
    expect_code(THERAPYCODE_SLP, "Corrected a fronted /k/ in 7 of 9 words", "92507");
    expect_code(THERAPYCODE_SLP, "Lip trills. Twice daily, 4 minutes", "");
    expect_code(THERAPYCODE_OT, "Tendon glides, 12 reps, 4x a day", "");
    expect_code(THERAPYCODE_OT, "Tendon glides, 12 reps, 4 sets", "97110");
    expect_code(THERAPYCODE_SLP, "Fade carrier phrases for story retell", "");
    expect_code(THERAPYCODE_SLP, "Faded carrier phrases in story retell, 4/6 alone", "92507");
    expect_code(THERAPYCODE_SLP, "Honey liquids: delayed swallow noted", "");
    expect_code(THERAPYCODE_SLP, "Honey liquids: delayed swallow, cued chin tuck x12", "92526");
    expect_code(THERAPYCODE_OT, "Sitting tolerance 25 min in geri chair", "");
    expect_code(THERAPYCODE_OT, "Pegboard in the gym while OT treated another client", "");
    expect_code(THERAPYCODE_OT, "Implemented ergonomic education for the sewing desk", "");
    expect_code(THERAPYCODE_SLP, "Naming weaker than reading", "");
    expect_code(THERAPYCODE_OT, "Sensory diet reviewed with the aunt", "");
    expect_code(THERAPYCODE_SLP, "Introduced pull-outs in a phone task", "92507");
    expect_code(THERAPYCODE_SLP, "Labeled actions in pictures, 7/9", "92507");
    expect_code(THERAPYCODE_OT, "Suspended equipment and heavy work before the desk", "97533");
    expect_code(THERAPYCODE_OT, "Stencils and coloring inside the lines", "97530");
    expect_code(THERAPYCODE_SLP, "Target words practised from pictures, 8/10", "92507");
}
END_TEST

/* What a side was timed at, a grade without "/5", and how many helped: figures of a state. */
START_TEST(figures_of_a_state)
{
    expect_code(THERAPYCODE_PT, "SLS: R 6 sec, L 11 sec", "");
    expect_code(THERAPYCODE_PT, "R knee: flex 4-, ext 4+", "");
    expect_code(THERAPYCODE_PT, "Sit to stand min A x1", "");
    expect_code(THERAPYCODE_PT, "Sit to stand from low bench to get off the couch, min A x6", "97530");
    expect_code(THERAPYCODE_PT, "SLS on foam 3 x 20 sec each leg, cues for hip strategy", "97112");
}
END_TEST

/* A score is none of a visit; a movement that speech therapy teaches too is that of the one who treats. */
START_TEST(scores_and_disciplines)
{
    expect_code(THERAPYCODE_SLP, "VHI 46", "");
    expect_code(THERAPYCODE_PT, "DHI 38", "");
    expect_code(THERAPYCODE_PT, "Vertical head turns while tracking a thumb", "97112");
    expect_code(THERAPYCODE_OT, "Head turns toward each side in sitting", "97112");
    expect_code(THERAPYCODE_SLP, "Head turn right with sips of water", "92526");
    expect_code(THERAPYCODE_PT, "Breath hold noticed on lowering", "");
    expect_code(THERAPYCODE_SLP, "Breath hold before swallow, 12 trials", "92526");
    expect_code(THERAPYCODE_PT, "Pelvic floor: drop and lift in supine, palpation feedback", "97112");
}
END_TEST

/* A name and how much help or motion was found; the same with training, cues, repetitions or minutes is a service. */
START_TEST(found_is_not_done)
{
    expect_code(THERAPYCODE_PT, "Gait: RW 45 ft mod A x2", "");
    expect_code(THERAPYCODE_PT, "Ambulation x 90 ft FWW CGA", "");
    expect_code(THERAPYCODE_PT, "Bed mobility CGA, transfers min A", "");
    expect_code(THERAPYCODE_OT, "Dressing: UB SBA, LB max A", "");
    expect_code(THERAPYCODE_OT, "Toileting: mod A", "");
    expect_code(THERAPYCODE_PT, "R knee flexion 112", "");
    expect_code(THERAPYCODE_PT, "knee flex 98", "");
    expect_code(THERAPYCODE_PT, "Gait training: RW 45 ft mod A, cues for foot clearance", "97116");
    expect_code(THERAPYCODE_PT, "Gait: RW 45 ft mod A, cues for foot clearance", "97116");
    expect_code(THERAPYCODE_PT, "Gait: RW 45 ft mod A, 12 min", "97116");
    expect_code(THERAPYCODE_PT, "Ambulated 90 ft with FWW CGA", "97116");
    expect_code(THERAPYCODE_PT, "Transfer training min A x 8 reps", "97530");
    expect_code(THERAPYCODE_OT, "Dressing with hemi technique, UB min A", "97535");
    expect_code(THERAPYCODE_PT, "Transfers: sit to stand SBA, bed mobility min A", "");
    expect_code(THERAPYCODE_PT, "TA: sit to stand min A, car transfer CGA", "97530");
    expect_code(THERAPYCODE_PT, "Gait: 60 ft with cane, wide turns, slow and unsteady", "");
}
END_TEST

/* A verb of the present that begins the statement and names what is told; how it went afterwards is no finding. */
START_TEST(verb_that_names)
{
    expect_code(THERAPYCODE_PT, "Propels his chair on ramps and grass", "");
    expect_code(THERAPYCODE_PT, "Ambulates in the home with a cane, toes drag on the right", "");
    expect_code(THERAPYCODE_OT, "Doffs the brace alone, needs help with the straps", "");
    expect_code(THERAPYCODE_PT, "The program offers gait training and aquatic therapy", "");
    expect_code(THERAPYCODE_PT, "Propelled his chair on ramps and grass, cues for push length", "97542");
    expect_code(THERAPYCODE_PT, "Grade III inferior glides, abduction gained 12 degrees", "97140");
    expect_code(THERAPYCODE_PT, "Lateral glides to the elbow with 8 degrees more extension afterwards", "97140");
    expect_code(THERAPYCODE_PT, "Held calf stretch on the wedge one minute each side", "97110");
    expect_code(THERAPYCODE_PT, "Calf stretch held today", "");
    expect_code(THERAPYCODE_PT, "Rises from the recliner x8 so that he can leave the couch at home", "97530");
    expect_code(THERAPYCODE_OT, "Clothing management and hygiene on a commode like the one at home", "97535");
    expect_code(THERAPYCODE_PT, "Bridges and clams to continue at home", "");
    expect_code(THERAPYCODE_PT, "Heel raises to do at home", "");
    expect_code(THERAPYCODE_OT, "Lacing for a while at the table", "97530");
    expect_code(THERAPYCODE_OT, "Lacing for a while at the table.", ""); /* as prose has it */
    expect_code(THERAPYCODE_PT, "Grocery bags on the counter", "");
    expect_code(THERAPYCODE_PT, "Practiced opening heavy doors while holding her bag", "97530");
}
END_TEST

/* A joint technique by its name leads over the stretch beside it. */
START_TEST(joint_technique_leads)
{
    expect_code(THERAPYCODE_PT, "Manual stretching of the hip flexors and quads, grade III patellar glides", "97140");
    expect_code(THERAPYCODE_PT, "Talar mobilization with movement, half-kneel on the step", "97140");
    expect_code(THERAPYCODE_PT, "Hip flexor stretch off the table edge, 3 x 30 sec", "97110");
}
END_TEST

/* Nobody's work: a ride that came late, and a warm-up without a therapist. */
START_TEST(late_and_alone)
{
    expect_code(THERAPYCODE_PT, "Began 12 min late, the transport van was held up", "");
    expect_code(THERAPYCODE_PT, "Warm-up on the recumbent bike 8 min, unattended", "");
    expect_code(THERAPYCODE_PT, "Independent warm-up, treadmill 6 min", "");
    expect_code(THERAPYCODE_PT, "Recumbent bike 8 min, resistance raised as HR allowed", "97110");
    expect_code(THERAPYCODE_PT, "IFC to the low back 12 min, unattended", "G0283");
}
END_TEST

/* The same movement, with three purposes. */
START_TEST(purpose_decides)
{
    expect_code(THERAPYCODE_PT, "Sit to stand x10 from the low couch so pt can get up from it at home", "97530");
    expect_code(THERAPYCODE_PT, "Squats 3x10 with dumbbells for quadriceps strength", "97110");
    expect_code(THERAPYCODE_PT, "Squats picking up a box from the floor to simulate stocking shelves", "97530");
    expect_code(THERAPYCODE_PT, "Squats on foam with perturbations for balance reactions", "97112");
    expect_code(THERAPYCODE_PT, "Walking 300 ft with rolling walker, cues for heel strike and step length", "97116");
}
END_TEST

/* A home programme with its doses, advice, a recommendation, paperwork, life outside; and what looks like them. */
START_TEST(none_of_these_is_done)
{
    static const char *const none[] = {
        "HEP bridges 2x12, SLR 2x12", "Home program SLR, quad sets, heel slides 3x10",
        "Instructed on wall slides for home program", "Rec shower chair, grab bars, raised toilet seat for d/c home",
        "Remove loose rugs or tape the edges; install grab bars by the tub", "Thinking about adding stair training",
        "Letter written to school re pencil grip and seating", "Walked the dog 25 min and mopped, pain 5/10 after",
        "Ran 3 mi with the club, sore next day", "Skilled PT indicated to train transfers and stairs",
        "NuStep 10 min, therapist with another patient", "Pt ref. gait training this AM x2, asked to sleep",
        "Balance assessed: single leg stance 8 sec right, 6 sec left", "Bed mobility max A, t/f Hoyer x2",
        "On the bike by herself 10 min while I finished with another patient", "Skilled PT indicated to instr. in pivots",
        "Rested in recliner 8 min c legs up between sets", "sEMG test only: resting 3.2 uV, peak 14 uV",
    };
    size_t i;
    for (i = 0; i < sizeof none / sizeof none[0]; i++)
        expect_code(THERAPYCODE_PT, none[i], "");
    expect_code(THERAPYCODE_PT, "HEP performed: bridges 2x12, SLR 2x12, cues for pelvic tilt", "97110");
    expect_code(THERAPYCODE_PT, "HEP practiced with cues, SLR 2x12 and bridges 2x12, 10 min", "97110");
    expect_code(THERAPYCODE_PT, "Single leg stance hold 8 sec right and left x 6 with CGA", "97112");
    expect_code(THERAPYCODE_PT, "Hoyer transfer trained with staff x2, mod cues", "97530");
    expect_code(THERAPYCODE_PT, "Instr. in gait with cane, 100 ft x 2, cues for sequence", "97116");
    expect_code(THERAPYCODE_PT, "Rec bike 10 min level 4 for endurance, HR 110", "97110");
    expect_code(THERAPYCODE_PT, "Pt ref by MD for gait training, walked 100 ft with RW and cues", "97116");
    expect_code(THERAPYCODE_PT, "Removed AFO and trained gait barefoot 50 ft x 4 with cues", "97116");
    expect_code(THERAPYCODE_PT, "Balance class with another patient, 30 min, stations rotated", "97150");
    expect_code(THERAPYCODE_OT, "Slant board and pencil grip used for letters, cues for pressure, 15 min", "97530");
}
END_TEST

START_TEST(neighbours_of_other_kinds)
{
    expect_code(THERAPYCODE_OT, "Lower body dressing with reacher and sock aid, min A", "97535");
    expect_code(THERAPYCODE_PT, "STM and joint mobs grade III to L shoulder", "97140");
    expect_code(THERAPYCODE_PT, "Mechanical lumbar traction 60 lb", "97012");
    expect_code(THERAPYCODE_PT, "Manual cervical traction", "97140");
    expect_code(THERAPYCODE_PT, "Attended NMES to quads with active contraction", "97032");
    expect_code(THERAPYCODE_SLP, "Naming pictures with semantic cues, 80%", "92507");
    expect_code(THERAPYCODE_SLP, "Effortful swallow x20 with nectar thick liquids", "92526");
    expect_code(THERAPYCODE_PT, "Hot pack prior to therapeutic exercise", "97010");
    expect_code(THERAPYCODE_PT, "Seat adjusted and pressure relief trained in the wheelchair", "97542");
    expect_code(THERAPYCODE_PT, "Attention process training, additional 15 minutes", "97130");
}
END_TEST

START_TEST(no_service)
{
    expect_code(THERAPYCODE_PT, "Patient arrived by wheelchair", "");
    expect_code(THERAPYCODE_PT, "Gait training deferred due to dizziness", "");
    expect_code(THERAPYCODE_PT, "Discussed energy conservation, handout given", "");
    expect_code(THERAPYCODE_PT, "Authorization for 12 visits of 97110", "");
    expect_code(THERAPYCODE_PT, "Berg 41/56", "");
    expect_code(THERAPYCODE_PT, "Aquatic therapy: no", "");
    expect_code(THERAPYCODE_PT, "The patient now ambulates with a wide base and a cane", "");
    expect_code(THERAPYCODE_PT, "Lower body dressing: mod A", "");
    expect_code(THERAPYCODE_PT, "", "");
}
END_TEST

/* No phrase knows the name: sets and repetitions tell that it is one of an exercise. */
START_TEST(unnamed_exercises)
{
    expect_code(THERAPYCODE_PT, "Heel digs 10 x 5s", "97110");
    expect_code(THERAPYCODE_PT, "Hip airplanes 2x6 ea", "97110");
    expect_code(THERAPYCODE_PT, "Dirty dogs 2 x 10", "97110");
    expect_code(THERAPYCODE_PT, "3 sets of 12 froggers", "97110");
    expect_code(THERAPYCODE_PT, "Froggers x20", "97110");
    expect_code(THERAPYCODE_PT, "Froggers 3x10 deferred", "");
    expect_code(THERAPYCODE_PT, "Will add froggers 3x10", "");
    expect_code(THERAPYCODE_PT, "HEP: froggers 3x10 daily", "");
    expect_code(THERAPYCODE_PT, "Incision 5 x 8 cm", "");
    expect_code(THERAPYCODE_PT, "Hallway 10x12", "");
    expect_code(THERAPYCODE_PT, "Sneezed x 10", "");
    expect_code(THERAPYCODE_PT, "A&O x4", "");
    expect_code(THERAPYCODE_PT, "Ibuprofen 3 x 10 days", "");
    expect_code(THERAPYCODE_PT, "Heavy slow resistance for the calf, 4x6", "97110");
    expect_code(THERAPYCODE_SLP, "Froggers 3x10", "");
}
END_TEST

/* Words that tell of a deed where they look like a state, and the other way round. */
START_TEST(deeds_and_findings)
{
    expect_code(THERAPYCODE_PT, "Emphasis was on heel strike and push off while walking in the hall", "97116");
    expect_code(THERAPYCODE_PT, "The main emphasis is heel strike", "");
    expect_code(THERAPYCODE_PT, "Barbecue roll 360 deg to the left", "95992");
    expect_code(THERAPYCODE_PT, "Heel raises 12 on the right, 20 on the left", "");
    expect_code(THERAPYCODE_PT, "Walked 80 ft with a cane and min A, up from 40 ft last session", "97116");
    expect_code(THERAPYCODE_PT, "Balance was tested in tandem stance", "");
    expect_code(THERAPYCODE_PT, "Tandem walk 4 steps before losing balance", "");
    expect_code(THERAPYCODE_PT, "Grade III glides for a frozen shoulder", "97140");
    expect_code(THERAPYCODE_PT, "Leg exercises progressed from last session: added 3 lb", "97110");
    expect_code(THERAPYCODE_PT, "Good carryover of gait training from last session", "");
    expect_code(THERAPYCODE_PT, "Lifting practice in preparation for a return to work next month", "97530");
    expect_code(THERAPYCODE_PT, "Lifting practice next month", "");
    expect_code(THERAPYCODE_PT, "Initiated band rows today, will progress next visit", "97110");
    expect_code(THERAPYCODE_PT, "Band rows, will add next visit", "");
    expect_code(THERAPYCODE_PT, "Did not tolerate prone so bridging was done 2x10", "97110");
    expect_code(THERAPYCODE_PT, "Refused gait so no exercise was performed", "");
    expect_code(THERAPYCODE_PT, "S/p hip fracture in June, gait training with FWW 12 min", "97116");
    expect_code(THERAPYCODE_PT, "Tried tandem stance with eyes closed 3x10 s", "97112");
    expect_code(THERAPYCODE_PT, "Tried heat and stretching yesterday", "");
    expect_code(THERAPYCODE_PT, "Once in the hall he ambulated 80 ft with FWW", "97116");
    expect_code(THERAPYCODE_PT, "Last week, gait training with FWW 12 min", "");
    expect_code(THERAPYCODE_PT, "Could only do 5 reps of SLR today, then quad sets x20", "97110");
    expect_code(THERAPYCODE_PT, "Wife reports he walks at home, he does stairs alone", "");
    expect_code(THERAPYCODE_PT, "Return-to-throw program, 40 throws at 60 ft", "97530");
    expect_code(THERAPYCODE_PT, "Ambulation training on inclines and declines with a cane", "97116");
    expect_code(THERAPYCODE_PT, "Goblet squats 25 lb 3x8", "97110");
    expect_code(THERAPYCODE_PT, "Walked 30 ft in ICU with RW, cues for step length", "97116");
}
END_TEST

/* The same words of a state tell of a service where it was done, or where they only tell how it went. */
START_TEST(state_beside_service)
{
    expect_code(THERAPYCODE_PT, "Patient ambulates 150 ft with a cane, cues for step length, 12 min", "97116");
    expect_code(THERAPYCODE_PT, "STM to the upper trapezius, pt reports less pain", "97140");
    expect_code(THERAPYCODE_OT, "Trained lower body dressing with a reacher: mod A", "97535");
    expect_code(THERAPYCODE_PT, "The client has a stiff knee. Instructed in quad sets and heel slides.", "97110");
    expect_code(THERAPYCODE_PT, "M25.561 pain in the right knee, stiffness with stairs", "");
    expect_code(THERAPYCODE_PT, "Hip abduction 3+/5, knee extension 4/5", "");
}
END_TEST

/* A loaded row of a code stands after the built-in one and wins. */
START_TEST(loaded_code_wins)
{
    static const char table[] = "code,label,timing,minutes_per_unit,disciplines,contact,nature,add_on_to,therapy_list,"
                                "medicare_status,from,to,source,verified,note\n"
                                "97110,ours,timed,15,OT,one-on-one,,,always,A,2025-01-01,,me,yes,\n";
    struct therapycode_source source = { sizeof source, table, sizeof table - 1, THERAPYCODE_TABLE_CODES, 0 };
    struct therapycode_rulebook *rulebook = NULL;
    struct visit v;
    ck_assert_int_eq(therapycode_rulebook_new(NULL, &rulebook), THERAPYCODE_OK);
    ck_assert_int_eq(therapycode_rulebook_load(rulebook, &source, NULL), THERAPYCODE_OK);
    begin_with(&v, rulebook);
    add_activity(&v, "", "LAQ 3x10, SLR 3x10 for quad strengthening", 0);
    run(&v);
    ck_assert_str_eq(reading(&v, 0)->code, "97110");
    ck_assert_ptr_nonnull(find(&v, "SELECT-DISCIPLINE"));
    v.session.date_of_service = 20241231; /* before the loaded row began */
    run(&v);
    ck_assert_ptr_null(find(&v, "SELECT-DISCIPLINE"));
    end(&v);
}
END_TEST

START_TEST(findings_of_words)
{
    expect_finding("", "Step-ups 2x10", "SELECT-PURPOSE");
    expect_finding("", "PT evaluation completed today", "SELECT-EVALUATION-LEVEL");
    expect_finding("", "Orthotic training", "SELECT-FIRST-OR-LATER");
    expect_finding("", "Massage to the neck", "SELECT-MASSAGE-MANUAL");
    expect_finding("", "E-stim to the back", "SELECT-UNDETERMINED");
    expect_finding("", "See flow sheet", "SELECT-UNDETERMINED");
    expect_finding("", "Rest break while waiting for exercise", "SELECT-NOT-THERAPY");
    expect_finding("", "Naming pictures with phonemic cues, aphasia treatment", "SELECT-DISCIPLINE");
    expect_finding("", "Gait training was refused", "NOTE-DEFERRED");
    expect_finding("", "No manual therapy performed", "NOTE-NEGATED");
    expect_finding("", "Will begin gait training next visit", "NOTE-PLANNED");
    expect_finding("", "Patient had manual therapy last year", "NOTE-HISTORICAL");
    expect_finding("", "If pain persists, may try dry needling", "NOTE-HYPOTHETICAL");
    expect_finding("", "Nursing performed transfer to the chair", "NOTE-OTHER-PERSON");
    expect_finding("", "Pt to do stretches at home", "NOTE-EDUCATION-ONLY");
    expect_finding("97116", "Gait training deferred", "SELECT-NOT-PERFORMED");
    expect_finding("97140", "LAQ 3x10, SLR 3x10 for quad strengthening", "SELECT-DISAGREES");
    expect_finding("97035", "Worked on stairs", "SELECT-UNSUPPORTED");
    expect_finding("", "Tolerated sitting for 10 min before exercise", "NOTE-MINUTES-IGNORED");
}
END_TEST

START_TEST(stated_code_is_kept)
{
    struct visit v;
    const struct therapycode_candidate *c;
    const struct therapycode_evidence *x;
    int32_t k;
    int fact = 0;
    begin(&v);
    add_activity(&v, "97530", "LAQ and SLR 3x10 for quad strengthening", 15);
    run(&v);
    ck_assert_str_eq(reading(&v, 0)->code, "97530");
    ck_assert_int_eq(reading(&v, 0)->minutes, 15);
    ck_assert_ptr_nonnull(find(&v, "SELECT-DISAGREES"));
    ck_assert_ptr_nonnull(strstr(find(&v, "SELECT-DISAGREES")->message, "97110"));
    ck_assert_ptr_nonnull(strstr(find(&v, "SELECT-DISAGREES")->suggestion, "dynamic task"));
    c = therapycode_evaluation_candidate(v.evaluation, (size_t)reading(&v, 0)->candidate_first);
    ck_assert_str_eq(c->code, "97110");
    for (k = 0; k < reading(&v, 0)->candidate_count; k++) {
        c = therapycode_evaluation_candidate(v.evaluation, (size_t)(reading(&v, 0)->candidate_first + k));
        x = c->evidence_count > 0 ? therapycode_evaluation_evidence(v.evaluation, (size_t)c->evidence_first) : NULL;
        fact |= strcmp(c->code, "97530") == 0 && x != NULL && x->source == THERAPYCODE_FROM_FACT;
    }
    ck_assert(fact);
    end(&v);
    begin(&v);
    add_activity(&v, "97530", "Squats", 15); /* open by its words: the stated code is one of them */
    run(&v);
    ck_assert_str_eq(reading(&v, 0)->code, "97530");
    ck_assert_ptr_null(find(&v, "SELECT-DISAGREES"));
    ck_assert_ptr_null(find(&v, "SELECT-UNSUPPORTED"));
    end(&v);
}
END_TEST

START_TEST(not_performed_has_no_code)
{
    struct visit v;
    begin(&v);
    add_activity(&v, "97116", "Gait training refused", 10);
    run(&v);
    ck_assert_str_eq(reading(&v, 0)->code, "");
    ck_assert_int_eq(reading(&v, 0)->context, THERAPYCODE_DEFERRED);
    end(&v);
}
END_TEST

START_TEST(neighbour_and_question)
{
    struct visit v;
    const struct therapycode_candidate *c;
    begin(&v);
    add_activity(&v, "", "Step-ups 2x10", 0);
    run(&v);
    ck_assert_ptr_nonnull(strstr(reading(&v, 0)->question, "97530"));
    ck_assert_int_ge(reading(&v, 0)->candidate_count, 2);
    c = therapycode_evaluation_candidate(v.evaluation, (size_t)reading(&v, 0)->candidate_first + 1);
    ck_assert_ptr_nonnull(strstr(c->reason, "about as well")); /* nothing decides, so it does not lose */
    end(&v);
}
END_TEST

static const struct therapycode_candidate *candidate(const struct visit *v, size_t reading_index, const char *code)
{
    const struct therapycode_reading *row = reading(v, reading_index);
    const struct therapycode_candidate *c = NULL;
    int32_t i;
    for (i = 0; i < row->candidate_count; i++) {
        c = therapycode_evaluation_candidate(v->evaluation, (size_t)(row->candidate_first + i));
        if (strcmp(c->code, code) == 0)
            return c;
    }
    ck_abort_msg("%s is no candidate", code);
    return c;
}

/* A reason is told of whatever the evidence beside it shows: it compares, and never says that a word is missing. */
START_TEST(reasons_compare)
{
    struct visit v;
    const struct therapycode_candidate *c;
    begin(&v);
    add_activity(&v, "", "Carrying crates to a shelf for his dock job, for strength and endurance", 15);
    run(&v);
    c = candidate(&v, 0, reading(&v, 0)->code[3] == '3' ? "97110" : "97530");
    ck_assert_int_gt(c->evidence_count, 0);
    ck_assert_ptr_nonnull(strstr(c->reason, "tell more of"));
    end(&v);
    begin(&v); /* stated, and leading for that alone */
    add_activity(&v, "97110", "Squats and stair climbing", 15);
    run(&v);
    c = candidate(&v, 0, "97110");
    ck_assert_ptr_null(strstr(c->reason, "name exercise for"));
    end(&v);
    begin(&v); /* named, and no service */
    add_activity(&v, "", "Discussed squats with her sister", 0);
    run(&v);
    if (reading(&v, 0)->candidate_count > 0)
        ck_assert_ptr_nonnull(strstr(candidate(&v, 0, "97110")->reason, "do not tell of a service"));
    end(&v);
}
END_TEST

/* The note says what the description does: one disagreement. */
START_TEST(disagrees_once)
{
    struct visit v;
    const struct therapycode_finding *f;
    size_t i;
    int told = 0;
    begin(&v);
    add_activity(&v, "97110", "TA: car transfers", 15);
    set_note(&v, "TA: car transfers x 15 min.");
    run(&v);
    for (i = 0; (f = therapycode_evaluation_finding(v.evaluation, i)) != NULL; i++)
        told += strcmp(f->rule, "SELECT-DISAGREES") == 0;
    ck_assert_int_eq(told, 1);
    end(&v);
}
END_TEST

/* "TA" is a phrase in capitals and a phrase in any case: one word of the note, and shown once. */
START_TEST(evidence_stands_once)
{
    struct visit v;
    const struct therapycode_candidate *c;
    int32_t i, k;
    begin(&v);
    add_activity(&v, "", "TA: squats to get off the couch, getting up from chair", 15);
    run(&v);
    c = candidate(&v, 0, "97530");
    ck_assert_int_gt(c->evidence_count, 1);
    for (i = 0; i < c->evidence_count; i++)
        for (k = 0; k < i; k++) {
            const struct therapycode_evidence *a =
                therapycode_evaluation_evidence(v.evaluation, (size_t)(c->evidence_first + i));
            const struct therapycode_evidence *b =
                therapycode_evaluation_evidence(v.evaluation, (size_t)(c->evidence_first + k));
            ck_assert(a->start != b->start || a->end != b->end || (a->weight > 0) != (b->weight > 0));
        }
    end(&v);
}
END_TEST

START_TEST(whole_note)
{
    struct visit v;
    begin(&v);
    set_note(&v, "S: Did squats at home.\nO: TherEx x 23': LAQ 3x10, SLR, NuStep 5 min.\n"
                 "Manual therapy 15 min: STM to UT.\nHot pack 10 min.\nP: Begin gait training next visit.\n");
    run(&v);
    ck_assert_str_eq(reading(&v, 0)->code, "97110");
    ck_assert_int_eq(reading(&v, 0)->minutes, 23);
    ck_assert_int_eq(reading(&v, 0)->activity, THERAPYCODE_NONE);
    ck_assert_int_gt(reading(&v, 0)->evidence_count, 0);
    ck_assert_str_eq(reading(&v, 1)->code, "97140");
    ck_assert_int_eq(reading(&v, 1)->minutes, 15);
    ck_assert_str_eq(reading(&v, 2)->code, "97010");
    ck_assert_ptr_null(therapycode_evaluation_reading(v.evaluation, 3));
    ck_assert_ptr_nonnull(find(&v, "SELECT-SUGGESTED"));
    end(&v);
}
END_TEST

START_TEST(joined_once)
{
    struct visit v;
    begin(&v);
    add_activity(&v, "97110", "", 20);
    add_activity(&v, "97140", "", 0);
    set_note(&v, "Therapeutic exercise 20 min: LAQ, SLR. Manual therapy 12 min: STM to UT. Ultrasound 8 min.");
    run(&v);
    ck_assert_ptr_nonnull(find(&v, "NOTE-JOINED"));
    ck_assert_ptr_null(find(&v, "NOTE-MINUTES-CONFLICT"));
    ck_assert_int_eq(reading(&v, 1)->minutes, 12);
    ck_assert_ptr_nonnull(find(&v, "NOTE-MINUTES-READ"));
    ck_assert_str_eq(reading(&v, 2)->code, "97035");
    ck_assert_ptr_nonnull(find(&v, "NOTE-ACTIVITY-FOUND"));
    ck_assert_ptr_null(therapycode_evaluation_reading(v.evaluation, 3));
    end(&v);
    begin(&v);
    add_activity(&v, "97110", "", 20);
    set_note(&v, "Therapeutic exercise 15 min.");
    run(&v);
    ck_assert_ptr_nonnull(find(&v, "NOTE-MINUTES-CONFLICT"));
    ck_assert_int_eq(reading(&v, 0)->minutes, 20);
    end(&v);
}
END_TEST

/* 97129 and 97130 are one service, whichever way the facts and the note share its minutes between them. */
START_TEST(further_blocks)
{
    struct visit v;
    begin(&v);
    v.session.discipline = THERAPYCODE_SLP;
    add_activity(&v, "97129", "", 15);
    add_activity(&v, "97130", "", 15);
    set_note(&v, "Cognitive therapy 30 min: memory strategies.");
    run(&v);
    ck_assert_ptr_null(find(&v, "NOTE-MINUTES-CONFLICT"));
    set_note(&v, "Cognitive therapy 40 min: memory strategies.");
    run(&v);
    ck_assert_ptr_nonnull(find(&v, "NOTE-MINUTES-CONFLICT"));
    end(&v);
    begin(&v);
    v.session.discipline = THERAPYCODE_SLP;
    add_activity(&v, "97129", "", 30);
    set_note(&v, "Memory strategies. 97129 15 min, 97130 15 min.");
    run(&v);
    ck_assert_ptr_null(find(&v, "NOTE-MINUTES-CONFLICT"));
    ck_assert_ptr_null(find(&v, "NOTE-ACTIVITY-FOUND"));
    ck_assert_ptr_null(therapycode_evaluation_reading(v.evaluation, 1));
    ck_assert_int_eq(therapycode_evaluate(v.engine, &v.session, v.evaluation, NULL), THERAPYCODE_OK);
    ck_assert_int_eq(therapycode_evaluation_line(v.evaluation, 1)->units, 1);
    ck_assert_int_eq(therapycode_evaluation_line(v.evaluation, 1)->suggested, THERAPYCODE_NO);
    end(&v);
    begin(&v); /* what is derived from words is of words */
    v.session.discipline = THERAPYCODE_SLP;
    set_note(&v, "Cognitive therapy 45 min: memory strategies.");
    ck_assert_int_eq(therapycode_evaluate(v.engine, &v.session, v.evaluation, NULL), THERAPYCODE_OK);
    ck_assert_str_eq(therapycode_evaluation_line(v.evaluation, 1)->code, "97130");
    ck_assert_int_eq(therapycode_evaluation_line(v.evaluation, 1)->suggested, THERAPYCODE_YES);
    end(&v);
}
END_TEST

START_TEST(summary_is_no_second_service)
{
    struct visit v;
    begin(&v);
    set_note(&v, "Manual therapy 15 min: STM to UT.\n97140: 15 min\n");
    run(&v);
    ck_assert_int_eq(reading(&v, 0)->minutes, 15);
    ck_assert_ptr_null(therapycode_evaluation_reading(v.evaluation, 1));
    ck_assert_ptr_null(find(&v, "NOTE-MINUTES-CONFLICT"));
    set_note(&v, "Manual therapy 15 min: STM to UT.\n97140: 25 min\n");
    run(&v);
    ck_assert_ptr_nonnull(find(&v, "NOTE-MINUTES-CONFLICT"));
    ck_assert_int_eq(reading(&v, 0)->minutes, 25);
    set_note(&v, "Nothing of note.");
    run(&v);
    ck_assert_ptr_nonnull(find(&v, "NOTE-NO-ACTIVITY"));
    end(&v);
}
END_TEST

START_TEST(same_goal)
{
    struct visit v;
    struct therapycode_goal goal;
    int32_t index = 0;
    memset(&goal, 0, sizeof goal);
    begin(&v);
    v.session.goals = &goal;
    v.session.goal_count = 1;
    add_activity(&v, "97110", "", 15);
    add_activity(&v, "97530", "", 15);
    v.activities[0].goals = v.activities[1].goals = &index;
    v.activities[0].goal_count = v.activities[1].goal_count = 1;
    run(&v);
    ck_assert_ptr_nonnull(find(&v, "SELECT-SAME-GOAL"));
    ck_assert_int_eq(find(&v, "SELECT-SAME-GOAL")->goal, 0);
    end(&v);
}
END_TEST

START_TEST(unattended_stimulation_by_policy)
{
    struct therapycode_rulebook *rulebook = NULL;
    struct visit v;
    ck_assert_int_eq(therapycode_rulebook_new(NULL, &rulebook), THERAPYCODE_OK);
    ck_assert_int_eq(therapycode_rulebook_set_policy(rulebook, "acme", "base", "medicare"), THERAPYCODE_OK);
    ck_assert_int_eq(therapycode_rulebook_set_policy(rulebook, "acme", "unattended_estim_code", "97014"),
                     THERAPYCODE_OK);
    begin_with(&v, rulebook);
    add_activity(&v, "", "IFC to low back, unattended", 15);
    run(&v);
    ck_assert_str_eq(reading(&v, 0)->code, "G0283");
    v.session.policy = "acme";
    run(&v);
    ck_assert_str_eq(reading(&v, 0)->code, "97014");
    end(&v);
}
END_TEST

/* The user's own words: a phrase for a code, and a phrase for a cue. */
START_TEST(own_vocabulary)
{
    static const char own[] = "phrase,code,cue,weight,why\nblue room circuit,97530,activity,90,our circuit of tasks\n"
                              "for the harvest,,task,,our farmers\n";
    static const char unknown[] = "phrase,code,cue,weight,why\nfoo,99998,activity,90,x\n";
    struct therapycode_source source = { sizeof source, own, sizeof own - 1, THERAPYCODE_TABLE_LEXICON, 0 };
    struct therapycode_error error = THERAPYCODE_ERROR_INIT;
    struct therapycode_rulebook *rulebook = NULL;
    struct therapycode_engine *engine = NULL;
    const struct therapycode_candidate *c;
    struct visit v;
    ck_assert_int_eq(therapycode_rulebook_new(NULL, &rulebook), THERAPYCODE_OK);
    ck_assert_int_eq(therapycode_rulebook_load(rulebook, &source, NULL), THERAPYCODE_OK);
    begin_with(&v, rulebook);
    add_activity(&v, "", "Blue Room circuit", 0);
    run(&v);
    ck_assert_str_eq(reading(&v, 0)->code, "97530");
    c = therapycode_evaluation_candidate(v.evaluation, (size_t)reading(&v, 0)->candidate_first);
    ck_assert_str_eq(therapycode_evaluation_evidence(v.evaluation, (size_t)c->evidence_first)->why,
                     "our circuit of tasks");
    v.session.activity_count = 0;
    add_activity(&v, "", "Squats for the harvest", 0);
    run(&v);
    ck_assert_str_eq(reading(&v, 0)->code, "97530");
    end(&v);
    source.data = unknown;
    source.length = sizeof unknown - 1;
    ck_assert_int_eq(therapycode_rulebook_new(NULL, &rulebook), THERAPYCODE_OK);
    ck_assert_int_eq(therapycode_rulebook_load(rulebook, &source, NULL), THERAPYCODE_OK);
    ck_assert_int_eq(therapycode_engine_new(rulebook, &engine, &error), THERAPYCODE_E_CONFLICT);
    ck_assert_str_eq(error.field, "lexicon.code");
    ck_assert_int_eq(error.index, 0); /* its row among those that were loaded */
    ck_assert_int_eq(error.subindex, 0);
    ck_assert_int_eq(error.line, 2);
    ck_assert_int_eq(memcmp(unknown + error.offset, "99998", 5), 0);
    therapycode_rulebook_free(rulebook);
}
END_TEST

/* A phrase a hundred thousand times: bounded evidence, one reading, and soon done. */
/* Rows by code outlive an evaluation: neither the note before nor an engine with other codes may show through. */
START_TEST(an_evaluation_forgets_the_one_before)
{
    static const char *const notes[] = { "TE 15 min, NMR 10 min. STM 8 min.", "Gait training 15 min.", "Dry needling." };
    static const char table[] = "code,label,timing,minutes_per_unit,disciplines,contact,nature,add_on_to,therapy_list,"
                                "medicare_status,from,to,source,verified,note\n"
                                "00001,\"One of ours\",untimed,0,PT,one-on-one,,,always,A,,,OWN,no,\n";
    struct therapycode_source source = { sizeof source, table, sizeof table - 1, THERAPYCODE_TABLE_CODES, 0 };
    struct therapycode_engine *other = NULL;
    struct therapycode_rulebook *rulebook = NULL;
    struct visit used, fresh;
    size_t i, k;
    ck_assert_int_eq(therapycode_rulebook_new(NULL, &rulebook), THERAPYCODE_OK);
    ck_assert_int_eq(therapycode_rulebook_load(rulebook, &source, NULL), THERAPYCODE_OK);
    ck_assert_int_eq(therapycode_engine_new(rulebook, &other, NULL), THERAPYCODE_OK);
    begin(&used);
    for (i = 0; i < 12; i++) {
        struct therapycode_engine *engine = i % 2 == 0 ? used.engine : other;
        const struct therapycode_reading *a, *b;
        begin(&fresh);
        set_note(&used, notes[i % 3]);
        set_note(&fresh, notes[i % 3]);
        ck_assert_int_eq(therapycode_select_codes(engine, &used.session, used.evaluation, NULL), THERAPYCODE_OK);
        ck_assert_int_eq(therapycode_select_codes(engine, &fresh.session, fresh.evaluation, NULL), THERAPYCODE_OK);
        for (k = 0; (b = therapycode_evaluation_reading(fresh.evaluation, k)) != NULL; k++) {
            a = therapycode_evaluation_reading(used.evaluation, k);
            ck_assert_ptr_nonnull(a);
            ck_assert_mem_eq(a->code, b->code, sizeof a->code);
            ck_assert_int_eq(a->minutes, b->minutes);
            ck_assert_int_eq(a->candidate_count, b->candidate_count);
            ck_assert_int_eq(a->evidence_count, b->evidence_count);
        }
        ck_assert_uint_gt(k, 0);
        ck_assert_ptr_null(therapycode_evaluation_reading(used.evaluation, k));
        end(&fresh);
    }
    end(&used);
    therapycode_engine_unref(other);
}
END_TEST

START_TEST(many_repeats)
{
    enum { TIMES = 100000 };
    static const char phrase[] = "gait training, ";
    size_t each = sizeof phrase - 1, i;
    char *text = malloc(each * TIMES);
    struct visit v;
    ck_assert_ptr_nonnull(text);
    for (i = 0; i < TIMES; i++)
        memcpy(text + i * each, phrase, each);
    begin(&v);
    v.session.note.data = text;
    v.session.note.length = each * TIMES;
    run(&v);
    ck_assert_str_eq(reading(&v, 0)->code, "97116");
    ck_assert_ptr_null(therapycode_evaluation_reading(v.evaluation, 1));
    end(&v);
    free(text);
}
END_TEST

/* ---- memory ---- */

struct budget {
    long left;
};

static void *take(void *user, size_t bytes)
{
    struct budget *b = user;
    return b->left-- > 0 ? malloc(bytes) : NULL;
}

static void *grow(void *user, void *block, size_t old_bytes, size_t new_bytes)
{
    struct budget *b = user;
    (void)old_bytes;
    return b->left-- > 0 ? realloc(block, new_bytes) : NULL;
}

static void give(void *user, void *block, size_t bytes)
{
    (void)user;
    (void)bytes;
    free(block);
}

START_TEST(every_allocation_may_fail)
{
    struct visit v;
    struct budget budget = { 0 };
    struct therapycode_allocator hooks = { sizeof hooks, &budget, take, grow, give };
    struct therapycode_evaluation *e;
    long n;
    therapycode_status status = THERAPYCODE_E_NOMEM;
    begin(&v);
    add_activity(&v, "97110", "LAQ 3x10", 20);
    add_activity(&v, "", "Step-ups 2x10", 0);
    set_note(&v, "Therapeutic exercise 15 min: LAQ. Manual therapy 12 min: STM. Deferred gait training. "
                 "Ultrasound 8 min.");
    for (n = 0; status == THERAPYCODE_E_NOMEM; n++) {
        ck_assert_int_lt(n, 1000);
        budget.left = 1;
        ck_assert_int_eq(therapycode_evaluation_new(&hooks, &e), THERAPYCODE_OK);
        budget.left = n;
        status = therapycode_select_codes(v.engine, &v.session, e, NULL);
        ck_assert(status == THERAPYCODE_OK || status == THERAPYCODE_E_NOMEM);
        if (status == THERAPYCODE_E_NOMEM)
            ck_assert_ptr_null(therapycode_evaluation_reading(e, 0));
        budget.left = 1000;
        ck_assert_int_eq(therapycode_select_codes(v.engine, &v.session, e, NULL), THERAPYCODE_OK);
        therapycode_evaluation_free(e);
    }
    end(&v);
}
END_TEST

static Suite *suite_new(void)
{
    Suite *suite = suite_create("select");
    TCase *words = tcase_create("words"), *notes = tcase_create("notes");
    tcase_set_timeout(words, 30);
    tcase_set_timeout(notes, 60);
    tcase_add_test(words, other_numbers);
    tcase_add_test(words, verb_that_names);
    tcase_add_test(words, purpose_decides);
    tcase_add_test(words, misspelled);
    tcase_add_test(words, zeros_scores_and_lifts);
    tcase_add_test(words, neighbour_of_activity);
    tcase_add_test(words, neighbour_of_discipline);
    tcase_add_test(words, evaluations_and_onsets);
    tcase_add_test(words, areas);
    tcase_add_test(words, not_of_this_visit);
    tcase_add_test(words, after_and_without);
    tcase_add_test(words, more_that_is_none);
    tcase_add_test(words, goals_and_programmes);
    tcase_add_test(words, figures_of_a_state);
    tcase_add_test(words, scores_and_disciplines);
    tcase_add_test(words, joint_technique_leads);
    tcase_add_test(words, found_is_not_done);
    tcase_add_test(words, late_and_alone);
    tcase_add_test(words, neighbours_of_other_kinds);
    tcase_add_test(words, none_of_these_is_done);
    tcase_add_test(words, no_service);
    tcase_add_test(words, unnamed_exercises);
    tcase_add_test(words, deeds_and_findings);
    tcase_add_test(words, state_beside_service);
    tcase_add_test(words, loaded_code_wins);
    tcase_add_test(words, findings_of_words);
    tcase_add_test(words, stated_code_is_kept);
    tcase_add_test(words, not_performed_has_no_code);
    tcase_add_test(words, neighbour_and_question);
    tcase_add_test(words, reasons_compare);
    tcase_add_test(words, evidence_stands_once);
    tcase_add_test(words, disagrees_once);
    tcase_add_test(words, unattended_stimulation_by_policy);
    tcase_add_test(words, own_vocabulary);
    suite_add_tcase(suite, words);
    tcase_add_test(notes, whole_note);
    tcase_add_test(notes, joined_once);
    tcase_add_test(notes, further_blocks);
    tcase_add_test(notes, summary_is_no_second_service);
    tcase_add_test(notes, same_goal);
    tcase_add_test(notes, an_evaluation_forgets_the_one_before);
    tcase_add_test(notes, many_repeats);
    tcase_add_test(notes, every_allocation_may_fail);
    suite_add_tcase(suite, notes);
    return suite;
}
