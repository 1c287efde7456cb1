/* The report for people: what goes on the claim and why. */
#include "cli.h"

#include <stdlib.h>
#include <string.h>

static void head(const struct answer *a, const struct style *s, const struct therapycode_summary *summary)
{
    char date[16], name[64];
    const char *id = therapycode_json_visit_id(a->visit);
    therapycode_own_on(s, COLOUR_STRONG);
    fputs("Visit", s->file);
    therapycode_own_off(s, COLOUR_STRONG);
    if (id != NULL) {
        therapycode_own_plain(id, name);
        fprintf(s->file, " %s", name);
    }
    fprintf(s->file, "  %s  %s  policy %s\n", therapycode_own_date(summary->date_of_service, date),
            therapycode_own_discipline_name(a->session->discipline), summary->policy);
    therapycode_own_on(s, COLOUR_QUIET);
    fprintf(s->file, "therapycode %s, rules %s (%.12s)", summary->version, summary->release, summary->digest);
    therapycode_own_off(s, COLOUR_QUIET);
    fputc('\n', s->file);
}

void therapycode_own_print_modifiers(FILE *file, const struct therapycode_line *line)
{
    int i;
    for (i = 0; i < 4 && line->modifiers[i][0] != '\0'; i++)
        fprintf(file, " %s", line->modifiers[i]);
}

static void print_line(const struct answer *a, const struct style *s, const struct therapycode_line *line)
{
    char modifiers[16] = "", minutes[24] = "";
    int i, column;
    const struct therapycode_code *code = therapycode_own_code_of(a, line->code);
    for (i = 0; i < 4 && line->modifiers[i][0] != '\0'; i++) {
        size_t have = strlen(modifiers);
        snprintf(modifiers + have, sizeof modifiers - have, " %s", line->modifiers[i]);
    }
    if (line->minutes != THERAPYCODE_NONE)
        snprintf(minutes, sizeof minutes, "%s%d min", therapycode_own_is_split(a, line) ? "of " : "",
                 (int)line->minutes);
    therapycode_own_on(s, COLOUR_STRONG);
    fprintf(s->file, "  %-5s%-12s", line->code, modifiers);
    therapycode_own_off(s, COLOUR_STRONG);
    column = fprintf(s->file, " %2d %-5s %7s  ", (int)line->units, line->units == 1 ? "unit" : "units", minutes) + 19;
    if (line->suggested == THERAPYCODE_YES)
        column += fprintf(s->file, "* ");
    therapycode_own_wrap(s, column, column, code == NULL ? "(not in the table of codes)" : code->label);
}

/* " for 8 min: 1 more minute would earn one" */
static void print_minutes(const struct answer *a, const struct style *s, const struct therapycode_tally *tally,
                          size_t index, int column)
{
    char next[160];
    int recorded = therapycode_own_recorded(a, index);
    therapycode_own_next_unit(a, tally, next);
    if (tally->minutes == 0 && recorded > 0) {
        fprintf(s->file, ": %d min recorded, none counted [%s]\n", recorded, tally->rule);
        return;
    }
    if (tally->minutes != THERAPYCODE_NONE)
        column += fprintf(s->file, " for %d min", (int)tally->minutes);
    if (next[0] != '\0')
        column += fprintf(s->file, ": ");
    therapycode_own_wrap(s, column, 9, next);
}

/* Lines beside an error are shown, for the proof; nobody should take them for a claim. */
static void warn_of_errors(const struct answer *a, const struct style *s)
{
    const struct therapycode_finding *f;
    size_t i, errors = 0;
    for (i = 0; (f = therapycode_evaluation_finding(a->evaluation, i)) != NULL; i++)
        errors += f->severity == THERAPYCODE_ERROR;
    if (errors == 0)
        return;
    therapycode_own_on(s, COLOUR_BAD);
    fprintf(s->file, "  not to be billed as it stands: %zu %s below\n", errors, errors == 1 ? "error" : "errors");
    therapycode_own_off(s, COLOUR_BAD);
}

