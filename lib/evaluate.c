/* The pipeline: facts in, one pass through the rooms, rows out. */
#include "base/sized.h"
#include "claim/claim.h"
#include "document/document.h"
#include "evaluation.h"
#include "note/note.h"
#include "select/select.h"
#include "units/units.h"

enum question { ASK_CODES = 1, ASK_UNITS = 2, ASK_DOCUMENTATION = 4 };

static void run(struct therapycode_evaluation *e, int questions)
{
    e->units_alone = questions == ASK_UNITS;
    if (questions & (ASK_CODES | ASK_DOCUMENTATION))
        therapycode_impl_note_read(e);
    if (questions & ASK_DOCUMENTATION)
        therapycode_impl_measures(e);
    if (questions & ASK_CODES)
        therapycode_impl_select(e);
    if (questions & ASK_UNITS) {
        therapycode_impl_units(e);
        therapycode_impl_claim(e);
    }
    if (questions & ASK_DOCUMENTATION)
        therapycode_impl_document(e);
}

static therapycode_status evaluate(const struct therapycode_engine *engine, const struct therapycode_session *session,
                                   struct therapycode_evaluation *evaluation, struct therapycode_error *error,
                                   int questions)
{
    therapycode_status status;
    if (engine == NULL || session == NULL || evaluation == NULL) {
        const char *field = engine == NULL ? "engine" : session == NULL ? "session" : "evaluation";
        if (evaluation != NULL)
            therapycode_impl_reset(evaluation);
        return therapycode_impl_fail(error, THERAPYCODE_E_ARGUMENT, field, THERAPYCODE_NONE, THERAPYCODE_NONE, 0, 0);
    }
    therapycode_impl_begin(evaluation, engine);
    status = therapycode_impl_session_take(evaluation, session, error);
    if (status == THERAPYCODE_OK) {
        therapycode_impl_summarise(evaluation);
        run(evaluation, questions);
    }
    return therapycode_impl_end(evaluation, status, error);
}

therapycode_status therapycode_evaluate(const struct therapycode_engine *engine,
                                        const struct therapycode_session *session,
                                        struct therapycode_evaluation *evaluation, struct therapycode_error *error)
{
    return evaluate(engine, session, evaluation, error, ASK_CODES | ASK_UNITS | ASK_DOCUMENTATION);
}

therapycode_status therapycode_calculate_units(const struct therapycode_engine *engine,
                                               const struct therapycode_session *session,
                                               struct therapycode_evaluation *evaluation,
                                               struct therapycode_error *error)
{
    return evaluate(engine, session, evaluation, error, ASK_UNITS);
}

therapycode_status therapycode_select_codes(const struct therapycode_engine *engine,
                                            const struct therapycode_session *session,
                                            struct therapycode_evaluation *evaluation, struct therapycode_error *error)
{
    return evaluate(engine, session, evaluation, error, ASK_CODES);
}

therapycode_status therapycode_score_documentation(const struct therapycode_engine *engine,
                                                   const struct therapycode_session *session,
                                                   struct therapycode_evaluation *evaluation,
                                                   struct therapycode_error *error)
{
    return evaluate(engine, session, evaluation, error, ASK_DOCUMENTATION);
}
