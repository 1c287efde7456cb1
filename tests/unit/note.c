/* Reading: statements with context, section and minutes, as a line of letters for each text. */
#include "check_main.h"

#include <stdio.h>
#include <string.h>

#include <therapycode/therapycode.h>

#include "evaluation.h"
#include "note/note.h"

/* A few activities and headings, so that the cases do not hang on what the vocabulary of select/ becomes. */
static const char vocabulary[] =
    "phrase,code,cue,weight,why\n"
    "gait training,97116,activity,10,x\nmanual therapy,97140,activity,10,x\nSTM,97140,activity,10,x\n"
    "balance training,97112,activity,10,x\nsquats,97530,activity,10,x\nstairs,97116,activity,10,x\n"
    "car transfer,97530,activity,10,x\nmoon transfer,97530,activity,10,x\nlunge,97110,activity,10,x\nquad sets,97110,activity,10,x\n"
    "heel slides,97110,activity,10,x\nSLR,97110,activity,10,x\ncompression pump,97016,activity,10,x\n"
    "moon walk,97530,activity,10,x\nTE,97110,heading,10,x\nMT,97140,heading,10,x\nTA,97530,heading,10,x\n"
    "GT,97116,heading,10,x\n=MOON,97112,activity,10,x\n";

struct reading {
    struct therapycode_engine *engine;
    struct therapycode_evaluation *evaluation;
    struct therapycode_session session;
};

static void begin(struct reading *r)
{
    struct therapycode_rulebook *rulebook = NULL;
    struct therapycode_source source = { sizeof source, vocabulary, sizeof vocabulary - 1, THERAPYCODE_TABLE_LEXICON, 0 };
    ck_assert_int_eq(therapycode_rulebook_new(NULL, &rulebook), THERAPYCODE_OK);
    ck_assert_int_eq(therapycode_rulebook_load(rulebook, &source, NULL), THERAPYCODE_OK);
    ck_assert_int_eq(therapycode_engine_new(rulebook, &r->engine, NULL), THERAPYCODE_OK);
    ck_assert_int_eq(therapycode_evaluation_new(NULL, &r->evaluation), THERAPYCODE_OK);
    ck_assert_int_eq(therapycode_session_init(&r->session, sizeof r->session, sizeof(struct therapycode_activity),
                                              sizeof(struct therapycode_goal)),
                     THERAPYCODE_OK);
    r->session.date_of_service = 20260302;
    r->session.discipline = THERAPYCODE_PT;
}

static void end(struct reading *r)
{
    therapycode_evaluation_free(r->evaluation);
    therapycode_engine_unref(r->engine);
}

/* Reads a note; checks what must hold of every reading. */
static void read_note(struct reading *r, const char *text, size_t length)
{
    struct therapycode_evaluation *e = r->evaluation;
    int32_t i, k, previous = 0, matches = 0, text_row = 0;
    r->session.note.data = text;
    r->session.note.length = length;
    ck_assert_int_eq(therapycode_select_codes(r->engine, &r->session, e, NULL), THERAPYCODE_OK);
    for (i = 0; i < therapycode_impl_count(e, THERAPYCODE_IMPL_STATEMENTS); i++) {
        const struct therapycode_impl_statement *s = therapycode_impl_row(e, THERAPYCODE_IMPL_STATEMENTS, i);
        int32_t before = s->start;
        if (s->text != text_row)
            previous = 0;
        text_row = s->text;
        ck_assert_int_le(previous, s->start);
        ck_assert_int_lt(s->start, s->end);
        if (s->source == THERAPYCODE_FROM_NOTE)
            ck_assert_uint_le((size_t)s->end, length);
        ck_assert_int_eq(s->match_first, matches);
        for (k = 0; k < s->match_count; k++) {
            const struct therapycode_impl_match *m =
                therapycode_impl_row(e, THERAPYCODE_IMPL_MATCHES, s->match_first + k);
            ck_assert_int_le(before, m->start);
            ck_assert_int_lt(m->start, m->end);
            ck_assert_int_le(m->end, s->end);
            ck_assert_int_eq(m->statement, i);
            ck_assert_int_ge(m->context, THERAPYCODE_PERFORMED);
            before = m->start;
        }
        matches += s->match_count;
        previous = s->end;
    }
    ck_assert_int_eq(matches, therapycode_impl_count(e, THERAPYCODE_IMPL_MATCHES));
}

