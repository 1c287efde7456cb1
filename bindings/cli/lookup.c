/* therapycode codes, rules, policies: what the rulebook knows. */
#include "cli.h"
#include "commands.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const char codes_usage[] =
    "usage: therapycode codes [--date YYYY-MM-DD] [--table KIND=FILE] [CODE ...]\n"
    "\n"
    "Lists the codes in force on a date (today where none is given), with our own\n"
    "labels, or tells about single ones. A licensee's descriptors can be loaded with\n"
    "--table descriptors=FILE.\n";
static const char rules_usage[] =
    "usage: therapycode rules [--table KIND=FILE] [ID ...]\n"
    "\n"
    "Lists the rules with their citations, or tells about single ones.\n";
static const char policies_usage[] =
    "usage: therapycode policies [--date YYYY-MM-DD] [--table KIND=FILE] [NAME]\n"
    "\n"
    "Lists the policies, or every option of one with who says so. Options that a\n"
    "policy does not name are those of its base.\n";

static int take_date(const char *text, int32_t *date)
{
    int year, month, day, end = 0;
    if (strlen(text) != 10 || sscanf(text, "%4d-%2d-%2d%n", &year, &month, &day, &end) != 3 || end != 10 ||
        year < 1900 || month < 1 || month > 12 || day < 1 || day > 31) {
        therapycode_own_complain("--date wants a date such as 2026-03-02");
        return 0;
    }
    *date = (int32_t)(year * 10000 + month * 100 + day);
    return 1;
}

int therapycode_own_lookup_begin(int argc, char **argv, const char *usage, struct lookup *out)
{
    static const struct option options[] = {
        { "date", required_argument, NULL, 'd' },  { "table", required_argument, NULL, 't' },
        { "color", required_argument, NULL, 'c' }, { "help", no_argument, NULL, 'h' },
        { "words", no_argument, NULL, 'w' },       { NULL, 0, NULL, 0 }
    };
    struct engine_options tables = { { NULL }, 0 };
    int option, color = COLOUR_AUTO;
    memset(out, 0, sizeof *out);
    out->date = therapycode_own_today();
    while ((option = getopt_long(argc, argv, "h", options, NULL)) != -1) {
        int fine = 1;
        if (option == 'h') {
            fputs(usage, stdout);
            return -1;
        }
        if (option == 'd')
            fine = take_date(optarg, &out->date);
        else if (option == 't')
            fine = therapycode_own_take_table(&tables, optarg);
        else if (option == 'c')
            fine = therapycode_own_take_color(optarg, &color);
        else if (option == 'w' && strstr(usage, "--words") != NULL)
            out->words = 1;
        else
            fputs(usage, stderr), fine = 0;
        if (!fine)
            return EXIT_USAGE;
    }
    out->names = argv + optind;
    out->name_count = argc - optind;
    out->style = therapycode_own_style(stdout, color);
    out->engine = therapycode_own_make_engine(&tables);
    return out->engine == NULL ? EXIT_USAGE : EXIT_EVALUATED;
}

/* ---- codes ---- */

static int in_force(int32_t from, int32_t to, int32_t date)
{
    return (from == 0 || date >= from) && (to == 0 || date < to);
}

static void print_disciplines(FILE *file, int32_t bits)
{
    int32_t d;
    for (d = THERAPYCODE_PT; d <= THERAPYCODE_SLP; d++)
        if (bits & (1 << d))
            fprintf(file, " %s", therapycode_own_discipline_name(d));
}

static void print_counting(FILE *file, const struct therapycode_code *code)
{
    fputs(therapycode_own_timing_word(code->timing), file);
    if (code->minutes_per_unit > 0)
        fprintf(file, ", %d %s a unit", (int)code->minutes_per_unit,
                code->timing == THERAPYCODE_AREA ? "cm2" : "min");
}

void therapycode_own_print_code(const struct lookup *l, const struct therapycode_code *code)
{
    static const char *const lists[] = { "always therapy", "sometimes therapy", "not on Medicare's therapy list" };
    static const char *const contacts[] = { "not said", "one-on-one", "group", "supervised" };
    const struct style *s = &l->style;
    char from[16], to[16];
    therapycode_own_on(s, COLOUR_STRONG);
    fputs(code->code, s->file);
    therapycode_own_off(s, COLOUR_STRONG);
    fputs("  ", s->file);
    therapycode_own_wrap(s, 7, 7, code->label);
    fputs("  counted      ", s->file);
    print_counting(s->file, code);
    if (code->add_on_to >= 0)
        fprintf(s->file, ", added to %s", therapycode_engine_code(l->engine, (size_t)code->add_on_to)->code);
    fputs("\n  disciplines ", s->file);
    print_disciplines(s->file, code->disciplines);
    fprintf(s->file, "\n  contact      %s\n", contacts[code->contact >= 0 && code->contact <= 3 ? code->contact : 0]);
    fprintf(s->file, "  Medicare     %s%s\n",
            code->therapy_list >= 1 && code->therapy_list <= 3 ? lists[code->therapy_list - 1] : "not known",
            code->medicare_valid == THERAPYCODE_NO ? "; takes another code, or none" : "");
    fprintf(s->file, "  in force     from %s, up to %s\n", therapycode_own_date(code->effective_from, from),
            therapycode_own_date(code->effective_to, to));
    therapycode_own_wrap(s, fprintf(s->file, "  source       "), 15, code->citation);
    if (code->verified != THERAPYCODE_YES)
        fputs("               not wholly verified: recalled, or read in part\n", s->file);
}

