/*
 * libFuzzer target: any bytes as a visit and as a day. What is read is evaluated and written; what is refused must say
 * where, within the text, and its error document must be readable JSON again, so it is read back as a visit.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include <therapycode/json.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct therapycode_engine *engine;
static struct therapycode_evaluation *evaluation;
static struct therapycode_json_output *output;

static void begin(void)
{
    if (engine != NULL)
        return;
    if (therapycode_engine_new(NULL, &engine, NULL) != THERAPYCODE_OK ||
        therapycode_evaluation_new(NULL, &evaluation) != THERAPYCODE_OK ||
        therapycode_json_output_new(&output) != THERAPYCODE_OK)
        abort();
}

static void check_error(const struct therapycode_json_error *error, size_t size)
{
    assert(error->status < 0);
    assert(error->path[0] == '$');
    assert(memchr(error->path, '\0', sizeof error->path) != NULL);
    assert(memchr(error->message, '\0', sizeof error->message) != NULL && error->message[0] != '\0');
    assert(error->offset <= size);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct therapycode_json_options options = THERAPYCODE_JSON_OPTIONS_INIT;
    struct therapycode_json_error error = THERAPYCODE_JSON_ERROR_INIT;
    struct therapycode_json_day *day = NULL;
    const char *text = (const char *)data;
    size_t length;
    begin();
    options.flags = THERAPYCODE_JSON_QUOTE;
    therapycode_json_output_clear(output);
    if (therapycode_json_evaluate(engine, text, size, &options, evaluation, output, &error) != THERAPYCODE_OK)
        check_error(&error, size);
    text = therapycode_json_output_text(output, &length);
    assert(length > 0 && text[length] == '\0');
    /* an answer is no visit: it must be refused for its keys or its values, never as broken JSON or text */
    if (therapycode_json_evaluate(engine, text, length, NULL, evaluation, output, &error) == THERAPYCODE_OK ||
        error.status == THERAPYCODE_E_FORMAT || error.status == THERAPYCODE_E_UTF8)
        abort();
    if (therapycode_json_day_read((const char *)data, size, &day, &error) != THERAPYCODE_OK)
        check_error(&error, size);
    else
        therapycode_check_day(engine, therapycode_json_day_facts(day), evaluation, NULL);
    therapycode_json_day_free(day);
    return 0;
}
