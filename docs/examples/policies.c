/* One visit under two policies, and under one of our own: an engine serves all that it holds. */
#include <stdio.h>
#include <string.h>

#include <therapycode/therapycode.h>

static int show(const struct therapycode_engine *engine, const char *policy, struct therapycode_evaluation *answer)
{
    struct therapycode_activity done[2];
    struct therapycode_session visit = THERAPYCODE_SESSION_INIT;
    struct therapycode_error error = THERAPYCODE_ERROR_INIT;
    const struct therapycode_tally *tally;
    size_t i;

    memset(done, 0, sizeof done); /* zero is "not stated" everywhere */
    memcpy(done[0].code, "97110", 6);
    done[0].minutes = 10;
    memcpy(done[1].code, "97140", 6);
    done[1].minutes = 8;
    visit.activities = done;
    visit.activity_count = 2;
    visit.date_of_service = 20260302;
    visit.discipline = THERAPYCODE_PT;
    visit.policy = policy;
    if (therapycode_evaluate(engine, &visit, answer, &error) != THERAPYCODE_OK) {
        printf("%s: %s\n", error.field, therapycode_status_text(error.status));
        return 0;
    }
    printf("%s: %d units\n", policy, (int)therapycode_evaluation_summary(answer)->timed_units);
    for (i = 0; (tally = therapycode_evaluation_tally(answer, i)) != NULL; i++)
        printf("  %s %d min, %d units (%s)\n", tally->code, (int)tally->minutes, (int)tally->units, tally->rule);
    return 1;
}

int main(void)
{
    struct therapycode_rulebook *rulebook;
    struct therapycode_engine *engine;
    struct therapycode_evaluation *answer;
    struct therapycode_error error = THERAPYCODE_ERROR_INIT;
    int ok;

    if (therapycode_rulebook_new(NULL, &rulebook) != THERAPYCODE_OK)
        return 1;
    /* Follows another policy in all that is not said here. */
    if (therapycode_rulebook_set_policy(rulebook, "acme-ppo", "base", "medicare") != THERAPYCODE_OK ||
        therapycode_rulebook_set_policy(rulebook, "acme-ppo", "time_rule", "full-block") != THERAPYCODE_OK ||
        therapycode_engine_new(rulebook, &engine, &error) != THERAPYCODE_OK) { /* now the rulebook is the engine's */
        therapycode_rulebook_free(rulebook);
        return 1;
    }
    if (therapycode_evaluation_new(NULL, &answer) != THERAPYCODE_OK) {
        therapycode_engine_unref(engine);
        return 1;
    }
    ok = show(engine, "medicare", answer) && show(engine, "commercial-ama", answer) && show(engine, "acme-ppo", answer);
    therapycode_evaluation_free(answer);
    therapycode_engine_unref(engine);
    return ok ? 0 : 1;
}
