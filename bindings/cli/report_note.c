/* The report for people: what the note shows and lacks, goals, findings. */
#include "cli.h"

#include <string.h>

static enum colour status_colour(int32_t status)
{
    switch (status) {
    case THERAPYCODE_PRESENT: return COLOUR_GOOD;
    case THERAPYCODE_PARTIAL: return COLOUR_WARN;
    case THERAPYCODE_NOT_APPLICABLE: return COLOUR_QUIET;
    default: return COLOUR_BAD;
    }
}

static void print_words(const struct answer *a, const struct style *s, const struct therapycode_element *element)
{
    int32_t i, shown = 0;
    const struct therapycode_evidence *last = NULL;
    char line[240];
    for (i = 0; i < element->evidence_count && shown < 2; i++) {
        const struct therapycode_evidence *v =
            therapycode_evaluation_evidence(a->evaluation, (size_t)(element->evidence_first + i));
        if (v == NULL)
            break;
        if (!therapycode_own_snippet(a, v, line, sizeof line))
            snprintf(line, sizeof line, "(%s)", v->why == NULL ? "a stated fact" : v->why);
        /* neighbours would show the same stretch again */
        if (last != NULL && last->source == v->source && last->index == v->index && v->start - last->end < 40)
            continue;
        last = v;
        fputs("      ", s->file);
        therapycode_own_on(s, COLOUR_QUIET);
        therapycode_own_wrap(s, 6, 7, line);
        therapycode_own_off(s, COLOUR_QUIET);
        shown++;
    }
}

static void print_element(const struct answer *a, const struct style *s, const struct therapycode_element *element)
{
    char title[64];
    const struct therapycode_line *line =
        element->line >= 0 ? therapycode_evaluation_line(a->evaluation, (size_t)element->line) : NULL;
    fputs("  ", s->file);
    therapycode_own_on(s, status_colour(element->status));
    fprintf(s->file, "%-12s", therapycode_own_status_word(element->status));
    therapycode_own_off(s, status_colour(element->status));
    fprintf(s->file, "  %s%s%s%s", therapycode_own_element_title(element->id, title), line != NULL ? " (" : "",
            line != NULL ? line->code : "", line != NULL ? ")" : "");
    if (element->weight > 0)
        fprintf(s->file, "  %d/%d", (int)element->points, (int)element->weight);
    if (element->required == THERAPYCODE_YES && element->status != THERAPYCODE_PRESENT)
        fputs("  required", s->file);
    fputc('\n', s->file);
    print_words(a, s, element);
    if (element->suggestion != NULL && element->status != THERAPYCODE_PRESENT)
        therapycode_own_wrap(s, fprintf(s->file, "      to add, if true: "), 8, element->suggestion);
}

static const char *billable_word(int32_t billable)
{
    return billable == THERAPYCODE_BILLABLE_YES ? "yes" : billable == THERAPYCODE_BILLABLE_NO ? "no" : "not assessed";
}

static void print_goal(const struct answer *a, const struct style *s, const struct therapycode_progress *p)
{
    static const char *const directions[] = { "not knowable", "worse", "unchanged", "better", "met" };
    char name[64];
    int known = p->direction >= THERAPYCODE_NOT_KNOWABLE && p->direction <= THERAPYCODE_MET;
    fprintf(s->file, "  %s: %s", therapycode_own_goal_name(a, p->goal, name),
            known ? directions[p->direction + 2] : "not knowable");
    if (p->direction != THERAPYCODE_NOT_KNOWABLE)
        fprintf(s->file, ", %d%% of the way", (int)p->percent);
    fprintf(s->file, "; %smeasurable, %sfunctional, %stime-bound\n", p->measurable == THERAPYCODE_YES ? "" : "not ",
            p->functional == THERAPYCODE_YES ? "" : "not ", p->time_bound == THERAPYCODE_YES ? "" : "not ");
}

