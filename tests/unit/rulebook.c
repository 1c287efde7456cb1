#include "check_main.h"

#include <stdio.h>
#include <string.h>

#include <therapycode/therapycode.h>

#include "base/text.h"
#include "rulebook/engine.h"
#include "rulebook/forms.h"
#include "rulebook/matcher.h"
#include "rulebook/words.h"

static struct therapycode_engine *engine_of(struct therapycode_rulebook *rulebook)
{
    struct therapycode_engine *engine = NULL;
    ck_assert_int_eq(therapycode_engine_new(rulebook, &engine, NULL), THERAPYCODE_OK);
    return engine;
}

static struct therapycode_rulebook *rulebook_of(void)
{
    struct therapycode_rulebook *rulebook = NULL;
    ck_assert_int_eq(therapycode_rulebook_new(NULL, &rulebook), THERAPYCODE_OK);
    return rulebook;
}

static therapycode_status load(struct therapycode_rulebook *rulebook, int32_t table, int32_t flags, const char *text,
                               size_t length, struct therapycode_error *error)
{
    struct therapycode_source source = { sizeof source, text, length, table, flags };
    return therapycode_rulebook_load(rulebook, &source, error);
}

static size_t read_file(const char *name, char *buffer, size_t capacity)
{
    char path[512];
    size_t length;
    FILE *file;
    snprintf(path, sizeof path, "%s/lib/rulebook/data/%s.csv", TEST_TOP, name);
    file = fopen(path, "rb");
    ck_assert_msg(file != NULL, "%s", path);
    length = fread(buffer, 1, capacity, file);
    ck_assert_uint_lt(length, capacity);
    fclose(file);
    return length;
}

/* The generator and the run-time reader must make the same rows of the same file: then the digests are equal. */
START_TEST(loading_the_sources_gives_the_built_in_tables)
{
    static const struct { const char *name; int32_t table, flags; } tables[] = {
        { "codes", THERAPYCODE_TABLE_CODES, THERAPYCODE_REPLACE },
        { "policies", THERAPYCODE_TABLE_POLICIES, THERAPYCODE_REPLACE },
        { "lexicon/activities", THERAPYCODE_TABLE_LEXICON, THERAPYCODE_REPLACE },
        { "lexicon/codes", THERAPYCODE_TABLE_LEXICON, 0 },
        { "lexicon/document", THERAPYCODE_TABLE_LEXICON, 0 },
        { "lexicon/note", THERAPYCODE_TABLE_LEXICON, 0 },
        { "rubric", THERAPYCODE_TABLE_RUBRIC, THERAPYCODE_REPLACE },
        { "thresholds", THERAPYCODE_TABLE_THRESHOLDS, THERAPYCODE_REPLACE }
    };
    enum { CAPACITY = 4 << 20 };
    char *file = malloc(CAPACITY);
    struct therapycode_rulebook *rulebook = rulebook_of();
    struct therapycode_engine *built_in = engine_of(NULL), *loaded;
    struct therapycode_error error = THERAPYCODE_ERROR_INIT;
    size_t i;
    for (i = 0; i < sizeof tables / sizeof tables[0]; i++) {
        size_t length = read_file(tables[i].name, file, CAPACITY);
        therapycode_status status = load(rulebook, tables[i].table, tables[i].flags, file, length, &error);
        ck_assert_msg(status == THERAPYCODE_OK, "%s: %s at %s line %d", tables[i].name, therapycode_status_name(status),
                      error.field, (int)error.line);
    }
    loaded = engine_of(rulebook);
    ck_assert_str_eq(therapycode_engine_info(loaded)->digest, therapycode_engine_info(built_in)->digest);
    therapycode_engine_unref(loaded);
    therapycode_engine_unref(built_in);
    free(file);
}
END_TEST

/* The digest of the built-in tables is generated; engines reckon that of changed ones. Both must be one function. */
START_TEST(the_generated_digest_is_the_one_that_is_reckoned)
{
    struct therapycode_rulebook *rulebook = rulebook_of();
    struct therapycode_impl_sha256 sha;
    struct therapycode_engine *changed;
    char digest[65];
    therapycode_impl_sha256_begin(&sha);
    therapycode_impl_rulebook_digest(rulebook, &sha);
    therapycode_impl_sha256_end(&sha, digest);
    ck_assert_str_eq(digest, therapycode_impl_builtin_digest);
    ck_assert_int_eq(therapycode_rulebook_set_policy(rulebook, "medicare", "tie_default", "lowest-code"),
                     THERAPYCODE_OK);
    changed = engine_of(rulebook);
    ck_assert_str_ne(therapycode_engine_info(changed)->digest, therapycode_impl_builtin_digest);
    therapycode_engine_unref(changed);
}
END_TEST

