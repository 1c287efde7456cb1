/* A program of somebody else's, written against the installed headers alone; C and C++ both. */
#include <stdio.h>
#include <string.h>

#include <therapycode/therapycode.h>

int main(void)
{
    struct therapycode_engine *engine = NULL;
    struct therapycode_evaluation *evaluation = NULL;
    struct therapycode_activity activity;
    struct therapycode_session session = THERAPYCODE_SESSION_INIT;
    struct therapycode_error error = THERAPYCODE_ERROR_INIT;
    const struct therapycode_summary *summary;
    int right = 0;

    memset(&activity, 0, sizeof activity);
    memcpy(activity.code, "97110", 6);
    activity.minutes = 24;
    session.activities = &activity;
    session.activity_count = 1;
    session.date_of_service = 20260302;
    session.discipline = THERAPYCODE_PT;
    if (therapycode_engine_new(NULL, &engine, &error) == THERAPYCODE_OK &&
        therapycode_evaluation_new(NULL, &evaluation) == THERAPYCODE_OK &&
        therapycode_evaluate(engine, &session, evaluation, &error) == THERAPYCODE_OK) {
        summary = therapycode_evaluation_summary(evaluation);
        right = summary != NULL && strcmp(summary->version, therapycode_version()) == 0;
        right = right && therapycode_engine_find_code(engine, "97110", 20260302) != NULL;
        if (right)
            printf("therapycode %s: %d units\n", summary->version, (int)summary->timed_units);
    }
    therapycode_evaluation_free(evaluation);
    therapycode_engine_unref(engine);
    return right ? 0 : 1;
}
