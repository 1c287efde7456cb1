/* The words that enumerations have in JSON. */
#ifndef THERAPYCODE_JSON_WORDS_H
#define THERAPYCODE_JSON_WORDS_H

#include <stddef.h>
#include <stdint.h>

/* words[i] stands for the value i + 1 (enumerations of the API begin at 1). */
struct words {
    size_t count;
    const char *const *words;
};

extern const struct words therapycode_own_word_discipline;
extern const struct words therapycode_own_word_setting;
extern const struct words therapycode_own_word_performer;
extern const struct words therapycode_own_word_contact;
extern const struct words therapycode_own_word_note_kind;
extern const struct words therapycode_own_word_telehealth;
extern const struct words therapycode_own_word_liability;
extern const struct words therapycode_own_word_timing;
extern const struct words therapycode_own_word_context;
extern const struct words therapycode_own_word_element_status;
extern const struct words therapycode_own_word_source;
extern const struct words therapycode_own_word_side;
extern const struct words therapycode_own_word_severity;
extern const struct words therapycode_own_word_billable;

/* The word of a value; NULL for one without. */
const char *therapycode_own_word(const struct words *words, int32_t value);
/* The value of a word; 0 for none. */
int32_t therapycode_own_word_value(const struct words *words, const char *word);

#endif