/* Words are read and counted eight bytes at a time: the same as byte by byte, wherever they lie. */
START_TEST(words_by_lanes_are_words_by_bytes)
{
    static const char letters[] = "aZ09 .-/\xC2\xB0\xC3\xA9\n";
    char text[40];
    uint32_t seed = 7;
    int round, i;
    for (round = 0; round < 20000; round++) {
        int32_t length = 1 + round % 39, start = round % 5 % length, count = 0, inside = 0;
        struct therapycode_impl_word word;
        for (i = 0; i < length; i++) {
            seed = seed * 1664525u + 1013904223u;
            text[i] = letters[(seed >> 16) % (round % 3 == 0 ? 4 : sizeof letters - 1)];
        }
        for (i = start; i < length; i++) {
            int part = therapycode_impl_folded[(unsigned char)text[i]] != 0 || (unsigned char)text[i] >= 0x80;
            count += part && !inside;
            inside = part;
        }
        ck_assert_int_eq(therapycode_impl_count_words(text, start, length), count);
        word.start = (size_t)start;
        therapycode_impl_plain_word(text, (size_t)length, &word);
        for (i = start; i < length && therapycode_impl_folded[(unsigned char)text[i]] != 0; i++)
            ;
        ck_assert_uint_eq(word.end, (size_t)i);
        if (i > start) {
            char folded[THERAPYCODE_IMPL_WORD_MAX + 1];
            size_t n = therapycode_impl_fold_word(text + start, (size_t)(i - start), folded);
            ck_assert_uint_eq(word.key, therapycode_impl_word_key(folded, n));
        }
    }
}
END_TEST

static int has_form(const char *word, const char *form)
{
    struct therapycode_impl_forms forms;
    size_t i;
    therapycode_impl_forms_of(word, strlen(word), &forms);
    for (i = 0; i < forms.count; i++)
        if (forms.length[i] == strlen(form) && strcmp(forms.text[i], form) == 0)
            return 1;
    return 0;
}

START_TEST(irregular_words_have_their_forms)
{
    ck_assert(has_form("went", "going") && has_form("ate", "eats") && has_form("eat", "ate"));
    ck_assert(has_form("stood", "stands") && has_form("feet", "foot") && !has_form("stood", "stooded"));
    ck_assert(has_form("squat", "squatting") && has_form("carried", "carry"));
}
END_TEST

static uint64_t lists_of(const char *text, struct therapycode_impl_word *word)
{
    ck_assert_int_eq(therapycode_impl_next_word(text, strlen(text), 0, word), 1);
    return therapycode_impl_lists_in(text, word);
}

/* A word is in the lists of the letters in it, and the vocabulary says the same of its own words. */
START_TEST(words_know_their_lists)
{
    static const char *const words[] = { "pt", "Student", "max", "independently", "scheduled", "97110", "STM", "last", "zzz" };
    struct therapycode_engine *e = engine_of(NULL);
    struct therapycode_impl_word word;
    size_t i;
    ck_assert_uint_ne(lists_of("student", &word) & THERAPYCODE_IMPL_LIST_GIVER, 0);
    ck_assert_uint_ne(lists_of("12students", &word) & THERAPYCODE_IMPL_LIST_GIVER, 0);
    ck_assert_uint_ne(lists_of("x3scheduled4", &word) & THERAPYCODE_IMPL_LIST_PAIR, 0);
    ck_assert_uint_eq(lists_of("studentship", &word) & THERAPYCODE_IMPL_LIST_GIVER, 0);
    ck_assert_uint_eq(lists_of("97110", &word), 0);
    for (i = 0; i < sizeof words / sizeof words[0]; i++) {
        uint64_t lists = lists_of(words[i], &word);
        uint32_t entry = therapycode_impl_find_entry(&e->vocabulary, &word);
        if (entry != 0)
            ck_assert_uint_eq(therapycode_impl_sense_of(&e->vocabulary, entry)->lists, lists);
    }
    therapycode_engine_unref(e);
}
END_TEST

