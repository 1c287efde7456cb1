/* therapycode evaluate --why-not CODE and --ties: what would have to be otherwise. */
#include "cli.h"

#include <string.h>

static const struct therapycode_candidate *candidate_of(const struct answer *a,
                                                        const struct therapycode_reading *reading, const char *code)
{
    int32_t i;
    for (i = 0; i < reading->candidate_count; i++) {
        const struct therapycode_candidate *c =
            therapycode_evaluation_candidate(a->evaluation, (size_t)(reading->candidate_first + i));
        if (c != NULL && strcmp(c->code, code) == 0)
            return c;
    }
    return NULL;
}

/* It is the code: by whose word, and what speaks for it. */
static void tell_agreed(const struct answer *a, const struct style *s, const struct therapycode_reading *reading,
                        const struct therapycode_candidate *c, int column)
{
    int is_stated = reading->activity >= 0 && a->session->activities[reading->activity].code[0] != '\0';
    char line[400];
    snprintf(line, sizeof line, "it is %s, %s%s%s", reading->code, is_stated ? "as stated" : "from the words",
             is_stated || c == NULL || c->reason == NULL ? "" : ": ",
             is_stated || c == NULL || c->reason == NULL ? "" : c->reason);
    therapycode_own_wrap(s, column, 4, line);
    if (c != NULL)
        therapycode_own_report_words(a, s, 6, c->evidence_first, c->evidence_count);
}

static void tell_reading(const struct answer *a, const struct style *s, const struct therapycode_reading *reading,
                         const char *code)
{
    char name[64], line[600];
    const struct therapycode_candidate *c = candidate_of(a, reading, code);
    int column = fprintf(s->file, "  %s: ", reading->activity == THERAPYCODE_NONE
                                                ? "found in the note"
                                                : therapycode_own_activity_name(a, reading->activity, name));
    const char *reason = c != NULL && c->reason != NULL ? c->reason : "Its words do not lead to this code.";
    if (strcmp(reading->code, code) == 0) {
        tell_agreed(a, s, reading, c, column);
        return;
    }
    if (reading->context > THERAPYCODE_PERFORMED)
        snprintf(line, sizeof line, "%s, so it has no code.", therapycode_own_context_word(reading->context));
    else if (reading->code[0] != '\0' && reading->activity >= 0 &&
             a->session->activities[reading->activity].code[0] != '\0')
        snprintf(line, sizeof line, "it is stated as %s. %s", reading->code, reason);
    else if (reading->code[0] != '\0')
        snprintf(line, sizeof line, "it is %s. %s", reading->code, reason);
    else
        snprintf(line, sizeof line, "it has no code yet. %s %s", reason,
                 reading->question != NULL ? reading->question : "");
    therapycode_own_wrap(s, column, 4, line);
    if (c != NULL && reading->context <= THERAPYCODE_PERFORMED)
        therapycode_own_report_words(a, s, 6, c->evidence_first, c->evidence_count);
}

static void tell_counting(const struct answer *a, const struct style *s, const char *code)
{
    const struct therapycode_tally *tally;
    const struct therapycode_step *step;
    char next[160];
    size_t i, j;
    for (i = 0; (tally = therapycode_evaluation_tally(a->evaluation, i)) != NULL; i++) {
        if (strcmp(tally->code, code) != 0)
            continue;
        fprintf(s->file, "  counted: %d %s\n", (int)tally->units, tally->units == 1 ? "unit" : "units");
        for (j = 0; (step = therapycode_evaluation_step(a->evaluation, j)) != NULL; j++)
            if (step->tally == (int32_t)i)
                therapycode_own_wrap_step(s, fprintf(s->file, "    "), 6, step);
        therapycode_own_next_unit(a, tally, next);
        if (next[0] != '\0')
            therapycode_own_wrap(s, fprintf(s->file, "    all else unchanged, "), 6, next);
    }
}

/* Whether a line bills the code, told with its figures. */
static int tell_billed(const struct answer *a, const struct style *s, const char *code)
{
    const struct therapycode_line *line;
    size_t i;
    int told = 0;
    for (i = 0; (line = therapycode_evaluation_line(a->evaluation, i)) != NULL; i++) {
        if (strcmp(line->code, code) != 0)
            continue;
        fprintf(s->file, "  %s is billed: %d %s", code, (int)line->units, line->units == 1 ? "unit" : "units");
        if (line->minutes > 0)
            fprintf(s->file, ", %d min", (int)line->minutes);
        fputc('\n', s->file);
        told = 1;
    }
    return told;
}

