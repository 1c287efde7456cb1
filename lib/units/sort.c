/* Heapsort: in place, n log n in the worst case, and no memory of its own (libc's qsort may take some). */
#include "units/count.h"

static int before(const struct therapycode_impl_ranked *a, const struct therapycode_impl_ranked *b)
{
    return a->value != b->value ? a->value < b->value : a->index < b->index;
}

static void sink(struct therapycode_impl_ranked *rows, size_t root, size_t count)
{
    struct therapycode_impl_ranked moving = rows[root];
    for (;;) {
        size_t child = 2 * root + 1;
        if (child >= count)
            break;
        if (child + 1 < count && before(&rows[child], &rows[child + 1]))
            child++;
        if (!before(&moving, &rows[child]))
            break;
        rows[root] = rows[child];
        root = child;
    }
    rows[root] = moving;
}

void therapycode_impl_rank_sort(struct therapycode_impl_ranked *rows, size_t count)
{
    size_t i;
    for (i = 1; i < count && !before(&rows[i], &rows[i - 1]); i++) {
    }
    if (i >= count)
        return;
    for (i = count / 2; i > 0; i--)
        sink(rows, i - 1, count);
    for (i = count; i > 1; i--) {
        struct therapycode_impl_ranked last = rows[i - 1];
        rows[i - 1] = rows[0];
        rows[0] = last;
        sink(rows, 0, i - 1);
    }
}
