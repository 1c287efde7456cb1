/* therapycode audit: what its workers share. */
#ifndef THERAPYCODE_CLI_AUDIT_H
#define THERAPYCODE_CLI_AUDIT_H

#include <pthread.h>
#include <stdatomic.h>

#include "cli.h"

enum { REFUSALS_MAX = 20, AUDIT_CHUNK = 1 << 20, CSV_COLUMNS = 9, FIRST_LINES = 10, SEVERITIES = 5 };

struct totals {
    int64_t visits;
    int64_t refused;
    int64_t billed;       /* units, as billed, where the facts can check them */
    int64_t supported;    /* units that the facts support, of the same codes */
    int64_t over;         /* billed beyond what is supported */
    int64_t under;        /* supported beyond what was billed */
    int64_t visits_over;
    int64_t visits_under;
    int64_t lines;        /* that are over or under */
    int64_t severities[SEVERITIES];
};

/*
 * Units of one visit, where its facts can check them. Whether it is over or under the engine's findings say; by how many
 * follows from its codes, or from their sum where the payer's rule has a total: there another side of a tie is neither,
 * and the codes may be left to the biller.
 */
struct visit_sum {
    int64_t billed;
    int64_t supported;
    int64_t over;      /* by code */
    int64_t under;
    int64_t total[4];  /* billed less supported, of each discipline's total */
    int64_t timed;     /* billed, of codes of 15 minutes */
    int said_over;
    int said_under;
    int left_open;     /* no code has a unit of the total yet */
    int has_total;
};

/* A visit that was refused; never a value of it. */
struct refusal {
    size_t offset; /* of its line in the file */
    therapycode_status status;
    char path[192];
    char message[160];
};

/* A code of a visit that is billed over or under. */
struct found_line {
    char code[8]; /* or "timed": of the day's timed units together */
    int64_t billed;
    int64_t supported;
    size_t offset;   /* of the visit in the file */
    long down;       /* lines below it */
    long number;     /* of the line in the file */
    size_t id;       /* of the visit, in ids */
    size_t id_length;
    int in_total;
};

struct found_lines {
    struct found_line *rows;
    size_t count;
    size_t capacity;
    char *ids;
    size_t id_length;
    size_t id_capacity;
};

struct audit {
    const struct therapycode_engine *engine;
    const char *policy;        /* for visits that name none */
    const char *text;
    size_t length;
    size_t begin;              /* after the header row */
    int fields;                /* of the header row */
    int is_csv;
    int column[CSV_COLUMNS];   /* field of the row, or -1 */
    const char **policies;     /* names, for the batch */
    unsigned char *has_total;  /* of each policy: its time rule adds up the minutes of the day */
    size_t policy_count;
    const char **rules;        /* ids in ascending order */
    size_t rule_count;
    atomic_size_t next;        /* first byte that no worker has taken */
    atomic_size_t done;
    atomic_int running;
    FILE *visits_file;         /* for all lines that are over or under, or NULL */
    struct found_lines first;  /* of these */
    int lines_failed;
    pthread_mutex_t turn_lock; /* what follows, and the three before, belong to the stretch whose turn it is */
    pthread_cond_t turn_passed;
    size_t turn;
    size_t line_at;            /* where `line` was counted to */
    long line;
};

struct worker {
    struct audit *audit;
    struct totals totals;
    int64_t *by_rule; /* and within it by severity */
    struct found_lines lines; /* of the stretch */
    struct therapycode_evaluation *evaluation;
    struct refusal refusals[REFUSALS_MAX]; /* the first of this worker */
    int refusal_count;
    uint64_t *ids; /* hashes of visit ids, to find a visit whose rows are not together */
    size_t id_count;
    size_t id_capacity;
    void *csv; /* columns of the chunk */
    int out_of_memory;
};

/* audit_text.c */
enum { FIELDS_MAX = 32 };
struct field {
    const char *data;
    size_t length;
};
/* Splits a row; quotes are taken off where nothing within is doubled. Number of fields, or -1. */
int therapycode_own_csv_split(const char *row, size_t length, struct field *fields);
int therapycode_own_csv_is_word(const struct field *f, const char *word);
/* 0 for what is none; an empty or missing number is NONE, an empty or missing word 0. */
int therapycode_own_csv_number(const struct field *f, int32_t high, int32_t *out);
int therapycode_own_csv_date(const struct field *f, int32_t *out);
int therapycode_own_csv_word(const struct field *f, const char *const *words, int32_t count, int32_t *out);
uint64_t therapycode_own_csv_hash(const struct field *f);
/* audit_csv.c */
int therapycode_own_csv_header(struct audit *audit);
void therapycode_own_csv_chunk(struct worker *w, size_t from, size_t to);
void therapycode_own_csv_free(struct worker *w);
/* Where rows of the visit with this id stand again, after rows of another. */
size_t therapycode_own_csv_again(const struct audit *audit, uint64_t id);
/* audit_work.c */
void *therapycode_own_audit_work(void *worker);
void therapycode_own_refuse(struct worker *w, size_t offset, therapycode_status status, const char *path,
                            const char *message);
void therapycode_own_hear(struct visit_sum *sum, const char *rule);
/* A code of the visit, `down` lines below its first: nothing where the facts cannot check it, or the table does not hold
   it. */
void therapycode_own_add_code(struct worker *w, struct visit_sum *sum, const struct therapycode_code *code,
                              int32_t minutes, int32_t discipline, long down, int64_t billed, int64_t units);
void therapycode_own_add_visit(struct worker *w, struct visit_sum *sum, int32_t discipline, int64_t timed_units);
/* End of the line that begins at `at`: its newline, or the end of the text. */
size_t therapycode_own_line_end(const struct audit *audit, size_t at);
/* The number of the line of a place, from that of one before it. */
long therapycode_own_line_number(const struct audit *audit, size_t at, long line, size_t place);
/* audit_lines.c */
void therapycode_own_lines_add(struct worker *w, const struct found_line *line);
/* Ends a visit whose lines stand from `mark` on: those stay that the findings speak of. */
void therapycode_own_lines_close(struct worker *w, const struct visit_sum *sum, size_t mark, int64_t timed_units,
                                 size_t offset, const struct field *id);
const char *therapycode_own_line_rule(const struct found_line *line);
/* Waits for the turn of a stretch, hands its lines over, and passes the turn on. */
void therapycode_own_lines_turn(struct worker *w, size_t stretch);
void therapycode_own_lines_free(struct found_lines *lines);

#endif