/* One word a statement: a letter for the context, then its minutes. */
static const char *show(struct reading *r, const char *text)
{
    static const char contexts[] = "?pndlhyoe", kinds[] = "? tTx/";
    static char out[1024];
    struct therapycode_evaluation *e = r->evaluation;
    size_t used = 0;
    int32_t i, k;
    read_note(r, text, strlen(text));
    out[0] = '\0';
    for (i = 0; i < therapycode_impl_count(e, THERAPYCODE_IMPL_STATEMENTS); i++) {
        const struct therapycode_impl_statement *s = therapycode_impl_row(e, THERAPYCODE_IMPL_STATEMENTS, i);
        used += (size_t)snprintf(out + used, sizeof out - used, "%s%c", i > 0 ? " " : "", contexts[s->context]);
        for (k = 0; k < s->minutes_count; k++) {
            const struct therapycode_impl_minutes *m =
                therapycode_impl_row(e, THERAPYCODE_IMPL_MINUTES, s->minutes_first + k);
            used += (size_t)snprintf(out + used, sizeof out - used, "%s%d", k > 0 ? "+" : "", (int)m->minutes);
            if (m->kind != THERAPYCODE_IMPL_MINUTES_TREATMENT)
                used += (size_t)snprintf(out + used, sizeof out - used, "%c", kinds[m->kind]);
            if (m->each)
                used += (size_t)snprintf(out + used, sizeof out - used, "e");
        }
    }
    return out;
}

struct case_of {
    const char *text;
    const char *shown;
};

static void check_all(const struct case_of *cases, size_t count)
{
    struct reading r;
    size_t i, wrong = 0;
    begin(&r);
    for (i = 0; i < count; i++) {
        const char *shown = show(&r, cases[i].text);
        if (strcmp(shown, cases[i].shown) != 0) {
            fprintf(stderr, "%s\n    is %s, should be %s\n", cases[i].text, shown, cases[i].shown);
            wrong++;
        }
    }
    end(&r);
    ck_assert_uint_eq(wrong, 0);
}

START_TEST(contexts)
{
    static const struct case_of cases[] = {
        /* performed */
        { "Gait training with SPC", "p" },
        { "Pt performed squats, lunges, and stairs without LOB", "p" },
        { "No LOB with balance training", "p" },
        { "No cues needed during gait training", "p" },
        { "Pt able to perform 10 squats without pain", "p" },
        { "No adverse reaction to manual therapy", "p" },
        { "Denied pain throughout gait training", "p" },
        { "Not only squats but also lunges were done", "p" },
        { "Without cues pt unable to complete squats", "p" },
        { "Unable to ascend stairs without cueing", "p" },
        { "Continued gait training", "p" },
        { "Balance training since she fell last month", "p" },
        { "MT 14 min: squats only if needed", "p14" },
        { "STM 10m", "p10" },
        { "Gait training with SPC 10m x 4", "p" },
        { "Gait training | 15 |", "p15" },
        { "Manual therapy fifteen minutes 15 min", "p15" },
        { "We did twenty-three minutes of squats", "p23" },
        { "Caregiver training w/o patient present: car transfer", "p" },
        /* not done */
        { "No manual therapy performed today", "n" },
        { "Did not perform gait training due to pain", "n" },
        { "Gait training was not performed", "n" },
        { "Gait training: no", "n" },
        { "Squats | stairs | not done", "n" },
        { "Stairs: N/A", "n" },
        { "Manual therapy contraindicated", "n" },
        { "GT: 0", "n" },
        { "MT x0, TE x15", "n p15" },
        { "Performed 0 reps of squats", "n" },
        { "Unable to complete stairs today", "n" },
        /* put off */
        { "Gait training deferred due to dizziness", "d" },
        { "Deferred gait training secondary to BP", "d" },
        { "Pt refused stairs", "d" },
        { "Pt declined gait training x2 attempts", "d" },
        { "Gait training held per MD order", "d" },
        { "Squats on hold until cleared", "d" },
        /* contrast */
        { "STM deferred due to bruising; completed quad sets 12 min", "d p12" },
        { "Pt refused stairs but agreed to balance training", "d p" },
        { "Gait training deferred, manual therapy 15 min", "d15" },
        { "Gait training cancelled but manual therapy completed, 12 min", "d p12" },
        { "Instead of gait training, session focused on balance training x 15 min", "d p15" },
        { "Although STM was refused, pt finished squats", "d p" },
        { "Squats on hold, however STM provided", "d p" },
        { "No stairs today. Worked on balance training 15 min.", "n p15" },
        /* later */
        { "Gait training next visit", "l" },
        { "Next visit: squats and stairs", "l" },
        { "Will progress to lunges", "l" },
        { "Begin squats", "l" },
        { "Continue gait training per POC", "l" },
        { "Consider manual therapy", "l" },
        { "Recommend continued balance training", "l" },
        { "Next visit: TE 15 min, MT 10 min", "l15 l10" },
        { "Plan to add stairs", "l" },
        /* before */
        { "Last visit: squats x10", "h" },
        { "Last visit pt did squats; today progressed to lunges", "h p" },
        { "History of manual therapy", "h" },
        { "He has also tried manual therapy", "h" },
        /* perhaps */
        { "May benefit from manual therapy", "y" },
        { "If pain persists, STM", "y" },
        { "Gait training if tolerated", "y" },
        /* others */
        { "Husband performed car transfer with pt", "o" },
        { "Rehab aide assisted with gait training", "o" },
        { "Nursing did stairs with pt", "o" },
        { "Pt performed car transfer with husband guarding", "p" },
        /* taught */
        { "Pt educated on squats", "e" },
        { "HEP handout issued: squats", "e" },
        { "Educated on squats with return demonstration", "p" },
        { "Instructed in squats with return demonstration", "p" },
        { "Squats at home daily", "e" },
        { "Pt reports doing squats at home", "h" }
    };
    check_all(cases, sizeof cases / sizeof cases[0]);
}
END_TEST

