#include "base/sized.h"

#include <string.h>

therapycode_status therapycode_impl_sized_copy(void *to, size_t known, const void *from, size_t size)
{
    const unsigned char *bytes = from;
    size_t i;
    for (i = known; i < size; i++)
        if (bytes[i] != 0)
            return THERAPYCODE_E_NEWER;
    memcpy(to, from, size < known ? size : known);
    if (size < known)
        memset((unsigned char *)to + size, 0, known - size);
    return THERAPYCODE_OK;
}

therapycode_status therapycode_impl_fail(struct therapycode_error *error, therapycode_status status, const char *field,
                                         int32_t index, int32_t subindex, size_t offset, int32_t line)
{
    struct therapycode_error full;
    size_t size;
    if (error == NULL || error->size < sizeof error->size || error->size > THERAPYCODE_IMPL_SIZE_MAX)
        return status;
    size = error->size;
    memset(&full, 0, sizeof full);
    full.size = size;
    full.field = field;
    full.offset = offset;
    full.index = index;
    full.subindex = subindex;
    full.status = status;
    full.line = line;
    memcpy(error, &full, size < sizeof full ? size : sizeof full);
    return status;
}