static void claim(const struct answer *a, const struct style *s, const struct therapycode_summary *summary)
{
    const struct therapycode_line *line;
    const struct therapycode_tally *tally;
    size_t i;
    int suggested = 0, column;
    therapycode_own_heading(s, "CLAIM");
    fprintf(s->file, "  %d %s", (int)summary->total_units, summary->total_units == 1 ? "unit" : "units");
    if (summary->timed_minutes > 0)
        fprintf(s->file, "; %d timed minutes give %d timed %s", (int)summary->timed_minutes, (int)summary->timed_units,
                summary->timed_units == 1 ? "unit" : "units");
    else if (summary->timed_units > 0)
        fputs(" as billed; no minutes of timed codes are stated", s->file);
    fputc('\n', s->file);
    warn_of_errors(a, s);
    for (i = 0; (line = therapycode_evaluation_line(a->evaluation, i)) != NULL; i++) {
        print_line(a, s, line);
        suggested |= line->suggested == THERAPYCODE_YES;
    }
    if (therapycode_own_has_left_open(a->evaluation))
        fprintf(s->file, "  this payer leaves it to you which codes carry the %d timed %s\n",
                (int)summary->timed_units, summary->timed_units == 1 ? "unit" : "units");
    else if (i == 0)
        fputs("  no line: nothing here earned a unit\n", s->file);
    if (suggested)
        therapycode_own_wrap(s, fprintf(s->file, "  * "), 4,
                              "code suggested from the words: a person must accept it before it is billed");
    for (i = 0; (tally = therapycode_evaluation_tally(a->evaluation, i)) != NULL; i++) {
        if (tally->units > 0)
            continue;
        column = fprintf(s->file, "  %-5s", tally->code);
        if (tally->discipline != a->session->discipline) /* the code may stand above, of the visit's own */
            column += fprintf(s->file, " %s", therapycode_own_discipline_name(tally->discipline));
        column += fprintf(s->file, "  %s", therapycode_own_is_left_open(tally) ? "units to be placed" : "no unit");
        print_minutes(a, s, tally, i, column);
    }
    if (summary->minutes_to_next_unit > 0)
        fprintf(s->file, "  %d more timed %s would earn one more unit\n", (int)summary->minutes_to_next_unit,
                summary->minutes_to_next_unit == 1 ? "minute" : "minutes");
    if (summary->unplaced_minutes > 0)
        fprintf(s->file, "  %d minutes count for no code: see the findings\n", (int)summary->unplaced_minutes);
}

/* ---- readings ---- */

static void put_run(const struct answer *a, FILE *out, const struct therapycode_evidence *v, int32_t alike)
{
    struct therapycode_text text = therapycode_own_quoted(a, v);
    if (text.length > 0)
        fprintf(out, "%s\"%.*s\"", alike > 0 ? ", " : "", (int)text.length, text.data);
    else if (alike == 0)
        fputs(v->why == NULL ? "a fact" : v->why, out);
}

/* One text's words from `i` on; returns where the next text begins. */
static int32_t put_source(const struct answer *a, FILE *out, int32_t first, int32_t count, int32_t i)
{
    const struct therapycode_evidence *v = therapycode_evaluation_evidence(a->evaluation, (size_t)(first + i));
    const struct therapycode_evidence *run = v;
    char name[96];
    fprintf(out, "%s: ", therapycode_own_source_name(a, v, name));
    while (v != NULL && therapycode_own_same_source(run, v)) {
        int32_t alike = 0;
        run = v;
        while (v != NULL && therapycode_own_same_why(run, v)) {
            put_run(a, out, v, alike++);
            v = ++i < count ? therapycode_evaluation_evidence(a->evaluation, (size_t)(first + i)) : NULL;
        }
        if (therapycode_own_quoted(a, run).length > 0 && run->why != NULL)
            fprintf(out, " (%s%s)", run->why, run->weight < 0 ? "; speaks against" : "");
        else if (alike > 1)
            fprintf(out, " (%d)", (int)alike);
        fputs(v != NULL && therapycode_own_same_source(run, v) ? "; " : "", out);
    }
    return i;
}

