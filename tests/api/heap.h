/* An allocator that counts, checks the sizes it is handed, and fails on demand. */
#ifndef THERAPYCODE_TESTS_HEAP_H
#define THERAPYCODE_TESTS_HEAP_H

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <therapycode/therapycode.h>

struct heap {
    long calls;     /* allocations and growths asked for */
    long fail_at;   /* the call that fails, counted from 1; 0: none */
    int fail_after; /* and all that follow it */
    long blocks;    /* alive */
    long bytes;     /* alive */
    long faults;    /* releases or growths that named another size than the block has */
};

/* Before each block, for the check of sizes; keeps malloc's alignment. */
union heap_head {
    size_t bytes;
    max_align_t align;
};

static int heap_fails(struct heap *heap)
{
    heap->calls++;
    return heap->fail_at > 0 && (heap->calls == heap->fail_at || (heap->fail_after && heap->calls > heap->fail_at));
}

static void *heap_allocate(void *user, size_t bytes)
{
    struct heap *heap = user;
    union heap_head *head;
    if (bytes == 0)
        heap->faults++;
    if (heap_fails(heap))
        return NULL;
    head = malloc(sizeof *head + bytes);
    if (head == NULL)
        abort();
    head->bytes = bytes;
    memset(head + 1, 0xA5, bytes); /* nobody may count on zeroes */
    heap->blocks++;
    heap->bytes += (long)bytes;
    return head + 1;
}

static void heap_release(void *user, void *block, size_t bytes)
{
    struct heap *heap = user;
    union heap_head *head = (union heap_head *)block - 1;
    if (block == NULL) {
        heap->faults++;
        return;
    }
    if (head->bytes != bytes)
        heap->faults++;
    heap->blocks--;
    heap->bytes -= (long)head->bytes;
    memset(block, 0x5A, head->bytes); /* use after release shows */
    free(head);
}

static void *heap_reallocate(void *user, void *block, size_t old_bytes, size_t new_bytes)
{
    struct heap *heap = user;
    void *grown;
    if (block == NULL || ((union heap_head *)block - 1)->bytes != old_bytes)
        heap->faults++;
    grown = heap_allocate(user, new_bytes); /* always moves: pointers into the old block show */
    if (grown == NULL)
        return NULL;
    memcpy(grown, block, old_bytes < new_bytes ? old_bytes : new_bytes);
    heap_release(user, block, old_bytes);
    return grown;
}

static struct therapycode_allocator hooks_of(struct heap *heap)
{
    struct therapycode_allocator hooks = { sizeof hooks, heap, heap_allocate, heap_reallocate, heap_release };
    return hooks;
}

#endif
