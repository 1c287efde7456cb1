/* Codes against the table, the date, the payer and the discipline. A stated code is never replaced: it is found. */
#include <string.h>

#include "base/text.h"
#include "claim/claim.h"

/*
 * The note of a deleted code names its successors: "deleted; now 97161 97162 97163; ...". Up to four, as arguments of a
 * message, each with a space before it; returns how many.
 */
static int successors(const char *note, int64_t now[4])
{
    const char *at = strncmp(note, "deleted", 7) == 0 ? strstr(note, "now ") : NULL;
    int count = 0;
    if (at == NULL)
        return 0;
    for (at += 3; count < 4 && at[0] == ' ' && strlen(at) >= 6 && therapycode_impl_is_code(at + 1, 5); at += 6) {
        char successor[8] = { 0 };
        memcpy(successor, at, 6);
        now[count++] = therapycode_impl_code_arg(successor);
    }
    return count;
}

/* G8978-G8999, G9158-G9176 and G9186: Pub. 100-04, ch. 5, sec. 10.6; required to 2018-12-31. */
static int is_functional_code(const char code[8])
{
    int32_t number;
    if (code[0] != 'G' || !therapycode_impl_parse_int(code + 1, 4, 0, 9999, &number))
        return 0;
    return (number >= 8978 && number <= 8999) || (number >= 9158 && number <= 9176) || number == 9186;
}

/* The units room says that the code is unknown or not in force; here, what stands in its place. */
static void not_in_force(struct therapycode_impl_claim *c, const struct therapycode_impl_claimed *claimed,
                         const struct therapycode_tally *tally)
{
    const struct therapycode_engine *engine = c->e->engine;
    int64_t name = (int64_t)therapycode_impl_code_key(tally->code), now[4] = { 0, 0, 0, 0 };
    size_t first = therapycode_impl_code_first(engine, therapycode_impl_code_key(tally->code));
    int32_t date = c->e->session.date_of_service;
    if (first != SIZE_MAX) {
        int32_t end = engine->codes[first].effective_to;
        if (end != 0 && date >= end &&
            successors(therapycode_impl_rulebook_text(engine->rulebook, engine->code_rows[first]->note), now) > 0)
            THERAPYCODE_IMPL_FIND(c->e, CODE_REPLACED, name, end, now[0], now[1], now[2], now[3])->activity =
                claimed->activity;
    } else if (is_functional_code(tally->code) && date >= 20190101) {
        THERAPYCODE_IMPL_FIND(c->e, CODE_FUNCTIONAL_G_ENDED, name)->activity = claimed->activity;
    }
}

/* What the status letter of the physician fee schedule means for a line; 0: nothing to say. */
static struct therapycode_finding *by_status(struct therapycode_impl_claim *c, char status, const char code[8])
{
    int64_t name = therapycode_impl_code_arg(code);
    switch (status) {
    case 'B':
        return THERAPYCODE_IMPL_FIND(c->e, CODE_BUNDLED, name);
    case 'C':
        return THERAPYCODE_IMPL_FIND(c->e, CODE_CONTRACTOR_PRICED, name);
    case 'I':
        return THERAPYCODE_IMPL_FIND(c->e, CODE_NOT_MEDICARE, name);
    case 'R':
        return THERAPYCODE_IMPL_FIND(c->e, CODE_RESTRICTED, name);
    case 'N':
        return THERAPYCODE_IMPL_FIND(c->e, CODE_NON_COVERED, name);
    case 'E':
    case 'X':
        if (memcmp(code, "G015", 4) == 0) /* G0151 to G0158: home health visits */
            return THERAPYCODE_IMPL_FIND(c->e, CODE_HOME_HEALTH, name);
        return THERAPYCODE_IMPL_FIND(c->e, CODE_NON_COVERED, name);
    default:
        return NULL;
    }
}

