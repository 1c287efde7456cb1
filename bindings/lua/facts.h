/* Part of therapycode.c: Lua tables into the structs of the library, every fault named by its path. */
enum { PATH_MAX_LENGTH = 160, NAME_MAX_LENGTH = 4096, SECONDS_OF_DAY = 86400 };

/* ---- reading facts ---- */

struct reader {
    lua_State *L;
    int keep;          /* stack index of the table that keeps blocks and strings alive */
    int kept;
    int goal_ids;      /* stack index of id -> place, or 0 */
    const char *group; /* "activities", or NULL for the visit itself */
    int index;         /* from 1; 0: none */
    therapycode_status status;
    const char *reason;
    char path[PATH_MAX_LENGTH];
};

static int fail(struct reader *r, therapycode_status status, const char *key, int subindex, const char *reason)
{
    char group[64] = "", sub[24] = "";
    if (r->group != NULL && r->index > 0)
        snprintf(group, sizeof group, "%s[%d]%s", r->group, r->index, key != NULL ? "." : "");
    else if (r->group != NULL)
        snprintf(group, sizeof group, "%s%s", r->group, key != NULL ? "." : "");
    if (subindex > 0)
        snprintf(sub, sizeof sub, "[%d]", subindex);
    snprintf(r->path, sizeof r->path, "%s%s%s", group, key != NULL ? key : "", sub);
    r->status = status;
    r->reason = reason;
    return 0;
}

/* What the library refused: ("activities.goals", 0, 1) is activities[1].goals[2], for Lua counts from 1. */
static void fail_by_library(struct reader *r, therapycode_status status, const struct therapycode_error *error)
{
    const char *field = error->field != NULL ? error->field : "";
    const char *dot = strchr(field, '.');
    char sub[24] = "";
    r->status = status;
    r->reason = therapycode_status_text(status);
    if (error->index < 0) {
        snprintf(r->path, sizeof r->path, "%s", field);
        return;
    }
    if (error->subindex >= 0)
        snprintf(sub, sizeof sub, "[%d]", (int)error->subindex + 1);
    if (dot != NULL && strncmp(field, "episode.", 8) != 0)
        snprintf(r->path, sizeof r->path, "%.*s[%d]%s%s", (int)(dot - field), field, (int)error->index + 1, dot, sub);
    else
        snprintf(r->path, sizeof r->path, "%s[%d]%s", field, (int)error->index + 1, sub);
}

static int push_failure(lua_State *L, const struct reader *r)
{
    lua_pushnil(L);
    lua_pushfstring(L, "%s%s%s", r->path, r->path[0] != '\0' ? ": " : "", r->reason);
    lua_pushinteger(L, r->status);
    lua_pushstring(L, r->path);
    return 4;
}

/* Pops the value at the top and keeps it alive as long as the reader's table. */
static void keep(struct reader *r)
{
    lua_rawseti(r->L, r->keep, ++r->kept);
}

static void *block(struct reader *r, size_t count, size_t size)
{
    void *memory = lua_newuserdata(r->L, count * size + 1);
    memset(memory, 0, count * size + 1);
    keep(r);
    return memory;
}

/* Whole numbers only, on every Lua: 22.5 minutes must not become 22 where numbers are doubles. */
static int read_int(struct reader *r, const char *key, int subindex, int32_t *out)
{
    lua_Number number;
    if (lua_type(r->L, -1) != LUA_TNUMBER)
        return fail(r, THERAPYCODE_E_VALUE, key, subindex, "must be a whole number");
    number = lua_tonumber(r->L, -1);
    if (!(number > -2147483648.0 && number < 2147483648.0))
        return fail(r, THERAPYCODE_E_VALUE, key, subindex, number != number ? "must be a whole number" : "is out of range");
    if ((lua_Number)(int32_t)number != number)
        return fail(r, THERAPYCODE_E_VALUE, key, subindex, "must be a whole number");
    *out = (int32_t)number;
    return 1;
}

/* A string that stays alive; numbers are not taken for text, and U+0000 is in none. */
static const char *read_string(struct reader *r, const char *key, int subindex, size_t *length)
{
    const char *data;
    if (lua_type(r->L, -1) != LUA_TSTRING) {
        fail(r, THERAPYCODE_E_VALUE, key, subindex, "must be text");
        return NULL;
    }
    data = lua_tolstring(r->L, -1, length);
    if (memchr(data, '\0', *length) != NULL) {
        fail(r, THERAPYCODE_E_VALUE, key, subindex, "holds U+0000");
        return NULL;
    }
    lua_pushvalue(r->L, -1);
    keep(r);
    return data;
}

