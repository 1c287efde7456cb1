/* The report as one self-contained page: no script, nothing fetched, readable on paper and without colour. */
#include "page.h"

#include <string.h>

/* Words break anywhere rather than widen the page; the figures of a table never break. */
static const char style_sheet[] =
    ":root{color-scheme:light}\n"
    "body{font:16px/1.5 system-ui,sans-serif;color:#111;background:#fff;max-width:52rem;margin:0 auto;padding:1rem;"
    "overflow-wrap:anywhere}\n"
    "h1{font-size:1.5rem;margin:.2rem 0 .6rem}h2{font-size:1.2rem;margin:2rem 0 .5rem;border-bottom:2px solid #333}\n"
    "h3{font-size:1rem;margin:1.2rem 0 .2rem}h2,h3{line-height:1.3}p{margin:.4rem 0}\n"
    "dl{display:grid;grid-template-columns:fit-content(45%) 1fr;gap:.15rem 1rem;margin:.4rem 0}\n"
    "dt{font-weight:bold}dd{margin:0}ul,ol{margin:.4rem 0;padding-left:1.5rem}li{margin:.35rem 0}\n"
    "ul.plain{list-style:none;padding:0}li p{margin:.15rem 0}q{unicode-bidi:isolate}\n"
    "nav ul{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:.3rem 1.2rem}nav li{margin:0}\n"
    "table{border-collapse:collapse;width:100%;margin:.5rem 0}caption{text-align:left;padding:.2rem 0}\n"
    "th,td{border:1px solid #666;padding:.35rem .5rem;text-align:left;vertical-align:top;overflow-wrap:normal}\n"
    "td.text{overflow-wrap:anywhere;min-width:7rem}thead th{background:#eee}\n"
    ".note{white-space:pre-wrap;unicode-bidi:plaintext;border:1px solid #666;padding:.8rem;line-height:1.7}\n"
    "mark{background:#fff3b0;color:#111;text-decoration:underline;text-decoration-thickness:2px;"
    "text-underline-offset:.15em}\n"
    "sup{font-size:.75em;line-height:0;white-space:nowrap;unicode-bidi:isolate;direction:ltr}\n"
    ".key span{white-space:nowrap}\n"
    "a{color:#003a8c}a:focus-visible{outline:3px solid #003a8c;outline-offset:2px}:target{outline:3px solid #003a8c}\n"
    ".cite{font-size:.85rem;color:#444}.s1,.s2,.s3,.s5{font-weight:bold}.s2,.s3,.s5{border:1px solid;padding:0 .3em}\n"
    ".s2{color:#6b4500;border-style:dashed}.s3,.s5{color:#8f1010;border-width:2px}\n"
    ".sign span{display:inline-block;min-width:11rem;max-width:100%;border-bottom:1px solid #111}\n"
    ".skip{position:absolute;left:-999rem}.skip:focus{position:static}\n"
    "@media(max-width:30rem){th,td{padding:.3rem}td.text{min-width:5rem}.key span{white-space:normal}}\n"
    "@media print{body{font-size:10pt;max-width:none;padding:0}thead{display:table-header-group}\n"
    "tr,dl div,.key{break-inside:avoid}li{break-inside:avoid-page;orphans:3;widows:3}h2,h3,caption{break-after:avoid}\n"
    "nav,.skip{display:none}a{color:inherit;text-decoration:none}\n"
    "mark{background:none}:target{outline:none}}\n";

static void write_row(FILE *file, const char *name, const char *value)
{
    fprintf(file, "<dt>%s</dt><dd>", name);
    therapycode_own_escape_string(file, value);
    fputs("</dd>\n", file);
}

/* The foot of each printed page. In a style sheet only letters, digits and a few signs of an id are let through. */
static void write_page_foot(FILE *file, const char *id, const char *date)
{
    size_t i;
    fprintf(file, "@page{margin:16mm 15mm;@bottom-left{font:8pt sans-serif;content:\"Visit ");
    for (i = 0; id != NULL && id[i] != '\0' && i < 40; i++) {
        int plain = (id[i] >= 'a' && id[i] <= 'z') || (id[i] >= 'A' && id[i] <= 'Z') ||
                    (id[i] >= '0' && id[i] <= '9') || strchr("-_. ", id[i]) != NULL;
        if (((unsigned char)id[i] & 0xC0) != 0x80)
            fputc(plain ? id[i] : '?', file);
    }
    fprintf(file, " of %s\"}\n@bottom-right{font:8pt sans-serif;"
                  "content:\"Page \" counter(page) \" of \" counter(pages)}}\n", date);
}

static void write_head(const struct answer *a, FILE *file, const struct therapycode_summary *summary)
{
    const char *id = therapycode_json_visit_id(a->visit);
    char date[16];
    therapycode_own_date(summary->date_of_service, date);
    fputs("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
          "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>Visit ", file);
    therapycode_own_escape_string(file, id == NULL ? "" : id);
    fprintf(file, " of %s: claim and documentation</title>\n<style>\n%s", date, style_sheet);
    write_page_foot(file, id, date);
    fputs("</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#main\">Skip to the report</a>\n<header>\n"
          "<h1>Claim and documentation review</h1>\n<dl>\n", file);
    if (id != NULL)
        write_row(file, "Visit", id);
    write_row(file, "Date of service", date);
    write_row(file, "Discipline", therapycode_own_discipline_name(a->session->discipline));
    write_row(file, "Payer policy", summary->policy);
    fputs("</dl>\n</header>\n", file);
}

