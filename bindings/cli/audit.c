/* therapycode audit: many visits on all cores, and a summary of what is wrong. */
#include "audit.h"

#include <fcntl.h>
#include <getopt.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { THREADS_MAX = 256 };

static const char usage[] =
    "usage: therapycode audit [options] FILE.ndjson|FILE.csv|-\n"
    "\n"
    "Evaluates many visits on all cores and tells how many units were billed over\n"
    "and under what the facts support, and which rules were met how often.\n"
    "FILE.csv has a header row and a row per activity, the rows of a visit together:\n"
    "visit, date_of_service, discipline, code and, if known, setting, policy,\n"
    "minutes, assistant_minutes, billed_units. Anything else is a visit per line.\n"
    "\n"
    "  --json              the summary as JSON\n"
    "  --csv, --ndjson     what the file is, where its name does not tell\n"
    "  --visits OUT.csv    writes every line that is over or under: visit, line of\n"
    "                      the file, code, units billed and supported, rule\n"
    "  --policy NAME       for visits that name none\n"
    "  --table KIND=FILE   loads a table; may be given again\n"
    "  --threads N         1 to 256; all cores where it is not given\n"
    "  --color=WHEN        auto, always or never\n"
    "\n"
    "Exit status: 0 evaluated, 1 some visit refused, 2 usage.\n";

struct choices {
    struct engine_options tables;
    const char *policy;
    const char *file;
    const char *visits;
    int json;
    int form; /* 0: by the name, 'v' CSV, 'n' lines */
    int color;
    int threads;
};

static int take_threads(const char *text, int *out)
{
    char *end;
    long value = strtol(text, &end, 10);
    if (*text == '\0' || *end != '\0' || value < 1 || value > THREADS_MAX) {
        therapycode_own_complain("--threads is 1 to %d", THREADS_MAX);
        return 0;
    }
    *out = (int)value;
    return 1;
}

static int parse(int argc, char **argv, struct choices *c)
{
    static const struct option options[] = {
        { "json", no_argument, NULL, 'j' },          { "csv", no_argument, NULL, 'v' },
        { "ndjson", no_argument, NULL, 'n' },        { "policy", required_argument, NULL, 'p' },
        { "table", required_argument, NULL, 't' },   { "threads", required_argument, NULL, 'T' },
        { "color", required_argument, NULL, 'c' },   { "help", no_argument, NULL, 'h' },
        { "visits", required_argument, NULL, 'V' },
        { NULL, 0, NULL, 0 }
    };
    int option, fine = 1;
    memset(c, 0, sizeof *c);
    while (fine && (option = getopt_long(argc, argv, "h", options, NULL)) != -1)
        switch (option) {
        case 'j': c->json = 1; break;
        case 'v':
        case 'n': c->form = option; break;
        case 'p': c->policy = optarg; break;
        case 'V': c->visits = optarg; break;
        case 't': fine = therapycode_own_take_table(&c->tables, optarg); break;
        case 'T': fine = take_threads(optarg, &c->threads); break;
        case 'c': fine = therapycode_own_take_color(optarg, &c->color); break;
        case 'h': fputs(usage, stdout); return -1;
        default: fputs(usage, stderr); fine = 0;
        }
    fine = fine && therapycode_own_one_file(argc - optind, usage);
    c->file = fine ? argv[optind] : NULL;
    return fine ? EXIT_EVALUATED : EXIT_USAGE;
}

/* ---- the file ---- */

struct input {
    const char *data;
    size_t length;
    int mapped;
    struct bytes bytes;
};

/* A regular file is mapped, so that it may be larger than memory. */
static int open_input(const char *name, struct input *in)
{
    struct stat about;
    int file = strcmp(name, "-") == 0 ? -1 : open(name, O_RDONLY | O_CLOEXEC);
    memset(in, 0, sizeof *in);
    if (file >= 0 && fstat(file, &about) == 0 && S_ISREG(about.st_mode) && about.st_size > 0) {
        void *data = mmap(NULL, (size_t)about.st_size, PROT_READ, MAP_PRIVATE, file, 0);
        if (data != MAP_FAILED) {
            in->data = data;
            in->length = (size_t)about.st_size;
            in->mapped = 1;
        }
    }
    if (file >= 0)
        close(file);
    if (in->mapped)
        return 1;
    if (!therapycode_own_read_file(name, &in->bytes))
        return 0;
    in->data = in->bytes.data == NULL ? "" : in->bytes.data;
    in->length = in->bytes.length;
    return 1;
}