START_TEST(minutes)
{
    static const struct case_of cases[] = {
        { "Gait training 15 min", "p15" },
        { "Gait training x15'", "p15" },
        { "Gait training x 15\xE2\x80\x99", "p15" },
        { "Gait training \xC3\x97 15min", "p15" },
        { "Gait training (15 minutes)", "p15" },
        { "Gait training - 15-min", "p15" },
        { "Gait training 10-15 min", "p10" },
        { "Gait training 1 hr 15 min", "p75" },
        { "Squats for half an hour", "p30" },
        { "Squats for fifteen minutes", "p15" },
        { "TE: 20", "p20" },
        { "TE 20 MT 10", "p20 p10" },
        { "TE: 20 TA: 15 MT: 8 GT: 0", "p20 p15 p8 n" },
        { "TA (15) squats", "p15" },
        { "97110 x 15, 97140 x 10; total 25 min", "p15 p10 p25T" },
        { "97110 (15 min), 97140 (10 min)", "p15 p10" },
        { "97110 x 2 units, 97140 x 1 unit", "p" },
        { "Squats x 15, min A", "p" },
        { "Squats x15 min assist", "p" },
        { "Squats 3x10, SLR 2x15", "p" },
        { "Amb 150' x 2", "p" },
        { "Amb 40' with RW", "p" },
        { "GT w/ FWW 60' x2", "p" },
        { "quad sets, heel slides, and SLR for 12 min", "p12" },
        { "STM 10 min, quad sets, SLR for 12 min", "p10 p12" },
        { "TE 15 min, quad sets, SLR", "p15" },
        { "97110 x 14': compression pump 5', SLR 2x15", "p14+5/" },
        { "TE 20 min, MT 10 min", "p20 p10" },
        { "30 min TE, 15 min MT", "p30 p15" },
        { "15 min of gait training and 10 min of balance training", "p15 p10" },
        { "15 min each: TE and MT", "p15e" },
        { "Total treatment time 45 min: 30 min TE, 15 min MT", "p45T p30 p15" },
        { "Total Time: 45 minutes (TE 30, MT 15)", "p45T p30 p15" },
        { "Treatment time: 40 min. Total timed minutes: 38", "p40T p38t" },
        { "Timed 36', total 41'", "p36t p41T" },
        { "Squats, 15 mins total", "p15" },
        { "0900-0945", "p45T" },
        { "9:00-9:45", "p45T" },
        { "9:00 am - 9:45 am gait training", "p45" },
        { "Time in: 12:30 Time out: 1:15", "p45T" },
        { "Gait training 10:05\xE2\x80\x93" "10:21", "p16" },
        { "Rest break 10 min between sets", "p10x" },
        { "Pt 12 min late", "p12x" },
        { "Pt waited 15 min for transport", "p15x" },
        { "Documentation time 10 minutes", "p10x" },
        { "Squats 9 min, 1 rest", "p9" },
        { "Able to walk 10 min before needing to sit", "p10x" },
        { "Stretch held 30 s x 3", "p" },
        { "BP 138/82 after 5 min rest", "p5x" }
    };
    check_all(cases, sizeof cases / sizeof cases[0]);
}
END_TEST