void therapycode_own_report_note(const struct answer *a, const struct style *s)
{
    const struct therapycode_summary *summary = therapycode_evaluation_summary(a->evaluation);
    const struct therapycode_element *element;
    const struct therapycode_progress *progress;
    size_t i;
    therapycode_own_heading(s, "DOCUMENTATION");
    fprintf(s->file, "  what payment asks for is there: %s", billable_word(summary->billable));
    if (summary->score != THERAPYCODE_NONE)
        fprintf(s->file, "; audit score %d of 100", (int)summary->score);
    fputc('\n', s->file);
    for (i = 0; (element = therapycode_evaluation_element(a->evaluation, i)) != NULL; i++)
        if (element->status != THERAPYCODE_NOT_APPLICABLE)
            print_element(a, s, element);
    for (i = 0; (progress = therapycode_evaluation_progress(a->evaluation, i)) != NULL; i++) {
        if (i == 0) {
            therapycode_own_heading(s, "GOALS");
            fputc('\n', s->file);
        }
        print_goal(a, s, progress);
    }
}

/* ---- findings ---- */

static void print_where(const struct answer *a, const struct style *s, const struct therapycode_finding *f)
{
    char name[64];
    const struct therapycode_line *line =
        f->line >= 0 ? therapycode_evaluation_line(a->evaluation, (size_t)f->line) : NULL;
    if (line != NULL)
        fprintf(s->file, "%s", line->code);
    else if (f->activity >= 0)
        fprintf(s->file, "%s", therapycode_own_activity_name(a, f->activity, name));
    else if (f->goal >= 0)
        fprintf(s->file, "%s", therapycode_own_goal_name(a, f->goal, name));
    else
        fputs("visit", s->file);
}

static void print_finding(const struct answer *a, const struct style *s, const struct therapycode_finding *f)
{
    static const enum colour colours[] = { COLOUR_NONE, COLOUR_BAD, COLOUR_WARN, COLOUR_NONE, COLOUR_QUIET };
    enum colour colour = f->severity >= 1 && f->severity <= 4 ? colours[f->severity] : COLOUR_NONE;
    fputs("  ", s->file);
    therapycode_own_on(s, colour);
    fprintf(s->file, "%-8s", therapycode_own_severity_word(f->severity));
    therapycode_own_off(s, colour);
    fputs("  ", s->file);
    print_where(a, s, f);
    fputs("\n    ", s->file);
    therapycode_own_wrap(s, 4, 4, f->message);
    if (f->suggestion != NULL && f->suggestion[0] != '\0')
        therapycode_own_wrap(s, fprintf(s->file, "    do: "), 8, f->suggestion);
    therapycode_own_on(s, COLOUR_QUIET);
    fprintf(s->file, "    %s: ", f->rule);
    therapycode_own_wrap(s, 6 + (int)strlen(f->rule), 6, f->citation == NULL ? "" : f->citation);
    therapycode_own_off(s, COLOUR_QUIET);
}

const char therapycode_own_not_checked[] =
    "Code pairs (NCCI PTP edits) and unit limits (MUE): this version holds no table of them, so their absence here is "
    "no pass.";

void therapycode_own_report_findings(const struct answer *a, const struct style *s)
{
    const struct therapycode_finding *f;
    int32_t severity;
    size_t i;
    int headed = 0;
    for (severity = THERAPYCODE_ERROR; severity <= THERAPYCODE_INFO; severity++)
        for (i = 0; (f = therapycode_evaluation_finding(a->evaluation, i)) != NULL; i++) {
            if (f->severity != severity)
                continue;
            if (!headed) {
                therapycode_own_heading(s, "FINDINGS");
                fputc('\n', s->file);
            }
            headed = 1;
            print_finding(a, s, f);
        }
    therapycode_own_heading(s, "NOT CHECKED");
    fputs("\n  ", s->file);
    therapycode_own_wrap(s, 2, 2, therapycode_own_not_checked);
}