/* The first phrase of those that end with the text. */
static int32_t found_at_end(const struct therapycode_engine *engine, const char *text)
{
    struct therapycode_impl_matcher m;
    struct therapycode_impl_word word = { 0 };
    const struct therapycode_impl_hit *hit;
    therapycode_impl_matcher_begin(&m, &engine->vocabulary);
    while (therapycode_impl_next_word(text, strlen(text), word.end, &word))
        therapycode_impl_matcher_word(&m, &word);
    for (hit = therapycode_impl_matcher_first(&m, m.longer); hit != NULL; hit = therapycode_impl_matcher_next(&m, hit))
        if (therapycode_impl_matcher_is(&m, hit))
            return (int32_t)hit->phrase;
    hit = therapycode_impl_matcher_first(&m, m.alone);
    return hit == NULL ? THERAPYCODE_NONE : (int32_t)hit->phrase;
}

/* A phrase takes over the words that it begins with as the one before it: whole words, with the signs before them. */
START_TEST(phrases_that_begin_alike_are_told_apart)
{
    static const char *const phrases[] = {
        "zig", "zig to", "zig to zag", "zig toe", "zig toes up high", "zig to Zax", "zig\u2192zeg", "zig\u2192zegs on", "zig & zap",
        "zig & zap & zop", "zig &zop", "zig\u00e9 to", "zig-to-zug", "zig to zug in", "zigzagging walkers", "zigzagging walk", "=ZIG TUM",
        "=ZIG TUMS"
    };
    enum { COUNT = sizeof phrases / sizeof phrases[0] };
    int32_t from, i;
    for (from = 0; from < COUNT; from++) { /* in every turn of the order */
        struct therapycode_rulebook *rulebook = rulebook_of();
        struct therapycode_engine *engine;
        char rows[2048] = "phrase,code,cue,weight,why\n";
        for (i = 0; i < COUNT; i++)
            snprintf(rows + strlen(rows), sizeof rows - strlen(rows), "%s,97530,activity,%d,x\n",
                     phrases[(from + i) % COUNT], (int)((from + i) % COUNT) + 1);
        ck_assert_int_eq(load(rulebook, THERAPYCODE_TABLE_LEXICON, THERAPYCODE_REPLACE, rows, strlen(rows), NULL),
                         THERAPYCODE_OK);
        engine = engine_of(rulebook);
        for (i = 0; i < COUNT; i++) {
            int32_t found = found_at_end(engine, phrases[i] + (phrases[i][0] == '='));
            ck_assert_msg(found != THERAPYCODE_NONE, "%s", phrases[i]);
            ck_assert_str_eq(therapycode_engine_phrase(engine, (size_t)found)->phrase, phrases[i]);
            ck_assert_int_eq(therapycode_engine_phrase(engine, (size_t)found)->weight, i + 1);
        }
        therapycode_engine_unref(engine);
    }
}
END_TEST

START_TEST(codes_are_found_as_of_a_date)
{
    struct therapycode_engine *engine = engine_of(NULL);
    const struct therapycode_code *code = therapycode_engine_find_code(engine, "97530", 20260302);
    ck_assert_ptr_nonnull(code);
    ck_assert_str_eq(code->code, "97530");
    ck_assert_int_eq(code->timing, THERAPYCODE_TIMED);
    ck_assert_int_eq(code->minutes_per_unit, 15);
    ck_assert_int_eq(code->contact, THERAPYCODE_ONE_ON_ONE);
    ck_assert(code->disciplines & 1 << THERAPYCODE_PT);
    ck_assert_ptr_null(therapycode_engine_find_code(engine, "97532", 20260302)); /* deleted */
    ck_assert_ptr_nonnull(therapycode_engine_find_code(engine, "97532", 20170301));
    ck_assert_ptr_null(therapycode_engine_find_code(engine, "97550", 20230301)); /* new in 2024 */
    ck_assert_ptr_null(therapycode_engine_find_code(engine, "97S30", 20260302));
    ck_assert_ptr_null(therapycode_engine_find_code(engine, "97530", 20260230));
    ck_assert_ptr_null(therapycode_engine_find_code(NULL, "97530", 20260302));
    code = therapycode_engine_find_code(engine, "97130", 20260302);
    ck_assert_int_eq(code->timing, THERAPYCODE_ADD_ON);
    ck_assert_str_eq(therapycode_engine_code(engine, (size_t)code->add_on_to)->code, "97129");
    ck_assert_int_eq(therapycode_engine_find_code(engine, "97014", 20260302)->medicare_valid, THERAPYCODE_NO);
    therapycode_engine_unref(engine);
}
END_TEST