/* The same, at most `limit` bytes. */
static const char *read_name(struct reader *r, const char *key, int subindex, size_t limit, size_t *length)
{
    const char *data = read_string(r, key, subindex, length);
    if (data != NULL && *length > limit) {
        fail(r, THERAPYCODE_E_VALUE, key, subindex, "is ill-formed");
        return NULL;
    }
    return data;
}

static int digits(const char *data, size_t count, int32_t *out)
{
    size_t i;
    *out = 0;
    for (i = 0; i < count; i++) {
        if (data[i] < '0' || data[i] > '9')
            return 0;
        *out = *out * 10 + (data[i] - '0');
    }
    return 1;
}

static int read_date(struct reader *r, const char *key, int subindex, int32_t *out)
{
    size_t n;
    int32_t year, month, day;
    const char *s = read_string(r, key, subindex, &n);
    if (s == NULL)
        return 0;
    if (n != 10 || s[4] != '-' || s[7] != '-' || !digits(s, 4, &year) || !digits(s + 5, 2, &month) ||
        !digits(s + 8, 2, &day))
        return fail(r, THERAPYCODE_E_VALUE, key, subindex, "must be a date like \"2026-03-02\"");
    *out = year * 10000 + month * 100 + day;
    return 1;
}

static int read_clock(struct reader *r, const char *key, int32_t *out)
{
    size_t n;
    int32_t hour = 99, minute = 0, second = 0, last = strcmp(key, "end") == 0 ? SECONDS_OF_DAY : SECONDS_OF_DAY - 1;
    const char *s = read_string(r, key, 0, &n);
    int good;
    if (s == NULL)
        return 0;
    good = (n == 5 || (n == 8 && s[5] == ':' && digits(s + 6, 2, &second))) && s[2] == ':' && digits(s, 2, &hour) &&
           digits(s + 3, 2, &minute);
    *out = hour * 3600 + minute * 60 + second;
    if (!good || minute > 59 || second > 59 || *out > last)
        return fail(r, THERAPYCODE_E_VALUE, key, 0, "must be a time like \"13:05\"");
    return 1;
}

/* "2310.55" in cents, exactly: money is text, for a double cannot hold it. */
static int read_cents(struct reader *r, const char *key, int32_t *out)
{
    size_t n, whole, places;
    int32_t dollars, cents = 0;
    const char *s = read_string(r, key, 0, &n), *dot;
    if (s == NULL)
        return 0;
    dot = memchr(s, '.', n);
    whole = dot != NULL ? (size_t)(dot - s) : n;
    places = dot != NULL ? n - whole - 1 : 0;
    if (whole < 1 || whole > 8 || (dot != NULL && places != 2) || !digits(s, whole, &dollars) ||
        (dot != NULL && !digits(dot + 1, places, &cents)) || dollars > 21474835)
        return fail(r, THERAPYCODE_E_VALUE, key, 0, "must be an amount like \"2310.55\"");
    *out = dollars * 100 + (cents);
    return 1;
}

static int read_word(struct reader *r, const struct field *f, int32_t *out)
{
    size_t n, i;
    const char *s = read_string(r, f->key, 0, &n);
    if (s == NULL)
        return 0;
    for (i = 0; f->words[i].word != NULL; i++)
        if (strlen(f->words[i].word) == n && memcmp(f->words[i].word, s, n) == 0) {
            *out = f->words[i].value;
            return 1;
        }
    return fail(r, THERAPYCODE_E_VALUE, f->key, 0, "is none of the words that it can be");
}

/* A list without holes and without other keys: its length, or -1. */
static int read_list(struct reader *r, const char *key, size_t limit)
{
    size_t length, seen = 0;
    if (lua_type(r->L, -1) != LUA_TTABLE) {
        fail(r, THERAPYCODE_E_VALUE, key, 0, "must be a list");
        return -1;
    }
    length = lua_rawlen(r->L, -1);
    if (length > limit) {
        fail(r, THERAPYCODE_E_LIMIT, key, 0, "is longer than the limit");
        return -1;
    }
    lua_pushnil(r->L);
    while (lua_next(r->L, -2) != 0) {
        lua_pop(r->L, 1);
        seen++;
    }
    if (seen != length) {
        fail(r, THERAPYCODE_E_VALUE, key, 0, "must be a list without holes or other keys");
        return -1;
    }
    return (int)length;
}