/* A letter a statement for its section. */
static const char *show_sections(struct reading *r, const char *text)
{
    static const char sections[] = "-SOTAPGHX";
    static char out[256];
    struct therapycode_evaluation *e = r->evaluation;
    int32_t i, count;
    read_note(r, text, strlen(text));
    count = therapycode_impl_count(e, THERAPYCODE_IMPL_STATEMENTS);
    for (i = 0; i < count && i < 255; i++) {
        const struct therapycode_impl_statement *s = therapycode_impl_row(e, THERAPYCODE_IMPL_STATEMENTS, i);
        out[i] = sections[s->section];
    }
    out[i] = '\0';
    return out;
}

START_TEST(sections)
{
    static const struct case_of cases[] = {
        { "S: sore. O: squats x10. A: better. P: cont.", "SOAP" },
        { "S: sore O: squats x10 A: better P: cont", "SOAP" },
        { "Subjective\nsore\nObjective\nsquats\nAssessment\nbetter\nPlan\ncontinue", "SSOOAAPP" },
        { "SUBJECTIVE: sore\nTREATMENT: squats\nsecond line\nPLAN: continue", "STTP" },
        { "Squats x10\nLTG 1: walk 500 ft\nLunges x10", "-G-" },
        { "Squats x10\nGoals:\n1. Walk 500 ft\n2. Stairs\n", "-GGG" },
        { "Squats x10. HEP: lunges. STM 10 min.", "-H-" },
        { "Reviewed and performed HEP: squats", "--" },
        { "PMH: HTN\nTx: squats", "XT" },
        { "Gait: antalgic. Balance: fair", "--" },
        { "A patient came. I saw a dog.", "--" },
        { "STG #2 - stairs\nSquats", "G-" }
    };
    struct reading r;
    size_t i;
    begin(&r);
    for (i = 0; i < sizeof cases / sizeof cases[0]; i++)
        ck_assert_msg(strcmp(show_sections(&r, cases[i].text), cases[i].shown) == 0, "%s: %s, not %s", cases[i].text,
                      show_sections(&r, cases[i].text), cases[i].shown);
    end(&r);
}
END_TEST

/* Spans of the matches of one phrase: "4-14 20-30". */
static const char *spans_of(struct reading *r, const char *phrase, const char *text, size_t length)
{
    static char out[256];
    struct therapycode_evaluation *e = r->evaluation;
    size_t used = 0;
    int32_t i, past = 0;
    read_note(r, text, length);
    out[0] = '\0';
    for (i = 0; i < therapycode_impl_count(e, THERAPYCODE_IMPL_MATCHES); i++) {
        const struct therapycode_impl_match *m = therapycode_impl_row(e, THERAPYCODE_IMPL_MATCHES, i);
        if (strcmp(therapycode_impl_phrase_text(r->engine, m->phrase), phrase) == 0 && used < sizeof out - 32 && m->start >= past) {
            past = m->end; /* the vocabulary may hold it twice */
            used += (size_t)snprintf(out + used, sizeof out - used, "%s%d-%d", used > 0 ? " " : "", (int)m->start,
                                     (int)m->end);
        }
    }
    return out;
}

