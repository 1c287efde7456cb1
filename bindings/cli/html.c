/* The report as one self-contained page: no script, nothing fetched, readable on paper and without colour. */
#include "page.h"

#include <string.h>

static const char style_sheet[] =
    "body{font:16px/1.45 system-ui,sans-serif;color:#111;background:#fff;max-width:62rem;margin:0 auto;padding:1rem}\n"
    "h1{font-size:1.5rem;margin:.2rem 0}h2{font-size:1.15rem;margin:1.6rem 0 .4rem;border-bottom:2px solid #333}\n"
    "table{border-collapse:collapse;width:100%;margin:.5rem 0}\n"
    "caption{text-align:left;font-weight:bold;padding:.2rem 0}\n"
    "th,td{border:1px solid #777;padding:.3rem .5rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}\n"
    "thead th{background:#eee}dl{display:grid;grid-template-columns:max-content 1fr;gap:.1rem 1rem;margin:.4rem 0}\n"
    "dt{font-weight:bold}dd{margin:0;overflow-wrap:anywhere}td ul{margin:0;padding-left:1.1rem}td p{margin:.3rem 0 0}\n"
    ".note{white-space:pre-wrap;border:1px solid #777;padding:.8rem;overflow-wrap:anywhere}\n"
    "mark{background:#fff3b0;color:#000;text-decoration:underline;text-underline-offset:.15em}sup a{color:#003a8c}\n"
    ".cite{font-size:.85rem;color:#444;margin:.2rem 0 0}.s1{border-left:6px solid #1b6e2c}\n"
    ".s2{border-left:6px double #8a5a00}.s3,.s5{border-left:6px dashed #a01212;font-weight:bold}\n"
    ".skip{position:absolute;left:-999rem}\n"
    ".skip:focus{position:static}a:focus{outline:3px solid #003a8c}li{margin:.25rem 0}\n"
    "tr:target{outline:3px solid #003a8c}\n"
    "@media print{@page{margin:15mm}body{font-size:10pt;max-width:none;padding:0}thead{display:table-header-group}\n"
    "tr,li{break-inside:avoid}h2{break-after:avoid}.skip{display:none}a{color:inherit;text-decoration:none}\n"
    "mark{background:none}}\n";

static void write_row(FILE *file, const char *name, const char *value)
{
    fprintf(file, "<dt>%s</dt><dd>", name);
    therapycode_own_escape_string(file, value);
    fputs("</dd>\n", file);
}

static void write_head(const struct answer *a, FILE *file, const struct therapycode_summary *summary)
{
    const char *id = therapycode_json_visit_id(a->visit);
    char date[16];
    fputs("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
          "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>Visit ", file);
    therapycode_own_escape_string(file, id == NULL ? "" : id);
    fprintf(file, " %s: claim and documentation</title>\n<style>\n%s</style>\n</head>\n<body>\n"
                  "<a class=\"skip\" href=\"#main\">Skip to the report</a>\n<header>\n"
                  "<h1>Claim and documentation review</h1>\n"
                  "<dl>\n", therapycode_own_date(summary->date_of_service, date), style_sheet);
    if (id != NULL)
        write_row(file, "Visit", id);
    write_row(file, "Date of service", date);
    write_row(file, "Discipline", therapycode_own_discipline_name(a->session->discipline));
    write_row(file, "Payer policy", summary->policy);
    fputs("</dl>\n</header>\n<main id=\"main\">\n", file);
}

static void write_summary(FILE *file, const struct therapycode_summary *s)
{
    static const char *const billable[] = { "yes", "no", "not assessed" };
    fputs("<h2 id=\"summary\">Summary</h2>\n<dl>\n", file);
    fprintf(file, "<dt>Units on the claim</dt><dd>%d</dd>\n", (int)s->total_units);
    fprintf(file, "<dt>Timed</dt><dd>%d minutes, %d units</dd>\n", (int)s->timed_minutes, (int)s->timed_units);
    if (s->unplaced_minutes > 0)
        fprintf(file, "<dt>Not counted</dt><dd>%d minutes whose code is undetermined</dd>\n", (int)s->unplaced_minutes);
    write_row(file, "Required items are documented",
              s->billable >= 1 && s->billable <= 3 ? billable[s->billable - 1] : "not assessed");
    if (s->score != THERAPYCODE_NONE)
        fprintf(file, "<dt>Audit score</dt><dd>%d of 100</dd>\n", (int)s->score);
    fputs("</dl>\n", file);
}

