/* therapycode evaluate --compare: one visit under several policies, side by side, and where they conflict. */
#include "cli.h"

#include <stdlib.h>
#include <string.h>

enum { POLICIES_MAX = 6, CELL = 40 };
enum difference { ALIKE, MODIFIERS, UNITS };

struct side {
    const char *policy;
    struct therapycode_evaluation *evaluation;
};

struct code_row {
    char code[8];
    int32_t discipline;
};

struct comparison {
    const struct style *style;
    struct side sides[POLICIES_MAX];
    int count;
    struct code_row *rows;
    size_t row_count;
};

static int32_t units_of(const struct side *side, const struct code_row *row, char modifiers[CELL])
{
    const struct therapycode_line *line;
    int32_t units = 0;
    size_t i;
    int m;
    modifiers[0] = '\0';
    for (i = 0; (line = therapycode_evaluation_line(side->evaluation, i)) != NULL; i++) {
        if (strcmp(line->code, row->code) != 0 || line->discipline != row->discipline)
            continue;
        if (units > 0)
            snprintf(modifiers + strlen(modifiers), CELL - strlen(modifiers), " +");
        units += line->units;
        for (m = 0; m < 4 && line->modifiers[m][0] != '\0'; m++)
            snprintf(modifiers + strlen(modifiers), CELL - strlen(modifiers), " %s", line->modifiers[m]);
    }
    return units;
}

static int take_rows(struct comparison *c)
{
    const struct therapycode_tally *tally;
    size_t i, j, most = 1;
    int s;
    for (s = 0; s < c->count; s++)
        for (i = 0; therapycode_evaluation_tally(c->sides[s].evaluation, i) != NULL; i++)
            most++;
    c->rows = calloc(most, sizeof *c->rows);
    if (c->rows == NULL)
        return 0;
    for (s = 0; s < c->count; s++)
        for (i = 0; (tally = therapycode_evaluation_tally(c->sides[s].evaluation, i)) != NULL; i++) {
            for (j = 0; j < c->row_count; j++)
                if (strcmp(c->rows[j].code, tally->code) == 0 && c->rows[j].discipline == tally->discipline)
                    break;
            if (j < c->row_count)
                continue;
            memcpy(c->rows[j].code, tally->code, sizeof tally->code);
            c->rows[j].discipline = tally->discipline;
            c->row_count++;
        }
    return 1;
}

static const struct therapycode_tally *tally_of(const struct side *side, const struct code_row *row, size_t *index)
{
    const struct therapycode_tally *tally;
    for (*index = 0; (tally = therapycode_evaluation_tally(side->evaluation, *index)) != NULL; ++*index)
        if (strcmp(tally->code, row->code) == 0 && tally->discipline == row->discipline)
            break;
    return tally;
}

static int is_open(const struct side *side, const struct code_row *row)
{
    size_t index;
    const struct therapycode_tally *tally = tally_of(side, row, &index);
    return tally != NULL && therapycode_own_is_left_open(tally);
}

/* A payer that leaves the codes to the biller differs from no other in a code. */
static enum difference difference_of(const struct comparison *c, const struct code_row *row)
{
    char first[CELL], other[CELL];
    enum difference found = ALIKE;
    int32_t units = -1, others;
    int s;
    for (s = 0; s < c->count; s++) {
        if (is_open(&c->sides[s], row))
            continue;
        others = units_of(&c->sides[s], row, units < 0 ? first : other);
        if (units >= 0 && others != units)
            return UNITS;
        if (units >= 0 && strcmp(first, other) != 0)
            found = MODIFIERS;
        units = others;
    }
    return found;
}

/* Why each side counted a code as it did. */
static void print_reasons(const struct comparison *c, const struct code_row *row)
{
    const struct therapycode_step *step;
    size_t i, j;
    int s;
    for (s = 0; s < c->count; s++) {
        const struct therapycode_evaluation *e = c->sides[s].evaluation;
        const struct therapycode_tally *tally = tally_of(&c->sides[s], row, &i);
        for (j = 0; tally != NULL && (step = therapycode_evaluation_step(e, j)) != NULL; j++)
            if (step->tally == (int32_t)i) {
                int column = fprintf(c->style->file, "    %s: ", c->sides[s].policy);
                therapycode_own_wrap_step(c->style, column, 6, step);
            }
    }
}

/* Names above the columns; where one does not fit, numbers, and what they stand for. */
static void print_heads(const struct comparison *c, int width)
{
    FILE *file = c->style->file;
    int s, fits = 1;
    for (s = 0; s < c->count; s++)
        fits &= (int)strlen(c->sides[s].policy) <= width;
    for (s = 0; !fits && s < c->count; s++)
        fprintf(file, "(%d) %s\n", s + 1, c->sides[s].policy);
    fprintf(file, "%-10s", "");
    for (s = 0; s < c->count; s++) {
        if (fits)
            fprintf(file, "  %-*s", width, c->sides[s].policy);
        else
            fprintf(file, "  (%d)%*s", s + 1, width - 3, "");
    }
    fputc('\n', file);
}