void therapycode_own_report_words(const struct answer *a, const struct style *s, int indent, int32_t first,
                                  int32_t count)
{
    int32_t i = 0;
    while (i < count && therapycode_evaluation_evidence(a->evaluation, (size_t)(first + i)) != NULL) {
        char *line = NULL;
        size_t length = 0;
        FILE *out = open_memstream(&line, &length);
        if (out == NULL)
            return;
        i = put_source(a, out, first, count, i);
        if (fclose(out) == 0) {
            fprintf(s->file, "%*s", indent, "");
            therapycode_own_on(s, COLOUR_QUIET);
            therapycode_own_wrap_bytes(s, indent, indent + 2, line, length);
            therapycode_own_off(s, COLOUR_QUIET);
        }
        free(line);
    }
}

static void print_candidates(const struct answer *a, const struct style *s, const struct therapycode_reading *reading)
{
    int32_t i;
    for (i = 0; i < reading->candidate_count; i++) {
        const struct therapycode_candidate *c =
            therapycode_evaluation_candidate(a->evaluation, (size_t)(reading->candidate_first + i));
        int column;
        if (c == NULL)
            break;
        column = fprintf(s->file, "    %-5s %3d%%  ", c->code, (int)c->confidence);
        therapycode_own_wrap(s, column, column, c->reason == NULL ? "" : c->reason);
        therapycode_own_report_words(a, s, column, c->evidence_first, c->evidence_count);
    }
}

/* Whether the same words were shown already, or there are none. */
static int is_shown(const struct answer *a, const struct therapycode_evidence *const shown[3], int count,
                    const struct therapycode_evidence *v)
{
    struct therapycode_text text = therapycode_own_quoted(a, v), other;
    int i;
    for (i = 0; i < count; i++) {
        other = therapycode_own_quoted(a, shown[i]);
        if (other.length == text.length && memcmp(other.data, text.data, text.length) == 0)
            return 1;
    }
    return text.length == 0;
}

/* The words that weigh most for a candidate, each once: "sit to stand", "toilet" */
static void decisive_words(const struct answer *a, const struct therapycode_candidate *c, char *line, size_t size)
{
    const struct therapycode_evidence *shown[3];
    int count = 0;
    line[0] = '\0';
    while (count < 3) {
        const struct therapycode_evidence *best = NULL;
        struct therapycode_text text;
        size_t have = strlen(line);
        int32_t i;
        for (i = 0; i < c->evidence_count; i++) {
            const struct therapycode_evidence *v =
                therapycode_evaluation_evidence(a->evaluation, (size_t)(c->evidence_first + i));
            if (v != NULL && v->weight > 0 && (best == NULL || v->weight > best->weight) &&
                !is_shown(a, shown, count, v))
                best = v;
        }
        if (best == NULL)
            return;
        shown[count++] = best;
        text = therapycode_own_quoted(a, best);
        if (have + text.length + 8 < size)
            snprintf(line + have, size - have, "%s\"%.*s\"", have > 0 ? ", " : "", (int)text.length, text.data);
    }
}

/* The best candidate with its words; the second with what it lacks, which is what one would ask next. */
static void print_best(const struct answer *a, const struct style *s, const struct therapycode_reading *reading)
{
    int32_t i;
    char line[600], words[300];
    for (i = 0; i < reading->candidate_count && i < 2; i++) {
        const struct therapycode_candidate *c =
            therapycode_evaluation_candidate(a->evaluation, (size_t)(reading->candidate_first + i));
        int column;
        if (c == NULL || (i > 0 && c->confidence == 0))
            break;
        words[0] = '\0';
        if (i == 0 || reading->code[0] == '\0')
            decisive_words(a, c, words, sizeof words);
        snprintf(line, sizeof line, "%s%s%s", c->reason == NULL ? "" : c->reason, words[0] != '\0' ? " Words: " : "",
                 words);
        column = fprintf(s->file, "    %-5s %3d%%  ", c->code, (int)c->confidence);
        therapycode_own_wrap(s, column, column, line);
    }
}

