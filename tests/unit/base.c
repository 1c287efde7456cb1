#include "check_main.h"

#include <string.h>

#include <therapycode/therapycode.h>

#include "base/csv.h"
#include "base/date.h"
#include "base/memory.h"
#include "base/message.h"
#include "base/sha256.h"
#include "base/sized.h"
#include "base/text.h"

START_TEST(utf8_accepts_what_rfc_3629_accepts)
{
    static const char *const good[] = { "", "plain", "\xC2\xB0", "\xE2\x89\xA5 90", "\xF0\x9F\x98\x80", "\xED\x9F\xBF",
                                        "\xEF\xBF\xBF", "\xF4\x8F\xBF\xBF", "0123456789\xC2\xB5" };
    ck_assert_uint_eq(therapycode_impl_utf8_check(good[_i], strlen(good[_i])), strlen(good[_i]));
}
END_TEST

START_TEST(utf8_refuses_at_the_byte)
{
    static const struct { const char *text; size_t length, at; } bad[] = {
        { "\x80", 1, 0 }, { "a\xC0\xAF", 3, 1 }, { "\xED\xA0\x80", 3, 0 }, { "abcdefghi\xFF", 10, 9 },
        { "\xE2\x89", 2, 0 }, { "\xF4\x90\x80\x80", 4, 0 }, { "\xF5\x80\x80\x80", 4, 0 }, { "ab\xC2", 3, 2 },
        { "\xE0\x9F\xBF", 3, 0 }, { "\xF0\x8F\xBF\xBF", 4, 0 }
    };
    ck_assert_uint_eq(therapycode_impl_utf8_check(bad[_i].text, bad[_i].length), bad[_i].at);
}
END_TEST

START_TEST(dates_exist_or_not)
{
    ck_assert(therapycode_impl_is_date(20240229));
    ck_assert(!therapycode_impl_is_date(20230229));
    ck_assert(!therapycode_impl_is_date(19000229));
    ck_assert(therapycode_impl_is_date(20000229));
    ck_assert(!therapycode_impl_is_date(20261301));
    ck_assert(!therapycode_impl_is_date(20260431));
    ck_assert(!therapycode_impl_is_date(0));
    ck_assert(!therapycode_impl_is_date(-20260302));
    ck_assert(!therapycode_impl_is_date(INT32_MAX));
}
END_TEST

START_TEST(day_numbers_count_every_day_once)
{
    int32_t number = therapycode_impl_day_number(19000101), date, seen = 0;
    for (date = 19000101; date < 21000101; date++) {
        if (!therapycode_impl_is_date(date))
            continue;
        ck_assert_int_eq(therapycode_impl_day_number(date), number);
        ck_assert_int_eq(therapycode_impl_day_date(number), date);
        number++;
        seen++;
    }
    ck_assert_int_eq(seen, 73049);
}
END_TEST

START_TEST(integers_are_whole_and_in_range)
{
    int32_t out = 7;
    ck_assert(therapycode_impl_parse_int("-12", 3, -20, 20, &out) && out == -12);
    ck_assert(therapycode_impl_parse_int("2147483647", 10, INT32_MIN, INT32_MAX, &out) && out == INT32_MAX);
    ck_assert(therapycode_impl_parse_int("-2147483648", 11, INT32_MIN, INT32_MAX, &out) && out == INT32_MIN);
    out = 7;
    ck_assert(!therapycode_impl_parse_int("", 0, 0, 9, &out));
    ck_assert(!therapycode_impl_parse_int("-", 1, -9, 9, &out));
    ck_assert(!therapycode_impl_parse_int("1.5", 3, 0, 9, &out));
    ck_assert(!therapycode_impl_parse_int(" 1", 2, 0, 9, &out));
    ck_assert(!therapycode_impl_parse_int("2147483648", 10, INT32_MIN, INT32_MAX, &out));
    ck_assert(!therapycode_impl_parse_int("99999999999999999999", 20, INT32_MIN, INT32_MAX, &out));
    ck_assert(!therapycode_impl_parse_int("10", 2, 0, 9, &out));
    ck_assert_int_eq(out, 7);
}
END_TEST

