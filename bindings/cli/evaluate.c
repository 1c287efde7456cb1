/* therapycode evaluate */
#include "cli.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>

struct choices {
    struct engine_options tables;
    const char *policy;
    const char *file;
    const char *compare;
    const char *report;
    const char *why_not;
    int ties;
    int full;
    int json;
    int ndjson;
    int quote;
    int color;
};

static const char usage[] =
    "usage: therapycode evaluate [options] VISIT.json|-\n"
    "\n"
    "Evaluates a visit and prints a report for people: claim lines, findings, what\n"
    "the note lacks, codes read from words, and why.\n"
    "\n"
    "  --full              every element with its words and points, every candidate,\n"
    "                      every finding and step\n"
    "  --json              the evaluation as JSON\n"
    "  --ndjson            a visit per line in, an evaluation per line out, in order\n"
    "  --quote             the words of the evidence in the JSON too (PHI)\n"
    "  --report OUT.html   writes a self-contained page, and no text\n"
    "  --compare A,B       the visit under several policies, and where they conflict\n"
    "  --why-not CODE      why a code was not chosen, or earned no more units\n"
    "  --ties              lists the equally right ways to give tied units\n"
    "  --policy NAME       for visits that name none\n"
    "  --table KIND=FILE   loads a table: codes, descriptors, policies, lexicon,\n"
    "                      rubric or thresholds; may be given again\n"
    "  --color=WHEN        auto, always or never; NO_COLOR is respected\n"
    "\n"
    "Exit status: 0 evaluated, 1 some visit refused, 2 usage.\n";

/* JSON, a page, a comparison, a why-not, or the report with what belongs to it: never two of them. */
static int is_one_answer(const struct choices *c)
{
    const char *asked[] = { c->ndjson ? "--ndjson" : c->json ? "--json" : NULL,
                            c->compare != NULL ? "--compare" : NULL, c->why_not != NULL ? "--why-not" : NULL,
                            c->report != NULL ? "--report" : NULL, c->ties ? "--ties" : c->full ? "--full" : NULL };
    const char *first = NULL;
    size_t i;
    for (i = 0; i < sizeof asked / sizeof asked[0]; i++) {
        if (first != NULL && asked[i] != NULL) {
            therapycode_own_complain("%s and %s are different answers: ask for one of them", first, asked[i]);
            return 0;
        }
        first = first == NULL ? asked[i] : first;
    }
    return 1;
}

static int parse(int argc, char **argv, struct choices *c)
{
    static const struct option options[] = {
        { "json", no_argument, NULL, 'j' },          { "ndjson", no_argument, NULL, 'n' },
        { "quote", no_argument, NULL, 'q' },         { "policy", required_argument, NULL, 'p' },
        { "table", required_argument, NULL, 't' },   { "color", required_argument, NULL, 'c' },
        { "compare", required_argument, NULL, 'm' }, { "report", required_argument, NULL, 'r' },
        { "why-not", required_argument, NULL, 'w' }, { "ties", no_argument, NULL, 'i' },
        { "full", no_argument, NULL, 'f' },          { "help", no_argument, NULL, 'h' },
        { NULL, 0, NULL, 0 }
    };
    int option;
    memset(c, 0, sizeof *c);
    while ((option = getopt_long(argc, argv, "h", options, NULL)) != -1)
        switch (option) {
        case 'j': c->json = 1; break;
        case 'n': c->ndjson = 1; break;
        case 'q': c->quote = 1; break;
        case 'p': c->policy = optarg; break;
        case 'm': c->compare = optarg; break;
        case 'r': c->report = optarg; break;
        case 'w': c->why_not = optarg; break;
        case 'i': c->ties = 1; break;
        case 'f': c->full = 1; break;
        case 't':
            if (!therapycode_own_take_table(&c->tables, optarg))
                return EXIT_USAGE;
            break;
        case 'c':
            if (!therapycode_own_take_color(optarg, &c->color))
                return EXIT_USAGE;
            break;
        case 'h': fputs(usage, stdout); return -1;
        default: fputs(usage, stderr); return EXIT_USAGE;
        }
    if (!therapycode_own_one_file(argc - optind, usage) || !is_one_answer(c))
        return EXIT_USAGE;
    c->file = argv[optind];
    return EXIT_EVALUATED;
}

/* ---- JSON ---- */

static int print_json(const struct therapycode_engine *engine, const struct choices *c, const char *text, size_t length,
                      int32_t line, struct therapycode_evaluation *evaluation, struct therapycode_json_output *output)
{
    struct therapycode_json_options options = THERAPYCODE_JSON_OPTIONS_INIT;
    size_t written;
    const char *json;
    therapycode_status status;
    options.policy = c->policy;
    options.line = line;
    options.flags = (c->quote ? THERAPYCODE_JSON_QUOTE : 0) | (c->ndjson ? 0 : THERAPYCODE_JSON_PRETTY);
    therapycode_json_output_clear(output);
    status = therapycode_json_evaluate(engine, text, length, &options, evaluation, output, NULL);
    json = therapycode_json_output_text(output, &written);
    if (written > 0) {
        fwrite(json, 1, written, stdout);
        fputc('\n', stdout);
    }
    return status == THERAPYCODE_OK ? EXIT_EVALUATED : EXIT_REFUSED;
}

/* Lines that hold only white space are passed over. */
static int is_blank(const char *text, size_t length)
{
    size_t i;
    for (i = 0; i < length; i++)
        if (text[i] != ' ' && text[i] != '\t' && text[i] != '\r')
            return 0;
    return 1;
}