static void close_input(struct input *in)
{
    void *data;
    memcpy(&data, &in->data, sizeof data);
    if (in->mapped)
        munmap(data, in->length);
    else
        therapycode_own_drop(&in->bytes);
}

/* ---- names ---- */

/* Whether a policy, or the one that it follows, counts by the total of the day; a choice that changed: the last one. */
static int has_total(const struct audit *a, const char *policy)
{
    const struct therapycode_option *option;
    const char *rule = NULL, *base = policy;
    size_t i, steps;
    for (steps = 0; rule == NULL && base != NULL && steps <= a->policy_count; steps++) {
        policy = base;
        base = NULL;
        for (i = 0; (option = therapycode_engine_option(a->engine, i)) != NULL; i++) {
            if (strcmp(option->policy, policy) != 0)
                continue;
            if (strcmp(option->option, "time_rule") == 0)
                rule = option->value;
            if (strcmp(option->option, "base") == 0)
                base = option->value;
        }
    }
    return rule != NULL && (strcmp(rule, "medicare-total") == 0 || strcmp(rule, "total-only") == 0);
}

static int take_names(struct audit *a)
{
    const struct therapycode_option *option;
    const struct therapycode_rule *rule;
    size_t i, j, options = 0;
    while (therapycode_engine_option(a->engine, options) != NULL)
        options++;
    while (therapycode_engine_rule(a->engine, a->rule_count) != NULL)
        a->rule_count++;
    a->policies = calloc(options + 1, sizeof *a->policies);
    a->rules = calloc(a->rule_count + 1, sizeof *a->rules);
    a->has_total = calloc(options + 1, 1);
    if (a->policies == NULL || a->rules == NULL || a->has_total == NULL)
        return 0;
    for (i = 0; (rule = therapycode_engine_rule(a->engine, i)) != NULL; i++)
        a->rules[i] = rule->id;
    for (i = 0; (option = therapycode_engine_option(a->engine, i)) != NULL; i++) {
        for (j = 0; j < a->policy_count && strcmp(a->policies[j], option->policy) != 0; j++)
            ;
        if (j == a->policy_count)
            a->policies[a->policy_count++] = option->policy;
    }
    for (j = 0; j < a->policy_count; j++)
        a->has_total[j] = (unsigned char)has_total(a, a->policies[j]);
    return 1;
}

/* ---- threads ---- */

static void show_progress(struct audit *a)
{
    const struct timespec pause = { 0, 100000000 };
    while (atomic_load(&a->running) > 0) {
        size_t done = atomic_load(&a->done);
        int percent = a->length == 0 || done >= a->length ? 100 : (int)(done / (a->length / 100 + 1));
        int i;
        fputs("\r[", stderr);
        for (i = 0; i < 40; i++)
            fputc(i * 100 < percent * 40 ? '#' : '.', stderr);
        fprintf(stderr, "] %3d%%", percent);
        fflush(stderr);
        nanosleep(&pause, NULL);
    }
    fprintf(stderr, "\r%*s\r", 50, "");
}

static int prepare(struct audit *a, struct worker *workers, int count)
{
    int i;
    for (i = 0; i < count; i++) {
        workers[i].audit = a;
        workers[i].by_rule = calloc(a->rule_count + 1, SEVERITIES * sizeof(int64_t));
        if (workers[i].by_rule == NULL ||
            therapycode_evaluation_new(NULL, &workers[i].evaluation) != THERAPYCODE_OK)
            return 0;
    }
    return 1;
}

static void run(struct audit *a, struct worker *workers, int count)
{
    pthread_t threads[THREADS_MAX];
    int i, started = 0;
    atomic_store(&a->running, count);
    for (i = 1; i < count; i++)
        if (pthread_create(&threads[started], NULL, therapycode_own_audit_work, &workers[i]) == 0)
            started++;
        else
            atomic_fetch_sub(&a->running, 1);
    if (isatty(STDERR_FILENO) && started > 0) {
        pthread_t first;
        if (pthread_create(&first, NULL, therapycode_own_audit_work, &workers[0]) == 0) {
            show_progress(a);
            pthread_join(first, NULL);
        } else {
            therapycode_own_audit_work(&workers[0]);
        }
    } else {
        therapycode_own_audit_work(&workers[0]);
    }
    for (i = 0; i < started; i++)
        pthread_join(threads[i], NULL);
}

