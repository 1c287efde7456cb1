/*
 * What the tests of the public interface share: one visit that has everything, and a reader of all rows. These tests are
 * linked with the shared library and see the public headers alone.
 */
#ifndef THERAPYCODE_TESTS_API_H
#define THERAPYCODE_TESTS_API_H

#include <stdlib.h>
#include <string.h>

#include <therapycode/therapycode.h>

#include "../unit/check_main.h"

/* ---- one visit with everything ---- */

#define LITERAL(words) { words, sizeof(words) - 1 }

static const int32_t visit_goal_links[] = { 0, 1 };
static const int32_t visit_dates[] = { 20260202, 20260204, 20260209, 20260211, 20260216, 20260218, 20260223, 20260225 };
static const int32_t visit_reports[] = { 20260202 };
static const struct therapycode_text visit_notes[] = {
    LITERAL("Pt seen for gait training 15 min. Tolerated well."), LITERAL("Therex 20 min, knee flexion AROM 95 degrees.")
};

static const struct therapycode_goal visit_goals[] = {
    { LITERAL("Pt will rise from a chair without arms in 2 weeks to use the toilet safely"), LITERAL("5xSTS"),
      LITERAL("24 s"), LITERAL("18 s"), LITERAL("12 s"), 20260202, 20260330 },
    { LITERAL("Knee flexion AROM 120\xC2\xB0 to descend stairs"), LITERAL("knee flexion AROM"), LITERAL("90"),
      LITERAL("105"), LITERAL("120"), 20260202, 20260330 }
};

static const struct therapycode_activity visit_activities[] = {
    { .code = "97110", .description = LITERAL("Quad sets and straight leg raises, 3x10, cues for control"),
      .goals = visit_goal_links, .goal_count = 2, .minutes = 23, .start = 32400, .end = 33780 },
    { .code = "97140", .description = LITERAL("Patellar mobilisation grade III"), .minutes = 8, .assistant_minutes = 5 },
    { .description = LITERAL("Sit to stand x10 from 17 in. chair for safe toilet transfers"), .goals = visit_goal_links,
      .goal_count = 1, .minutes = 15, .performer = THERAPYCODE_ASSISTANT },
    { .description = LITERAL("exercise"), .minutes = 9 },
    { .code = "97010", .description = LITERAL("Cold pack"), .minutes = 10, .contact = THERAPYCODE_SUPERVISED },
    { .code = "97116", .minutes = 7, .billed_units = 2, .modifiers = { "59" } },
    { .code = "99999", .minutes = 4 },
    { .code = "97150", .minutes = 30, .participants = 3, .contact = THERAPYCODE_GROUP }
};

static const char visit_note[] =
    "S: Pt reports less pain, 4/10 from 6/10, but cannot rise from the toilet without help.\n"
    "O: Knee flexion AROM R 105\xC2\xB0 (was 90\xC2\xB0). MMT quads 4-/5. 5xSTS 18 s. TUG 14.2 s.\n"
    "Therapeutic exercise x 23 min: quad sets, SLR 3x10 with verbal cues for terminal extension.\n"
    "Manual therapy x 8 min to the patella. Gait training 7 min with SPC, min A on stairs \xE2\x89\xA5 4 steps.\n"
    "Denies dizziness. Ultrasound held today. Will begin step-ups next visit.\n"
    "A: Progressing toward goals; skilled cueing needed for safe transfers. Tolerated well.\n"
    "P: Continue 2x/week per plan of care. Total timed minutes 62. Total treatment time 106 min.\n"
    "Signed: A. Example, PT, DPT 03/02/2026\n";

static struct therapycode_episode full_episode(void)
{
    struct therapycode_episode episode;
    memset(&episode, 0, sizeof episode);
    episode.size = sizeof episode;
    episode.treatment_dates = visit_dates;
    episode.treatment_date_count = sizeof visit_dates / sizeof visit_dates[0];
    episode.report_dates = visit_reports;
    episode.report_date_count = 1;
    episode.notes = visit_notes;
    episode.note_count = 2;
    episode.certified_from = 20260202;
    episode.certified_to = 20260501;
    episode.certification_signed = THERAPYCODE_YES;
    episode.order_on_file = THERAPYCODE_YES;
    episode.used_pt_slp_cents = 245000;
    episode.visit_cents = 9000;
    return episode;
}

/* `episode` outlives the session. */
static struct therapycode_session full_session(const struct therapycode_episode *episode)
{
    struct therapycode_session session = THERAPYCODE_SESSION_INIT;
    session.activities = visit_activities;
    session.activity_count = sizeof visit_activities / sizeof visit_activities[0];
    session.goals = visit_goals;
    session.goal_count = 2;
    session.note.data = visit_note;
    session.note.length = sizeof visit_note - 1;
    session.episode = episode;
    session.date_of_service = 20260302;
    session.discipline = THERAPYCODE_PT;
    session.timed_minutes = 62;
    session.total_minutes = 106;
    session.is_signed = THERAPYCODE_YES;
    session.signed_by = THERAPYCODE_THERAPIST;
    return session;
}

/* ---- every row, read whole ---- */

static uint64_t mix(uint64_t hash, const void *data, size_t length)
{
    const unsigned char *bytes = data;
    size_t i;
    for (i = 0; i < length; i++)
        hash = (hash ^ bytes[i]) * 1099511628211u;
    return hash;
}

static uint64_t mix_text(uint64_t hash, const char *text)
{
    return text == NULL ? mix(hash, "", 1) : mix(hash, text, strlen(text) + 1);
}

#define MIX_ROWS(type, name, first_text, second_text)                                                               \
    do {                                                                                                            \
        const struct therapycode_##name *row;                                                                       \
        size_t index;                                                                                               \
        for (index = 0; (row = therapycode_evaluation_##name(evaluation, index)) != NULL; index++) {                \
            ck_assert_uint_ge(row->size, sizeof *row);                                                              \
            hash = mix_text(mix_text(hash, first_text), second_text);                                               \
            hash = mix(hash, &row->type, sizeof row->type);                                                         \
        }                                                                                                           \
        if (counts != NULL)                                                                                         \
            *counts++ = index;                                                                                      \
    } while (0)

enum { ROW_KINDS = 10 };

/* A figure of all rows and all their words; counts, if not NULL, has room for ROW_KINDS. */
static uint64_t read_all(const struct therapycode_evaluation *evaluation, size_t *counts)
{
    uint64_t hash = 14695981039346656037u;
    const struct therapycode_summary *summary = therapycode_evaluation_summary(evaluation);
    if (summary != NULL) {
        hash = mix(hash, &summary->date_of_service, 8 * sizeof(int32_t));
        hash = mix_text(mix_text(hash, summary->digest), summary->policy);
    }
    MIX_ROWS(units, line, row->code, row->modifiers[0]);
    MIX_ROWS(units, tally, row->code, row->rule);
    MIX_ROWS(context, reading, row->code, row->question);
    MIX_ROWS(confidence, candidate, row->code, row->reason);
    MIX_ROWS(status, element, row->id, row->suggestion);
    MIX_ROWS(start, evidence, row->why, NULL);
    MIX_ROWS(value, measure, row->kind, row->site);
    MIX_ROWS(direction, progress, NULL, NULL);
    MIX_ROWS(severity, finding, row->message, row->suggestion);
    MIX_ROWS(units, step, row->rule, row->message);
    return hash;
}

#endif
