/*
 * Text: the matcher against Vectorscan, a whole note to rows, the growth curve, and allocations of the steady state.
 *
 * The text is made of the notes in tests/notes, over and over. Vectorscan gets the same phrases as literals with word
 * bounds and start offsets; it knows nothing of word forms, of hyphens and arrows, or of phrases that stand only for
 * themselves, so its task is the lighter one. Everything is the best of several runs, and what is compared alternates
 * within one run, for machines are shared. Usage: bench_text [MEGABYTES]
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "evaluation.h"
#include "note/note.h"
#include "rulebook/matcher.h"

#ifdef HAVE_HS
#include <hs.h>
#endif

enum { RUNS = 7 };

/* Time of this process, not of the wall: others may use the machine. */
static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* ---- text ---- */

static size_t put_utf8(char *to, unsigned c)
{
    if (c < 0x80) {
        to[0] = (char)c;
        return 1;
    }
    if (c < 0x800) {
        to[0] = (char)(0xC0 | c >> 6);
        to[1] = (char)(0x80 | (c & 0x3F));
        return 2;
    }
    to[0] = (char)(0xE0 | c >> 12);
    to[1] = (char)(0x80 | (c >> 6 & 0x3F));
    to[2] = (char)(0x80 | (c & 0x3F));
    return 3;
}

/* Copies the string after "text": of one line of JSON; returns its length. */
static size_t take_text(const char *line, char *to)
{
    const char *at = strstr(line, "\"text\": \"");
    size_t n = 0;
    if (at == NULL)
        return 0;
    for (at += 9; *at != '"' && *at != '\0'; at++) {
        if (*at != '\\') {
            to[n++] = *at;
            continue;
        }
        at++;
        if (*at == 'n')
            to[n++] = '\n';
        else if (*at == 't')
            to[n++] = '\t';
        else if (*at == 'u') {
            char hex[5] = { at[1], at[2], at[3], at[4], 0 };
            n += put_utf8(to + n, (unsigned)strtoul(hex, NULL, 16));
            at += 4;
        } else {
            to[n++] = *at;
        }
    }
    return n;
}

struct corpus {
    char *text;
    size_t length;
    size_t starts[4096];
    size_t count;
};

static struct corpus read_corpus(void)
{
    enum { CAPACITY = 1 << 20 };
    struct corpus c = { malloc(CAPACITY), 0, { 0 }, 0 };
    char *line = malloc(CAPACITY);
    FILE *file = fopen(TEST_TOP "/tests/notes/notes.jsonl", "rb");
    if (file == NULL || line == NULL || c.text == NULL)
        exit(EXIT_FAILURE);
    while (fgets(line, CAPACITY, file) != NULL && c.count < 4095) {
        c.starts[c.count++] = c.length;
        c.length += take_text(line, c.text + c.length);
        c.text[c.length++] = '\n';
    }
    c.starts[c.count] = c.length;
    fclose(file);
    free(line);
    return c;
}

/* ---- the matcher ---- */

static size_t scan_ours(const struct therapycode_impl_vocabulary *v, const char *text, size_t length, size_t *sum)
{
    struct therapycode_impl_matcher m;
    struct therapycode_impl_word word;
    size_t at = 0, count = 0;
    therapycode_impl_matcher_begin(&m, v);
    while (therapycode_impl_next_word(text, length, at, &word)) {
        const struct therapycode_impl_hit *hit;
        therapycode_impl_matcher_word(&m, &word);
        for (hit = therapycode_impl_matcher_first(&m, m.longer); hit != NULL; hit = therapycode_impl_matcher_next(&m, hit))
            if (therapycode_impl_matcher_is(&m, hit)) {
                count++;
                *sum += therapycode_impl_matcher_start(&m, hit);
            }
        for (hit = therapycode_impl_matcher_first(&m, m.alone); hit != NULL; hit = therapycode_impl_matcher_next(&m, hit)) {
            count++;
            *sum += therapycode_impl_matcher_start(&m, hit);
        }
        at = word.end;
    }
    return count;
}