int therapycode_own_why_not(const struct answer *a, const struct style *s, const char *code)
{
    const struct therapycode_reading *reading;
    const struct therapycode_code *row = therapycode_own_code_of(a, code);
    size_t i;
    int is_billed, is_read = 0;
    if (row == NULL) {
        therapycode_own_complain("--why-not: no such code on the date of service");
        return EXIT_USAGE;
    }
    therapycode_own_on(s, COLOUR_STRONG);
    fprintf(s->file, "Why not %s?", code);
    therapycode_own_off(s, COLOUR_STRONG);
    fputc(' ', s->file);
    therapycode_own_wrap(s, 15, 15, row->label);
    is_billed = tell_billed(a, s, code);
    for (i = 0; (reading = therapycode_evaluation_reading(a->evaluation, i)) != NULL; i++) {
        tell_reading(a, s, reading, code);
        is_read |= strcmp(reading->code, code) == 0;
    }
    if (i == 0)
        fputs("  the visit tells of no activity\n", s->file);
    tell_counting(a, s, code);
    if (!is_billed && !is_read) /* else its minutes decided, not the words */
        therapycode_own_print_support(s, a->engine, row, a->session->date_of_service);
    fprintf(s->file, "  'therapycode explain %s' tells all that speaks for it.\n", code);
    return EXIT_EVALUATED;
}

/* ---- ties ---- */

enum { TIED_MAX = 64, LISTED_MAX = 32 };

/* n over r, or 0 where it does not fit. Every step is exact: the product of i neighbours is a multiple of i!. */
static uint64_t choose(unsigned n, unsigned r)
{
    uint64_t value = 1;
    unsigned i;
    if (r > n - r)
        r = n - r;
    for (i = 1; i <= r; i++) {
        if (value > UINT64_MAX / n)
            return 0;
        value = value * (n - r + i) / i;
    }
    return value;
}

static void print_choice(const struct style *s, const char *const *codes, const unsigned *picked, unsigned r)
{
    char text[TIED_MAX * 8] = "";
    unsigned i;
    for (i = 0; i < r; i++)
        snprintf(text + strlen(text), sizeof text - strlen(text), "%s%s", i > 0 ? " " : "", codes[picked[i]]);
    therapycode_own_wrap(s, fprintf(s->file, "    "), 6, text);
}

/* Choices of r among k in the order of the codes, 32 at most. */
static void list_choices(const struct style *s, const char *const *codes, unsigned k, unsigned r)
{
    unsigned picked[TIED_MAX], i, listed;
    for (i = 0; i < r; i++)
        picked[i] = i;
    for (listed = 0; listed < LISTED_MAX; listed++) {
        print_choice(s, codes, picked, r);
        for (i = r; i > 0 && picked[i - 1] == k - r + i - 1;)
            i--;
        if (i == 0)
            return;
        picked[i - 1]++;
        for (; i < r; i++)
            picked[i] = picked[i - 1] + 1;
    }
}

static void print_group(const struct answer *a, const struct style *s, const struct therapycode_tally *first)
{
    const struct therapycode_tally *tally;
    const char *codes[TIED_MAX];
    unsigned k = 0, r = (unsigned)first->tie_units;
    uint64_t ways;
    size_t i;
    for (i = 0; k < TIED_MAX && (tally = therapycode_evaluation_tally(a->evaluation, i)) != NULL; i++)
        if (tally->tie == first->tie)
            codes[k++] = tally->code;
    if (r == 0 || r > k)
        return;
    ways = choose(k, r);
    fprintf(s->file, "  %u codes share %u more %s: ", k, r, r == 1 ? "unit" : "units");
    if (ways == 0)
        fputs("more ways than can be counted", s->file);
    else
        fprintf(s->file, "%llu equally right ways", (unsigned long long)ways);
    fprintf(s->file, "%s; the units go to\n", ways == 0 || ways > LISTED_MAX ? ", the first 32 of them" : "");
    list_choices(s, codes, k, r);
}

void therapycode_own_report_ties(const struct answer *a, const struct style *s)
{
    const struct therapycode_tally *tally;
    int32_t done = 0;
    size_t i;
    therapycode_own_heading(s, "TIES\n");
    for (i = 0; (tally = therapycode_evaluation_tally(a->evaluation, i)) != NULL; i++)
        if (tally->tie > done) {
            done = tally->tie;
            print_group(a, s, tally);
        }
    if (done == 0)
        fputs("  none: the minutes decide every unit\n", s->file);
}
