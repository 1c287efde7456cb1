/* SHA-256 (FIPS 180-4), for the digest that every result carries. */
#ifndef THERAPYCODE_BASE_SHA256_H
#define THERAPYCODE_BASE_SHA256_H

#include <stddef.h>
#include <stdint.h>

struct therapycode_impl_sha256 {
    uint32_t state[8];
    uint64_t length;
    unsigned char block[64];
};

void therapycode_impl_sha256_begin(struct therapycode_impl_sha256 *sha);
void therapycode_impl_sha256_add(struct therapycode_impl_sha256 *sha, const void *data, size_t length);
/* 64 hexadecimal digits and a NUL. */
void therapycode_impl_sha256_end(struct therapycode_impl_sha256 *sha, char hex[65]);

#endif
