/* The page: claim lines, their proof, findings, and what was done. */
#include "page.h"

#include <string.h>

static void write_line(const struct page *page, const struct therapycode_line *line)
{
    const struct therapycode_code *code = therapycode_own_code_of(page->answer, line->code);
    fprintf(page->file, "<tr><th scope=\"row\">%s", line->code);
    therapycode_own_print_modifiers(page->file, line);
    fprintf(page->file, "</th><td>%d</td><td>", (int)line->units);
    if (line->minutes != THERAPYCODE_NONE)
        fprintf(page->file, "%s%d", therapycode_own_is_split(page->answer, line) ? "of " : "", (int)line->minutes);
    else
        fputs("not stated", page->file);
    fputs("</td><td class=\"text\">", page->file);
    therapycode_own_escape_string(page->file, code == NULL ? "not in the table of codes" : code->label);
    if (line->suggested == THERAPYCODE_YES)
        fputs(" (suggested)", page->file);
    fputs("</td></tr>\n", page->file);
}

static void write_left_open(const struct page *page)
{
    const struct therapycode_tally *tally;
    size_t i;
    if (!therapycode_own_has_left_open(page->answer->evaluation))
        return;
    fprintf(page->file, "<p>%d timed units, and this payer leaves it to the biller which of these codes carry them:</p>\n"
                        "<ul>\n",
            (int)therapycode_evaluation_summary(page->answer->evaluation)->timed_units);
    for (i = 0; (tally = therapycode_evaluation_tally(page->answer->evaluation, i)) != NULL; i++)
        if (therapycode_own_is_left_open(tally))
            fprintf(page->file, "<li>%s, %d minutes</li>\n", tally->code, (int)tally->minutes);
    fputs("</ul>\n", page->file);
}

void therapycode_own_page_claim(const struct page *page)
{
    const struct therapycode_line *line;
    const struct therapycode_tally *tally;
    char next[160];
    size_t i;
    int open = 0, suggested = 0;
    write_left_open(page);
    if (therapycode_evaluation_line(page->answer->evaluation, 0) == NULL)
        fputs(therapycode_own_has_left_open(page->answer->evaluation) ? "" : "<p>No line: nothing here earned a unit.</p>\n",
              page->file);
    else
        fputs("<table><caption>What goes on the claim</caption>\n<thead><tr><th scope=\"col\">Code</th>"
              "<th scope=\"col\">Units</th><th scope=\"col\">Minutes</th><th scope=\"col\">Service</th></tr></thead>\n"
              "<tbody>\n", page->file);
    for (i = 0; (line = therapycode_evaluation_line(page->answer->evaluation, i)) != NULL; i++) {
        write_line(page, line);
        suggested |= line->suggested == THERAPYCODE_YES;
    }
    fputs(i > 0 ? "</tbody></table>\n" : "", page->file);
    if (suggested)
        fputs("<p><b>Suggested:</b> the code came from the words; a person must accept it before it is billed.</p>\n",
              page->file);
    for (i = 0; (tally = therapycode_evaluation_tally(page->answer->evaluation, i)) != NULL; i++) {
        if (tally->units > 0 || therapycode_own_is_left_open(tally))
            continue;
        fputs(open ? "" : "<p>Performed, but without a unit:</p>\n<ul>\n", page->file);
        open = 1;
        fprintf(page->file, "<li>%s", tally->code);
        if (tally->minutes == 0 && therapycode_own_recorded(page->answer, i) > 0)
            fprintf(page->file, ", %d minutes recorded, none counted: %s", therapycode_own_recorded(page->answer, i),
                    tally->rule);
        else if (tally->minutes != THERAPYCODE_NONE)
            fprintf(page->file, ", %d minutes", (int)tally->minutes);
        therapycode_own_next_unit(page->answer, tally, next);
        if (next[0] != '\0')
            fprintf(page->file, ": %s", next);
        fputs("</li>\n", page->file);
    }
    fputs(open ? "</ul>\n" : "", page->file);
}

void therapycode_own_page_steps(const struct page *page, int documentation)
{
    const struct therapycode_step *step;
    size_t i, j;
    int open = 0;
    for (i = 0; (step = therapycode_evaluation_step(page->answer->evaluation, i)) != NULL; i++) {
        const struct therapycode_rule *rule = therapycode_own_find_rule(page->answer->engine, step->rule);
        int cited = 0;
        if ((strncmp(step->rule, "DOC-", 4) == 0) != documentation)
            continue;
        fputs(open ? "<li>" : "<ol>\n<li>", page->file);
        open = 1;
        therapycode_own_escape_string(page->file, step->message);
        /* a citation once, where its rule first speaks; the rule always */
        for (j = 0; j < i && !cited; j++)
            cited = strcmp(therapycode_evaluation_step(page->answer->evaluation, j)->rule, step->rule) == 0;
        fprintf(page->file, cited ? " <span class=\"cite\">%s</span>" : "<p class=\"cite\">%s: ", step->rule);
        if (!cited) {
            therapycode_own_escape_string(page->file, rule == NULL ? "" : rule->citation);
            fputs("</p>", page->file);
        }
        fputs("</li>\n", page->file);
    }
    fputs(open ? "</ol>\n" : "<p>Nothing was counted.</p>\n", page->file);
}

/* ---- findings ---- */

