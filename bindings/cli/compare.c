/* therapycode evaluate --compare: one visit under several policies, side by side, and where they conflict. */
#include "cli.h"

#include <stdlib.h>
#include <string.h>

enum { POLICIES_MAX = 6, CELL = 40 };

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

static int conflicts(const struct comparison *c, const struct code_row *row)
{
    char first[CELL], other[CELL];
    int32_t units = units_of(&c->sides[0], row, first);
    int s;
    for (s = 1; s < c->count; s++)
        if (units_of(&c->sides[s], row, other) != units || strcmp(first, other) != 0)
            return 1;
    return 0;
}

/* Why each side counted a code as it did. */
static void print_reasons(const struct comparison *c, const struct code_row *row)
{
    const struct therapycode_tally *tally;
    const struct therapycode_step *step;
    size_t i, j;
    int s;
    for (s = 0; s < c->count; s++) {
        const struct therapycode_evaluation *e = c->sides[s].evaluation;
        for (i = 0; (tally = therapycode_evaluation_tally(e, i)) != NULL; i++)
            if (strcmp(tally->code, row->code) == 0 && tally->discipline == row->discipline)
                break;
        for (j = 0; tally != NULL && (step = therapycode_evaluation_step(e, j)) != NULL; j++)
            if (step->tally == (int32_t)i) {
                int column = fprintf(c->style->file, "    %s: ", c->sides[s].policy);
                therapycode_own_wrap(c->style, column, 6, step->message);
            }
    }
}

static void print_table(const struct comparison *c, int width)
{
    FILE *file = c->style->file;
    size_t i;
    int s;
    fprintf(file, "%-10s", "");
    for (s = 0; s < c->count; s++)
        fprintf(file, "  %-*.*s", width, width, c->sides[s].policy);
    fputc('\n', file);
    for (i = 0; i < c->row_count; i++) {
        int differs = conflicts(c, &c->rows[i]);
        therapycode_own_on(c->style, differs ? COLOUR_WARN : COLOUR_NONE);
        fprintf(file, "%-5s %-4s", c->rows[i].code, therapycode_own_discipline_name(c->rows[i].discipline));
        for (s = 0; s < c->count; s++) {
            char modifiers[CELL], cell[CELL + 16];
            int32_t units = units_of(&c->sides[s], &c->rows[i], modifiers);
            snprintf(cell, sizeof cell, "%2d%s", (int)units, modifiers);
            fprintf(file, "  %-*s", width, cell);
        }
        fputs(differs ? "  <> conflict" : "", file);
        therapycode_own_off(c->style, differs ? COLOUR_WARN : COLOUR_NONE);
        fputc('\n', file);
    }
    fprintf(file, "%-10s", "all units");
    for (s = 0; s < c->count; s++)
        fprintf(file, "  %-*d", width, (int)therapycode_evaluation_summary(c->sides[s].evaluation)->total_units);
    fputc('\n', file);
}

static void print_comparison(struct comparison *c)
{
    size_t i;
    int found = 0, width = (c->style->width - 24) / c->count - 2;
    print_table(c, width < 8 ? 8 : width > 24 ? 24 : width);
    for (i = 0; i < c->row_count; i++) {
        if (!conflicts(c, &c->rows[i]))
            continue;
        if (!found)
            therapycode_own_heading(c->style, "WHERE THEY CONFLICT\n");
        found = 1;
        fprintf(c->style->file, "  %s\n", c->rows[i].code);
        print_reasons(c, &c->rows[i]);
    }
    if (!found)
        fputs("\nThe policies agree on every unit and modifier.\n", c->style->file);
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