START_TEST(phrases_are_found_in_all_their_shapes)
{
    static const struct { const char *phrase, *text, *spans; } cases[] = {
        { "sit to stand", "sit to stand", "0-12" },
        { "sit to stand", "Sit-to-Stand", "0-12" },
        { "sit to stand", "SIT TO STAND.", "0-12" },
        { "sit to stand", "x sit<>stand x5", "2-12" },
        { "sit to stand", "sit \xE2\x86\x94 stand", "0-13" },
        { "sit to stand", "sit\xC2\xA0to\xE2\x80\x91stand", "0-15" },
        { "sit to stand", "sitting to standing", "0-19" },
        { "sit to stand", "sat to stood", "0-12" },
        { "sit to stand", "sit to. stand", "" },
        { "sit to stand", "sit (to stand)", "" },
        { "sit to stand", "transit to standard", "" },
        { "sit to stand", "sit to\nstand", "" },
        { "sit to stand", "a line that is long enough to have been broken by an editor: sit to\nstand", "61-73" },
        { "squats", "squat", "0-5" },
        { "squats", "Squatting, squatted; SQUATS", "0-9 11-19 21-27" },
        { "squats", "squatter", "" },
        { "moon transfer", "moon transfers and moon transferring", "0-14 19-36" },
        { "lunge", "lunging lunged lunges", "0-7 8-14 15-21" },
        { "STM", "stm STM STMS", "0-3 4-7" },
        { "=MOON", "moon Moon MOON", "10-14" },
        { "moon walk", "moon/walking", "0-12" },
        { "gait training", "b\xC2\xB7gait\xC2\xA0training\xE2\x80\xA6", "3-17" },
        { "gait training", "ga\xC2\xADit train\xE2\x80\x8Bing", "0-18" }
    };
    struct reading r;
    size_t i;
    begin(&r);
    for (i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const char *spans = spans_of(&r, cases[i].phrase, cases[i].text, strlen(cases[i].text));
        ck_assert_msg(strcmp(spans, cases[i].spans) == 0, "%s in %s: %s, not %s", cases[i].phrase, cases[i].text, spans,
                      cases[i].spans);
    }
    ck_assert_str_eq(spans_of(&r, "squats", "a\0squats\0b", 10), "2-8");
    end(&r);
}
END_TEST

/* A phrase hides those of its own room that lie in it, and rows of one phrase are all there. */
START_TEST(longer_phrases_hide_shorter_ones)
{
    static const char rows[] = "phrase,code,cue,weight,why\nalpha,97110,activity,1,x\nalpha beta,97112,activity,1,x\n"
                               "alpha beta,97530,activity,1,x\nbeta gamma,97116,activity,1,x\nbeta,97140,doc-skilled,1,x\n"
                               "alpha beta gamma delta,97535,activity,1,x\n";
    struct therapycode_rulebook *rulebook = NULL;
    struct therapycode_source source = { sizeof source, rows, sizeof rows - 1, THERAPYCODE_TABLE_LEXICON,
                                         THERAPYCODE_REPLACE };
    static const struct case_of cases[] = {
        { "alpha", "97110" },
        { "alpha beta", "97112 97530 97140" },
        { "alpha beta gamma", "97112 97530 97116 97140" },
        { "alpha beta gamma delta", "97535 97140" },
        { "alpha alpha beta", "97110 97112 97530 97140" }
    };
    struct reading r;
    size_t i;
    begin(&r);
    therapycode_engine_unref(r.engine);
    ck_assert_int_eq(therapycode_rulebook_new(NULL, &rulebook), THERAPYCODE_OK);
    ck_assert_int_eq(therapycode_rulebook_load(rulebook, &source, NULL), THERAPYCODE_OK);
    ck_assert_int_eq(therapycode_engine_new(rulebook, &r.engine, NULL), THERAPYCODE_OK);
    for (i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char out[128] = "";
        int32_t m;
        read_note(&r, cases[i].text, strlen(cases[i].text));
        for (m = 0; m < therapycode_impl_count(r.evaluation, THERAPYCODE_IMPL_MATCHES); m++) {
            const struct therapycode_impl_match *match =
                therapycode_impl_row(r.evaluation, THERAPYCODE_IMPL_MATCHES, m);
            snprintf(out + strlen(out), sizeof out - strlen(out), "%s%s", m > 0 ? " " : "",
                     r.engine->phrases[match->phrase].code);
        }
        ck_assert_msg(strcmp(out, cases[i].shown) == 0, "%s: %s, not %s", cases[i].text, out, cases[i].shown);
    }
    end(&r);
}
END_TEST

START_TEST(phrases_that_cannot_be_are_refused)
{
    static const struct { const char *phrase; therapycode_status status; } cases[] = {
        { "->", THERAPYCODE_E_VALUE },
        { "=", THERAPYCODE_E_VALUE },
        { "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", THERAPYCODE_E_LIMIT },
        { "a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a", THERAPYCODE_E_LIMIT },
        { "a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a a", THERAPYCODE_OK }
    };
    size_t i;
    for (i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char rows[256];
        struct therapycode_rulebook *rulebook = NULL;
        struct therapycode_engine *engine = NULL;
        struct therapycode_error error = THERAPYCODE_ERROR_INIT;
        struct therapycode_source source = { sizeof source, rows, 0, THERAPYCODE_TABLE_LEXICON, 0 };
        source.length = (size_t)snprintf(rows, sizeof rows, "phrase,code,cue,weight,why\n%s,,purpose,1,x\n",
                                         cases[i].phrase);
        ck_assert_int_eq(therapycode_rulebook_new(NULL, &rulebook), THERAPYCODE_OK);
        ck_assert_int_eq(therapycode_rulebook_load(rulebook, &source, NULL), THERAPYCODE_OK);
        ck_assert_int_eq(therapycode_engine_new(rulebook, &engine, &error), cases[i].status);
        if (cases[i].status == THERAPYCODE_OK) {
            therapycode_engine_unref(engine);
        } else {
            ck_assert_str_eq(error.field, "lexicon.phrase");
            therapycode_rulebook_free(rulebook);
        }
    }
}
END_TEST