static void write_where(const struct page *page, const struct therapycode_finding *f)
{
    const struct therapycode_line *line =
        f->line < 0 ? NULL : therapycode_evaluation_line(page->answer->evaluation, (size_t)f->line);
    char name[64];
    if (line == NULL && f->activity < 0 && f->goal < 0)
        return;
    fputs("<b>", page->file);
    if (line != NULL)
        fputs(line->code, page->file);
    else
        therapycode_own_escape_string(page->file, f->activity >= 0
                                                      ? therapycode_own_activity_name(page->answer, f->activity, name)
                                                      : therapycode_own_goal_name(page->answer, f->goal, name));
    fputs(":</b> ", page->file);
}

static void write_finding(const struct page *page, const struct therapycode_finding *f)
{
    fputs("<li>", page->file);
    write_where(page, f);
    therapycode_own_escape_string(page->file, f->message);
    if (f->suggestion != NULL && f->suggestion[0] != '\0') {
        fputs(" <b>Do:</b> ", page->file);
        therapycode_own_escape_string(page->file, f->suggestion);
    }
    therapycode_own_page_words(page, f->evidence_first, f->evidence_count, 0);
    fprintf(page->file, "<p class=\"cite\">%s: ", f->rule);
    therapycode_own_escape_string(page->file, f->citation);
    fputs("</p></li>\n", page->file);
}

void therapycode_own_page_findings(const struct page *page)
{
    static const char *const titles[] = { "Errors: the claim would be wrong", "Warnings: may be denied, look at them",
                                          "Advice: could be better", "For the record" };
    const struct therapycode_finding *f;
    int32_t severity;
    size_t i;
    int elsewhere = 0;
    if (therapycode_evaluation_finding(page->answer->evaluation, 0) == NULL)
        fputs("<p>Nothing was found.</p>\n", page->file);
    for (severity = THERAPYCODE_ERROR; severity <= THERAPYCODE_INFO; severity++) {
        int open = 0;
        for (i = 0; (f = therapycode_evaluation_finding(page->answer->evaluation, i)) != NULL; i++) {
            if (f->severity != severity)
                continue;
            if (therapycode_own_tells_of_element(page->answer, f)) {
                elsewhere++;
                continue;
            }
            if (!open)
                fprintf(page->file, "<h3>%s</h3>\n<ul>\n", titles[severity - 1]);
            open = 1;
            write_finding(page, f);
        }
        fputs(open ? "</ul>\n" : "", page->file);
    }
    if (elsewhere > 0)
        fprintf(page->file, "<p>%d more, about <a href=\"#missing\">what the documentation lacks</a>.</p>\n",
                elsewhere);
}

/* ---- what was done ---- */

static void write_candidate(const struct page *page, const struct therapycode_candidate *c)
{
    fprintf(page->file, "<li><b>%s, %d%%:</b> ", c->code, (int)c->confidence);
    therapycode_own_escape_string(page->file, c->reason);
    therapycode_own_page_words(page, c->evidence_first, c->evidence_count, 0);
    fputs("</li>\n", page->file);
}

static void write_activity(const struct page *page, const struct therapycode_reading *reading)
{
    const struct therapycode_candidate *c;
    char name[64];
    int32_t i;
    fputs("<h3>", page->file);
    if (reading->activity < 0)
        fputs("Found in the note", page->file);
    else
        therapycode_own_escape_string(page->file, therapycode_own_activity_name(page->answer, reading->activity, name));
    fprintf(page->file, ": %s", reading->code[0] == '\0' ? "code undetermined" : reading->code);
    if (reading->context > THERAPYCODE_PERFORMED)
        fprintf(page->file, ", %s", therapycode_own_context_word(reading->context));
    if (reading->minutes != THERAPYCODE_NONE)
        fprintf(page->file, ", %d minutes", (int)reading->minutes);
    fputs("</h3>\n", page->file);
    if (reading->activity >= 0) {
        const struct therapycode_text *words = &page->answer->session->activities[reading->activity].description;
        if (words->length > 0) {
            fputs("<p class=\"words\">", page->file);
            therapycode_own_escape(page->file, words->data, words->length);
            fputs("</p>\n", page->file);
        }
    }
    therapycode_own_page_words(page, reading->evidence_first, reading->evidence_count, 0);
    if (reading->question != NULL) {
        fputs("<p><b>To settle it:</b> ", page->file);
        therapycode_own_escape_string(page->file, reading->question);
        fputs("</p>\n", page->file);
    }
    for (i = 0; i < reading->candidate_count; i++) {
        c = therapycode_evaluation_candidate(page->answer->evaluation, (size_t)(reading->candidate_first + i));
        if (c == NULL)
            break;
        fputs(i == 0 ? "<p>Codes that the words could mean, with how often such an answer was right:</p>\n<ul>\n" : "",
              page->file);
        write_candidate(page, c);
    }
    fputs(i > 0 ? "</ul>\n" : "", page->file);
}

void therapycode_own_page_activities(const struct page *page)
{
    const struct therapycode_reading *reading;
    size_t i;
    for (i = 0; (reading = therapycode_evaluation_reading(page->answer->evaluation, i)) != NULL; i++)
        write_activity(page, reading);
    if (i == 0)
        fputs("<p>The visit tells of no activity.</p>\n", page->file);
}