#ifdef HAVE_HS
struct hits {
    size_t count;
    size_t sum;
};

static int on_hit(unsigned id, unsigned long long from, unsigned long long to, unsigned flags, void *context)
{
    struct hits *hits = context;
    (void)id;
    (void)to;
    (void)flags;
    hits->count++;
    hits->sum += (size_t)from;
    return 0;
}

static hs_database_t *compile_hs(const struct therapycode_engine *engine)
{
    size_t i, n = engine->phrase_count;
    char **patterns = calloc(n, sizeof *patterns);
    unsigned *flags = calloc(n, sizeof *flags), *ids = calloc(n, sizeof *ids);
    hs_database_t *database = NULL;
    hs_compile_error_t *error = NULL;
    for (i = 0; i < n; i++) {
        const char *p = therapycode_impl_phrase_text(engine, (int32_t)i);
        size_t k = 0, first = 1;
        patterns[i] = calloc(strlen(p) * 2 + 8, 1);
        for (p += *p == '='; *p != '\0'; p++) {
            int word = (*p >= '0' && *p <= '9') || (*p >= 'a' && *p <= 'z') || (*p >= 'A' && *p <= 'Z');
            if (first && word) {
                memcpy(patterns[i] + k, "\\b", 2);
                k += 2;
            }
            first = 0;
            if (!word && *p != ' ' && (unsigned char)*p < 0x80)
                patterns[i][k++] = '\\';
            patterns[i][k++] = *p;
            if (p[1] == '\0' && word)
                memcpy(patterns[i] + k, "\\b", 2);
        }
        flags[i] = HS_FLAG_CASELESS | HS_FLAG_SOM_LEFTMOST;
        ids[i] = (unsigned)i;
    }
    if (hs_compile_multi((const char *const *)patterns, flags, ids, (unsigned)n, HS_MODE_BLOCK, NULL, &database, &error) !=
        HS_SUCCESS) {
        printf("hs_compile_multi: %s\n", error->message);
        exit(EXIT_FAILURE);
    }
    for (i = 0; i < n; i++)
        free(patterns[i]);
    free(patterns);
    free(flags);
    free(ids);
    return database;
}
#endif

static int bench_matcher(const struct therapycode_engine *engine, const char *text, size_t length)
{
    double ours = 1e9, theirs = 1e9, t;
    size_t count = 0, sum = 0;
    int run;
#ifdef HAVE_HS
    hs_scratch_t *scratch = NULL;
    struct hits hits = { 0, 0 };
    double compile = now();
    hs_database_t *database = compile_hs(engine);
    compile = now() - compile;
    hs_alloc_scratch(database, &scratch);
#endif
    for (run = 0; run < RUNS; run++) {
        t = now();
        count = scan_ours(&engine->vocabulary, text, length, &sum);
        t = now() - t;
        ours = t < ours ? t : ours;
#ifdef HAVE_HS
        hits.count = 0;
        t = now();
        hs_scan(database, text, (unsigned)length, 0, scratch, on_hit, &hits);
        t = now() - t;
        theirs = t < theirs ? t : theirs;
#endif
    }
    printf("matcher: %zu phrases, %.1f MB: %.0f MB/s, %zu matches\n", engine->phrase_count, (double)length / 1e6,
           (double)length / ours / 1e6, count);
#ifdef HAVE_HS
    printf("vectorscan %s: %.0f MB/s, %zu matches, compiled in %.0f ms\n", hs_version(), (double)length / theirs / 1e6,
           hits.count, compile * 1e3);
    printf("ratio: %.2f (goal 1.0)\n", theirs / ours);
    hs_free_scratch(scratch);
    hs_free_database(database);
    return theirs / ours >= 1.0;
#else
    (void)theirs;
    printf("vectorscan: not built in\n");
    return 1;
#endif
}

/* ---- whole notes ---- */

struct counting {
    size_t calls;
};

static void *count_allocate(void *user, size_t bytes)
{
    ((struct counting *)user)->calls++;
    return malloc(bytes);
}

