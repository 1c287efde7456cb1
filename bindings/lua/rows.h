/* Part of therapycode.c: rows of the library into Lua tables, with the names of the JSON form. */

/* Rows and bytes count from 1 here, so they index Lua's own tables and strings; an `end` is the last byte. */

static void set_string(lua_State *L, const char *key, const char *value)
{
    lua_pushstring(L, key);
    lua_pushstring(L, value);
    lua_rawset(L, -3);
}

static void set_bool(lua_State *L, const char *key, int value)
{
    lua_pushstring(L, key);
    lua_pushboolean(L, value);
    lua_rawset(L, -3);
}

static const char *word_of(const struct word *words, int32_t value)
{
    for (; words->word != NULL; words++)
        if (words->value == value)
            return words->word;
    return NULL;
}

static void push_date(lua_State *L, int32_t date)
{
    char text[32];
    snprintf(text, sizeof text, "%04d-%02d-%02d", (int)(date / 10000), (int)(date / 100 % 100), (int)(date % 100));
    lua_pushstring(L, text);
}

static void push_modifiers(lua_State *L, const char *from)
{
    int i, n = 0;
    lua_newtable(L);
    for (i = 0; i < 4; i++)
        if (from[i * 4] != '\0') {
            lua_pushstring(L, from + i * 4);
            lua_rawseti(L, -2, ++n);
        }
}

static void push_bits(lua_State *L, const struct word *words, int32_t bits)
{
    int n = 0;
    lua_newtable(L);
    for (; words->word != NULL; words++)
        if (bits >> words->value & 1) {
            lua_pushstring(L, words->word);
            lua_rawseti(L, -2, ++n);
        }
}

/* One field as a value at the top; nil for "none". */
static void push_field(lua_State *L, const struct field *f, const char *from)
{
    int32_t number;
    const char *text;
    memcpy(&number, from + f->offset, sizeof number);
    switch (f->kind) {
    case KIND_STRING:
        memcpy(&text, from + f->offset, sizeof text);
        lua_pushstring(L, text); /* NULL becomes nil */
        break;
    case KIND_CODE:
        if (from[f->offset] != '\0')
            lua_pushstring(L, from + f->offset);
        else
            lua_pushnil(L);
        break;
    case KIND_ENUM: lua_pushstring(L, word_of(f->words, number)); break;
    case KIND_BOOL: lua_pushboolean(L, number == THERAPYCODE_YES); break;
    case KIND_MODIFIERS: push_modifiers(L, from + f->offset); break;
    case KIND_BITS: push_bits(L, f->words, number); break;
    case KIND_DATE:
        if (number != 0)
            push_date(L, number);
        else
            lua_pushnil(L);
        break;
    default:
        if ((f->optional && number == THERAPYCODE_NONE) || (f->kind == KIND_POSITIVE && number == 0))
            lua_pushnil(L);
        else
            lua_pushinteger(L, f->kind == KIND_COUNTED ? number + 1 : number);
    }
}

/* A new table with the fields of a row. */
static void push_row(lua_State *L, const struct field *fields, const void *row)
{
    lua_newtable(L);
    for (; fields->key != NULL; fields++) {
        lua_pushstring(L, fields->key);
        push_field(L, fields, row);
        lua_rawset(L, -3);
    }
}

/* ---- an evaluation ---- */

struct writer {
    lua_State *L;
    const struct therapycode_evaluation *e;
    int visit; /* stack index of the facts */
    int quote;
    int ties;
};

/* visit[list][index].key, or nil, at the top. */
static void push_of_row(const struct writer *w, const char *list, int32_t index, const char *key)
{
    int top = lua_gettop(w->L);
    if (index >= 0 && get(w->L, w->visit, list) && lua_istable(w->L, -1)) {
        lua_rawgeti(w->L, -1, (int)index + 1);
        if (lua_istable(w->L, -1) && key != NULL)
            get(w->L, lua_gettop(w->L), key);
    } else {
        lua_pushnil(w->L);
    }
    lua_replace(w->L, top + 1);
    lua_settop(w->L, top + 1);
}