static void list_codes(const struct lookup *l)
{
    const struct therapycode_code *code;
    size_t i;
    for (i = 0; (code = therapycode_engine_code(l->engine, i)) != NULL; i++) {
        int column;
        if (!in_force(code->effective_from, code->effective_to, l->date))
            continue;
        column = fprintf(l->style.file, "%-5s  %-8s%4d  ", code->code,
                         code->timing == THERAPYCODE_UNTIMED ? "untimed"
                         : code->timing == THERAPYCODE_AREA ? "cm2" : code->timing == THERAPYCODE_PERIOD ? "period"
                         : "min", (int)code->minutes_per_unit);
        therapycode_own_wrap(&l->style, column, column, code->label);
    }
}

static int is_code(const char *name)
{
    return strlen(name) == 5 && strspn(name, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 5;
}

/* Every period of a code. 0: there is none. */
int therapycode_own_print_code_periods(const struct lookup *l, const char *name)
{
    const struct therapycode_code *code;
    size_t i;
    int found = 0;
    for (i = 0; is_code(name) && (code = therapycode_engine_code(l->engine, i)) != NULL; i++)
        if (strcmp(code->code, name) == 0) {
            therapycode_own_print_code(l, code);
            found = 1;
        }
    return found;
}

int therapycode_own_command_codes(int argc, char **argv)
{
    struct lookup l;
    int i, result = therapycode_own_lookup_begin(argc, argv, codes_usage, &l);
    if (result != EXIT_EVALUATED)
        return result < 0 ? EXIT_EVALUATED : result;
    if (l.name_count == 0)
        list_codes(&l);
    for (i = 0; i < l.name_count; i++)
        if (!therapycode_own_print_code_periods(&l, l.names[i])) {
            therapycode_own_complain("no such code in the rulebook");
            result = EXIT_REFUSED;
        }
    therapycode_engine_unref(l.engine);
    return result;
}

/* ---- rules ---- */

void therapycode_own_print_rule(const struct lookup *l, const struct therapycode_rule *rule)
{
    const struct style *s = &l->style;
    char from[16], to[16];
    therapycode_own_on(s, COLOUR_STRONG);
    fputs(rule->id, s->file);
    therapycode_own_off(s, COLOUR_STRONG);
    fputs("\n  ", s->file);
    therapycode_own_wrap(s, 2, 2, rule->title);
    therapycode_own_wrap(s, fprintf(s->file, "  means     "), 12, rule->meaning);
    therapycode_own_wrap(s, fprintf(s->file, "  cited     "), 12, rule->citation);
    fprintf(s->file, "  in force  from %s, up to %s%s\n", therapycode_own_date(rule->effective_from, from),
            therapycode_own_date(rule->effective_to, to),
            rule->verified == THERAPYCODE_YES ? "" : "; not wholly verified: recalled, or read in part");
}

int therapycode_own_command_rules(int argc, char **argv)
{
    struct lookup l;
    const struct therapycode_rule *rule;
    size_t at;
    int i, result = therapycode_own_lookup_begin(argc, argv, rules_usage, &l);
    if (result != EXIT_EVALUATED)
        return result < 0 ? EXIT_EVALUATED : result;
    for (at = 0; l.name_count == 0 && (rule = therapycode_engine_rule(l.engine, at)) != NULL; at++) {
        fprintf(l.style.file, "%-32s ", rule->id);
        therapycode_own_wrap(&l.style, 33, 33, rule->title);
    }
    for (i = 0; i < l.name_count; i++) {
        rule = therapycode_own_find_rule(l.engine, l.names[i]);
        if (rule != NULL) {
            therapycode_own_print_rule(&l, rule);
            continue;
        }
        therapycode_own_complain("no such rule; 'therapycode rules' lists them");
        result = EXIT_REFUSED;
    }
    therapycode_engine_unref(l.engine);
    return result;
}

/* ---- policies ---- */

static void list_policies(const struct lookup *l)
{
    const struct therapycode_option *option;
    size_t i;
    for (i = 0; (option = therapycode_engine_option(l->engine, i)) != NULL; i++) {
        if (strcmp(option->option, "title") != 0)
            continue;
        fprintf(l->style.file, "%-20s ", option->policy);
        therapycode_own_wrap(&l->style, 21, 21, option->value);
    }
}

int therapycode_own_print_policy(const struct lookup *l, const char *name)
{
    const struct therapycode_option *option;
    size_t i;
    int found = 0;
    char from[16], to[16];
    for (i = 0; (option = therapycode_engine_option(l->engine, i)) != NULL; i++) {
        if (strcasecmp(option->policy, name) != 0)
            continue;
        found = 1;
        fprintf(l->style.file, "%-24s ", option->option);
        therapycode_own_wrap(&l->style, 25, 25, option->value);
        if (option->effective_from != 0 || option->effective_to != 0)
            fprintf(l->style.file, "    %s to %s\n", therapycode_own_date(option->effective_from, from),
                    therapycode_own_date(option->effective_to, to));
        therapycode_own_on(&l->style, COLOUR_QUIET);
        fputs("    ", l->style.file);
        therapycode_own_wrap(&l->style, 4, 4, option->citation);
        therapycode_own_off(&l->style, COLOUR_QUIET);
    }
    return found;
}

int therapycode_own_command_policies(int argc, char **argv)
{
    struct lookup l;
    int i, result = therapycode_own_lookup_begin(argc, argv, policies_usage, &l);
    if (result != EXIT_EVALUATED)
        return result < 0 ? EXIT_EVALUATED : result;
    if (l.name_count == 0)
        list_policies(&l);
    for (i = 0; i < l.name_count; i++)
        if (!therapycode_own_print_policy(&l, l.names[i])) {
            therapycode_own_complain("no policy of that name; 'therapycode policies' lists them");
            result = EXIT_REFUSED;
        }
    therapycode_engine_unref(l.engine);
    return result;
}