static void *count_reallocate(void *user, void *block, size_t old_bytes, size_t bytes)
{
    (void)old_bytes;
    ((struct counting *)user)->calls++;
    return realloc(block, bytes);
}

static void count_release(void *user, void *block, size_t bytes)
{
    (void)user;
    (void)bytes;
    free(block);
}

static void must(therapycode_status status)
{
    if (status == THERAPYCODE_OK)
        return;
    printf("%s\n", therapycode_status_name(status));
    exit(EXIT_FAILURE);
}

static size_t rows_read;

typedef therapycode_status ask(const struct therapycode_engine *, const struct therapycode_session *,
                               struct therapycode_evaluation *, struct therapycode_error *);

static int bench_notes(const struct therapycode_engine *engine, const struct corpus *c, ask *question, const char *name,
                       double goal)
{
    enum { ROUNDS = 200 };
    struct counting counting = { 0 };
    struct therapycode_allocator hooks = { sizeof hooks, &counting, count_allocate, count_reallocate, count_release };
    struct therapycode_evaluation *evaluation = NULL;
    struct therapycode_session session = THERAPYCODE_SESSION_INIT;
    double best = 1e9, t;
    size_t i, calls = 0, bytes = 0;
    int run, round;
    must(therapycode_evaluation_new(&hooks, &evaluation));
    session.date_of_service = 20260302;
    session.discipline = THERAPYCODE_PT;
    for (run = 0; run < RUNS; run++) {
        calls = counting.calls;
        bytes = 0;
        t = now();
        for (round = 0; round < ROUNDS; round++)
            for (i = 0; i < c->count; i++) {
                session.note.data = c->text + c->starts[i];
                session.note.length = c->starts[i + 1] - c->starts[i];
                bytes += session.note.length;
                must(question(engine, &session, evaluation, NULL));
            }
        t = (now() - t);
        best = t < best ? t : best;
        calls = counting.calls - calls;
    }
    printf("%s: %.0f MB/s, %.0f notes/s of %zu bytes on average, %zu allocations in the steady state (goal %.0f MB/s, 0)\n",
           name, (double)bytes / best / 1e6, (double)c->count * ROUNDS / best, c->length / c->count, calls, goal);
    therapycode_evaluation_free(evaluation);
    return calls == 0 && (double)bytes / best / 1e6 >= goal;
}

/* Growth of one question: the last size may take four times as long a byte as the first, not more. */
static int bench_growth(const struct therapycode_engine *engine, const char *text, size_t length, ask *question,
                        const char *name)
{
    struct therapycode_evaluation *evaluation = NULL;
    struct therapycode_session session = THERAPYCODE_SESSION_INIT;
    double first = 0, last = 0, t;
    size_t size;
    int run;
    session.date_of_service = 20260302;
    session.discipline = THERAPYCODE_PT;
    session.note.data = text;
    for (size = 10000; size <= length; size *= 10) {
        double best = 1e9;
        must(therapycode_evaluation_new(NULL, &evaluation));
        session.note.length = size;
        for (run = 0; run < 3; run++) {
            t = now();
            must(question(engine, &session, evaluation, NULL));
            t = now() - t;
            best = t < best ? t : best;
        }
        therapycode_evaluation_free(evaluation);
        printf("%s, one note of %zu bytes: %.2f ns/byte\n", name, size, best * 1e9 / (double)size);
        last = best / (double)size;
        if (first <= 0)
            first = last;
    }
    return last < first * 4;
}