static int read_modifiers(struct reader *r, const char *key, char (*out)[4])
{
    int i, count = read_list(r, key, 4);
    for (i = 0; i < count; i++) {
        size_t n;
        const char *s;
        lua_rawgeti(r->L, -1, i + 1);
        s = read_name(r, key, i + 1, 2, &n);
        lua_pop(r->L, 1);
        if (s == NULL)
            return 0;
        if (n != 2)
            return fail(r, THERAPYCODE_E_VALUE, key, i + 1, "is ill-formed");
        memcpy(out[i], s, 2);
    }
    return count >= 0;
}

/* A goal by its id, or by its place from 1. */
static int read_goal_link(struct reader *r, const char *key, int subindex, int32_t *out)
{
    if (lua_type(r->L, -1) == LUA_TNUMBER) {
        if (!read_int(r, key, subindex, out))
            return 0;
        if (*out < 1)
            return fail(r, THERAPYCODE_E_VALUE, key, subindex, "is out of range");
        *out -= 1;
        return 1;
    }
    if (lua_type(r->L, -1) != LUA_TSTRING)
        return fail(r, THERAPYCODE_E_VALUE, key, subindex, "must be a goal's id or place");
    lua_pushvalue(r->L, -1);
    lua_rawget(r->L, r->goal_ids);
    if (lua_isnil(r->L, -1)) {
        lua_pop(r->L, 1);
        return fail(r, THERAPYCODE_E_NAME, key, subindex, "names no goal of this visit");
    }
    *out = (int32_t)lua_tonumber(r->L, -1) - 1;
    lua_pop(r->L, 1);
    return 1;
}

/* Dates, links to goals, or earlier notes. */
static int read_array(struct reader *r, const struct field *f, char *to)
{
    size_t size = f->kind == KIND_TEXTS ? sizeof(struct therapycode_text) : sizeof(int32_t), count;
    int i, length = read_list(r, f->key, THERAPYCODE_LIMIT_DATES);
    char *array;
    if (length <= 0)
        return length == 0;
    array = block(r, (size_t)length, size);
    for (i = 0; i < length; i++) {
        int good;
        lua_rawgeti(r->L, -1, i + 1);
        if (f->kind == KIND_TEXTS) {
            struct therapycode_text *text = (struct therapycode_text *)(void *)array + i;
            text->data = read_string(r, f->key, i + 1, &text->length);
            good = text->data != NULL;
        } else if (f->kind == KIND_DATES) {
            good = read_date(r, f->key, i + 1, (int32_t *)(void *)array + i);
        } else {
            good = read_goal_link(r, f->key, i + 1, (int32_t *)(void *)array + i);
        }
        lua_pop(r->L, 1);
        if (!good)
            return 0;
    }
    count = (size_t)length;
    memcpy(to + f->offset, &array, sizeof array);
    memcpy(to + f->count, &count, sizeof count);
    return 1;
}

static int read_text(struct reader *r, const struct field *f, char *to)
{
    size_t n;
    const char *s;
    if (f->kind == KIND_CODE) {
        s = read_name(r, f->key, 0, 5, &n);
        if (s != NULL && n == 0)
            return fail(r, THERAPYCODE_E_VALUE, f->key, 0, "is empty: leave it out where it is not known");
        if (s != NULL)
            memcpy(to + f->offset, s, n);
    } else if (f->kind == KIND_NAME) {
        s = read_name(r, f->key, 0, NAME_MAX_LENGTH, &n);
        memcpy(to + f->offset, &s, sizeof s);
    } else {
        struct therapycode_text text;
        s = text.data = read_string(r, f->key, 0, &text.length);
        if (s != NULL && f->kind == KIND_TEXT)
            memcpy(to + f->offset, &text, sizeof text);
    }
    return s != NULL;
}

