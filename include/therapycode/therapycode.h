/**
 * @file therapycode.h
 * @brief The whole public API of libtherapycode: an umbrella over one header per noun.
 *
 *  - rulebook (rulebook.h): what the rules are - built-in tables and files the caller read; one owner, mutable
 *  - engine (engine.h): a sealed rulebook - immutable, any number of threads, ref/unref
 *  - session (session.h): what was done - plain structs, borrowed for the call only
 *  - evaluation (evaluation.h): what follows - flat tables of rows, reusable, wipeable, one thread at a time
 *  - batch (batch.h) and day (day.h): columns of visits; one clinician's or a clinic's day
 *
 * Rules that hold everywhere:
 *  - No I/O, clock, locale, environment, global state, thread or log. Files are read by the caller.
 *  - Inputs are borrowed for the duration of the call; no pointer to them is kept.
 *  - Pointers returned live as long as the object they came from; those of an evaluation until its next use.
 *    A `_new` gives an object to `_free` (single owner) or `_unref` (engine). All of these accept NULL.
 *  - Calls that can fail return a ::therapycode_status; on failure outputs are untouched, except `*error` and
 *    the evaluation, which is left empty. `error` may be NULL. What the rules make of a visit is never a
 *    failure: it is a finding.
 *  - Zero or NULL means "not stated". A fact that really is zero sets its bit in `stated`.
 *  - Enumerations travel as int32_t; a value the library does not know is ::THERAPYCODE_E_VALUE.
 *  - Dates are decimal yyyymmdd (20260302). Times of day are in seconds, durations in the unit of their name.
 *    Money is in cents and can influence nothing but the KX threshold: the core never sees a price.
 *  - Text is UTF-8. Offsets are bytes, end exclusive. Indexes count from 0; ::THERAPYCODE_NONE (-1) is "no row".
 *  - Structs only grow, at the end, and have no hidden padding. A struct passed alone begins with `size`; an
 *    array carries its element size in the struct that points to it. Rows of results begin with `size`: how
 *    far they may be read.
 *  - To bind from another language: join the headers in the order below, drop lines that begin with '#' and
 *    the extern "C" braces; what remains is plain C.
 *
 * @since 0.1.0
 */
#ifndef THERAPYCODE_THERAPYCODE_H
#define THERAPYCODE_THERAPYCODE_H

#include <therapycode/status.h>
#include <therapycode/types.h>
#include <therapycode/session.h>
#include <therapycode/rulebook.h>
#include <therapycode/engine.h>
#include <therapycode/evaluation.h>
#include <therapycode/batch.h>
#include <therapycode/day.h>

#endif
