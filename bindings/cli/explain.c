/* therapycode explain: what speaks for a code, what a rule means. */
#include "commands.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

static const char usage[] =
    "usage: therapycode explain [--words] [--table KIND=FILE] NAME ...\n"
    "\n"
    "Of a code: our label, how it is counted, the rules that name it, what the note\n"
    "must show, and the strongest words for it and against it. Of a rule, a finding\n"
    "or an element of the documentation: its meaning, citation and dates. Of a\n"
    "modifier: the rules that name it. Of a payer's policy: its options.\n"
    "\n"
    "  --words       every word that speaks for the code or against it\n"
    "  --table KIND=FILE   loads a table; may be given again\n";

enum { STRONGEST = 12, CUES_MOST = 32 };

/* Phrases of one code and cue, strongest first. */
struct said {
    const struct therapycode_phrase **rows;
    size_t count;
};

static int stronger(const void *left, const void *right)
{
    const struct therapycode_phrase *a = *(const struct therapycode_phrase *const *)left;
    const struct therapycode_phrase *b = *(const struct therapycode_phrase *const *)right;
    int by_cue = strcmp(a->cue, b->cue);
    if (by_cue != 0)
        return by_cue;
    if (a->weight != b->weight)
        return a->weight > b->weight ? -1 : 1;
    by_cue = strcasecmp(therapycode_own_phrase(a), therapycode_own_phrase(b));
    return by_cue != 0 ? by_cue : strcmp(a->phrase, b->phrase);
}

/* "Heel lifts" and "heel lifts" are two phrases of the vocabulary and one for people. */
static void drop_repeated(struct said *said)
{
    size_t i, kept = 0;
    for (i = 0; i < said->count; i++)
        if (kept == 0 || strcmp(said->rows[kept - 1]->cue, said->rows[i]->cue) != 0 ||
            strcasecmp(therapycode_own_phrase(said->rows[kept - 1]), therapycode_own_phrase(said->rows[i])) != 0)
            said->rows[kept++] = said->rows[i];
    said->count = kept;
}

/* The number of a code is no word, and the ways to misspell one teach nothing. */
static int is_worth_saying(const struct therapycode_phrase *phrase, const char *code)
{
    static const char mark[] = ", misspelled";
    size_t length = strlen(phrase->why), tail = sizeof mark - 1;
    return strcmp(phrase->code, code) == 0 && strcmp(phrase->phrase, code) != 0 &&
           (length < tail || strcmp(phrase->why + length - tail, mark) != 0);
}

static int collect(const struct lookup *l, const char *code, struct said *out)
{
    const struct therapycode_phrase *phrase;
    size_t i, count = 0;
    for (i = 0; (phrase = therapycode_engine_phrase(l->engine, i)) != NULL; i++)
        count += (size_t)is_worth_saying(phrase, code);
    out->count = 0;
    out->rows = malloc((count + 1) * sizeof *out->rows);
    if (out->rows == NULL)
        return 0;
    for (i = 0; (phrase = therapycode_engine_phrase(l->engine, i)) != NULL; i++)
        if (is_worth_saying(phrase, code))
            out->rows[out->count++] = phrase;
    qsort(out->rows, out->count, sizeof *out->rows, stronger);
    drop_repeated(out);
    return 1;
}

/* Phrases as one paragraph: "sit to stand (100), car transfer (100) ..." and how many there are beyond. */
static void print_words(const struct lookup *l, const char *title, const struct therapycode_phrase *const *rows,
                        size_t count)
{
    size_t i, length = 40, at = 0, shown = l->words || count < STRONGEST ? count : STRONGEST;
    char *text;
    for (i = 0; i < shown; i++)
        length += strlen(rows[i]->phrase) + 20;
    text = malloc(length);
    if (text == NULL)
        return;
    text[0] = '\0';
    for (i = 0; i < shown; i++)
        at += (size_t)snprintf(text + at, length - at, "%s%s (%d)", i > 0 ? ", " : "", therapycode_own_phrase(rows[i]),
                               (int)rows[i]->weight);
    if (shown < count)
        snprintf(text + at, length - at, ", and %zu more", count - shown);
    fprintf(l->style.file, "  %s: ", title);
    therapycode_own_wrap(&l->style, (int)strlen(title) + 4, 4, text);
    free(text);
}

/* Where the phrases of one cue begin and how many speak for the code. */
struct group {
    size_t first;
    size_t count;
};

/* Groups by their strongest phrase, for headings outweigh what is named in passing. */
static size_t group_cues(const struct said *said, struct group groups[CUES_MOST])
{
    size_t from = 0, count = 0, to, at;
    for (; from < said->count && count < CUES_MOST; from = to) {
        struct group group = { from, 0 };
        for (to = from; to < said->count && strcmp(said->rows[to]->cue, said->rows[from]->cue) == 0; to++)
            group.count += said->rows[to]->weight >= 0;
        if (group.count == 0)
            continue;
        for (at = count++; at > 0 && said->rows[groups[at - 1].first]->weight < said->rows[from]->weight; at--)
            groups[at] = groups[at - 1];
        groups[at] = group;
    }
    return count;
}