/* ---- the summary ---- */

static int by_value(const void *left, const void *right)
{
    uint64_t a = *(const uint64_t *)left, b = *(const uint64_t *)right;
    return a < b ? -1 : a > b;
}

/* A visit whose rows lie apart was counted as several: that must be told. */
static size_t count_apart(struct worker *workers, int count, uint64_t *one)
{
    size_t total = 0, at = 0, apart = 0, i;
    uint64_t *all;
    int w;
    for (w = 0; w < count; w++)
        total += workers[w].id_count;
    all = malloc((total + 1) * sizeof *all);
    if (all == NULL || total == 0) {
        free(all);
        return 0;
    }
    for (w = 0; w < count; w++) {
        memcpy(all + at, workers[w].ids == NULL ? (const void *)"" : workers[w].ids,
               workers[w].id_count * sizeof *all);
        at += workers[w].id_count;
    }
    qsort(all, total, sizeof *all, by_value);
    for (i = 1; i < total; i++) {
        if (all[i] == all[i - 1] && apart++ == 0)
            *one = all[i];
    }
    free(all);
    return apart;
}

static void add(struct totals *to, const struct totals *from)
{
    int i;
    to->visits += from->visits;
    to->refused += from->refused;
    to->billed += from->billed;
    to->supported += from->supported;
    to->over += from->over;
    to->under += from->under;
    to->visits_over += from->visits_over;
    to->visits_under += from->visits_under;
    to->lines += from->lines;
    for (i = 0; i < SEVERITIES; i++)
        to->severities[i] += from->severities[i];
}

static int by_offset(const void *left, const void *right)
{
    const struct refusal *a = left, *b = right;
    return a->offset < b->offset ? -1 : a->offset > b->offset;
}

static void tell_refusals(const struct audit *a, const struct worker *workers, int count, const char *name)
{
    struct refusal *all = calloc((size_t)count * REFUSALS_MAX + 1, sizeof *all);
    size_t total = 0, i, at = 0;
    long line = 1;
    int w;
    for (w = 0; all != NULL && w < count; w++) {
        memcpy(all + total, workers[w].refusals, (size_t)workers[w].refusal_count * sizeof *all);
        total += (size_t)workers[w].refusal_count;
    }
    if (all != NULL && total > 0)
        qsort(all, total, sizeof *all, by_offset);
    for (i = 0; i < total && i < REFUSALS_MAX; i++) {
        line = therapycode_own_line_number(a, at, line, all[i].offset);
        at = all[i].offset;
        therapycode_own_complain("%s:%ld: %s: %s (%s)", name, line, all[i].path, all[i].message,
                                 therapycode_status_name(all[i].status));
    }
    free(all);
}

static void print_json(const struct audit *a, const struct totals *t, const int64_t *by_rule)
{
    size_t i;
    int first = 1;
    printf("{\"visits\": %lld, \"refused\": %lld, \"billed_units\": %lld, \"supported_units\": %lld, ",
           (long long)t->visits, (long long)t->refused, (long long)t->billed, (long long)t->supported);
    printf("\"units_over\": %lld, \"units_under\": %lld, \"visits_over\": %lld, \"visits_under\": %lld, ",
           (long long)t->over, (long long)t->under, (long long)t->visits_over, (long long)t->visits_under);
    printf("\"findings\": {\"error\": %lld, \"warning\": %lld, \"advice\": %lld, \"info\": %lld}, \"rules\": {",
           (long long)t->severities[1], (long long)t->severities[2], (long long)t->severities[3],
           (long long)t->severities[4]);
    for (i = 0; i < a->rule_count; i++) {
        int64_t count = 0;
        size_t severity;
        for (severity = 0; severity < SEVERITIES; severity++)
            count += by_rule[i * SEVERITIES + severity];
        if (count > 0)
            printf("%s\"%s\": %lld", first ? "" : ", ", a->rules[i], (long long)count);
        first &= count == 0;
    }
    puts("}}");
}

