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

static void print_element(const struct answer *a, const struct style *s, size_t index)
{
    const struct therapycode_element *element = therapycode_evaluation_element(a->evaluation, index);
    char title[64];
    /* without a note nothing is missing: it is what one would be asked for */
    int asked = therapycode_evaluation_summary(a->evaluation)->score == THERAPYCODE_NONE &&
                element->status != THERAPYCODE_PRESENT;
    const struct therapycode_line *line =
        element->line >= 0 ? therapycode_evaluation_line(a->evaluation, (size_t)element->line) : NULL;
    fputs("  ", s->file);
    therapycode_own_on(s, asked ? COLOUR_QUIET : status_colour(element->status));
    fprintf(s->file, "%-12s", asked ? "asked for" : therapycode_own_status_word(element->status));
    therapycode_own_off(s, asked ? COLOUR_QUIET : status_colour(element->status));
    fprintf(s->file, "  %s%s%s%s", therapycode_own_element_title(element->id, title), line != NULL ? " (" : "",
            line != NULL ? line->code : "", line != NULL ? ")" : "");
    if (element->weight > 0)
        fprintf(s->file, "  %d/%d", (int)element->points, (int)element->weight);
    fprintf(s->file, "%s\n", therapycode_own_payment_word(a, index));
    therapycode_own_report_words(a, s, 6, element->evidence_first, element->evidence_count);
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

/* An element that is short of what is asked, for the visit and every line together. */
static void print_short(const struct answer *a, const struct style *s, size_t first)
{
    const struct therapycode_element *mine = therapycode_evaluation_element(a->evaluation, first), *element;
    char title[64];
    size_t i;
    int column;
    char places[256] = "";
    fputs("  ", s->file);
    therapycode_own_on(s, status_colour(mine->status));
    fprintf(s->file, "%-12s", therapycode_own_status_word(mine->status));
    therapycode_own_off(s, status_colour(mine->status));
    column = fprintf(s->file, "  %s%s: ", therapycode_own_element_title(mine->id, title),
                     therapycode_own_payment_word(a, first));
    for (i = first; (element = therapycode_evaluation_element(a->evaluation, i)) != NULL; i++) {
        size_t have = strlen(places);
        if (!therapycode_own_is_short(element) || strcmp(element->id, mine->id) != 0)
            continue;
        snprintf(places + have, sizeof places - have, "%s%s %d of %d", have > 0 ? ", " : "",
                 therapycode_own_asked_of(a, element), (int)element->points, (int)element->weight);
    }
    therapycode_own_wrap(s, column + 14, 16, places);
    if (mine->suggestion != NULL)
        therapycode_own_wrap(s, fprintf(s->file, "      to add, if true: "), 8, mine->suggestion);
}

/* Everything that is there in one line: its words are on the page and in the full report. */
static void print_present(const struct answer *a, const struct style *s)
{
    const struct therapycode_element *element, *other;
    char title[64], line[1024] = "";
    size_t i, j;
    for (i = 0; (element = therapycode_evaluation_element(a->evaluation, i)) != NULL; i++) {
        size_t have = strlen(line);
        int told = element->status != THERAPYCODE_PRESENT;
        for (j = 0; !told && (other = therapycode_evaluation_element(a->evaluation, j)) != NULL; j++)
            told = strcmp(other->id, element->id) == 0 &&
                   (therapycode_own_is_short(other) || (j < i && other->status == THERAPYCODE_PRESENT));
        therapycode_own_element_title(element->id, title);
        if (have > 0 && title[0] >= 'A' && title[0] <= 'Z')
            title[0] = (char)(title[0] - 'A' + 'a');
        if (!told)
            snprintf(line + have, sizeof line - have, "%s%s", have > 0 ? ", " : "", title);
    }
    if (line[0] == '\0')
        return;
    fputs("  ", s->file);
    therapycode_own_on(s, COLOUR_GOOD);
    fprintf(s->file, "%-12s", "present");
    therapycode_own_off(s, COLOUR_GOOD);
    fputs("  ", s->file);
    therapycode_own_wrap(s, 16, 16, line);
}

static void print_elements(const struct answer *a, const struct style *s, int full)
{
    const struct therapycode_element *element;
    size_t i;
    int required;
    if (full) {
        for (i = 0; (element = therapycode_evaluation_element(a->evaluation, i)) != NULL; i++)
            if (element->status != THERAPYCODE_NOT_APPLICABLE)
                print_element(a, s, i);
        return;
    }
    for (required = 1; required >= 0; required--)
        for (i = 0; (element = therapycode_evaluation_element(a->evaluation, i)) != NULL; i++)
            if ((element->required == THERAPYCODE_YES) == required && therapycode_own_is_first_short(a, i))
                print_short(a, s, i);
    print_present(a, s);
}

void therapycode_own_report_note(const struct answer *a, const struct style *s, int full)
{
    const struct therapycode_summary *summary = therapycode_evaluation_summary(a->evaluation);
    const struct therapycode_progress *progress;
    size_t i;
    therapycode_own_heading(s, "DOCUMENTATION");
    if (summary->score == THERAPYCODE_NONE && !full) {
        fputs("  not assessed: no note came with the visit\n", s->file);
    } else {
        if (summary->score == THERAPYCODE_NONE)
            fputs("  not assessed: no note came with the visit; it would be asked for\n", s->file);
        else
            fprintf(s->file, "  what payment asks for is there: %s; audit score %d of 100\n",
                    billable_word(summary->billable), (int)summary->score);
        print_elements(a, s, full);
    }
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

static void print_finding(const struct answer *a, const struct style *s, const struct therapycode_finding *f, int full)
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
    if (full || f->element == THERAPYCODE_NONE) /* else the words stand with the element */
        therapycode_own_report_words(a, s, 4, f->evidence_first, f->evidence_count);
    therapycode_own_on(s, COLOUR_QUIET);
    fprintf(s->file, "    %s: ", f->rule);
    therapycode_own_wrap(s, 6 + (int)strlen(f->rule), 6, f->citation == NULL ? "" : f->citation);
    therapycode_own_off(s, COLOUR_QUIET);
}

const char therapycode_own_not_checked[] =
    "Code pairs (NCCI PTP edits) and unit limits (MUE): this version holds no table of them, so their absence here is "
    "no pass.";

/* Shown elsewhere: with the element that it is about. */
static int is_left_out(const struct answer *a, const struct therapycode_finding *f, int full)
{
    return !full && therapycode_own_tells_of_element(a, f);
}

void therapycode_own_report_findings(const struct answer *a, const struct style *s, int full)
{
    const struct therapycode_finding *f;
    int32_t severity;
    size_t i, told = 0;
    for (severity = THERAPYCODE_ERROR; severity <= THERAPYCODE_ADVICE; severity++)
        for (i = 0; (f = therapycode_evaluation_finding(a->evaluation, i)) != NULL; i++) {
            if (f->severity != severity || is_left_out(a, f, full))
                continue;
            if (told == 0) {
                therapycode_own_heading(s, "FINDINGS");
                fputc('\n', s->file);
            }
            if (full || told < REPORT_MOST)
                print_finding(a, s, f, full);
            told++;
        }
    if (!full && told > REPORT_MOST)
        fprintf(s->file, "  and %zu more: --full\n", told - REPORT_MOST);
}

/* What is for the record says itself once a rule; how often it does is told. */
static void print_record(const struct answer *a, const struct style *s, size_t index)
{
    const struct therapycode_finding *mine = therapycode_evaluation_finding(a->evaluation, index), *f;
    char line[600];
    size_t i;
    int more = 0;
    for (i = 0; (f = therapycode_evaluation_finding(a->evaluation, i)) != NULL; i++) {
        if (f->severity != THERAPYCODE_INFO || strcmp(f->rule, mine->rule) != 0)
            continue;
        if (i < index)
            return;
        more += i > index;
    }
    snprintf(line, sizeof line, "%s%s%s", mine->message, mine->suggestion != NULL ? " " : "",
             mine->suggestion != NULL ? mine->suggestion : "");
    fputs("  - ", s->file);
    if (more > 0)
        snprintf(line + strlen(line), sizeof line - strlen(line), " (and %d more like it)", more);
    snprintf(line + strlen(line), sizeof line - strlen(line), " [%s]", mine->rule);
    therapycode_own_wrap(s, 4, 4, line);
}

void therapycode_own_report_records(const struct answer *a, const struct style *s, int full)
{
    const struct therapycode_finding *f;
    size_t i;
    int headed = 0;
    for (i = 0; (f = therapycode_evaluation_finding(a->evaluation, i)) != NULL; i++) {
        if (f->severity != THERAPYCODE_INFO || is_left_out(a, f, full))
            continue;
        if (!headed) {
            therapycode_own_heading(s, "FOR THE RECORD");
            fputc('\n', s->file);
        }
        headed = 1;
        if (full)
            print_finding(a, s, f, full);
        else
            print_record(a, s, i);
    }
    therapycode_own_heading(s, "NOT CHECKED");
    fputs("\n  ", s->file);
    therapycode_own_wrap(s, 2, 2, therapycode_own_not_checked);
}