static int run_lines(const struct therapycode_engine *engine, const struct choices *c,
                     struct therapycode_evaluation *evaluation, struct therapycode_json_output *output)
{
    FILE *file = strcmp(c->file, "-") == 0 ? stdin : fopen(c->file, "rb");
    char *line = NULL;
    size_t capacity = 0;
    ssize_t length;
    int32_t number = 0;
    int result = EXIT_EVALUATED;
    if (file == NULL) {
        therapycode_own_complain("%s: cannot be opened", c->file);
        return EXIT_REFUSED;
    }
    while ((length = getline(&line, &capacity, file)) >= 0) {
        size_t n = (size_t)length;
        number += number < INT32_MAX;
        if (n > 0 && line[n - 1] == '\n')
            n--;
        if (!is_blank(line, n) && print_json(engine, c, line, n, number, evaluation, output) != EXIT_EVALUATED)
            result = EXIT_REFUSED;
    }
    if (ferror(file)) {
        therapycode_own_complain("%s: cannot be read", c->file);
        result = EXIT_REFUSED;
    }
    free(line);
    if (file != stdin)
        fclose(file);
    return result;
}

/* ---- text ---- */

static int write_page(const struct answer *a, const char *name)
{
    FILE *file = fopen(name, "wb");
    int fine = file != NULL && therapycode_own_html(a, file);
    if (file != NULL && fclose(file) != 0)
        fine = 0;
    if (!fine)
        therapycode_own_complain("%s: cannot be written", name);
    return fine ? EXIT_EVALUATED : EXIT_REFUSED;
}

static int answer_for_people(const struct answer *a, const struct choices *c, const struct style *style)
{
    if (c->why_not != NULL)
        return therapycode_own_why_not(a, style, c->why_not);
    if (c->report != NULL)
        return write_page(a, c->report);
    therapycode_own_report(a, style, c->full);
    if (c->ties)
        therapycode_own_report_ties(a, style);
    return EXIT_EVALUATED;
}

static int print_report(const struct therapycode_engine *engine, const struct choices *c, const struct bytes *text,
                        struct therapycode_evaluation *evaluation)
{
    struct therapycode_json_error error = THERAPYCODE_JSON_ERROR_INIT;
    struct therapycode_error fault = THERAPYCODE_ERROR_INIT;
    struct therapycode_json_visit *visit = NULL;
    struct therapycode_session session;
    struct answer answer = { engine, NULL, &session, evaluation };
    struct style style = therapycode_own_style(stdout, c->color);
    int result = EXIT_REFUSED;
    therapycode_status status = therapycode_json_visit_read(text->data, text->length, &visit, &error);
    if (status == THERAPYCODE_OK) {
        session = *therapycode_json_visit_session(visit);
        if (session.policy == NULL)
            session.policy = c->policy;
        if (c->compare != NULL)
            result = therapycode_own_compare(engine, &session, c->compare, &style, &fault);
        else
            therapycode_evaluate(engine, &session, evaluation, &fault);
        status = fault.status;
        if (status != THERAPYCODE_OK)
            therapycode_json_locate(text->data, text->length, &fault, &error);
    }
    if (status != THERAPYCODE_OK) {
        therapycode_own_complain_json(c->file, &error);
        result = EXIT_REFUSED;
    } else if (c->compare == NULL) {
        answer.visit = visit;
        result = answer_for_people(&answer, c, &style);
    }
    therapycode_json_visit_free(visit);
    return result;
}

static int is_lines(const char *file)
{
    size_t length = strlen(file);
    return length > 7 && strcmp(file + length - 7, ".ndjson") == 0;
}

static int run(const struct therapycode_engine *engine, const struct choices *c,
               struct therapycode_evaluation *evaluation, struct therapycode_json_output *output)
{
    struct bytes text;
    int result;
    if (c->ndjson)
        return run_lines(engine, c, evaluation, output);
    if (!therapycode_own_read_file(c->file, &text))
        return EXIT_REFUSED;
    result = c->json ? print_json(engine, c, text.data, text.length, 1, evaluation, output)
                     : print_report(engine, c, &text, evaluation);
    therapycode_own_drop(&text);
    if (result == EXIT_REFUSED && is_lines(c->file))
        therapycode_own_complain("%s: a visit per line? --ndjson reads them", c->file);
    return result;
}

int therapycode_own_command_evaluate(int argc, char **argv)
{
    struct choices c;
    struct therapycode_engine *engine;
    struct therapycode_evaluation *evaluation = NULL;
    struct therapycode_json_output *output = NULL;
    int result = parse(argc, argv, &c);
    if (result != EXIT_EVALUATED)
        return result < 0 ? EXIT_EVALUATED : result;
    engine = therapycode_own_make_engine(&c.tables);
    if (engine == NULL)
        return EXIT_USAGE;
    if (c.policy != NULL && !therapycode_own_check_policy(engine, c.policy)) {
        result = EXIT_USAGE;
    } else if (therapycode_evaluation_new(NULL, &evaluation) != THERAPYCODE_OK ||
               therapycode_json_output_new(&output) != THERAPYCODE_OK) {
        therapycode_own_complain("no memory left");
        result = EXIT_REFUSED;
    } else {
        result = run(engine, &c, evaluation, output);
    }
    therapycode_json_output_free(output);
    therapycode_evaluation_free(evaluation);
    therapycode_engine_unref(engine);
    return result;
}