START_TEST(every_text_of_the_session_is_read)
{
    static const struct therapycode_text notes[] = { THERAPYCODE_TEXT("squats"), THERAPYCODE_TEXT("lunge. STM 5 min") };
    struct therapycode_activity activities[2];
    struct therapycode_goal goal;
    struct therapycode_episode episode;
    struct reading r;
    int32_t i;
    static const int32_t sources[] = { THERAPYCODE_FROM_NOTE, THERAPYCODE_FROM_DESCRIPTION, THERAPYCODE_FROM_GOAL,
                                       THERAPYCODE_FROM_GOAL, THERAPYCODE_FROM_EARLIER_NOTE,
                                       THERAPYCODE_FROM_EARLIER_NOTE };
    static const int32_t indexes[] = { THERAPYCODE_NONE, 1, 0, 0, 0, 1 };
    begin(&r);
    memset(activities, 0, sizeof activities);
    memset(&goal, 0, sizeof goal);
    memset(&episode, 0, sizeof episode);
    activities[1].description = (struct therapycode_text)THERAPYCODE_TEXT("Lateral step-ups - 6 inch step");
    goal.text = (struct therapycode_text)THERAPYCODE_TEXT("Stairs");
    goal.target = (struct therapycode_text)THERAPYCODE_TEXT("12 s");
    episode.size = sizeof episode;
    episode.notes = notes;
    episode.note_count = 2;
    r.session.activities = activities;
    r.session.activity_count = 2;
    r.session.goals = &goal;
    r.session.goal_count = 1;
    r.session.episode = &episode;
    read_note(&r, "gait training 15 min", 20);
    ck_assert_int_eq(therapycode_impl_count(r.evaluation, THERAPYCODE_IMPL_TEXTS), 6);
    for (i = 0; i < 6; i++) {
        const struct therapycode_impl_read_text *t = therapycode_impl_row(r.evaluation, THERAPYCODE_IMPL_TEXTS, i);
        const struct therapycode_impl_statement *s =
            therapycode_impl_row(r.evaluation, THERAPYCODE_IMPL_STATEMENTS, t->statement_first);
        ck_assert_int_eq(t->source, sources[i]);
        ck_assert_int_eq(t->index, indexes[i]);
        ck_assert_int_eq(t->statement_count, i == 5 ? 2 : 1);
        ck_assert_int_eq(s->source, sources[i]);
        ck_assert_int_eq(s->index, indexes[i]);
        ck_assert_int_eq(s->text, i);
    }
    end(&r);
}
END_TEST

START_TEST(numbers_are_rows)
{
    static const struct { int32_t start, end, value; } want[] = {
        { 0, 3, 15 }, { 4, 8, 3 }, { 9, 14, 97110 }, { 15, 18, 5 }, { 19, 20, 4 }, { 21, 22, 5 }
    };
    struct reading r;
    int32_t i;
    begin(&r);
    read_note(&r, "x15 3x10 97110 5cm 4-/5 Berg", 28);
    ck_assert_int_eq(therapycode_impl_count(r.evaluation, THERAPYCODE_IMPL_NUMBERS), 6);
    for (i = 0; i < 5; i++) {
        const struct therapycode_impl_number *n = therapycode_impl_row(r.evaluation, THERAPYCODE_IMPL_NUMBERS, i);
        ck_assert_int_eq(n->start, want[i].start);
        ck_assert_int_eq(n->end, want[i].end);
        ck_assert_int_eq(n->value, want[i].value);
        ck_assert_int_eq(n->minutes, THERAPYCODE_NONE);
    }
    end(&r);
}
END_TEST