/* The worst first, and among those the most frequent. */
static void print_rules(const struct audit *a, const int64_t *by_rule, const struct style *s)
{
    static const enum colour colours[] = { COLOUR_NONE, COLOUR_BAD, COLOUR_WARN, COLOUR_NONE, COLOUR_QUIET };
    size_t i, best, severity;
    char *done = calloc(a->rule_count + 1, 1);
    if (done == NULL)
        return;
    therapycode_own_heading(s, "FINDINGS BY RULE\n");
    for (severity = 1; severity < SEVERITIES; severity++) {
        const struct therapycode_rule *rule;
        memset(done, 0, a->rule_count);
        for (;; done[best] = 1) {
            best = a->rule_count;
            for (i = 0; i < a->rule_count; i++)
                if (!done[i] && by_rule[i * SEVERITIES + severity] > 0 &&
                    (best == a->rule_count ||
                     by_rule[i * SEVERITIES + severity] > by_rule[best * SEVERITIES + severity]))
                    best = i;
            if (best == a->rule_count)
                break;
            rule = therapycode_engine_rule(a->engine, best);
            therapycode_own_on(s, colours[severity]);
            fprintf(s->file, "  %-7s", therapycode_own_severity_word((int32_t)severity));
            therapycode_own_off(s, colours[severity]);
            therapycode_own_wrap(s, 9 + fprintf(s->file, " %9lld  %-26s ", (long long)by_rule[best * SEVERITIES + severity],
                                                rule->id), 21, rule->title);
        }
    }
    free(done);
}

static void print_lines(const struct audit *a, int64_t total, const struct style *s)
{
    size_t i;
    if (a->first.count == 0)
        return;
    therapycode_own_heading(s, "OVER AND UNDER");
    if (total > (int64_t)a->first.count)
        fprintf(s->file, "  the first %zu of %lld lines; --visits OUT.csv writes all", a->first.count, (long long)total);
    fputc('\n', s->file);
    for (i = 0; i < a->first.count; i++) {
        const struct found_line *line = &a->first.rows[i];
        char id[128], plain[64];
        snprintf(id, sizeof id, "%.*s", (int)(line->id_length < 100 ? line->id_length : 100), a->first.ids + line->id);
        therapycode_own_plain(id, plain);
        fprintf(s->file, "  %-16s line %-7ld %-5s  billed %2lld, supported %2lld  %s\n", plain, line->number,
                line->code, (long long)line->billed, (long long)line->supported, therapycode_own_line_rule(line));
    }
}

static void print_summary(const struct audit *a, const struct totals *t, const int64_t *by_rule, const struct style *s)
{
    fprintf(s->file, "Visits         %10lld\n", (long long)t->visits);
    fprintf(s->file, "  refused      %10lld\n", (long long)t->refused);
    fprintf(s->file, "  overbilled   %10lld  by %lld %s\n", (long long)t->visits_over, (long long)t->over,
            t->over == 1 ? "unit" : "units");
    fprintf(s->file, "  underbilled  %10lld  by %lld %s\n", (long long)t->visits_under, (long long)t->under,
            t->under == 1 ? "unit" : "units");
    fprintf(s->file, "Units          %10lld  billed where the facts can check them\n", (long long)t->billed);
    fprintf(s->file, "               %10lld  supported by the facts\n", (long long)t->supported);
    fprintf(s->file, "Findings       %10lld  errors, %lld warnings, %lld advice, %lld for the record\n",
            (long long)t->severities[1], (long long)t->severities[2], (long long)t->severities[3],
            (long long)t->severities[4]);
    print_lines(a, t->lines, s);
    print_rules(a, by_rule, s);
}

static int summarise(struct audit *a, struct worker *workers, int count, const struct choices *c)
{
    struct totals totals;
    struct style style = therapycode_own_style(stdout, c->color);
    uint64_t one = 0;
    size_t apart = count_apart(workers, count, &one), i;
    int w, failed = a->lines_failed;
    memset(&totals, 0, sizeof totals);
    for (w = 0; w < count; w++) {
        add(&totals, &workers[w].totals);
        failed |= workers[w].out_of_memory;
        for (i = 0; w > 0 && i < a->rule_count * SEVERITIES; i++)
            workers[0].by_rule[i] += workers[w].by_rule[i];
    }
    if (failed) {
        therapycode_own_complain("no memory left; there is no summary, and lines may be missing");
        return EXIT_REFUSED;
    }
    if (apart > 0) {
        size_t again = therapycode_own_csv_again(a, one);
        therapycode_own_complain("%s:%ld: rows of one visit lie apart, as those of %zu in all: sort the file by visit; "
                                 "there is no summary%s", c->file, therapycode_own_line_number(a, 0, 1, again), apart,
                                 c->visits == NULL ? "" : ", and the lines written are of parts of visits");
        tell_refusals(a, workers, count, c->file);
        return EXIT_REFUSED;
    }
    if (c->json)
        print_json(a, &totals, workers[0].by_rule);
    else
        print_summary(a, &totals, workers[0].by_rule, &style);
    tell_refusals(a, workers, count, c->file);
    return totals.refused > 0 ? EXIT_REFUSED : EXIT_EVALUATED;
}

