/* therapycode day: one clinician's or a clinic's day across patients. */
#include "cli.h"

#include <getopt.h>
#include <string.h>

static const char usage[] =
    "usage: therapycode day [--json] [--policy NAME] [--table KIND=FILE] DAY.json|-\n"
    "\n"
    "Looks for one-on-one time given to two patients at once and for more minutes in\n"
    "a stretch than it has. DAY.json: {\"date_of_service\", \"policy\", \"intervals\": [\n"
    "{\"code\", \"clinician\", \"patient\", \"start\", \"end\", \"minutes\", \"contact\",\n"
    "\"performer\"}]}.\n"
    "\n"
    "Exit status: 0 checked, 1 the day was refused, 2 usage.\n";

struct choices {
    struct engine_options tables;
    const char *policy;
    int json;
    int color;
};

static int parse(int argc, char **argv, struct choices *c)
{
    static const struct option options[] = {
        { "json", no_argument, NULL, 'j' },        { "policy", required_argument, NULL, 'p' },
        { "table", required_argument, NULL, 't' }, { "color", required_argument, NULL, 'c' },
        { "help", no_argument, NULL, 'h' },        { NULL, 0, NULL, 0 }
    };
    int option, fine = 1;
    memset(c, 0, sizeof *c);
    while (fine && (option = getopt_long(argc, argv, "h", options, NULL)) != -1)
        switch (option) {
        case 'j': c->json = 1; break;
        case 'p': c->policy = optarg; break;
        case 't': fine = therapycode_own_take_table(&c->tables, optarg); break;
        case 'c': fine = therapycode_own_take_color(optarg, &c->color); break;
        case 'h': fputs(usage, stdout); return -1;
        default: fputs(usage, stderr); fine = 0;
        }
    fine = fine && therapycode_own_one_file(argc - optind, usage);
    return fine ? EXIT_EVALUATED : EXIT_USAGE;
}

static void print_interval(const struct style *s, const struct therapycode_day *day, int32_t index)
{
    const struct therapycode_interval *v;
    if (index < 0 || (size_t)index >= day->interval_count)
        return;
    v = &day->intervals[index];
    fprintf(s->file, "    interval %d: clinician %d, patient %d, %02d:%02d-%02d:%02d %s\n", (int)index + 1,
            (int)v->clinician, (int)v->patient, (int)v->start / 3600, (int)v->start / 60 % 60, (int)v->end / 3600,
            (int)v->end / 60 % 60, v->code);
}

static void report(const struct therapycode_day *day, const struct therapycode_evaluation *e, const struct style *s)
{
    const struct therapycode_finding *f;
    char date[16];
    size_t i;
    fprintf(s->file, "Day %s, %zu interval%s\n", therapycode_own_date(day->date_of_service, date), day->interval_count,
            day->interval_count == 1 ? "" : "s");
    for (i = 0; (f = therapycode_evaluation_finding(e, i)) != NULL; i++) {
        int column = fprintf(s->file, "  %-8s  ", therapycode_own_severity_word(f->severity));
        therapycode_own_wrap(s, column, 4, f->message);
        print_interval(s, day, f->activity);
        print_interval(s, day, f->other_line);
        if (f->suggestion != NULL && f->suggestion[0] != '\0')
            therapycode_own_wrap(s, fprintf(s->file, "    do: "), 8, f->suggestion);
        therapycode_own_wrap(s, fprintf(s->file, "    %s: ", f->rule), 6, f->citation == NULL ? "" : f->citation);
    }
    if (i == 0)
        fputs("  nothing was found\n", s->file);
}

static int check(const struct therapycode_engine *engine, const struct choices *c, const char *name,
                 const struct bytes *text, struct therapycode_evaluation *e, struct therapycode_json_output *output)
{
    struct therapycode_json_error error = THERAPYCODE_JSON_ERROR_INIT;
    struct therapycode_error fault = THERAPYCODE_ERROR_INIT;
    struct therapycode_json_day *document = NULL;
    struct style style = therapycode_own_style(stdout, c->color);
    struct therapycode_day day;
    therapycode_status status = therapycode_json_day_read(text->data, text->length, &document, &error);
    if (status == THERAPYCODE_OK) {
        day = *therapycode_json_day_facts(document);
        if (day.policy == NULL)
            day.policy = c->policy;
        status = therapycode_check_day(engine, &day, e, &fault);
        if (status != THERAPYCODE_OK)
            therapycode_json_locate(text->data, text->length, &fault, &error);
    }
    if (status != THERAPYCODE_OK) {
        therapycode_own_complain_json(name, &error);
    } else if (!c->json) {
        report(&day, e, &style);
    } else {
        status = therapycode_json_write_day(document, e, THERAPYCODE_JSON_PRETTY, output);
        puts(therapycode_json_output_text(output, NULL));
    }
    therapycode_json_day_free(document);
    return status == THERAPYCODE_OK ? EXIT_EVALUATED : EXIT_REFUSED;
}

int therapycode_own_command_day(int argc, char **argv)
{
    struct choices c;
    struct bytes text;
    struct therapycode_engine *engine;
    struct therapycode_evaluation *e = NULL;
    struct therapycode_json_output *output = NULL;
    int result = parse(argc, argv, &c);
    if (result != EXIT_EVALUATED)
        return result < 0 ? EXIT_EVALUATED : result;
    engine = therapycode_own_make_engine(&c.tables);
    if (engine == NULL || (c.policy != NULL && !therapycode_own_check_policy(engine, c.policy))) {
        therapycode_engine_unref(engine);
        return EXIT_USAGE;
    }
    result = EXIT_REFUSED;
    if (therapycode_own_read_file(argv[optind], &text)) {
        if (therapycode_evaluation_new(NULL, &e) == THERAPYCODE_OK &&
            therapycode_json_output_new(&output) == THERAPYCODE_OK)
            result = check(engine, &c, argv[optind], &text, e, output);
        else
            therapycode_own_complain("no memory left");
        therapycode_own_drop(&text);
    }
    therapycode_json_output_free(output);
    therapycode_evaluation_free(e);
    therapycode_engine_unref(engine);
    return result;
}
