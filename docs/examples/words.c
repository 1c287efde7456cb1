/* From words to codes: evidence is offsets into the caller's own text, and what the words leave open is a question. */
#include <stdio.h>
#include <string.h>

#include <therapycode/therapycode.h>

int main(void)
{
    static const struct therapycode_text words[] = {
        THERAPYCODE_TEXT("Step-ups x10 to climb the porch stairs safely"),
        THERAPYCODE_TEXT("Step-ups x10")
    };
    struct therapycode_activity done[2];
    struct therapycode_session visit = THERAPYCODE_SESSION_INIT;
    struct therapycode_engine *engine;
    struct therapycode_evaluation *answer;
    const struct therapycode_reading *reading;
    const struct therapycode_candidate *candidate;
    const struct therapycode_evidence *evidence;
    size_t i;
    int32_t j;

    memset(done, 0, sizeof done);
    for (i = 0; i < 2; i++) {
        done[i].description = words[i];
        done[i].minutes = 15;
    }
    visit.activities = done;
    visit.activity_count = 2;
    visit.date_of_service = 20260302;
    visit.discipline = THERAPYCODE_PT;
    if (therapycode_engine_new(NULL, &engine, NULL) != THERAPYCODE_OK)
        return 1;
    if (therapycode_evaluation_new(NULL, &answer) != THERAPYCODE_OK ||
        therapycode_evaluate(engine, &visit, answer, NULL) != THERAPYCODE_OK) {
        therapycode_engine_unref(engine);
        return 1;
    }
    for (i = 0; (reading = therapycode_evaluation_reading(answer, i)) != NULL; i++) {
        printf("activity %d: %s\n", (int)reading->activity, reading->code[0] != '\0' ? reading->code : "undetermined");
        if (reading->question != NULL)
            printf("  ask: %s\n", reading->question);
        if (reading->code[0] == '\0')
            continue;
        candidate = therapycode_evaluation_candidate(answer, (size_t)reading->candidate_first); /* the best */
        for (j = 0; j < candidate->evidence_count; j++) {
            evidence = therapycode_evaluation_evidence(answer, (size_t)(candidate->evidence_first + j));
            if (evidence->source == THERAPYCODE_FROM_DESCRIPTION)
                printf("  \"%.*s\"\n", (int)(evidence->end - evidence->start),
                       words[evidence->index].data + evidence->start);
        }
    }
    printf("minutes not counted: %d\n", (int)therapycode_evaluation_summary(answer)->unplaced_minutes);
    therapycode_evaluation_free(answer);
    therapycode_engine_unref(engine);
    return 0;
}
