#include <therapycode/types.h>

#include "base/version.h"

struct status_row {
    therapycode_status number;
    uint32_t name;
    uint32_t text;
};

#include "base/status.inc"

const char *therapycode_version(void)
{
    return THERAPYCODE_IMPL_VERSION;
}

static const struct status_row *find(therapycode_status status)
{
    size_t i;
    for (i = 0; i < sizeof status_rows / sizeof status_rows[0]; i++)
        if (status_rows[i].number == status)
            return &status_rows[i];
    return NULL;
}

const char *therapycode_status_name(therapycode_status status)
{
    const struct status_row *row = find(status);
    return row == NULL ? "unknown" : status_pool + row->name;
}

const char *therapycode_status_text(therapycode_status status)
{
    const struct status_row *row = find(status);
    return row == NULL ? "A number that is not in the registry." : status_pool + row->text;
}
