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

static void tell_reading(const struct answer *a, const struct style *s, const struct therapycode_reading *reading,
                         const char *code)
{
    char name[64];
    const struct therapycode_candidate *c = candidate_of(a, reading, code);
    int column = fprintf(s->file, "  %s: ", reading->activity == THERAPYCODE_NONE
                                                ? "found in the note"
                                                : therapycode_own_activity_name(a, reading->activity, name));
    if (strcmp(reading->code, code) == 0) {
        fprintf(s->file, "it is %s\n", code);
        return;
    }
    if (reading->context > THERAPYCODE_PERFORMED)
        column += fprintf(s->file, "%s, so it is billed as nothing; ", therapycode_own_context_word(reading->context));
    else if (reading->code[0] != '\0')
        column += fprintf(s->file, "it is %s; ", reading->code);
    if (c == NULL || c->reason == NULL) {
        therapycode_own_wrap(s, column, 4, "none of its words speaks for this code");
        return;
    }
    column += fprintf(s->file, "%d%% for %s: ", (int)c->confidence, code);
    therapycode_own_wrap(s, column, 4, c->reason);
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

/* The strongest words for a code, so that the answer says what was looked for. */
static void tell_words(const struct answer *a, const struct style *s, const char *code)
{
    enum { SHOWN = 10, PLAIN = 80 };
    const struct therapycode_phrase *phrase, *best[SHOWN];
    char text[512] = "";
    int count = 0, at;
    size_t i;
    for (i = 0; (phrase = therapycode_engine_phrase(a->engine, i)) != NULL; i++) {
        if (strcmp(phrase->code, code) != 0 || phrase->weight < PLAIN)
            continue;
        for (at = count; at > 0 && best[at - 1]->weight < phrase->weight; at--)
            if (at < SHOWN)
                best[at] = best[at - 1];
        if (at < SHOWN)
            best[at] = phrase;
        count += count < SHOWN;
    }
    for (at = 0; at < count; at++) {
        size_t have = strlen(text);
        if (have + strlen(best[at]->phrase) + 4 < sizeof text)
            snprintf(text + have, sizeof text - have, "%s%s", have > 0 ? ", " : "", therapycode_own_phrase(best[at]));
    }
    if (count > 0)
        therapycode_own_wrap(s, fprintf(s->file, "  words that would speak for it, if true: "), 4, text);
}

int therapycode_own_why_not(const struct answer *a, const struct style *s, const char *code)
{
    const struct therapycode_reading *reading;
    const struct therapycode_code *row = therapycode_own_code_of(a, code);
    size_t i;
    if (row == NULL) {
        therapycode_own_complain("--why-not: no such code on the date of service");
        return EXIT_USAGE;
    }
    therapycode_own_on(s, COLOUR_STRONG);
    fprintf(s->file, "Why not %s?", code);
    therapycode_own_off(s, COLOUR_STRONG);
    fputc(' ', s->file);
    therapycode_own_wrap(s, 15, 15, row->label);
    for (i = 0; (reading = therapycode_evaluation_reading(a->evaluation, i)) != NULL; i++)
        tell_reading(a, s, reading, code);
    if (i == 0)
        fputs("  the visit tells of no activity\n", s->file);
    tell_counting(a, s, code);
    tell_words(a, s, code);
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