static const struct part {
    const char *id, *title;
} parts[] = {
    { "summary", "Summary" },
    { "claim", "Claim lines" },
    { "proof", "How the units were counted" },
    { "findings", "Findings" },
    { "missing", "What the documentation lacks" },
    { "note", "The note, with its evidence marked" },
    { "documentation", "Documentation, element by element" },
    { "score", "How the score was added up" },
    { "goals", "Goals" },
    { "activities", "Activities and their codes" },
    { "not-checked", "Not checked" },
    { "provenance", "Provenance" },
};

static void write_contents(FILE *file)
{
    size_t i;
    fputs("<nav aria-label=\"Contents\">\n<ul>\n", file);
    for (i = 0; i < sizeof parts / sizeof parts[0]; i++)
        fprintf(file, "<li><a href=\"#%s\">%s</a></li>\n", parts[i].id, parts[i].title);
    fputs("</ul>\n</nav>\n", file);
}

static void begin(FILE *file, const char *id)
{
    size_t i = 0;
    while (strcmp(parts[i].id, id) != 0)
        i++;
    fprintf(file, "<h2 id=\"%s\">%s</h2>\n", id, parts[i].title);
}

static void write_counts(const struct answer *a, FILE *file)
{
    const struct therapycode_finding *f;
    int counts[5] = { 0 }, elsewhere = 0;
    size_t i;
    for (i = 0; (f = therapycode_evaluation_finding(a->evaluation, i)) != NULL; i++)
        if (therapycode_own_tells_of_element(a, f))
            elsewhere++;
        else
            counts[f->severity >= 1 && f->severity <= 4 ? f->severity : 0]++;
    fprintf(file, "<dt>Findings</dt><dd>%d error%s, %d warning%s, %d advice, %d for the record", counts[1],
            counts[1] == 1 ? "" : "s", counts[2], counts[2] == 1 ? "" : "s", counts[3], counts[4]);
    if (elsewhere > 0)
        fprintf(file, "; %d more about <a href=\"#missing\">what the documentation lacks</a>", elsewhere);
    fputs("</dd>\n", file);
}

static void write_summary(const struct answer *a, FILE *file, const struct therapycode_summary *s)
{
    static const char *const billable[] = { "yes", "no", "not assessed" };
    begin(file, "summary");
    fprintf(file, "<dl>\n<dt>Units on the claim</dt><dd>%d</dd>\n", (int)s->total_units);
    fprintf(file, "<dt>Timed</dt><dd>%d %s for %d minutes", (int)s->timed_units,
            s->timed_units == 1 ? "unit" : "units", (int)s->timed_minutes);
    fputs(s->timed_minutes == 0 && s->timed_units > 0 ? ": as billed, no minutes are stated</dd>\n" : "</dd>\n", file);
    if (s->unplaced_minutes > 0)
        fprintf(file, "<dt>Not counted</dt><dd>%d minutes that belong to no code</dd>\n", (int)s->unplaced_minutes);
    write_row(file, "What payment asks for is documented",
              s->billable >= 1 && s->billable <= 3 ? billable[s->billable - 1] : "not assessed");
    if (s->score != THERAPYCODE_NONE)
        fprintf(file, "<dt>Audit score</dt><dd>%d of 100</dd>\n", (int)s->score);
    write_counts(a, file);
    fputs("</dl>\n", file);
}

static void write_foot(FILE *file, const struct therapycode_summary *s)
{
    fputs("<p class=\"sign\">Reviewed, and suggested codes accepted, by <span></span> on <span></span></p>\n"
          "</main>\n<footer>\n", file);
    begin(file, "provenance");
    fputs("<dl>\n", file);
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
    struct page page;
    if (!therapycode_own_page_open(&page, a, file))
        return 0;
    write_head(a, file, summary);
    write_contents(file);
    fputs("<main id=\"main\" tabindex=\"-1\">\n", file);
    write_summary(a, file, summary);
    begin(file, "claim");
    therapycode_own_page_claim(&page);
    begin(file, "proof");
    therapycode_own_page_steps(&page, 0);
    begin(file, "findings");
    therapycode_own_page_findings(&page);
    begin(file, "missing");
    therapycode_own_page_missing(&page);
    begin(file, "note");
    therapycode_own_page_note(&page);
    begin(file, "documentation");
    therapycode_own_page_elements(&page);
    begin(file, "score");
    therapycode_own_page_steps(&page, 1);
    begin(file, "goals");
    therapycode_own_page_goals(&page);
    begin(file, "activities");
    therapycode_own_page_activities(&page);
    begin(file, "not-checked");
    fputs("<p>", file);
    therapycode_own_escape_string(file, therapycode_own_not_checked);
    fputs("</p>\n", file);
    write_foot(file, summary);
    therapycode_own_page_close(&page);
    return !ferror(file);
}