static void print_reading(const struct answer *a, const struct style *s, const struct therapycode_reading *reading,
                          int full)
{
    char name[64];
    if (reading->activity == THERAPYCODE_NONE)
        fputs("  found in the note", s->file);
    else
        fprintf(s->file, "  %s", therapycode_own_activity_name(a, reading->activity, name));
    fprintf(s->file, ": %s", reading->code[0] != '\0' ? reading->code : "undetermined");
    if (reading->context != THERAPYCODE_PERFORMED && reading->context != 0)
        fprintf(s->file, ", %s", therapycode_own_context_word(reading->context));
    if (reading->minutes != THERAPYCODE_NONE)
        fprintf(s->file, ", %d min", (int)reading->minutes);
    fputc('\n', s->file);
    if (reading->activity == THERAPYCODE_NONE || reading->context > THERAPYCODE_PERFORMED)
        therapycode_own_report_words(a, s, 4, reading->evidence_first, full ? reading->evidence_count : 1);
    if (reading->question != NULL)
        therapycode_own_wrap(s, fprintf(s->file, "    to settle it: "), 18, reading->question);
    if (full)
        print_candidates(a, s, reading);
    else
        print_best(a, s, reading);
}

/* A stated code whose reading agrees needs no line of its own. */
static int worth_telling(const struct answer *a, const struct therapycode_reading *reading)
{
    if (reading->activity == THERAPYCODE_NONE || reading->code[0] == '\0' || reading->question != NULL)
        return 1;
    return a->session->activities[reading->activity].code[0] == '\0';
}

static void readings(const struct answer *a, const struct style *s, int full)
{
    const struct therapycode_reading *reading;
    size_t i, told = 0;
    for (i = 0; (reading = therapycode_evaluation_reading(a->evaluation, i)) != NULL; i++) {
        if (!full && !worth_telling(a, reading))
            continue;
        if (told == 0) {
            therapycode_own_heading(s, "CODES READ FROM THE WORDS");
            fputc('\n', s->file);
        }
        if (full || told < REPORT_MOST)
            print_reading(a, s, reading, full);
        told++;
    }
    if (!full && told > REPORT_MOST)
        fprintf(s->file, "  and %zu more: --full\n", told - REPORT_MOST);
}

/* ---- steps ---- */

void therapycode_own_wrap_step(const struct style *s, int column, int indent, const struct therapycode_step *step)
{
    char text[1024];
    snprintf(text, sizeof text, "%s [%s]", step->message, step->rule);
    therapycode_own_wrap(s, column, indent, text);
}

/* Points are for the full report: the brief one tells what lacks them. */
static int is_left_out(const struct therapycode_step *step, int full)
{
    return !full && strncmp(step->rule, "DOC-", 4) == 0;
}

static void why(const struct answer *a, const struct style *s, int full)
{
    const struct therapycode_step *step, *other;
    size_t i, j, number = 0;
    for (i = 0; (step = therapycode_evaluation_step(a->evaluation, i)) != NULL; i++) {
        const struct therapycode_rule *rule = therapycode_own_find_rule(a->engine, step->rule);
        int known = 0;
        if (is_left_out(step, full))
            continue;
        if (number == 0) {
            therapycode_own_heading(s, "WHY");
            fputc('\n', s->file);
        }
        therapycode_own_wrap_step(s, fprintf(s->file, "  %2zu. ", ++number), 6, step);
        /* a citation once, where its rule first speaks */
        for (j = 0; j < i && (other = therapycode_evaluation_step(a->evaluation, j)) != NULL; j++)
            known |= strcmp(other->rule, step->rule) == 0;
        if (known)
            continue;
        therapycode_own_on(s, COLOUR_QUIET);
        fprintf(s->file, "      %s", step->rule);
        if (rule != NULL)
            therapycode_own_wrap(s, fprintf(s->file, ": ") + 6 + (int)strlen(step->rule), 8, rule->citation);
        else
            fputc('\n', s->file);
        therapycode_own_off(s, COLOUR_QUIET);
    }
}

void therapycode_own_report(const struct answer *a, const struct style *s, int full)
{
    const struct therapycode_summary *summary = therapycode_evaluation_summary(a->evaluation);
    head(a, s, summary);
    claim(a, s, summary);
    therapycode_own_report_findings(a, s, full);
    therapycode_own_report_note(a, s, full);
    readings(a, s, full);
    why(a, s, full);
    therapycode_own_report_records(a, s, full);
    if (!full)
        fputs("\n--full shows each element with its words and points, each candidate and finding.\n", s->file);
}