static void write_line(const struct answer *a, FILE *file, const struct therapycode_line *line)
{
    const struct therapycode_code *code = therapycode_own_code_of(a, line->code);
    int i;
    fprintf(file, "<tr><th scope=\"row\">%s</th><td>", line->code);
    for (i = 0; i < 4 && line->modifiers[i][0] != '\0'; i++)
        fprintf(file, "%s%s", i > 0 ? " " : "", line->modifiers[i]);
    fprintf(file, "</td><td>%d</td><td>", (int)line->units);
    if (line->minutes != THERAPYCODE_NONE)
        fprintf(file, "%d", (int)line->minutes);
    else
        fputs("not stated", file);
    fputs("</td><td>", file);
    therapycode_own_escape_string(file, code == NULL ? "not in the table of codes" : code->label);
    fprintf(file, "</td><td>%s</td></tr>\n",
            line->suggested == THERAPYCODE_YES ? "suggested from the words: to be accepted by a person" : "stated");
}

static void write_lines(const struct answer *a, FILE *file)
{
    const struct therapycode_line *line;
    const struct therapycode_tally *tally;
    size_t i;
    int open = 0;
    fputs("<h2 id=\"claim\">Claim lines</h2>\n", file);
    if (therapycode_evaluation_line(a->evaluation, 0) == NULL)
        fputs("<p>No line: nothing here can be billed.</p>\n", file);
    else
        fputs("<table><caption>What goes on the claim</caption>\n<thead><tr><th scope=\"col\">Code</th>"
              "<th scope=\"col\">Modifiers</th><th scope=\"col\">Units</th><th scope=\"col\">Minutes</th>"
              "<th scope=\"col\">Service</th><th scope=\"col\">Code is</th></tr></thead>\n<tbody>\n", file);
    for (i = 0; (line = therapycode_evaluation_line(a->evaluation, i)) != NULL; i++)
        write_line(a, file, line);
    if (i > 0)
        fputs("</tbody></table>\n", file);
    for (i = 0; (tally = therapycode_evaluation_tally(a->evaluation, i)) != NULL; i++) {
        if (tally->units > 0)
            continue;
        if (!open)
            fputs("<p>Performed, but without a unit:</p>\n<ul>\n", file);
        open = 1;
        fprintf(file, "<li>%s", tally->code);
        if (tally->minutes != THERAPYCODE_NONE)
            fprintf(file, ", %d minutes", (int)tally->minutes);
        fputs("</li>\n", file);
    }
    fputs(open ? "</ul>\n" : "", file);
}

static void write_steps(const struct answer *a, FILE *file)
{
    const struct therapycode_step *step;
    size_t i;
    fputs("<h2 id=\"proof\">Proof</h2>\n", file);
    if (therapycode_evaluation_step(a->evaluation, 0) == NULL)
        fputs("<p>Nothing was counted.</p>\n", file);
    else
        fputs("<ol>\n", file);
    for (i = 0; (step = therapycode_evaluation_step(a->evaluation, i)) != NULL; i++) {
        const struct therapycode_rule *rule = therapycode_own_find_rule(a->engine, step->rule);
        fputs("<li>", file);
        therapycode_own_escape_string(file, step->message);
        fputs("<p class=\"cite\">", file);
        therapycode_own_escape_string(file, step->rule);
        if (rule != NULL)
            fputs(": ", file);
        therapycode_own_escape_string(file, rule == NULL ? "" : rule->citation);
        fputs("</p></li>\n", file);
    }
    fputs(i > 0 ? "</ol>\n" : "", file);
}

static void write_activities(const struct answer *a, FILE *file)
{
    const struct therapycode_reading *reading;
    size_t i;
    char name[64];
    fputs("<h2 id=\"activities\">Activities and their codes</h2>\n", file);
    if (therapycode_evaluation_reading(a->evaluation, 0) == NULL) {
        fputs("<p>The visit tells of no activity.</p>\n", file);
        return;
    }
    fputs("<table><caption>What was done, as stated and as read</caption>\n<thead><tr><th scope=\"col\">Activity</th>"
          "<th scope=\"col\">Code</th><th scope=\"col\">Minutes</th><th scope=\"col\">Words</th></tr></thead>\n"
          "<tbody>\n", file);
    for (i = 0; (reading = therapycode_evaluation_reading(a->evaluation, i)) != NULL; i++) {
        struct therapycode_text words = { NULL, 0 };
        const struct therapycode_evidence *v = reading->evidence_count > 0
            ? therapycode_evaluation_evidence(a->evaluation, (size_t)reading->evidence_first) : NULL;
        if (reading->activity != THERAPYCODE_NONE)
            words = a->session->activities[reading->activity].description;
        else if (v != NULL)
            words = therapycode_own_quoted(a, v);
        fputs("<tr><th scope=\"row\">", file);
        therapycode_own_escape_string(file, reading->activity == THERAPYCODE_NONE
                                                ? "found in the note"
                                                : therapycode_own_activity_name(a, reading->activity, name));
        fprintf(file, "</th><td>%s", reading->code[0] == '\0' ? "undetermined" : reading->code);
        if (reading->context > THERAPYCODE_PERFORMED)
            fprintf(file, ", %s", therapycode_own_context_word(reading->context));
        fputs("</td><td>", file);
        if (reading->minutes != THERAPYCODE_NONE)
            fprintf(file, "%d", (int)reading->minutes);
        fputs("</td><td>", file);
        therapycode_own_escape(file, words.data, words.length);
        if (reading->question != NULL) {
            fputs("<p><b>To settle it:</b> ", file);
            therapycode_own_escape_string(file, reading->question);
            fputs("</p>", file);
        }
        fputs("</td></tr>\n", file);
    }
    fputs("</tbody></table>\n", file);
}