/* Everything, and every row read: messages and steps are written out when they are first read. */
static therapycode_status read_rows(const struct therapycode_engine *engine, const struct therapycode_session *session,
                                    struct therapycode_evaluation *evaluation, struct therapycode_error *error)
{
    therapycode_status status = therapycode_evaluate(engine, session, evaluation, error);
    const struct therapycode_finding *finding;
    const struct therapycode_step *step;
    size_t i;
    for (i = 0; (finding = therapycode_evaluation_finding(evaluation, i)) != NULL; i++)
        rows_read += finding->message[0] != '\0';
    for (i = 0; (step = therapycode_evaluation_step(evaluation, i)) != NULL; i++)
        rows_read += step->message[0] != '\0';
    for (i = 0; therapycode_evaluation_reading(evaluation, i) != NULL; i++)
        rows_read++;
    for (i = 0; therapycode_evaluation_candidate(evaluation, i) != NULL; i++)
        rows_read++;
    for (i = 0; therapycode_evaluation_evidence(evaluation, i) != NULL; i++)
        rows_read++;
    for (i = 0; therapycode_evaluation_measure(evaluation, i) != NULL; i++)
        rows_read++;
    for (i = 0; therapycode_evaluation_element(evaluation, i) != NULL; i++)
        rows_read++;
    for (i = 0; therapycode_evaluation_tally(evaluation, i) != NULL; i++)
        rows_read++;
    for (i = 0; therapycode_evaluation_line(evaluation, i) != NULL; i++)
        rows_read++;
    return status;
}

/* The vocabulary alone, without the digest of the tables and the rest of an engine. */
static double compile_once(const struct therapycode_engine *engine)
{
    struct therapycode_engine copy = *engine;
    double t;
    memset(&copy.vocabulary, 0, sizeof copy.vocabulary);
    therapycode_impl_arena_init(&copy.arena, &copy.allocator);
    t = now();
    must(therapycode_impl_vocabulary_compile(&copy, NULL));
    t = now() - t;
    therapycode_impl_arena_free(&copy.arena);
    return t;
}

/* Reading alone: statements, contexts, minutes and measures, before codes are chosen. */
static therapycode_status read_only(const struct therapycode_engine *engine, const struct therapycode_session *session,
                                    struct therapycode_evaluation *evaluation, struct therapycode_error *error)
{
    (void)error;
    therapycode_impl_begin(evaluation, engine);
    evaluation->session = *session;
    therapycode_impl_note_read(evaluation);
    return evaluation->status;
}

int main(int argc, char **argv)
{
    enum { STEP = 4099 }; /* a prime above the number of notes, so that each of them comes */
    size_t megabytes = argc > 1 ? strtoul(argv[1], NULL, 10) : 16, length = megabytes << 20, at = 0, i = 0;
    struct corpus c = read_corpus();
    struct therapycode_engine *engine = NULL;
    char *text = malloc(length + 65536);
    double best = 1e9, t;
    int run, good = 1;
    if (text == NULL)
        return EXIT_FAILURE;
    while (at < length) {
        size_t n = c.starts[i % c.count + 1] - c.starts[i % c.count];
        memcpy(text + at, c.text + c.starts[i % c.count], n);
        at += n;
        i += STEP; /* another order each time round */
    }
    while (length < at && (text[length] & 0xC0) == 0x80)
        length++; /* not in the middle of a character */
    for (run = 0; run < RUNS * 3; run++) {
        therapycode_engine_unref(engine);
        t = now();
        must(therapycode_engine_new(NULL, &engine, NULL));
        t = now() - t;
        best = t < best ? t : best;
    }
    printf("engine built in %.2f ms (goal 5)\n", best * 1e3);
    good &= best < 5e-3;
    for (best = 1e9, run = 0; run < RUNS; run++) {
        t = compile_once(engine);
        best = t < best ? t : best;
    }
    printf("of it the vocabulary in %.2f ms\n", best * 1e3);
    good &= bench_matcher(engine, text, length);
    good &= bench_notes(engine, &c, read_only, "note to statements", 0);
    good &= bench_notes(engine, &c, therapycode_select_codes, "note to codes", 100);
    good &= bench_notes(engine, &c, therapycode_evaluate, "note to everything", 100);
    good &= bench_notes(engine, &c, read_rows, "note to everything, every row read", 0);
    good &= bench_growth(engine, text, length, therapycode_select_codes, "codes");
    good &= bench_growth(engine, text, length, therapycode_evaluate, "everything");
    printf("rows read: %zu\n", rows_read);
    therapycode_engine_unref(engine);
    free(text);
    free(c.text);
    printf("text: %s\n", good ? "all goals met" : "A GOAL WAS MISSED");
    return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
