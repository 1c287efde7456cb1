/* The therapycode command: what its files share. */
#ifndef THERAPYCODE_CLI_H
#define THERAPYCODE_CLI_H

#include <stdio.h>

#include <therapycode/json.h>
#include <therapycode/therapycode.h>

/* Exit status. */
enum { EXIT_EVALUATED = 0, EXIT_REFUSED = 1, EXIT_USAGE = 2 };

/* ---- io.c ---- */

struct bytes {
    char *data;
    size_t length;
};

/* Reads a file, or standard input for "-"; tells what went wrong and answers 0. */
int therapycode_own_read_file(const char *name, struct bytes *out);
void therapycode_own_drop(struct bytes *bytes);
/* "therapycode: " and a message on stderr. Never a value of a visit. */
void therapycode_own_complain(const char *format, ...)
#if defined(__GNUC__)
    __attribute__((format(printf, 1, 2)))
#endif
    ;
/* Whether one file was given; complains if not, with the usage after the reason. */
int therapycode_own_one_file(int given, const char *usage);
/* Tells a refused document: file, line, column, path. */
void therapycode_own_complain_json(const char *name, const struct therapycode_json_error *error);

/* Tables and policies from the command line: KIND=FILE. */
struct engine_options {
    const char *tables[32];
    size_t table_count;
};
/* Values of --table and --color; they complain and answer 0. */
int therapycode_own_take_table(struct engine_options *options, const char *value);
int therapycode_own_take_color(const char *value, int *color);
struct therapycode_engine *therapycode_own_make_engine(const struct engine_options *options);
/* Whether the engine has a policy of this name; complains if not. */
int therapycode_own_check_policy(const struct therapycode_engine *engine, const char *name);
const struct therapycode_rule *therapycode_own_find_rule(const struct therapycode_engine *engine, const char *id);
/* Today by the local clock, yyyymmdd: the command may look at it, the library never does. */
int32_t therapycode_own_today(void);

/* ---- style.c ---- */

enum colour { COLOUR_NONE, COLOUR_STRONG, COLOUR_GOOD, COLOUR_BAD, COLOUR_WARN, COLOUR_QUIET };
enum { COLOUR_AUTO = 0, COLOUR_ALWAYS = 1, COLOUR_NEVER = 2 };

struct style {
    FILE *file;
    int colour;
    int width;
};

struct style therapycode_own_style(FILE *file, int choice);
void therapycode_own_on(const struct style *s, enum colour colour);
void therapycode_own_off(const struct style *s, enum colour colour);
void therapycode_own_heading(const struct style *s, const char *title);
/* Text over lines of s->width: the cursor stands at `column`, further lines begin at `indent`. Ends the line.
   Control characters become spaces: a note must not be able to speak to the terminal. */
void therapycode_own_wrap(const struct style *s, int column, int indent, const char *text);
void therapycode_own_wrap_bytes(const struct style *s, int column, int indent, const char *text, size_t length);
/* The beginning of a text, in the same way. */
void therapycode_own_plain(const char *text, char buffer[64]);
/* Columns that a text takes. */
int therapycode_own_columns(const char *text, size_t length);
/* "2026-03-02" */
const char *therapycode_own_date(int32_t date, char buffer[16]);
/* Words for enumerators. */
const char *therapycode_own_discipline_name(int32_t discipline);
const char *therapycode_own_status_word(int32_t status);
const char *therapycode_own_severity_word(int32_t severity);
const char *therapycode_own_context_word(int32_t context);
const char *therapycode_own_timing_word(int32_t timing);
/* "functional-activities" -> "Functional activities" */
const char *therapycode_own_element_title(const char *id, char buffer[64]);

/* ---- a visit and its answer ---- */

struct answer {
    const struct therapycode_engine *engine;
    const struct therapycode_json_visit *visit;
    const struct therapycode_session *session;
    const struct therapycode_evaluation *evaluation;
};

/* A phrase as people write it: "=US" is looked for in capitals alone, which "US" shows. */
static inline const char *therapycode_own_phrase(const struct therapycode_phrase *phrase)
{
    return phrase->phrase + (phrase->phrase[0] == '=');
}
/* 1: minutes count, and whoever bills chooses which codes carry the units (policies with the rule "total-only"). */
int therapycode_own_is_left_open(const struct therapycode_tally *tally);
/* Whether the evaluation has such a tally. */
int therapycode_own_has_left_open(const struct therapycode_evaluation *evaluation);