static int weaker(const void *left, const void *right)
{
    const struct therapycode_phrase *a = *(const struct therapycode_phrase *const *)left;
    const struct therapycode_phrase *b = *(const struct therapycode_phrase *const *)right;
    return a->weight != b->weight ? (a->weight > b->weight) - (a->weight < b->weight) : strcmp(a->phrase, b->phrase);
}

static void print_phrases(const struct lookup *l, const char *code)
{
    struct said said;
    struct group groups[CUES_MOST];
    size_t i, count, against = 0;
    if (!collect(l, code, &said))
        return;
    therapycode_own_heading(&l->style, l->words ? "WORDS THAT SPEAK FOR IT" : "STRONGEST WORDS THAT SPEAK FOR IT");
    fputs(said.count == 0 ? "\n  none are known: state the code yourself\n" : "\n", l->style.file);
    count = group_cues(&said, groups);
    for (i = 0; i < count; i++)
        print_words(l, said.rows[groups[i].first]->cue, said.rows + groups[i].first, groups[i].count);
    qsort(said.rows, said.count, sizeof *said.rows, weaker);
    while (against < said.count && said.rows[against]->weight < 0)
        against++;
    if (against > 0)
        print_words(l, "against it", said.rows, against);
    if (said.count > 0)
        fprintf(l->style.file, "  The figure is the weight.%s\n", l->words ? "" : " --words prints them all.");
    free(said.rows);
}

static int names(const char *text, const char *word)
{
    size_t length = strlen(word);
    const char *at;
    for (at = text; (at = strstr(at, word)) != NULL; at++)
        if ((at == text || !isalnum((unsigned char)at[-1])) && !isalnum((unsigned char)at[length]))
            return 1;
    return 0;
}

/* Rules whose text names a code or a modifier, under a title of their own. How many. */
static size_t print_rules(const struct lookup *l, const char *word, const char *title)
{
    const struct therapycode_rule *rule;
    size_t i, told = 0;
    for (i = 0; (rule = therapycode_engine_rule(l->engine, i)) != NULL; i++) {
        if (!names(rule->meaning, word) && !names(rule->title, word))
            continue;
        if (told++ == 0) {
            therapycode_own_heading(&l->style, title);
            fputc('\n', l->style.file);
        }
        fprintf(l->style.file, "  %s: ", rule->id);
        therapycode_own_wrap(&l->style, (int)strlen(rule->id) + 4, 4, rule->meaning);
    }
    return told;
}

/* What is asked of the visit, whatever its codes: the names alone. */
static void print_of_visit(const struct lookup *l, const struct therapycode_evaluation *e, const char *label, int32_t required)
{
    const struct therapycode_element *element;
    char title[64], line[1024] = "";
    size_t i;
    for (i = 0; (element = therapycode_evaluation_element(e, i)) != NULL; i++) {
        size_t have = strlen(line);
        if (element->line != THERAPYCODE_NONE || element->status == THERAPYCODE_NOT_APPLICABLE ||
            (element->required == THERAPYCODE_YES) != (required == THERAPYCODE_YES))
            continue;
        therapycode_own_element_title(element->id, title);
        title[0] = (char)tolower((unsigned char)title[0]);
        snprintf(line + have, sizeof line - have, "%s%s", have > 0 ? ", " : "", title);
    }
    if (line[0] != '\0')
        therapycode_own_wrap(&l->style, fprintf(l->style.file, "  %s", label), 4, line);
}

/*
 * What a note must show for a code is asked of the engine itself: a visit of that one code with a note that says
 * nothing lacks every element that the rubric asks of its line.
 */
static void print_elements(const struct lookup *l, const struct therapycode_evaluation *e)
{
    const struct therapycode_element *element;
    char title[64];
    size_t i;
    for (i = 0; (element = therapycode_evaluation_element(e, i)) != NULL; i++)
        if (element->line != THERAPYCODE_NONE && element->status != THERAPYCODE_NOT_APPLICABLE) {
            int column = fprintf(l->style.file, "  %s%s", therapycode_own_element_title(element->id, title),
                                 element->suggestion == NULL ? "" : ": ");
            therapycode_own_wrap(&l->style, column, 6, element->suggestion == NULL ? "" : element->suggestion);
        }
    print_of_visit(l, e, "Of the visit, for payment: ", THERAPYCODE_YES);
    print_of_visit(l, e, "Of the visit, for the audit score too: ", THERAPYCODE_NO);
}