START_TEST(codes_are_five_characters)
{
    static const char *const good[] = { "97530", "G0283", "0791T" };
    static const char *const bad[] = { "", "9753", "975300", "97S30", "GG283", "g0283", "97530 ", "A000B", "975 0" };
    size_t i;
    for (i = 0; i < sizeof good / sizeof good[0]; i++)
        ck_assert_msg(therapycode_impl_is_code(good[i], strlen(good[i])), "%s", good[i]);
    for (i = 0; i < sizeof bad / sizeof bad[0]; i++)
        ck_assert_msg(!therapycode_impl_is_code(bad[i], strlen(bad[i])), "%s", bad[i]);
}
END_TEST

START_TEST(csv_reads_quotes_and_line_ends)
{
    static const char file[] = "\xEF\xBB\xBFname,text\r\n\"a\"\"b\",\"x,\ny\"\n\nlast,";
    struct therapycode_impl_csv csv;
    char out[16];
    size_t offset;
    therapycode_impl_csv_begin(&csv, file, sizeof file - 1);
    ck_assert_int_eq(therapycode_impl_csv_next(&csv, &offset), 1);
    ck_assert_uint_eq(csv.count, 2);
    ck_assert_int_eq(csv.line, 1);
    ck_assert_int_eq(therapycode_impl_csv_next(&csv, &offset), 1);
    ck_assert_uint_eq(therapycode_impl_csv_copy(&csv, 0, out), 3);
    ck_assert_int_eq(memcmp(out, "a\"b", 3), 0);
    ck_assert_uint_eq(therapycode_impl_csv_copy(&csv, 1, out), 4);
    ck_assert_int_eq(csv.line, 2);
    ck_assert_int_eq(therapycode_impl_csv_next(&csv, &offset), 1);
    ck_assert_int_eq(csv.line, 5);
    ck_assert_uint_eq(csv.count, 2);
    ck_assert_uint_eq(csv.fields[1].length, 0);
    ck_assert_int_eq(therapycode_impl_csv_next(&csv, &offset), 0);
}
END_TEST

START_TEST(csv_refuses_what_is_cut_off)
{
    static const struct { const char *text; size_t at; } bad[] = {
        { "a,\"never closed\nb", 2 }, { "a\"b", 1 }, { "\"a\"b", 3 }, { "a\rb", 1 }
    };
    struct therapycode_impl_csv csv;
    size_t offset = 99;
    therapycode_impl_csv_begin(&csv, bad[_i].text, strlen(bad[_i].text));
    ck_assert_int_eq(therapycode_impl_csv_next(&csv, &offset), THERAPYCODE_E_FORMAT);
    ck_assert_uint_eq(offset, bad[_i].at);
}
END_TEST