/* The context of a span, for measuring. */
START_TEST(contexts_at_spans)
{
    static const char text[] = "No gait training, squats deferred, lunge done";
    struct reading r;
    begin(&r);
    read_note(&r, text, sizeof text - 1);
    ck_assert_uint_eq(therapycode_impl_context_at(r.evaluation, 0, 3, 16) & 1u << THERAPYCODE_NEGATED,
                      1u << THERAPYCODE_NEGATED);
    ck_assert_uint_ne(therapycode_impl_context_at(r.evaluation, 0, 18, 24) & 1u << THERAPYCODE_DEFERRED, 0);
    ck_assert_uint_eq(therapycode_impl_context_at(r.evaluation, 0, 4000, 4001), 0);
    end(&r);
}
END_TEST

/* The context of what is named at `start` of the note. */
static int32_t context_of(const struct reading *r, int32_t start)
{
    int32_t i;
    for (i = 0; i < therapycode_impl_count(r->evaluation, THERAPYCODE_IMPL_MATCHES); i++) {
        const struct therapycode_impl_match *m = therapycode_impl_row(r->evaluation, THERAPYCODE_IMPL_MATCHES, i);
        if (m->start == start)
            return m->context;
    }
    ck_abort_msg("nothing is named there");
    return 0;
}

/* What was done instead: a word of doing ends a deferral, but only behind what was deferred. */
START_TEST(done_instead)
{
    static const char instead[] = "Instead of squats did heel slides", refused[] = "Deferred performing squats";
    struct reading r;
    begin(&r);
    read_note(&r, instead, sizeof instead - 1);
    ck_assert_int_eq(context_of(&r, 11), THERAPYCODE_DEFERRED);
    ck_assert_int_eq(context_of(&r, 22), THERAPYCODE_PERFORMED);
    read_note(&r, refused, sizeof refused - 1);
    ck_assert_int_eq(context_of(&r, 20), THERAPYCODE_DEFERRED);
    end(&r);
}
END_TEST

/* ---- memory ---- */

struct failing {
    size_t left;  /* allocations until one fails */
    size_t calls;
};

static void *fail_allocate(void *user, size_t bytes)
{
    struct failing *f = user;
    f->calls++;
    return f->left-- == 0 ? NULL : malloc(bytes);
}

static void *fail_reallocate(void *user, void *block, size_t old_bytes, size_t bytes)
{
    struct failing *f = user;
    (void)old_bytes;
    f->calls++;
    return f->left-- == 0 ? NULL : realloc(block, bytes);
}

static void fail_release(void *user, void *block, size_t bytes)
{
    (void)user;
    (void)bytes;
    free(block);
}

static const char long_note[] =
    "S: sore.\nO: TE 15 min, MT 10 min: STM; gait training 150 ft. No stairs. P: squats next visit, 3x10.\n"
    "LTG 1: stairs. Total 25 min (TE 15, MT 10). Husband did squats | lunges 12 min and STM 8 min, x15\n";

static void repeat_note(char *to, size_t times)
{
    size_t i;
    for (i = 0; i < times; i++)
        memcpy(to + i * (sizeof long_note - 1), long_note, sizeof long_note - 1);
}

START_TEST(every_allocation_of_reading_may_fail)
{
    enum { TIMES = 40 };
    struct failing failing = { SIZE_MAX, 0 };
    struct therapycode_allocator hooks = { sizeof hooks, &failing, fail_allocate, fail_reallocate, fail_release };
    char *text = malloc(TIMES * sizeof long_note);
    struct reading r;
    size_t at;
    therapycode_status status = THERAPYCODE_E_NOMEM;
    begin(&r);
    repeat_note(text, TIMES);
    r.session.note.data = text;
    r.session.note.length = TIMES * (sizeof long_note - 1);
    therapycode_evaluation_free(r.evaluation);
    for (at = 1; status == THERAPYCODE_E_NOMEM; at++) {
        failing.left = SIZE_MAX;
        ck_assert_int_eq(therapycode_evaluation_new(&hooks, &r.evaluation), THERAPYCODE_OK);
        failing.left = at;
        status = therapycode_select_codes(r.engine, &r.session, r.evaluation, NULL);
        failing.left = SIZE_MAX;
        ck_assert_int_eq(therapycode_select_codes(r.engine, &r.session, r.evaluation, NULL), THERAPYCODE_OK);
        therapycode_evaluation_free(r.evaluation);
    }
    ck_assert_int_eq(status, THERAPYCODE_OK);
    ck_assert_uint_gt(at, 10);
    ck_assert_int_eq(therapycode_evaluation_new(NULL, &r.evaluation), THERAPYCODE_OK);
    end(&r);
    free(text);
}
END_TEST

