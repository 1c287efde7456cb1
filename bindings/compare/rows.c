/* Visits as JSON, a line each, from stdin; the rows that the C API gives, as text: the fourth voice of compare. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <therapycode/json.h>
#include <therapycode/therapycode.h>

static void put_rows(const struct therapycode_evaluation *e)
{
    const struct therapycode_line *line;
    const struct therapycode_tally *tally;
    const struct therapycode_reading *reading;
    const struct therapycode_element *element;
    const struct therapycode_finding *finding;
    const struct therapycode_evidence *evidence;
    const struct therapycode_step *step;
    size_t i;
    int m;
    for (i = 0; (line = therapycode_evaluation_line(e, i)) != NULL; i++) {
        printf("line\t%s\t%d\t%d", line->code, (int)line->units, (int)line->minutes);
        for (m = 0; m < 4 && line->modifiers[m][0] != '\0'; m++)
            printf("\t%s", line->modifiers[m]);
        printf("\n");
    }
    for (i = 0; (tally = therapycode_evaluation_tally(e, i)) != NULL; i++)
        printf("tally\t%s\t%d\t%d\t%d\t%d\t%s\n", tally->code, (int)tally->minutes, (int)tally->full_units,
               (int)tally->remainder, (int)tally->units, tally->rule);
    for (i = 0; (reading = therapycode_evaluation_reading(e, i)) != NULL; i++) {
        int32_t j;
        printf("reading\t%s\t%d\t%d\n", reading->code, (int)reading->minutes, (int)reading->candidate_count);
        for (j = 0; j < reading->evidence_count; j++) {
            evidence = therapycode_evaluation_evidence(e, (size_t)(reading->evidence_first + j));
            printf("evidence\t%d\t%d\n", (int)evidence->start, (int)evidence->end);
        }
    }
    for (i = 0; (element = therapycode_evaluation_element(e, i)) != NULL; i++)
        printf("element\t%s\t%d\t%d\n", element->id, (int)element->points, (int)element->weight);
    for (i = 0; (finding = therapycode_evaluation_finding(e, i)) != NULL; i++)
        printf("finding\t%s\t%s\n", finding->rule, finding->message);
    for (i = 0; (step = therapycode_evaluation_step(e, i)) != NULL; i++)
        printf("step\t%s\t%s\n", step->rule, step->message);
}

static void answer(const struct therapycode_engine *engine, struct therapycode_evaluation *e, const char *text)
{
    struct therapycode_json_visit *visit = NULL;
    struct therapycode_error error = THERAPYCODE_ERROR_INIT;
    therapycode_status status = therapycode_json_visit_read(text, strlen(text), &visit, NULL);
    if (status == THERAPYCODE_OK)
        status = therapycode_evaluate(engine, therapycode_json_visit_session(visit), e, &error);
    if (status == THERAPYCODE_OK)
        put_rows(e);
    else
        printf("error\t%s\n", therapycode_status_name(status));
    printf("end\n");
    therapycode_json_visit_free(visit);
}

int main(void)
{
    struct therapycode_engine *engine;
    struct therapycode_evaluation *e;
    size_t room = 1 << 22;
    char *text = malloc(room);
    if (text == NULL || therapycode_engine_new(NULL, &engine, NULL) || therapycode_evaluation_new(NULL, &e))
        return 2;
    while (fgets(text, (int)room, stdin) != NULL)
        answer(engine, e, text);
    therapycode_evaluation_free(e);
    therapycode_engine_unref(engine);
    free(text);
    return 0;
}