START_TEST(sha256_agrees_with_the_standard)
{
    /* FIPS 180-4 examples: "abc", and one million times "a" */
    struct therapycode_impl_sha256 sha;
    char hex[65];
    int i;
    therapycode_impl_sha256_begin(&sha);
    therapycode_impl_sha256_add(&sha, "abc", 3);
    therapycode_impl_sha256_end(&sha, hex);
    ck_assert_str_eq(hex, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    therapycode_impl_sha256_begin(&sha);
    for (i = 0; i < 100000; i++)
        therapycode_impl_sha256_add(&sha, "aaaaaaaaaa", 10);
    therapycode_impl_sha256_end(&sha, hex);
    ck_assert_str_eq(hex, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
}
END_TEST

START_TEST(messages_fill_in_figures)
{
    const int64_t args[THERAPYCODE_IMPL_MESSAGE_ARGS] = {
        31, 1, therapycode_impl_code_arg("97530\0\0"), 20260302, 47100, 231055, therapycode_impl_text_arg("total"), -5
    };
    static const char pattern[] = "{0} min, {1} unit{1:s}, {0} unit{0:s}, {2:code} on {3:date} at {4:clock}, {5:money}, {6:text} {7} {";
    static const char expected[] = "31 min, 1 unit, 31 units, 97530 on 2026-03-02 at 13:05, $2310.55, total -5 {";
    char out[200], small[8];
    ck_assert_uint_eq(therapycode_impl_format(out, sizeof out, pattern, args), strlen(expected));
    ck_assert_str_eq(out, expected);
    therapycode_impl_format(small, sizeof small, pattern, args);
    ck_assert_str_eq(small, "31 min,");
}
END_TEST

START_TEST(arena_is_reused_after_a_reset)
{
    struct therapycode_allocator hooks;
    struct therapycode_impl_arena arena;
    void *first;
    int i;
    therapycode_impl_allocator_copy(NULL, &hooks);
    therapycode_impl_arena_init(&arena, &hooks);
    first = therapycode_impl_arena_take(&arena, 100);
    ck_assert_ptr_nonnull(first);
    for (i = 0; i < 1000; i++) {
        unsigned char *piece = therapycode_impl_arena_take(&arena, (size_t)i * 7);
        ck_assert_ptr_nonnull(piece);
        ck_assert_uint_eq((uintptr_t)piece % 16, 0);
        memset(piece, i, (size_t)i * 7);
    }
    therapycode_impl_arena_reset(&arena);
    ck_assert_ptr_eq(therapycode_impl_arena_take(&arena, 100), first);
    ck_assert_ptr_null(therapycode_impl_arena_take(&arena, SIZE_MAX - 3));
    therapycode_impl_arena_free(&arena);
}
END_TEST

START_TEST(sized_structs_old_and_new)
{
    struct { int64_t a, b, c; } caller = { 1, 2, 0 };
    struct { int64_t a, b; } known;
    ck_assert_int_eq(therapycode_impl_size_check(8, 16), THERAPYCODE_E_SIZE);
    ck_assert_int_eq(therapycode_impl_size_check(8192, 16), THERAPYCODE_E_SIZE);
    ck_assert_int_eq(therapycode_impl_size_check(17, 16), THERAPYCODE_E_SIZE);
    ck_assert_int_eq(therapycode_impl_sized_copy(&known, sizeof known, &caller, sizeof caller), THERAPYCODE_OK);
    ck_assert_int_eq(known.b, 2);
    caller.c = 1;
    ck_assert_int_eq(therapycode_impl_sized_copy(&known, sizeof known, &caller, sizeof caller), THERAPYCODE_E_NEWER);
    ck_assert_int_eq(therapycode_impl_sized_copy(&known, sizeof known, &caller, 8), THERAPYCODE_OK);
    ck_assert_int_eq(known.b, 0);
}
END_TEST

START_TEST(statuses_have_names_and_texts)
{
    ck_assert_str_eq(therapycode_status_name(THERAPYCODE_E_UTF8), "THERAPYCODE_E_UTF8");
    ck_assert_str_eq(therapycode_status_name(12345), "unknown");
    ck_assert(strlen(therapycode_status_text(THERAPYCODE_OK)) > 0);
    ck_assert(strlen(therapycode_status_text(-12345)) > 0);
    ck_assert_int_eq(therapycode_version()[0], '0');
}
END_TEST

static Suite *suite_new(void)
{
    Suite *suite = suite_create("base");
    TCase *tests = tcase_create("base");
    tcase_add_loop_test(tests, utf8_accepts_what_rfc_3629_accepts, 0, 9);
    tcase_add_loop_test(tests, utf8_refuses_at_the_byte, 0, 10);
    tcase_add_test(tests, dates_exist_or_not);
    tcase_add_test(tests, day_numbers_count_every_day_once);
    tcase_add_test(tests, integers_are_whole_and_in_range);
    tcase_add_test(tests, codes_are_five_characters);
    tcase_add_test(tests, csv_reads_quotes_and_line_ends);
    tcase_add_loop_test(tests, csv_refuses_what_is_cut_off, 0, 4);
    tcase_add_test(tests, sha256_agrees_with_the_standard);
    tcase_add_test(tests, messages_fill_in_figures);
    tcase_add_test(tests, arena_is_reused_after_a_reset);
    tcase_add_test(tests, sized_structs_old_and_new);
    tcase_add_test(tests, statuses_have_names_and_texts);
    suite_add_tcase(suite, tests);
    return suite;
}