START_TEST(every_code_row_is_found_through_the_hash)
{
    struct therapycode_engine *engine = engine_of(NULL);
    const struct therapycode_code *code;
    size_t i;
    for (i = 0; (code = therapycode_engine_code(engine, i)) != NULL; i++) {
        int32_t date = code->effective_from > 0 ? code->effective_from : 20000101;
        ck_assert_ptr_eq(therapycode_engine_find_code(engine, code->code, date), code);
    }
    ck_assert_uint_gt(i, 100);
    therapycode_engine_unref(engine);
}
END_TEST

START_TEST(policies_follow_their_base_and_the_date)
{
    struct therapycode_rulebook *rulebook = rulebook_of();
    struct therapycode_engine *engine;
    const struct therapycode_impl_policy *policy;
    ck_assert_int_eq(therapycode_rulebook_set_policy(rulebook, "acme-ppo", "base", "medicare"), THERAPYCODE_OK);
    ck_assert_int_eq(therapycode_rulebook_set_policy(rulebook, "acme-ppo", "time_rule", "ama-midpoint"), THERAPYCODE_OK);
    ck_assert_int_eq(therapycode_rulebook_set_policy(rulebook, "acme-ppo", "no_such", "x"), THERAPYCODE_E_NAME);
    ck_assert_int_eq(therapycode_rulebook_set_policy(rulebook, "acme-ppo", "time_rule", "x"), THERAPYCODE_E_VALUE);
    ck_assert_int_eq(therapycode_rulebook_set_policy(rulebook, "ACME", "time_rule", "ama-midpoint"), THERAPYCODE_E_VALUE);
    ck_assert_int_eq(therapycode_rulebook_set_policy(rulebook, "acme-ppo", "modifier_order", "kx kx"),
                     THERAPYCODE_E_VALUE);
    engine = engine_of(rulebook);
    policy = therapycode_impl_find_policy(engine, "acme-ppo", 20260302);
    ck_assert_int_eq(policy->values[THERAPYCODE_IMPL_OPTION_TIME_RULE], THERAPYCODE_IMPL_TIME_RULE_AMA_MIDPOINT);
    ck_assert_int_eq(policy->values[THERAPYCODE_IMPL_OPTION_ASSISTANT_RULE], THERAPYCODE_IMPL_ASSISTANT_RULE_MIDPOINT);
    policy = therapycode_impl_find_policy(engine, "acme-ppo", 20211231);
    ck_assert_int_eq(policy->values[THERAPYCODE_IMPL_OPTION_ASSISTANT_RULE],
                     THERAPYCODE_IMPL_ASSISTANT_RULE_TEN_PERCENT);
    policy = therapycode_impl_find_policy(engine, "acme-ppo", 20191231);
    ck_assert_int_eq(policy->values[THERAPYCODE_IMPL_OPTION_ASSISTANT_RULE], THERAPYCODE_IMPL_ASSISTANT_RULE_NONE);
    ck_assert_ptr_null(therapycode_impl_find_policy(engine, "nobody", 20260302));
    therapycode_engine_unref(engine);
}
END_TEST

START_TEST(a_policy_needs_a_base_that_is_not_itself)
{
    struct therapycode_rulebook *rulebook = rulebook_of();
    struct therapycode_engine *engine = NULL;
    struct therapycode_error error = THERAPYCODE_ERROR_INIT;
    ck_assert_int_eq(therapycode_rulebook_set_policy(rulebook, "a", "base", "b"), THERAPYCODE_OK);
    ck_assert_int_eq(therapycode_engine_new(rulebook, &engine, &error), THERAPYCODE_E_NAME);
    ck_assert_str_eq(error.field, "policies.base");
    ck_assert_ptr_null(engine);
    ck_assert_int_eq(therapycode_rulebook_set_policy(rulebook, "b", "base", "a"), THERAPYCODE_OK);
    ck_assert_int_eq(therapycode_engine_new(rulebook, &engine, &error), THERAPYCODE_E_CONFLICT);
    therapycode_rulebook_free(rulebook); /* still ours after a failure */
}
END_TEST