/* The value at the top into the struct. */
static int read_field(struct reader *r, const struct field *f, char *to, int32_t *stated)
{
    int32_t number = 0;
    int good;
    switch (f->kind) {
    case KIND_INT: good = read_int(r, f->key, 0, &number); break;
    case KIND_ENUM: good = read_word(r, f, &number); break;
    case KIND_DATE: good = read_date(r, f->key, 0, &number); break;
    case KIND_CLOCK: good = read_clock(r, f->key, &number); break;
    case KIND_CENTS: good = read_cents(r, f->key, &number); break;
    case KIND_YES_NO:
        good = lua_isboolean(r->L, -1);
        if (!good)
            fail(r, THERAPYCODE_E_VALUE, f->key, 0, "must be true or false");
        number = lua_toboolean(r->L, -1) ? THERAPYCODE_YES : THERAPYCODE_NO;
        break;
    case KIND_MODIFIERS: return read_modifiers(r, f->key, (char (*)[4])(void *)(to + f->offset));
    case KIND_DATES:
    case KIND_TEXTS:
    case KIND_GOALS: return read_array(r, f, to);
    case KIND_ROWS: return 1; /* the caller's */
    default: return read_text(r, f, to);
    }
    if (!good)
        return 0;
    memcpy(to + f->offset, &number, sizeof number);
    *stated |= f->bit;
    return 1;
}

static const struct field *find_field(const struct field *fields, const char *key)
{
    for (; fields->key != NULL; fields++)
        if (strcmp(fields->key, key) == 0)
            return fields;
    return NULL;
}

/* The table at the top into a zeroed struct. A key that is not known is refused, and not repeated: it may be PHI. */
static int read_facts(struct reader *r, const struct field *fields, void *to, int32_t *stated)
{
    const struct field *f;
    if (lua_type(r->L, -1) != LUA_TTABLE)
        return fail(r, THERAPYCODE_E_VALUE, NULL, 0, "must be a table");
    lua_pushnil(r->L);
    while (lua_next(r->L, -2) != 0) {
        lua_pop(r->L, 1);
        if (lua_type(r->L, -1) != LUA_TSTRING ||
            (find_field(fields, lua_tostring(r->L, -1)) == NULL && strcmp(lua_tostring(r->L, -1), "format") != 0)) {
            lua_pop(r->L, 1);
            return fail(r, THERAPYCODE_E_NAME, NULL, 0, "holds a key that is not known");
        }
    }
    for (f = fields; f->key != NULL; f++) {
        int good;
        lua_pushstring(r->L, f->key);
        lua_rawget(r->L, -2);
        good = lua_isnil(r->L, -1) || read_field(r, f, to, stated);
        lua_pop(r->L, 1);
        if (!good)
            return 0;
    }
    return 1;
}

/* Leaves visit[key] at the top; 1, or 0 where it is nil. */
static int get(lua_State *L, int index, const char *key)
{
    lua_pushstring(L, key);
    lua_rawget(L, index);
    return !lua_isnil(L, -1);
}

static int read_format(struct reader *r, int visit)
{
    int32_t format = 1;
    int good = !get(r->L, visit, "format") || read_int(r, "format", 0, &format);
    lua_pop(r->L, 1);
    if (good && format != 1)
        return fail(r, THERAPYCODE_E_VALUE, "format", 0, "must be 1");
    return good;
}

/* Ids to places, in a table that is left on the stack; two of one name are an error. */
static int read_ids(struct reader *r, int list, int count)
{
    int i;
    lua_newtable(r->L);
    for (i = 1; i <= count; i++) {
        lua_rawgeti(r->L, list, i);
        r->index = i;
        if (lua_type(r->L, -1) == LUA_TTABLE && get(r->L, lua_gettop(r->L), "id")) {
            if (lua_type(r->L, -1) != LUA_TSTRING)
                return fail(r, THERAPYCODE_E_VALUE, "id", 0, "must be text");
            lua_pushvalue(r->L, -1);
            lua_rawget(r->L, -4);
            if (!lua_isnil(r->L, -1))
                return fail(r, THERAPYCODE_E_CONFLICT, "id", 0, "is the id of an earlier one");
            lua_pop(r->L, 1);
            lua_pushvalue(r->L, -1);
            lua_pushinteger(r->L, i);
            lua_rawset(r->L, -5);
        }
        lua_settop(r->L, list + 1);
    }
    return 1;
}

struct rows_kind {
    const char *key;
    const struct field *fields;
    size_t size;
    size_t limit;
    size_t stated; /* offset, or 0 */
};
static const struct rows_kind goal_rows = { "goals", facts_goal, sizeof(struct therapycode_goal),
                                            THERAPYCODE_LIMIT_GOALS, 0 };