/* The words that an evidence points to; length 0: a fact. */
struct therapycode_text therapycode_own_quoted(const struct answer *a, const struct therapycode_evidence *evidence);
/* Facts stand together whatever field they are of; words by the text that they stand in, and by what they tell. */
int therapycode_own_same_source(const struct therapycode_evidence *a, const struct therapycode_evidence *b);
int therapycode_own_same_why(const struct therapycode_evidence *a, const struct therapycode_evidence *b);
/* "Note", "Description of a1", "Stated" */
const char *therapycode_own_source_name(const struct answer *a, const struct therapycode_evidence *evidence,
                                        char buffer[96]);
/* "a1", or "activity 3" where no id is stated. */
const char *therapycode_own_activity_name(const struct answer *a, int32_t activity, char buffer[64]);
const char *therapycode_own_goal_name(const struct answer *a, int32_t goal, char buffer[64]);
/* Whether a finding says no more than the row of its element, which reports show with what to add. */
int therapycode_own_tells_of_element(const struct answer *a, const struct therapycode_finding *finding);
/* Whether an element is less than it should be; and is the first row of its id that is. */
int therapycode_own_is_short(const struct therapycode_element *element);
int therapycode_own_is_first_short(const struct answer *a, size_t element);
/* What it means that a row is short: ", blocks payment", ", enough for payment", or "": advice. */
const char *therapycode_own_payment_word(const struct answer *a, size_t element);
/* "97530", or "visit" */
const char *therapycode_own_asked_of(const struct answer *a, const struct therapycode_element *element);
/* Minutes of the activities of a tally, counted or not. */
int therapycode_own_recorded(const struct answer *a, size_t tally);
/* What more minutes would earn a code, "" for nothing. It never invites to add a minute where the total would gain nothing,
   as the payer counts the minutes of all codes together and the unit would only change its code. */
void therapycode_own_next_unit(const struct answer *a, const struct therapycode_tally *tally, char buffer[160]);
/* Whether another line has the same service, so that the minutes are of both. */
int therapycode_own_is_split(const struct answer *a, const struct therapycode_line *line);
/* The code as of the visit's date, or NULL. */
const struct therapycode_code *therapycode_own_code_of(const struct answer *a, const char *code);

/* report.c, report_note.c */
/* What matters, on about a page; or, where `full`, everything: each element's words and points, each candidate. */
void therapycode_own_report(const struct answer *a, const struct style *s, int full);
/* Words and facts, a line for each text that they stand in. */
void therapycode_own_report_words(const struct answer *a, const struct style *s, int indent, int32_t first,
                                  int32_t count);
/* Findings and readings that the report of about a page prints; what there is beyond is counted. */
enum { REPORT_MOST = 50 };
void therapycode_own_report_findings(const struct answer *a, const struct style *s, int full);
void therapycode_own_report_note(const struct answer *a, const struct style *s, int full);
void therapycode_own_report_records(const struct answer *a, const struct style *s, int full);
/* What no finding of this version can be about: silence is not a pass. */
extern const char therapycode_own_not_checked[];
/* A step and the rule that it goes by: "[CMS-UNITS-TIE]" */
void therapycode_own_wrap_step(const struct style *s, int column, int indent, const struct therapycode_step *step);
/* " GP 59" */
void therapycode_own_print_modifiers(FILE *file, const struct therapycode_line *line);

/* html.c: one self-contained page. 0: it could not be written. */
int therapycode_own_html(const struct answer *a, FILE *file);
/* compare.c. Exit status; fault is filled where the visit was refused. */
int therapycode_own_compare(const struct therapycode_engine *engine, const struct therapycode_session *session,
                            const char *policies, const struct style *style, struct therapycode_error *fault);
/* explain.c: what a code would have to show, as the engine says it of a note that says nothing. 0: nothing is known. */
int therapycode_own_print_support(const struct style *s, const struct therapycode_engine *engine,
                                  const struct therapycode_code *code, int32_t date);
/* whynot.c */
int therapycode_own_why_not(const struct answer *a, const struct style *s, const char *code);
void therapycode_own_report_ties(const struct answer *a, const struct style *s);

/* ---- commands: argv[0] is the command's name ---- */
int therapycode_own_command_evaluate(int argc, char **argv);
int therapycode_own_command_day(int argc, char **argv);
int therapycode_own_command_audit(int argc, char **argv);

#endif