/* Where the biller places the timed units, no code has them yet. */
static int32_t total_of(const struct side *side)
{
    const struct therapycode_summary *summary = therapycode_evaluation_summary(side->evaluation);
    return summary->total_units + (therapycode_own_has_left_open(side->evaluation) ? summary->timed_units : 0);
}

static void print_table(const struct comparison *c, int width)
{
    static const char *const marks[] = { "", "  <> modifiers", "  <> units" };
    FILE *file = c->style->file;
    size_t i;
    int s;
    print_heads(c, width);
    for (i = 0; i < c->row_count; i++) {
        enum difference differs = difference_of(c, &c->rows[i]);
        therapycode_own_on(c->style, differs == UNITS ? COLOUR_WARN : COLOUR_NONE);
        fprintf(file, "%-5s %-4s", c->rows[i].code, therapycode_own_discipline_name(c->rows[i].discipline));
        for (s = 0; s < c->count; s++) {
            char modifiers[CELL], cell[CELL + 16];
            int32_t units = units_of(&c->sides[s], &c->rows[i], modifiers);
            snprintf(cell, sizeof cell, "%2d%s", (int)units, modifiers);
            fprintf(file, "  %-*s", width, is_open(&c->sides[s], &c->rows[i]) ? "open" : cell);
        }
        fputs(marks[differs], file);
        therapycode_own_off(c->style, differs == UNITS ? COLOUR_WARN : COLOUR_NONE);
        fputc('\n', file);
    }
    fprintf(file, "%-10s", "all units");
    for (s = 0; s < c->count; s++)
        fprintf(file, "  %-*d", width, (int)total_of(&c->sides[s]));
    fputc('\n', file);
}

static void print_comparison(struct comparison *c)
{
    size_t i;
    int units = 0, modifiers = 0, open = 0, totals = 0, s, width = (c->style->width - 24) / c->count - 2;
    print_table(c, width < 8 ? 8 : width > 24 ? 24 : width);
    for (s = 0; s < c->count; s++) {
        open |= therapycode_own_has_left_open(c->sides[s].evaluation);
        totals |= total_of(&c->sides[s]) != total_of(&c->sides[0]);
    }
    if (open)
        fputs("open: the payer leaves it to the biller which codes carry the timed units.\n", c->style->file);
    for (i = 0; i < c->row_count; i++) {
        enum difference differs = difference_of(c, &c->rows[i]);
        modifiers |= differs == MODIFIERS;
        if (differs != UNITS)
            continue;
        if (!units)
            therapycode_own_heading(c->style, "WHERE THEY CONFLICT\n");
        units = 1;
        fprintf(c->style->file, "  %s\n", c->rows[i].code);
        print_reasons(c, &c->rows[i]);
    }
    if (!units && totals)
        fputs("\nThe policies conflict in the number of all units.\n", c->style->file);
    else if (!units)
        fprintf(c->style->file, "\nThe policies agree on every unit%s.\n",
                modifiers ? ", and differ in modifiers" : " and modifier");
}

/* Splits "a,b,c" in place. 0, and told, for too few, too many or unknown ones. */
static int take_policies(const struct therapycode_engine *engine, char *names, struct comparison *c)
{
    char *name = strtok(names, ",");
    for (; name != NULL; name = strtok(NULL, ",")) {
        if (c->count == POLICIES_MAX || !therapycode_own_check_policy(engine, name)) {
            if (c->count == POLICIES_MAX)
                therapycode_own_complain("--compare takes at most %d policies", POLICIES_MAX);
            return 0;
        }
        c->sides[c->count++].policy = name;
    }
    if (c->count < 2)
        therapycode_own_complain("--compare wants two policies or more, with commas between");
    return c->count >= 2;
}

static int run(struct comparison *c, const struct therapycode_engine *engine, const struct therapycode_session *session,
               struct therapycode_error *fault)
{
    struct therapycode_session own = *session;
    int s;
    for (s = 0; s < c->count; s++) {
        own.policy = c->sides[s].policy;
        if (therapycode_evaluation_new(NULL, &c->sides[s].evaluation) != THERAPYCODE_OK) {
            fault->status = THERAPYCODE_E_NOMEM;
            return 0;
        }
        if (therapycode_evaluate(engine, &own, c->sides[s].evaluation, fault) != THERAPYCODE_OK)
            return 0;
    }
    return 1;
}

int therapycode_own_compare(const struct therapycode_engine *engine, const struct therapycode_session *session,
                            const char *policies, const struct style *style, struct therapycode_error *fault)
{
    struct comparison c;
    char *names = strdup(policies);
    int s, result = EXIT_USAGE;
    memset(&c, 0, sizeof c);
    c.style = style;
    if (names != NULL && take_policies(engine, names, &c)) {
        result = run(&c, engine, session, fault) && take_rows(&c) ? EXIT_EVALUATED : EXIT_REFUSED;
        if (result == EXIT_EVALUATED)
            print_comparison(&c);
    }
    for (s = 0; s < c.count; s++)
        therapycode_evaluation_free(c.sides[s].evaluation);
    free(c.rows);
    free(names);
    return result;
}