static const struct rows_kind activity_rows = { "activities", facts_activity, sizeof(struct therapycode_activity),
                                                THERAPYCODE_LIMIT_ACTIVITIES,
                                                offsetof(struct therapycode_activity, stated) };
static const struct rows_kind interval_rows = { "intervals", facts_interval, sizeof(struct therapycode_interval),
                                                THERAPYCODE_LIMIT_ACTIVITIES,
                                                offsetof(struct therapycode_interval, stated) };

/* visit[kind->key] into an array; the list and its table of ids are left on the stack. */
static int read_rows(struct reader *r, int visit, const struct rows_kind *kind, void **rows, size_t *count)
{
    int i, list, length;
    char *array;
    *count = 0;
    if (!get(r->L, visit, kind->key)) {
        lua_pop(r->L, 1);
        return 1;
    }
    list = lua_gettop(r->L);
    length = read_list(r, kind->key, kind->limit);
    r->group = kind->key;
    if (length < 0 || !read_ids(r, list, length))
        return 0;
    if (kind == &goal_rows)
        r->goal_ids = list + 1;
    *rows = array = block(r, (size_t)length, kind->size);
    *count = (size_t)length;
    for (i = 0; i < length; i++) {
        int32_t stated = 0;
        char *row = array + (size_t)i * kind->size;
        r->index = i + 1;
        lua_rawgeti(r->L, list, i + 1);
        if (!read_facts(r, kind->fields, row, &stated))
            return 0;
        if (kind->stated != 0)
            memcpy(row + kind->stated, &stated, sizeof stated);
        lua_pop(r->L, 1);
    }
    r->group = NULL;
    r->index = 0;
    return 1;
}

static int read_episode(struct reader *r, int visit, struct therapycode_session *session)
{
    struct therapycode_episode *episode;
    int good = 1;
    if (get(r->L, visit, "episode")) {
        episode = block(r, 1, sizeof *episode);
        episode->size = sizeof *episode;
        r->group = "episode";
        good = read_facts(r, facts_episode, episode, &episode->stated);
        r->group = NULL;
        session->episode = episode;
    }
    if (good)
        lua_pop(r->L, 1);
    return good;
}

/* Makes a reader, with the tables that it needs on the stack. */
static void start_reader(struct reader *r, lua_State *L)
{
    memset(r, 0, sizeof *r);
    r->L = L;
    r->reason = "";
    luaL_checkstack(L, 40, "no room to read a visit");
    lua_newtable(L);
    r->keep = lua_gettop(L);
    lua_newtable(L);
    r->goal_ids = lua_gettop(L);
}

/* The visit at stack index `visit`; what it points to lives as long as the reader's table stays on the stack. */
static int read_session(struct reader *r, int visit, struct therapycode_session *session)
{
    void *goals = NULL, *activities = NULL;
    therapycode_status status = therapycode_session_init(session, sizeof *session, sizeof(struct therapycode_activity),
                                                         sizeof(struct therapycode_goal));
    if (status != THERAPYCODE_OK)
        return fail(r, status, NULL, 0, therapycode_status_text(status));
    lua_pushvalue(r->L, visit);
    if (!read_format(r, visit) || !read_facts(r, facts_session, session, &session->stated))
        return 0;
    lua_pop(r->L, 1);
    if (!read_rows(r, visit, &goal_rows, &goals, &session->goal_count) ||
        !read_rows(r, visit, &activity_rows, &activities, &session->activity_count) ||
        !read_episode(r, visit, session))
        return 0;
    session->goals = goals;
    session->activities = activities;
    return 1;
}

static int read_day(struct reader *r, int facts, struct therapycode_day *day)
{
    void *intervals = NULL;
    int32_t stated = 0;
    memset(day, 0, sizeof *day);
    day->size = sizeof *day;
    day->interval_size = sizeof(struct therapycode_interval);
    lua_pushvalue(r->L, facts);
    if (!read_format(r, facts) || !read_facts(r, facts_day, day, &stated))
        return 0;
    lua_pop(r->L, 1);
    if (!read_rows(r, facts, &interval_rows, &intervals, &day->interval_count))
        return 0;
    day->intervals = intervals;
    return 1;
}