/* Rows of one's own take the place of those of their element; what is then in force must sum to 100, on every date. */
START_TEST(a_rubric_sums_to_100)
{
#define RUBRIC "id,scope,kinds,codes,weight,rule,title,suggestion,from,to\n"
    static const struct { const char *text; int32_t flags; const char *field; int32_t sum; } rubrics[] = {
        { RUBRIC "functional-activities,note,daily,,60,DOC-FUNCTIONAL-ACTIVITIES,t,,,\n"
                 "functional-goals,note,daily,,100,DOC-FUNCTIONAL-GOALS,t,,,\n"
                 "skilled-involvement,note,daily,,0,DOC-SKILLED-INVOLVEMENT,t,,,\n", 0, "rubric.weight.daily", 231 },
        { RUBRIC "progress,note,discharge,,20,DOC-PROGRESS,t,,,\n", 0, "rubric.weight.discharge", 98 },
        { RUBRIC "progress,note,discharge,,20,DOC-PROGRESS,t,,2027-01-01,\n"
                 "objective-measures,note,discharge,,22,DOC-OBJECTIVE-MEASURES,t,,2027-01-01,\n", 0, NULL, 0 },
        { RUBRIC "progress,note,discharge,,20,DOC-PROGRESS,t,,2027-01-01,\n"
                 "objective-measures,note,discharge,,22,DOC-OBJECTIVE-MEASURES,t,,2027-01-01,2028-01-01\n", 0,
          "rubric.weight.discharge", 98 },
        { RUBRIC "functional-goals,note,daily,,8,DOC-FUNCTIONAL-GOALS,t,,,\n"
                 "goal-measurable,note,daily,,2,DOC-GOAL-MEASURABLE,t,,,\n", 0, NULL, 0 },
        { RUBRIC "progress,note,daily evaluation progress,,100,DOC-PROGRESS,t,,,\n", THERAPYCODE_REPLACE,
          "rubric.weight.discharge", 0 },
        { RUBRIC "progress,line,daily,97530,90,DOC-CODE-97530,t,,,\n", 0, NULL, 0 }
    };
#undef RUBRIC
    struct therapycode_rulebook *rulebook = rulebook_of();
    struct therapycode_engine *engine = NULL;
    struct therapycode_error error = THERAPYCODE_ERROR_INIT;
    ck_assert_int_eq(load(rulebook, THERAPYCODE_TABLE_RUBRIC, rubrics[_i].flags, rubrics[_i].text,
                          strlen(rubrics[_i].text), &error), THERAPYCODE_OK);
    if (rubrics[_i].field == NULL) {
        ck_assert_int_eq(therapycode_engine_new(rulebook, &engine, &error), THERAPYCODE_OK);
        therapycode_engine_unref(engine);
        return;
    }
    ck_assert_int_eq(therapycode_engine_new(rulebook, &engine, &error), THERAPYCODE_E_CONFLICT);
    ck_assert_str_eq(error.field, rubrics[_i].field);
    ck_assert_int_eq(error.index, rubrics[_i].sum);
    therapycode_rulebook_free(rulebook);
}
END_TEST

START_TEST(a_bad_row_changes_nothing)
{
    static const struct { const char *text; therapycode_status status; const char *field; int32_t line; } bad[] = {
        { "code,label\n97530,x\n97S30,y\n", THERAPYCODE_E_VALUE, "descriptors.code", 3 },
        { "code,label\n97530,\n", THERAPYCODE_E_VALUE, "descriptors.label", 2 },
        { "code,label\n97530\n", THERAPYCODE_E_FORMAT, "descriptors", 2 },
        { "code,name\n97530,x\n", THERAPYCODE_E_FORMAT, "descriptors.label", 1 },
        { "code\n97530\n", THERAPYCODE_E_FORMAT, "descriptors.label", 1 },
        { "label,code\nx,97530\n", THERAPYCODE_E_FORMAT, "descriptors.code", 1 },
        { "code,label,why\n97530,x,y\n", THERAPYCODE_E_FORMAT, "descriptors", 1 },
        { "", THERAPYCODE_E_FORMAT, "descriptors", 1 },
        { "code,label\n97530,\"x\n", THERAPYCODE_E_FORMAT, "descriptors", 2 },
        { "code,label\n97530,\xFFx\n", THERAPYCODE_E_UTF8, "descriptors.label", 2 }
    };
    struct therapycode_rulebook *rulebook = rulebook_of();
    struct therapycode_engine *before = engine_of(NULL), *after;
    struct therapycode_error error = THERAPYCODE_ERROR_INIT;
    ck_assert_int_eq(load(rulebook, THERAPYCODE_TABLE_DESCRIPTORS, 0, bad[_i].text, strlen(bad[_i].text), &error),
                     bad[_i].status);
    ck_assert_str_eq(error.field, bad[_i].field);
    ck_assert_int_eq(error.line, bad[_i].line);
    after = engine_of(rulebook);
    ck_assert_str_eq(therapycode_engine_info(after)->digest, therapycode_engine_info(before)->digest);
    therapycode_engine_unref(before);
    therapycode_engine_unref(after);
}
END_TEST