static void write_findings(const struct answer *a, FILE *file)
{
    const struct therapycode_finding *f;
    int32_t severity;
    size_t i;
    fputs("<h2 id=\"findings\">Findings</h2>\n", file);
    if (therapycode_evaluation_finding(a->evaluation, 0) == NULL) {
        fputs("<p>Nothing was found.</p>\n", file);
        return;
    }
    fputs("<ul>\n", file);
    for (severity = THERAPYCODE_ERROR; severity <= THERAPYCODE_INFO; severity++)
        for (i = 0; (f = therapycode_evaluation_finding(a->evaluation, i)) != NULL; i++) {
            const struct therapycode_line *line =
                f->line >= 0 ? therapycode_evaluation_line(a->evaluation, (size_t)f->line) : NULL;
            if (f->severity != severity)
                continue;
            fprintf(file, "<li><b>%s%s%s:</b> ", therapycode_own_severity_word(severity), line != NULL ? ", " : "",
                    line != NULL ? line->code : "");
            therapycode_own_escape_string(file, f->message);
            if (f->suggestion != NULL && f->suggestion[0] != '\0') {
                fputs(" <b>Do:</b> ", file);
                therapycode_own_escape_string(file, f->suggestion);
            }
            fputs("<p class=\"cite\">", file);
            therapycode_own_escape_string(file, f->rule);
            fputs(": ", file);
            therapycode_own_escape_string(file, f->citation);
            fputs("</p></li>\n", file);
        }
    fputs("</ul>\n", file);
}

static void write_goals(const struct answer *a, FILE *file)
{
    static const char *const directions[] = { "not knowable", "worse", "unchanged", "better", "met" };
    const struct therapycode_progress *p;
    size_t i;
    for (i = 0; (p = therapycode_evaluation_progress(a->evaluation, i)) != NULL; i++) {
        int known = p->direction >= THERAPYCODE_NOT_KNOWABLE && p->direction <= THERAPYCODE_MET;
        if (i == 0)
            fputs("<h2 id=\"goals\">Goals</h2>\n<ul>\n", file);
        fputs("<li>", file);
        if (p->goal >= 0 && (size_t)p->goal < a->session->goal_count)
            therapycode_own_escape(file, a->session->goals[p->goal].text.data, a->session->goals[p->goal].text.length);
        fprintf(file, " <b>Progress:</b> %s", known ? directions[p->direction + 2] : "not knowable");
        if (known && p->direction != THERAPYCODE_NOT_KNOWABLE)
            fprintf(file, ", %d%% of the way", (int)p->percent);
        fprintf(file, "; %smeasurable, %sfunctional, %stime-bound.</li>\n",
                p->measurable == THERAPYCODE_YES ? "" : "not ", p->functional == THERAPYCODE_YES ? "" : "not ",
                p->time_bound == THERAPYCODE_YES ? "" : "not ");
    }
    fputs(i > 0 ? "</ul>\n" : "", file);
}

static void write_foot(FILE *file, const struct therapycode_summary *s)
{
    fputs("</main>\n<footer>\n<h2 id=\"provenance\">Provenance</h2>\n<dl>\n", file);
    write_row(file, "Library", s->version);
    write_row(file, "Rulebook release", s->release);
    write_row(file, "Rulebook digest", s->digest);
    write_row(file, "Policy applied", s->policy);
    fputs("</dl>\n<p class=\"cite\">The same facts, rules and policy give the same answer at any time. "
          "CPT\xC2\xAE is a registered trademark of the American Medical Association; code numbers are identifiers, "
          "labels are this project's own words.</p>\n</footer>\n</body>\n</html>\n", file);
}

int therapycode_own_html(const struct answer *a, FILE *file)
{
    const struct therapycode_summary *summary = therapycode_evaluation_summary(a->evaluation);
    write_head(a, file, summary);
    write_summary(file, summary);
    write_lines(a, file);
    write_findings(a, file);
    fputs("<h2 id=\"not-checked\">Not checked</h2>\n<p>", file);
    therapycode_own_escape_string(file, therapycode_own_not_checked);
    fputs("</p>\n", file);
    fputs("<h2 id=\"documentation\">Documentation</h2>\n", file);
    therapycode_own_page_elements(a, file);
    write_goals(a, file);
    fputs("<h2 id=\"note\">The note</h2>\n", file);
    therapycode_own_page_note(a, file);
    write_activities(a, file);
    write_steps(a, file);
    write_foot(file, summary);
    return !ferror(file);
}