/* The caller's id of an activity or a goal, or its place; nil for NONE. */
static void push_name(const struct writer *w, const char *list, int32_t index)
{
    push_of_row(w, list, index, "id");
    if (lua_type(w->L, -1) != LUA_TSTRING) {
        lua_pop(w->L, 1);
        if (index >= 0)
            lua_pushinteger(w->L, index + 1);
        else
            lua_pushnil(w->L);
    }
}

static void push_text(const struct writer *w, const struct therapycode_evidence *row)
{
    size_t n;
    const char *s;
    int top = lua_gettop(w->L);
    switch (row->source) {
    case THERAPYCODE_FROM_NOTE: get(w->L, w->visit, "note"); break;
    case THERAPYCODE_FROM_DESCRIPTION: push_of_row(w, "activities", row->index, "description"); break;
    case THERAPYCODE_FROM_GOAL: push_of_row(w, "goals", row->index, "text"); break;
    case THERAPYCODE_FROM_EARLIER_NOTE:
        if (get(w->L, w->visit, "episode") && get(w->L, top + 1, "notes"))
            lua_rawgeti(w->L, -1, (int)row->index + 1);
        break;
    default: lua_pushnil(w->L);
    }
    s = lua_type(w->L, -1) == LUA_TSTRING ? lua_tolstring(w->L, -1, &n) : NULL;
    if (s != NULL && row->start >= 0 && row->start <= row->end && (size_t)row->end <= n)
        lua_pushlstring(w->L, s + row->start, (size_t)(row->end - row->start));
    else
        lua_pushnil(w->L);
    lua_replace(w->L, top + 1);
    lua_settop(w->L, top + 1);
}

static void push_evidence(const struct writer *w, int32_t index)
{
    const struct therapycode_evidence *row = therapycode_evaluation_evidence(w->e, (size_t)index);
    push_row(w->L, row_evidence, row);
    if (w->quote) {
        lua_pushliteral(w->L, "text");
        push_text(w, row);
        lua_rawset(w->L, -3);
    }
}

/* Sets key "evidence" of the table at the top. */
static void set_evidence(const struct writer *w, int32_t first, int32_t count)
{
    int32_t i;
    lua_pushliteral(w->L, "evidence");
    lua_newtable(w->L);
    for (i = 0; i < count; i++) {
        push_evidence(w, first + i);
        lua_rawseti(w->L, -2, (int)i + 1);
    }
    lua_rawset(w->L, -3);
}

/* Sets a number that counts from 0 in C; NONE stays nil. */
static void set_place(lua_State *L, const char *key, int32_t index)
{
    if (index < 0)
        return;
    lua_pushstring(L, key);
    lua_pushinteger(L, index + 1);
    lua_rawset(L, -3);
}

/* Readings by tally, so that a line finds its own: lists of rows, in a table that is left at the top. */
static void push_chains(const struct writer *w)
{
    const struct therapycode_reading *reading;
    size_t i;
    lua_newtable(w->L);
    for (i = 0; (reading = therapycode_evaluation_reading(w->e, i)) != NULL; i++) {
        if (reading->tally < 0)
            continue;
        lua_rawgeti(w->L, -1, (int)reading->tally + 1);
        if (lua_isnil(w->L, -1)) {
            lua_pop(w->L, 1);
            lua_newtable(w->L);
            lua_pushvalue(w->L, -1);
            lua_rawseti(w->L, -3, (int)reading->tally + 1);
        }
        lua_pushinteger(w->L, (lua_Integer)i + 1);
        lua_rawseti(w->L, -2, (int)lua_rawlen(w->L, -2) + 1);
        lua_pop(w->L, 1);
    }
}