START_TEST(a_descriptor_takes_the_place_of_our_label)
{
    static const char file[] = "code,label\n97530,\"The licensee's own, quoted \"\"words\"\"\"\n";
    struct therapycode_rulebook *rulebook = rulebook_of();
    struct therapycode_engine *engine;
    ck_assert_int_eq(load(rulebook, THERAPYCODE_TABLE_DESCRIPTORS, 0, file, sizeof file - 1, NULL), THERAPYCODE_OK);
    engine = engine_of(rulebook);
    ck_assert_str_eq(therapycode_engine_find_code(engine, "97530", 20260302)->label,
                     "The licensee's own, quoted \"words\"");
    therapycode_engine_unref(engine);
}
END_TEST

START_TEST(sources_are_checked)
{
    struct therapycode_rulebook *rulebook = rulebook_of();
    struct therapycode_error error = THERAPYCODE_ERROR_INIT;
    ck_assert_int_eq(load(rulebook, 3, 0, "x", 1, &error), THERAPYCODE_E_NAME);
    ck_assert_str_eq(error.field, "source.table");
    ck_assert_int_eq(load(rulebook, THERAPYCODE_TABLE_CODES, 64, "x", 1, &error), THERAPYCODE_E_VALUE);
    ck_assert_int_eq(load(rulebook, THERAPYCODE_TABLE_CODES, 0, NULL, 1, &error), THERAPYCODE_E_ARGUMENT);
    therapycode_rulebook_free(rulebook);
}
END_TEST

START_TEST(thresholds_by_year)
{
    struct therapycode_engine *engine = engine_of(NULL);
    ck_assert_int_eq(therapycode_impl_threshold(engine, THERAPYCODE_IMPL_NAME_KX_PT_SLP, 20260302), 248000);
    ck_assert_int_eq(therapycode_impl_threshold(engine, THERAPYCODE_IMPL_NAME_KX_OT, 20240302), 233000);
    ck_assert_int_eq(therapycode_impl_threshold(engine, THERAPYCODE_IMPL_NAME_KX_OT, 20500302), THERAPYCODE_NONE);
    therapycode_engine_unref(engine);
}
END_TEST

static Suite *suite_new(void)
{
    Suite *suite = suite_create("rulebook");
    TCase *tests = tcase_create("rulebook");
    tcase_add_test(tests, loading_the_sources_gives_the_built_in_tables);
    tcase_add_test(tests, codes_are_found_as_of_a_date);
    tcase_add_test(tests, every_code_row_is_found_through_the_hash);
    tcase_add_test(tests, policies_follow_their_base_and_the_date);
    tcase_add_test(tests, the_generated_digest_is_the_one_that_is_reckoned);
    tcase_add_test(tests, words_by_lanes_are_words_by_bytes);
    tcase_add_test(tests, irregular_words_have_their_forms);
    tcase_add_test(tests, words_know_their_lists);
    tcase_add_test(tests, phrases_that_begin_alike_are_told_apart);
    tcase_add_test(tests, a_policy_needs_a_base_that_is_not_itself);
    tcase_add_loop_test(tests, a_rubric_sums_to_100, 0, 7);
    tcase_add_loop_test(tests, a_bad_row_changes_nothing, 0, 10);
    tcase_add_test(tests, a_descriptor_takes_the_place_of_our_label);
    tcase_add_test(tests, sources_are_checked);
    tcase_add_test(tests, thresholds_by_year);
    suite_add_tcase(suite, tests);
    return suite;
}
