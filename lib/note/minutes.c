/* Minutes as therapists write them. */
#include <string.h>

#include "base/text.h"
#include "note/reader.h"

#define CUE(name) THERAPYCODE_IMPL_CUE_##name

enum { DAY_MINUTES = 1440, BARE_LOWEST = 4, BARE_HIGHEST = 120, PRIME_HIGHEST = 90 };

/* A place in the text, read byte by byte; past the end stand NULs. */
static char byte_at(const struct therapycode_impl_reader *r, int32_t at)
{
    return at >= 0 && (size_t)at < r->length ? r->data[at] : '\0';
}

static int32_t skip_space(const struct therapycode_impl_reader *r, int32_t at)
{
    while (byte_at(r, at) == ' ' || byte_at(r, at) == '\t' || byte_at(r, at) == '-')
        at++;
    return at;
}

/* Length of the run of letters at a place, folded into `word` as far as it goes. */
static int32_t read_letters(const struct therapycode_impl_reader *r, int32_t at, char word[12])
{
    int32_t n = 0;
    while (therapycode_impl_is_letter(byte_at(r, at + n))) {
        if (n < 11)
            word[n] = therapycode_impl_lower(byte_at(r, at + n));
        n++;
    }
    word[n < 11 ? n : 11] = '\0';
    return n;
}

static int one_of(const char *word, const char *list)
{
    size_t n = strlen(word);
    const char *at = list;
    while (n > 0 && (at = strstr(at, word)) != NULL) {
        if ((at == list || at[-1] == ' ') && (at[n] == ' ' || at[n] == '\0'))
            return 1;
        at++;
    }
    return 0;
}

/* "min A", "min assist", "min VC", "min-mod": minimal, no minutes. */
static int is_minimal(const struct therapycode_impl_reader *r, int32_t at)
{
    char word[12];
    if (byte_at(r, at) == '/' || byte_at(r, at) == '+')
        at++;
    at = skip_space(r, at);
    read_letters(r, at, word);
    return one_of(word, "a assist assistance asst assists vc vcs tc tcs verbal tactile cue cues cueing guard guarding "
                        "support mod moderate max to");
}

/* Reads "min", "minutes" and their kin at a place; the place after, or 0. */
static int32_t read_unit(const struct therapycode_impl_reader *r, int32_t at, int32_t *factor)
{
    char word[12];
    int32_t n = read_letters(r, at, word);
    *factor = 1;
    if (one_of(word, "mins minute minutes mintues minuts mintes minues minuets") ||
        (strcmp(word, "min") == 0 && !is_minimal(r, at + n)))
        return at + n;
    if (one_of(word, "hr hrs hour hours")) {
        *factor = 60;
        return at + n;
    }
    return 0;
}

int therapycode_impl_minutes_at(const struct therapycode_impl_reader *r, const struct therapycode_impl_number *number,
                                int32_t *minutes, int32_t *end)
{
    int32_t at = number->start, past, factor;
    if (number->value <= 0 || number->value > DAY_MINUTES)
        return 0;
    if (!therapycode_impl_is_digit(byte_at(r, at)))
        at++;
    while (therapycode_impl_is_digit(byte_at(r, at)))
        at++;
    if (at == number->end && (byte_at(r, at) == '\'' || (unsigned char)byte_at(r, at) == 0xE2)) {
        /* a prime: minutes, unless inches or a letter follow */
        int32_t width = byte_at(r, at) == '\'' ? 1 : 3;
        if (width == 3 && !((unsigned char)byte_at(r, at + 1) == 0x80 &&
                            ((unsigned char)byte_at(r, at + 2) == 0x99 || (unsigned char)byte_at(r, at + 2) == 0xB2)))
            return 0;
        if (number->value > PRIME_HIGHEST || byte_at(r, at + width) == '\'' ||
            therapycode_impl_is_digit(byte_at(r, at + width)) || therapycode_impl_is_letter(byte_at(r, at + width)))
            return 0;
        *minutes = number->value;
        *end = at + width;
        return 1;
    }
    past = read_unit(r, at == number->end ? skip_space(r, at) : at, &factor);
    if (past == 0 || number->value * factor > DAY_MINUTES)
        return 0;
    *minutes = number->value * factor;
    *end = past;
    return 1;
}

/* A code of five characters at a row of numbers: 97530. */
static int is_code(const struct therapycode_impl_reader *r, const struct therapycode_impl_number *number)
{
    return number->end - number->start == 5 && therapycode_impl_is_code(r->data + number->start, 5);
}

static void add_minutes(struct therapycode_impl_reader *r, int32_t statement, int32_t minutes, int32_t kind,
                        int32_t start, int32_t end, int32_t code_at)
{
    struct therapycode_impl_minutes *row = therapycode_impl_add(r->e, THERAPYCODE_IMPL_MINUTES);
    row->minutes = minutes;
    row->kind = kind;
    row->start = start;
    row->end = end;
    row->statement = statement;
    if (code_at != THERAPYCODE_NONE)
        memcpy(row->code, r->data + code_at, 5);
}

/* What the cues of the statement make of the minutes at start .. end. */
static int32_t kind_of(const struct therapycode_impl_reader *r, const struct therapycode_impl_statement *statement,
                       int32_t start, int32_t end)
{
    const struct therapycode_impl_match *all = (const void *)r->e->tables[THERAPYCODE_IMPL_MATCHES].data;
    int32_t i, kind = THERAPYCODE_IMPL_MINUTES_TREATMENT;
    for (i = statement->match_first; i < statement->match_first + statement->match_count; i++) {
        int32_t cue = all[i].cue;
        if (cue == CUE(MINUTES_TOTAL) && all[i].start <= end)
            kind = THERAPYCODE_IMPL_MINUTES_TOTAL;
        else if (cue == CUE(MINUTES_TIMED_TOTAL) && all[i].start <= end)
            kind = THERAPYCODE_IMPL_MINUTES_TIMED_TOTAL;
        else if ((cue == CUE(MINUTES_OTHER_BEFORE) && all[i].end <= start && start - all[i].end < 24) ||
                 (cue == CUE(MINUTES_OTHER_AFTER) && all[i].start >= end && all[i].start - end < 24))
            return THERAPYCODE_IMPL_MINUTES_OTHER;
    }
    return kind;
}

void therapycode_impl_minutes_fill(struct therapycode_impl_reader *r, int32_t statement)
{
    const struct therapycode_impl_statement *s = therapycode_impl_row(r->e, THERAPYCODE_IMPL_STATEMENTS, statement);
    const struct therapycode_impl_number *n = (const void *)r->e->tables[THERAPYCODE_IMPL_NUMBERS].data;
    struct therapycode_impl_statement *row;
    int32_t first = s->number_first, end = first + s->number_count, i, code_at = THERAPYCODE_NONE, minutes, past;
    int32_t minutes_first = therapycode_impl_count(r->e, THERAPYCODE_IMPL_MINUTES);
    for (i = first; i < end; i++) {
        if (is_code(r, &n[i]))
            code_at = n[i].start;
        else if (therapycode_impl_minutes_at(r, &n[i], &minutes, &past))
            add_minutes(r, statement, minutes, kind_of(r, s, n[i].start, past), n[i].start, past, code_at);
    }
    row = therapycode_impl_row(r->e, THERAPYCODE_IMPL_STATEMENTS, statement);
    row->minutes_first = minutes_first;
    row->minutes_count = therapycode_impl_count(r->e, THERAPYCODE_IMPL_MINUTES) - minutes_first;
}
