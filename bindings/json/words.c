#include "words.h"

#include <string.h>

#define WORDS(name, ...) \
    static const char *const name##_words[] = { __VA_ARGS__ }; \
    const struct words therapycode_own_word_##name = { \
        sizeof name##_words / sizeof name##_words[0], name##_words }

WORDS(discipline, "PT", "OT", "SLP");
WORDS(setting, "professional", "hospital-outpatient", "critical-access", "facility");
WORDS(performer, "therapist", "assistant", "student", "aide");
WORDS(contact, "one-on-one", "group", "supervised");
WORDS(note_kind, "daily", "evaluation", "progress", "discharge");
WORDS(telehealth, "in-person", "video", "audio");
WORDS(liability, "abn-required-on-file", "abn-voluntary", "abn-excluded", "abn-missing");
WORDS(timing, "untimed", "timed", "base-block", "add-on", "area", "period");
WORDS(context, "performed", "negated", "deferred", "planned", "historical", "hypothetical", "other-person",
      "education-only");
WORDS(element_status, "present", "partial", "missing", "not-applicable", "contradicted");
WORDS(source, "note", "description", "goal", "fact", "earlier-note");
WORDS(side, "left", "right", "both");
WORDS(severity, "error", "warning", "advice", "info");
WORDS(billable, "yes", "no", "not-assessed");

const char *therapycode_own_word(const struct words *words, int32_t value)
{
    return value >= 1 && (size_t)value <= words->count ? words->words[value - 1] : NULL;
}

int32_t therapycode_own_word_value(const struct words *words, const char *word)
{
    size_t i;
    for (i = 0; i < words->count; i++)
        if (strcmp(words->words[i], word) == 0)
            return (int32_t)i + 1;
    return 0;
}