START_TEST(every_allocation_of_compiling_may_fail)
{
    struct failing failing = { SIZE_MAX, 0 };
    struct therapycode_allocator hooks = { sizeof hooks, &failing, fail_allocate, fail_reallocate, fail_release };
    therapycode_status status = THERAPYCODE_E_NOMEM;
    size_t at;
    for (at = 1; status == THERAPYCODE_E_NOMEM; at++) {
        struct therapycode_rulebook *rulebook = NULL;
        struct therapycode_engine *engine = NULL;
        failing.left = SIZE_MAX;
        ck_assert_int_eq(therapycode_rulebook_new(&hooks, &rulebook), THERAPYCODE_OK);
        failing.left = at - 1;
        status = therapycode_engine_new(rulebook, &engine, NULL);
        failing.left = SIZE_MAX;
        if (status == THERAPYCODE_OK)
            therapycode_engine_unref(engine);
        else
            therapycode_rulebook_free(rulebook);
    }
    ck_assert_int_eq(status, THERAPYCODE_OK);
    ck_assert_uint_gt(at, 10);
}
END_TEST

START_TEST(the_steady_state_allocates_nothing)
{
    struct failing failing = { SIZE_MAX, 0 };
    struct therapycode_allocator hooks = { sizeof hooks, &failing, fail_allocate, fail_reallocate, fail_release };
    struct reading r;
    size_t calls;
    begin(&r);
    therapycode_evaluation_free(r.evaluation);
    ck_assert_int_eq(therapycode_evaluation_new(&hooks, &r.evaluation), THERAPYCODE_OK);
    read_note(&r, long_note, sizeof long_note - 1);
    calls = failing.calls;
    read_note(&r, long_note, sizeof long_note - 1);
    read_note(&r, long_note, 100);
    read_note(&r, long_note, sizeof long_note - 1);
    ck_assert_uint_eq(failing.calls, calls);
    end(&r);
}
END_TEST

/* ---- texts that nobody wrote ---- */

START_TEST(hostile_texts_are_read)
{
    static const char *const pieces[] = {
        "a", " ", ";", "1;", "sit to stand ", "no ", "15 min ", "(", "((", "97110 15 min ", "S: ", "x", "\n", "\xD7\x90",
        "\xE2\x80\x8F", "no gait training deferred ", "TE 15 ", "rest 10 min ", ",", "1:1", "9:00-", "\xE2\x86\x94",
        "LTG 1: ", "'", "x15'"
    };
    enum { BYTES = 200000 };
    char *text = malloc(BYTES + 64);
    struct reading r;
    size_t i, used;
    begin(&r);
    for (i = 0; i < sizeof pieces / sizeof pieces[0]; i++) {
        size_t n = strlen(pieces[i]);
        for (used = 0; used + n <= BYTES; used += n)
            memcpy(text + used, pieces[i], n);
        read_note(&r, text, used);
    }
    memset(text, 0, BYTES);
    read_note(&r, text, BYTES);
    ck_assert_int_eq(therapycode_impl_count(r.evaluation, THERAPYCODE_IMPL_STATEMENTS), 0);
    end(&r);
    free(text);
}
END_TEST

static Suite *suite_new(void)
{
    Suite *suite = suite_create("note");
    TCase *tcase = tcase_create("note");
    tcase_set_timeout(tcase, 120);
    tcase_add_test(tcase, contexts);
    tcase_add_test(tcase, minutes);
    tcase_add_test(tcase, sections);
    tcase_add_test(tcase, phrases_are_found_in_all_their_shapes);
    tcase_add_test(tcase, longer_phrases_hide_shorter_ones);
    tcase_add_test(tcase, phrases_that_cannot_be_are_refused);
    tcase_add_test(tcase, every_text_of_the_session_is_read);
    tcase_add_test(tcase, numbers_are_rows);
    tcase_add_test(tcase, contexts_at_spans);
    tcase_add_test(tcase, done_instead);
    tcase_add_test(tcase, every_allocation_of_reading_may_fail);
    tcase_add_test(tcase, every_allocation_of_compiling_may_fail);
    tcase_add_test(tcase, the_steady_state_allocates_nothing);
    tcase_add_test(tcase, hostile_texts_are_read);
    suite_add_tcase(suite, tcase);
    return suite;
}