/* A visit of one code, whose note says nothing. NULL: it cannot be evaluated. */
static struct therapycode_evaluation *ask(const struct therapycode_engine *engine,
                                          const struct therapycode_code *code, int32_t date)
{
    struct therapycode_session session = THERAPYCODE_SESSION_INIT;
    struct therapycode_activity activity;
    struct therapycode_evaluation *e = NULL;
    int32_t d = THERAPYCODE_PT;
    while (d < THERAPYCODE_SLP && !(code->disciplines & (1 << d)))
        d++;
    memset(&activity, 0, sizeof activity);
    memcpy(activity.code, code->code, sizeof activity.code);
    activity.minutes = code->minutes_per_unit > 0 ? code->minutes_per_unit : 15;
    activity.description.data = "Seen.";
    activity.description.length = 5;
    session.activities = &activity;
    session.activity_count = 1;
    session.discipline = d;
    session.date_of_service = date;
    session.note = activity.description;
    if (therapycode_evaluation_new(NULL, &e) == THERAPYCODE_OK &&
        therapycode_evaluate(engine, &session, e, NULL) == THERAPYCODE_OK)
        return e;
    therapycode_evaluation_free(e);
    return NULL;
}

int therapycode_own_print_support(const struct style *s, const struct therapycode_engine *engine,
                                  const struct therapycode_code *code, int32_t date)
{
    struct therapycode_evaluation *e = ask(engine, code, date);
    const struct therapycode_finding *f;
    size_t i;
    int told = 0;
    for (i = 0; e != NULL && !told && (f = therapycode_evaluation_finding(e, i)) != NULL; i++)
        if (strcmp(f->rule, "SELECT-UNSUPPORTED") == 0 && f->suggestion != NULL && f->suggestion[0] != '\0') {
            fputs("  ", s->file);
            therapycode_own_wrap(s, 2, 4, f->suggestion);
            told = 1;
        }
    therapycode_evaluation_free(e);
    return told;
}

static void print_needed(const struct lookup *l, const struct therapycode_code *code)
{
    struct therapycode_evaluation *e = ask(l->engine, code, l->date);
    therapycode_own_heading(&l->style, "WHAT THE NOTE MUST SHOW");
    fputc('\n', l->style.file);
    if (e != NULL && therapycode_evaluation_element(e, 0) != NULL)
        print_elements(l, e);
    else
        fputs("  nothing is asked of it on this date\n", l->style.file);
    therapycode_evaluation_free(e);
}

/* "Functional activities" is asked of a note by the rule DOC-FUNCTIONAL-ACTIVITIES. */
static const struct therapycode_rule *rule_of_element(const struct lookup *l, const char *name)
{
    char id[64];
    size_t i;
    int length = snprintf(id, sizeof id, "DOC-%s", name);
    for (i = 0; length < (int)sizeof id && id[i] != '\0'; i++)
        if (id[i] == ' ' || id[i] == '_')
            id[i] = '-';
    return therapycode_own_find_rule(l->engine, id);
}

static int explain_code(const struct lookup *l, const char *name)
{
    const struct therapycode_code *code;
    if (!therapycode_own_print_code_periods(l, name))
        return 0;
    print_rules(l, name, "RULES THAT NAME IT");
    if (!l->words)
        print_phrases(l, name);
    code = therapycode_engine_find_code(l->engine, name, l->date);
    if (code != NULL)
        print_needed(l, code);
    if (l->words) /* a list that long hides what stands behind it */
        print_phrases(l, name);
    return 1;
}

static int explain(const struct lookup *l, const char *name)
{
    const struct therapycode_rule *rule = therapycode_own_find_rule(l->engine, name);
    char capitals[8];
    size_t i, length = strlen(name);
    if (rule == NULL)
        rule = rule_of_element(l, name);
    if (rule != NULL) {
        therapycode_own_print_rule(l, rule);
        return 1;
    }
    for (i = 0; i <= length && length < sizeof capitals; i++)
        capitals[i] = (char)toupper((unsigned char)name[i]);
    if (length == 5 && explain_code(l, capitals))
        return 1;
    if (length == 2 && strcmp(capitals, "PT") != 0 && strcmp(capitals, "OT") != 0) { /* who treats, and no modifier */
        char title[48];
        snprintf(title, sizeof title, "RULES THAT NAME THE MODIFIER %s", capitals);
        if (print_rules(l, capitals, title) > 0)
            return 1;
    }
    return therapycode_own_print_policy(l, name);
}

int therapycode_own_command_explain(int argc, char **argv)
{
    struct lookup l;
    int i, result = therapycode_own_lookup_begin(argc, argv, usage, &l);
    if (result != EXIT_EVALUATED)
        return result < 0 ? EXIT_EVALUATED : result;
    if (l.name_count == 0) {
        fputs(usage, stderr);
        result = EXIT_USAGE;
    }
    for (i = 0; i < l.name_count; i++)
        if (!explain(&l, l.names[i])) {
            therapycode_own_complain("%.40s: not known. A code (97110), a rule or finding (SELECT-DISAGREES), an element "
                                     "of the documentation (functional-goals), a modifier (GP) and a policy (medicare) "
                                     "can be explained", l.names[i]);
            result = EXIT_REFUSED;
        }
    therapycode_engine_unref(l.engine);
    return result;
}
