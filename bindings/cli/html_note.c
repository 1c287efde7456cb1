/* The page: what the documentation shows and what it lacks, and the goals. */
#include "page.h"

#include <string.h>

static const struct therapycode_element *element_at(const struct page *page, size_t i)
{
    return therapycode_evaluation_element(page->answer->evaluation, i);
}

static void write_status(const struct page *page, size_t index)
{
    const struct therapycode_element *element = element_at(page, index);
    fprintf(page->file, "<span class=\"s%d\">%s</span>", (int)element->status,
            therapycode_own_status_word(element->status));
    fputs(therapycode_own_payment_word(page->answer, index), page->file);
    if (element->weight > 0)
        fprintf(page->file, ", %d of %d points", (int)element->points, (int)element->weight);
}

/* The first row of an element that is short of what is asked, and the others of the same id with it. */
static void write_missing(const struct page *page, size_t first, int32_t number)
{
    const struct therapycode_element *element, *mine = element_at(page, first);
    char title[64];
    size_t i;
    fprintf(page->file, "<li><a href=\"#element-%d\">%s</a>: ", (int)number,
            therapycode_own_element_title(mine->id, title));
    for (i = first; (element = element_at(page, i)) != NULL; i++) {
        if (!therapycode_own_is_short(element) || strcmp(element->id, mine->id) != 0)
            continue;
        fprintf(page->file, "%s%s ", i > first ? "; " : "", therapycode_own_asked_of(page->answer, element));
        write_status(page, i);
    }
    fputs(".", page->file);
    if (mine->suggestion != NULL) {
        fputs(" <b>To add, if true:</b> ", page->file);
        therapycode_own_escape_string(page->file, mine->suggestion);
    }
    fputs("</li>\n", page->file);
}

void therapycode_own_page_missing(const struct page *page)
{
    const struct therapycode_summary *summary = therapycode_evaluation_summary(page->answer->evaluation);
    const struct therapycode_element *element;
    size_t i;
    int required, open = 0;
    if (summary->score == THERAPYCODE_NONE)
        fputs("<p>Not assessed: no note came with the visit. It would have to show this.</p>\n", page->file);
    for (required = 1; required >= 0; required--)
        for (i = 0; (element = element_at(page, i)) != NULL; i++) {
            if ((element->required == THERAPYCODE_YES) != required ||
                !therapycode_own_is_first_short(page->answer, i))
                continue;
            fputs(open ? "" : "<ul>\n", page->file);
            open = 1;
            write_missing(page, i, therapycode_own_page_number(page->answer, i));
        }
    if (open)
        fputs("</ul>\n", page->file);
    else if (summary->score != THERAPYCODE_NONE)
        fputs("<p>Nothing: every element that is asked for is there.</p>\n", page->file);
}

/* One element as it is asked of the visit or of one line. */
static void write_element(const struct page *page, size_t index)
{
    const struct therapycode_element *element = element_at(page, index);
    const struct therapycode_rule *rule =
        element->rule == NULL ? NULL : therapycode_own_find_rule(page->answer->engine, element->rule);
    fprintf(page->file, "<li><b>%s:</b> ",
            element->line < 0 ? "Whole visit" : therapycode_own_asked_of(page->answer, element));
    write_status(page, index);
    fputs("\n", page->file);
    therapycode_own_page_words(page, element->evidence_first, element->evidence_count, 1);
    if (rule != NULL) {
        fprintf(page->file, "<p class=\"cite\">%s: ", element->rule);
        therapycode_own_escape_string(page->file, rule->citation);
        fputs("</p>\n", page->file);
    }
    fputs("</li>\n", page->file);
}

void therapycode_own_page_elements(const struct page *page)
{
    const struct therapycode_element *element, *other;
    char title[64];
    size_t i, j;
    int32_t told = 0;
    for (i = 0; (element = element_at(page, i)) != NULL; i++) {
        int32_t number = therapycode_own_page_number(page->answer, i);
        if (number <= told)
            continue;
        told = number;
        fprintf(page->file, "<h3 id=\"element-%d\">%d. %s</h3>\n<ul class=\"plain\">\n", (int)number, (int)number,
                therapycode_own_element_title(element->id, title));
        for (j = i; (other = element_at(page, j)) != NULL; j++)
            if (other->status != THERAPYCODE_NOT_APPLICABLE && strcmp(other->id, element->id) == 0)
                write_element(page, j);
        fputs("</ul>\n", page->file);
    }
    if (told == 0)
        fputs("<p>Documentation was not assessed.</p>\n", page->file);
}

void therapycode_own_page_goals(const struct page *page)
{
    static const char *const directions[] = { "not knowable", "worse", "unchanged", "better", "met" };
    const struct therapycode_session *session = page->answer->session;
    const struct therapycode_progress *p;
    char name[64];
    size_t i;
    for (i = 0; (p = therapycode_evaluation_progress(page->answer->evaluation, i)) != NULL; i++) {
        int known = p->direction >= THERAPYCODE_NOT_KNOWABLE && p->direction <= THERAPYCODE_MET;
        fputs(i == 0 ? "<ul class=\"plain\">\n<li><b>" : "<li><b>", page->file);
        therapycode_own_escape_string(page->file, therapycode_own_goal_name(page->answer, p->goal, name));
        fputs(":</b> ", page->file);
        if (p->goal >= 0 && (size_t)p->goal < session->goal_count)
            therapycode_own_escape(page->file, session->goals[p->goal].text.data, session->goals[p->goal].text.length);
        fprintf(page->file, "<p><b>Progress:</b> %s", known ? directions[p->direction + 2] : "not knowable");
        if (known && p->direction != THERAPYCODE_NOT_KNOWABLE)
            fprintf(page->file, ", %d%% of the way", (int)p->percent);
        fprintf(page->file, ". <b>The goal is</b> %smeasurable, %sfunctional, %stime-bound.</p></li>\n",
                p->measurable == THERAPYCODE_YES ? "" : "not ", p->functional == THERAPYCODE_YES ? "" : "not ",
                p->time_bound == THERAPYCODE_YES ? "" : "not ");
    }
    fputs(i > 0 ? "</ul>\n" : "<p>No goal came with the visit.</p>\n", page->file);
}