/* Each line gets lists of its own, for the caller may change them. */
static void push_line(const struct writer *w, const struct therapycode_line *line, int chains)
{
    size_t i, count;
    int n = 0, top, readings, activities;
    push_row(w->L, row_line, line);
    top = lua_gettop(w->L);
    lua_newtable(w->L);
    readings = lua_gettop(w->L);
    lua_newtable(w->L);
    activities = lua_gettop(w->L);
    lua_rawgeti(w->L, chains, (int)line->tally + 1);
    count = lua_istable(w->L, -1) ? lua_rawlen(w->L, -1) : 0;
    for (i = 1; i <= count; i++) {
        size_t row;
        int32_t activity;
        lua_rawgeti(w->L, activities + 1, (int)i);
        row = (size_t)lua_tointeger(w->L, -1);
        lua_rawseti(w->L, readings, (int)i);
        activity = therapycode_evaluation_reading(w->e, row - 1)->activity;
        if (activity >= 0) {
            push_name(w, "activities", activity);
            lua_rawseti(w->L, activities, ++n);
        }
    }
    lua_pop(w->L, 1);
    lua_pushliteral(w->L, "activities");
    lua_insert(w->L, -2);
    lua_rawset(w->L, top);
    lua_pushliteral(w->L, "readings");
    lua_insert(w->L, -2);
    lua_rawset(w->L, top);
}

/* Sets `ways` and `allocations` of the tie at the top: rows of the tallies that get a unit, the default first. */
static void set_allocations(const struct writer *w, int32_t tie, size_t tied)
{
    size_t way, i, count;
    int32_t *tallies = lua_newuserdata(w->L, tied * sizeof *tallies + 1); /* Lua's, for Lua may raise */
    lua_pushliteral(w->L, "ways");
    lua_pushnumber(w->L, (lua_Number)therapycode_evaluation_allocation_count(w->e, tie));
    lua_rawset(w->L, -4);
    lua_pushliteral(w->L, "allocations");
    lua_newtable(w->L);
    for (way = 0; (count = therapycode_evaluation_allocation(w->e, tie, way, tallies, tied)) > 0; way++) {
        lua_newtable(w->L);
        for (i = 0; i < count && i < tied; i++) {
            lua_pushinteger(w->L, tallies[i] + 1);
            lua_rawseti(w->L, -2, (int)i + 1);
        }
        lua_rawseti(w->L, -2, (int)way + 1);
    }
    lua_rawset(w->L, -4);
    lua_pop(w->L, 1);
}

static void push_tally(const struct writer *w, const struct therapycode_tally *tally)
{
    const struct therapycode_tally *other;
    size_t i;
    int n = 0;
    push_row(w->L, row_tally, tally);
    if (tally->tie == 0)
        return;
    lua_pushliteral(w->L, "tie");
    lua_newtable(w->L);
    lua_pushliteral(w->L, "group");
    lua_pushinteger(w->L, tally->tie);
    lua_rawset(w->L, -3);
    lua_pushliteral(w->L, "units");
    lua_pushinteger(w->L, tally->tie_units);
    lua_rawset(w->L, -3);
    lua_pushliteral(w->L, "codes");
    lua_newtable(w->L);
    for (i = 0; (other = therapycode_evaluation_tally(w->e, i)) != NULL; i++)
        if (other->tie == tally->tie) {
            lua_pushstring(w->L, other->code);
            lua_rawseti(w->L, -2, ++n);
        }
    lua_rawset(w->L, -3);
    if (w->ties)
        set_allocations(w, tally->tie, (size_t)n);
    lua_rawset(w->L, -3);
}

static void push_reading(const struct writer *w, const struct therapycode_reading *reading)
{
    int32_t i;
    push_row(w->L, row_reading, reading);
    lua_pushliteral(w->L, "activity");
    push_name(w, "activities", reading->activity);
    lua_rawset(w->L, -3);
    set_bool(w->L, "from_note", reading->activity < 0);
    lua_pushliteral(w->L, "candidates");
    lua_newtable(w->L);
    for (i = 0; i < reading->candidate_count; i++) {
        const struct therapycode_candidate *row =
            therapycode_evaluation_candidate(w->e, (size_t)(reading->candidate_first + i));
        push_row(w->L, row_candidate, row);
        set_evidence(w, row->evidence_first, row->evidence_count);
        lua_rawseti(w->L, -2, (int)i + 1);
    }
    lua_rawset(w->L, -3);
    set_evidence(w, reading->evidence_first, reading->evidence_count);
}