/* Unattended stimulation has two codes, and the payer takes one: the finding names the other. */
static struct therapycode_finding *unattended_estim(struct therapycode_impl_claim *c, const char code[8])
{
    static const char names[2][8] = { "G0283", "97014" };
    int32_t wanted = therapycode_impl_option(c->e, THERAPYCODE_IMPL_OPTION_UNATTENDED_ESTIM_CODE);
    int given = memcmp(code, names[0], 5) == 0   ? THERAPYCODE_IMPL_UNATTENDED_ESTIM_CODE_G0283
                : memcmp(code, names[1], 5) == 0 ? THERAPYCODE_IMPL_UNATTENDED_ESTIM_CODE_97014
                                                 : 0;
    if (given == 0 || wanted == 0 || given == wanted)
        return NULL;
    if (c->e->policy->recalled >> THERAPYCODE_IMPL_OPTION_UNATTENDED_ESTIM_CODE & 1)
        return THERAPYCODE_IMPL_FIND(c->e, CODE_UNATTENDED_ESTIM_RECALLED, therapycode_impl_code_arg(names[given - 1]),
                                     therapycode_impl_code_arg(names[wanted - 1]));
    return THERAPYCODE_IMPL_FIND(c->e, CODE_UNATTENDED_ESTIM, therapycode_impl_code_arg(names[given - 1]),
                                 therapycode_impl_code_arg(names[wanted - 1]));
}

static void of_payer(struct therapycode_impl_claim *c, const struct therapycode_impl_claimed *claimed,
                     const struct therapycode_tally *tally)
{
    const struct therapycode_engine *engine = c->e->engine;
    const struct therapycode_impl_codes_row *row = engine->code_rows[claimed->code - engine->codes];
    char status = therapycode_impl_rulebook_text(engine->rulebook, row->medicare_status)[0];
    struct therapycode_finding *finding = NULL;
    if (status == 'A' && tally->code[0] != 'G')
        return;
    finding = unattended_estim(c, tally->code);
    if (finding == NULL && c->medicare_rules)
        finding = by_status(c, status, tally->code);
    if (finding != NULL)
        finding->activity = claimed->activity;
}

static void of_discipline(struct therapycode_impl_claim *c, const struct therapycode_impl_claimed *claimed,
                          const struct therapycode_tally *tally)
{
    struct therapycode_finding *finding;
    int64_t name = (int64_t)therapycode_impl_code_key(tally->code);
    int64_t who = therapycode_impl_text_arg(therapycode_impl_discipline_name(tally->discipline));
    if (claimed->code->disciplines == 0 || (claimed->code->disciplines >> tally->discipline & 1) != 0)
        return;
    if (therapycode_impl_is_evaluation(c->e->engine, tally->code))
        finding = THERAPYCODE_IMPL_FIND(c->e, CODE_EVALUATION_DISCIPLINE, name, who);
    else
        finding = THERAPYCODE_IMPL_FIND(c->e, CODE_WRONG_DISCIPLINE, name, who);
    finding->activity = claimed->activity;
}

/* One-on-one codes without attendance, group codes one-on-one; a group is the units room's (GROUP-CONCURRENT). */
static void of_contact(struct therapycode_impl_claim *c, const struct therapycode_impl_claimed *claimed,
                       const struct therapycode_tally *tally)
{
    int64_t name = (int64_t)therapycode_impl_code_key(tally->code);
    const int32_t *seen = claimed->contact; /* by enum therapycode_contact: activity + 1, or 0 */
    if (claimed->code->contact == THERAPYCODE_ONE_ON_ONE && seen[THERAPYCODE_SUPERVISED] != 0)
        THERAPYCODE_IMPL_FIND(c->e, CODE_CONTACT_SUPERVISED, name)->activity = seen[THERAPYCODE_SUPERVISED] - 1;
    if (claimed->code->contact == THERAPYCODE_GROUP && seen[THERAPYCODE_ONE_ON_ONE] != 0)
        THERAPYCODE_IMPL_FIND(c->e, CODE_CONTACT_ALONE, name)->activity = seen[THERAPYCODE_ONE_ON_ONE] - 1;
}

void therapycode_impl_claim_codes(struct therapycode_impl_claim *c)
{
    int32_t i;
    for (i = 0; i < c->tally_count; i++) {
        const struct therapycode_tally *tally = therapycode_impl_claim_tally(c, i);
        struct therapycode_impl_claimed *claimed = &c->claimed[i];
        claimed->code = therapycode_impl_find_code(c->e->engine, therapycode_impl_code_key(tally->code),
                                                   c->e->session.date_of_service);
        if (claimed->code == NULL) {
            not_in_force(c, claimed, tally);
            continue;
        }
        of_payer(c, claimed, tally);
        of_discipline(c, claimed, tally);
        of_contact(c, claimed, tally);
        if (c->e->engine->code_rows[claimed->code - c->e->engine->codes]->verified == THERAPYCODE_NO)
            THERAPYCODE_IMPL_FIND(c->e, CODE_UNVERIFIED, (int64_t)therapycode_impl_code_key(tally->code))->activity =
                claimed->activity;
    }
}