static int open_visits(struct audit *a, const char *name)
{
    a->visits_file = fopen(name, "wb");
    if (a->visits_file == NULL) {
        therapycode_own_complain("%s: cannot be written", name);
        return 0;
    }
    fputs("visit,line,code,billed,supported,rule\n", a->visits_file);
    return 1;
}

static int close_visits(struct audit *a, const char *name)
{
    int failed;
    if (a->visits_file == NULL)
        return 1;
    failed = ferror(a->visits_file);
    failed |= fclose(a->visits_file) != 0;
    if (failed)
        therapycode_own_complain("%s: cannot be written", name);
    return !failed;
}

static int audit_input(struct audit *a, const struct choices *c)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    int i, result = EXIT_REFUSED, count = c->threads > 0 ? c->threads : cores < 1 ? 1 : (int)cores;
    struct worker *workers;
    if (count > THREADS_MAX)
        count = THREADS_MAX;
    a->begin = a->is_csv && a->length >= 3 && memcmp(a->text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0; /* as spreadsheets write it */
    if (a->is_csv && !therapycode_own_csv_header(a))
        return EXIT_USAGE;
    if (c->visits != NULL && !open_visits(a, c->visits))
        return EXIT_REFUSED;
    workers = calloc((size_t)count, sizeof *workers);
    if (workers != NULL && take_names(a) && prepare(a, workers, count)) {
        run(a, workers, count);
        result = summarise(a, workers, count, c);
    } else {
        therapycode_own_complain("no memory left");
    }
    if (!close_visits(a, c->visits))
        result = EXIT_REFUSED;
    for (i = 0; workers != NULL && i < count; i++) {
        therapycode_evaluation_free(workers[i].evaluation);
        therapycode_own_csv_free(&workers[i]);
        therapycode_own_lines_free(&workers[i].lines);
        free(workers[i].by_rule);
        free(workers[i].ids);
    }
    free(workers);
    free(a->policies);
    free(a->rules);
    free(a->has_total);
    therapycode_own_lines_free(&a->first);
    return result;
}

static int is_csv(const struct choices *c)
{
    size_t length = strlen(c->file);
    return c->form == 'v' || (c->form == 0 && length > 4 && strcmp(c->file + length - 4, ".csv") == 0);
}

int therapycode_own_command_audit(int argc, char **argv)
{
    struct choices c;
    struct audit audit;
    struct input input;
    struct therapycode_engine *engine;
    int result = parse(argc, argv, &c);
    if (result != EXIT_EVALUATED)
        return result < 0 ? EXIT_EVALUATED : result;
    engine = therapycode_own_make_engine(&c.tables);
    if (engine == NULL || (c.policy != NULL && !therapycode_own_check_policy(engine, c.policy))) {
        therapycode_engine_unref(engine);
        return EXIT_USAGE;
    }
    result = EXIT_REFUSED;
    if (open_input(c.file, &input)) {
        memset(&audit, 0, sizeof audit);
        audit.engine = engine;
        audit.policy = c.policy == NULL ? "medicare" : c.policy;
        audit.text = input.data;
        audit.length = input.length;
        audit.is_csv = is_csv(&c);
        audit.line = 1;
        pthread_mutex_init(&audit.turn_lock, NULL);
        pthread_cond_init(&audit.turn_passed, NULL);
        result = audit_input(&audit, &c);
        close_input(&input);
        pthread_cond_destroy(&audit.turn_passed);
        pthread_mutex_destroy(&audit.turn_lock);
    }
    therapycode_engine_unref(engine);
    return result;
}