/* Sets `key` of the table at the top to the list of all rows of one kind. */
#define SET_ROWS(w, key, noun, push) \
    do { \
        const struct therapycode_##noun *set_row; \
        size_t set_i; \
        lua_pushliteral((w)->L, key); \
        lua_newtable((w)->L); \
        for (set_i = 0; (set_row = therapycode_evaluation_##noun((w)->e, set_i)) != NULL; set_i++) { \
            push; \
            lua_rawseti((w)->L, -2, (int)set_i + 1); \
        } \
        lua_rawset((w)->L, -3); \
    } while (0)

static void push_element(const struct writer *w, const struct therapycode_element *row)
{
    push_row(w->L, row_element, row);
    set_evidence(w, row->evidence_first, row->evidence_count);
}

static void push_finding(const struct writer *w, const struct therapycode_finding *row)
{
    push_row(w->L, row_finding, row);
    lua_pushliteral(w->L, "activity");
    push_name(w, "activities", row->activity);
    lua_rawset(w->L, -3);
    lua_pushliteral(w->L, "goal");
    push_name(w, "goals", row->goal);
    lua_rawset(w->L, -3);
    set_evidence(w, row->evidence_first, row->evidence_count);
}

static void push_progress(const struct writer *w, const struct therapycode_progress *row)
{
    push_row(w->L, row_progress, row);
    lua_pushliteral(w->L, "goal");
    push_name(w, "goals", row->goal);
    lua_rawset(w->L, -3);
    if (row->direction != THERAPYCODE_NOT_KNOWABLE) {
        set_string(w->L, "direction", word_of(words_direction, row->direction));
        lua_pushliteral(w->L, "percent");
        lua_pushinteger(w->L, row->percent);
        lua_rawset(w->L, -3);
    }
    set_place(w->L, "baseline", row->baseline);
    set_place(w->L, "current", row->current);
    set_place(w->L, "target", row->target);
}

static void push_measure(const struct writer *w, const struct therapycode_measure *row)
{
    push_row(w->L, row_measure, row);
    if (row->evidence >= 0) {
        lua_pushliteral(w->L, "evidence");
        push_evidence(w, row->evidence);
        lua_rawset(w->L, -3);
    }
}

static void set_documentation(const struct writer *w, const struct therapycode_summary *summary)
{
    lua_pushliteral(w->L, "documentation");
    lua_newtable(w->L);
    if (summary->score != THERAPYCODE_NONE) {
        lua_pushliteral(w->L, "score");
        lua_pushinteger(w->L, summary->score);
        lua_rawset(w->L, -3);
    }
    set_string(w->L, "billable", word_of(words_billable, summary->billable));
    SET_ROWS(w, "elements", element, push_element(w, set_row));
    SET_ROWS(w, "goals", progress, push_progress(w, set_row));
    SET_ROWS(w, "measures", measure, push_measure(w, set_row));
    lua_rawset(w->L, -3);
}

/* The answer as one table. */
static void push_evaluation(const struct writer *w)
{
    const struct therapycode_summary *summary = therapycode_evaluation_summary(w->e);
    lua_State *L = w->L;
    int chains;
    push_chains(w);
    chains = lua_gettop(L);
    lua_newtable(L);
    lua_pushliteral(L, "format");
    lua_pushinteger(L, 1);
    lua_rawset(L, -3);
    lua_pushliteral(L, "id");
    get(L, w->visit, "id");
    lua_rawset(L, -3);
    lua_pushliteral(L, "provenance");
    push_row(L, row_provenance, summary);
    lua_rawset(L, -3);
    lua_pushliteral(L, "units");
    push_row(L, row_units, summary);
    lua_rawset(L, -3);
    SET_ROWS(w, "lines", line, push_line(w, set_row, chains));
    SET_ROWS(w, "tallies", tally, push_tally(w, set_row));
    SET_ROWS(w, "readings", reading, push_reading(w, set_row));
    set_documentation(w, summary);
    SET_ROWS(w, "findings", finding, push_finding(w, set_row));
    SET_ROWS(w, "steps", step, push_row(L, row_step, set_row));
}
