/*
 * The Lua module "therapycode": one C file for Lua 5.1 to 5.4 and LuaJIT, over the public API alone. Its parts:
 * fields.h (generated: which key is which field), facts.h (tables in), rows.h (tables out), units.h, and the objects
 * and the module below.
 *
 * Lua raises errors by longjmp, and may do so wherever it allocates. So no C memory is held across that: blocks are
 * userdata, handles lie in userdata with __gc, and what an evaluation holds is given back outside of a lua_pcall. Tables are read
 * with raw access: no metamethod runs. What is wrong with a visit is returned (nil, message, code, path); only misuse
 * of the module itself raises.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <lauxlib.h>
#include <lua.h>

#include <therapycode/therapycode.h>

#if LUA_VERSION_NUM < 502
#define lua_rawlen(L, i) lua_objlen((L), (i))
#endif

#define ENGINE "therapycode.engine"
#define RULEBOOK "therapycode.rulebook"

struct word {
    const char *word;
    int32_t value;
};
enum kind {
    KIND_INT, KIND_ENUM, KIND_YES_NO, KIND_DATE, KIND_CLOCK, KIND_CENTS, KIND_TEXT, KIND_TEXTS, KIND_NAME, KIND_CODE,
    KIND_MODIFIERS, KIND_DATES, KIND_GOALS, KIND_ROWS, KIND_ID, /* facts */
    KIND_STRING, KIND_BOOL, KIND_BITS, KIND_COUNTED, KIND_POSITIVE /* results, which share some of the above */
};
struct field {
    const char *key;
    size_t offset;
    size_t count; /* offset of the count that goes with a pointer */
    const struct word *words;
    int32_t bit;  /* of `stated` */
    int kind;
    int optional;
};
#include "fields.h"

#include "facts.h"
#include "rows.h"


/* ---- objects ---- */

struct engine {
    struct therapycode_engine *handle;
    struct therapycode_evaluation *spare; /* of the last call, wiped; NULL while a call uses it */
};

struct rulebook {
    struct therapycode_rulebook *handle;
};

typedef therapycode_status ask_session(const struct therapycode_engine *, const struct therapycode_session *,
                                       struct therapycode_evaluation *, struct therapycode_error *);

static int engine_close(lua_State *L)
{
    struct engine *engine = luaL_checkudata(L, 1, ENGINE);
    struct therapycode_evaluation *spare = engine->spare;
    struct therapycode_engine *handle = engine->handle;
    engine->spare = NULL;
    engine->handle = NULL;
    therapycode_evaluation_free(spare);
    therapycode_engine_unref(handle);
    return 0;
}

static struct therapycode_engine *open_engine(lua_State *L, int index)
{
    struct engine *engine = luaL_checkudata(L, index, ENGINE);
    if (engine->handle == NULL)
        luaL_error(L, "the engine is closed");
    return engine->handle;
}

static int rulebook_close(lua_State *L)
{
    struct rulebook *rulebook = luaL_checkudata(L, 1, RULEBOOK);
    struct therapycode_rulebook *handle = rulebook->handle;
    rulebook->handle = NULL;
    therapycode_rulebook_free(handle);
    return 0;
}

static struct therapycode_rulebook *open_rulebook(lua_State *L, int index)
{
    struct rulebook *rulebook = luaL_checkudata(L, index, RULEBOOK);
    if (rulebook->handle == NULL)
        luaL_error(L, "the rulebook is closed, or an engine took it over");
    return rulebook->handle;
}

static int push_status(lua_State *L, therapycode_status status, const char *path)
{
    struct reader r;
    memset(&r, 0, sizeof r);
    r.reason = therapycode_status_text(status);
    r.status = status;
    snprintf(r.path, sizeof r.path, "%s", path);
    return push_failure(L, &r);
}

/* One question on its way: what the protected part needs, and the evaluation that it leaves behind. */
struct question {
    struct engine *engine;
    struct therapycode_evaluation *evaluation;
    ask_session *ask; /* NULL: the question is about a day */
    int quote;
    int ties;
};

static int ask_day(lua_State *L, struct question *q, struct reader *r)
{
    struct therapycode_day day;
    struct therapycode_error error = THERAPYCODE_ERROR_INIT;
    const struct therapycode_finding *finding;
    therapycode_status status;
    size_t i;
    if (!read_day(r, 1, &day))
        return push_failure(L, r);
    status = therapycode_check_day(q->engine->handle, &day, q->evaluation, &error);
    if (status != THERAPYCODE_OK) {
        fail_by_library(r, status, &error);
        return push_failure(L, r);
    }
    lua_newtable(L);
    for (i = 0; (finding = therapycode_evaluation_finding(q->evaluation, i)) != NULL; i++) {
        push_row(L, row_day_finding, finding);
        lua_rawseti(L, -2, (int)i + 1);
    }
    return 1;
}

static int ask_visit(lua_State *L, struct question *q, struct reader *r)
{
    struct therapycode_session session;
    struct therapycode_error error = THERAPYCODE_ERROR_INIT;
    struct writer w;
    therapycode_status status;
    if (!read_session(r, 1, &session))
        return push_failure(L, r);
    status = q->ask(q->engine->handle, &session, q->evaluation, &error);
    if (status != THERAPYCODE_OK) {
        fail_by_library(r, status, &error);
        return push_failure(L, r);
    }
    w.L = L;
    w.e = q->evaluation;
    w.visit = 1;
    w.quote = q->quote;
    w.ties = q->ties;
    push_evaluation(&w);
    return 1;
}

/* Runs under lua_pcall: an error of Lua's own in here leaves the evaluation to the caller. Facts at 1, question at 2. */
static int answer(lua_State *L)
{
    struct question *q = lua_touserdata(L, 2);
    struct reader r;
    q->evaluation = q->engine->spare;
    q->engine->spare = NULL; /* a finalizer that calls back gets one of its own */
    if (q->evaluation == NULL && therapycode_evaluation_new(NULL, &q->evaluation) != THERAPYCODE_OK)
        return push_status(L, THERAPYCODE_E_NOMEM, "");
    start_reader(&r, L);
    return q->ask == NULL ? ask_day(L, q, &r) : ask_visit(L, q, &r);
}

/* Whether the table of options at `index`, if there is one, says so. */
static int option(lua_State *L, int index, const char *key)
{
    int wanted = 0;
    if (index != 0 && !lua_isnoneornil(L, index)) {
        luaL_checktype(L, index, LUA_TTABLE);
        get(L, index, key);
        wanted = lua_toboolean(L, -1);
        lua_pop(L, 1);
    }
    return wanted;
}

/* Asks one question about the facts at stack index 2: the answer, or nil, message, code, path. */
static int ask_about(lua_State *L, ask_session *ask, int options)
{
    struct question q = { NULL, NULL, NULL, 0, 0 };
    int base, failed;
    open_engine(L, 1);
    q.engine = lua_touserdata(L, 1);
    q.ask = ask;
    q.quote = option(L, options, "quote");
    q.ties = option(L, options, "ties");
    luaL_checktype(L, 2, LUA_TTABLE);
    base = lua_gettop(L);
    lua_pushcfunction(L, answer);
    lua_pushvalue(L, 2);
    lua_pushlightuserdata(L, &q);
    failed = lua_pcall(L, 2, LUA_MULTRET, 0);
    therapycode_evaluation_clear(q.evaluation);
    if (q.engine->spare == NULL && q.engine->handle != NULL)
        q.engine->spare = q.evaluation;
    else
        therapycode_evaluation_free(q.evaluation);
    return failed ? lua_error(L) : lua_gettop(L) - base;
}

static int engine_evaluate(lua_State *L)
{
    return ask_about(L, therapycode_evaluate, 3);
}

static int engine_calculate_units(lua_State *L)
{
    return ask_about(L, therapycode_calculate_units, 3);
}

static int engine_select_codes(lua_State *L)
{
    return ask_about(L, therapycode_select_codes, 3);
}

static int engine_score_documentation(lua_State *L)
{
    return ask_about(L, therapycode_score_documentation, 3);
}

/* The findings of a day; their `activity` and `other_line` are places of intervals. */
static int engine_check_day(lua_State *L)
{
    return ask_about(L, NULL, 0);
}

#include "units.h"

/* ---- questions to the tables ---- */

static int engine_info(lua_State *L)
{
    push_row(L, row_info, therapycode_engine_info(open_engine(L, 1)));
    return 1;
}

static int engine_find_code(lua_State *L)
{
    const char *code = luaL_checkstring(L, 2);
    const struct therapycode_code *row;
    struct reader r;
    int32_t date;
    luaL_checktype(L, 3, LUA_TSTRING);
    start_reader(&r, L);
    lua_pushvalue(L, 3);
    if (!read_date(&r, "on", 0, &date))
        return push_failure(L, &r);
    row = therapycode_engine_find_code(open_engine(L, 1), code, date);
    if (row == NULL)
        return push_status(L, THERAPYCODE_E_NAME, "code");
    push_row(L, row_code, row);
    return 1;
}

enum engine_table { ENGINE_CODES, ENGINE_RULES, ENGINE_OPTIONS, ENGINE_PHRASES };

/* Upvalues: the engine, which the iterator keeps alive; the table; the next index. */
static int next_row(lua_State *L)
{
    struct therapycode_engine *engine = open_engine(L, lua_upvalueindex(1));
    int which = (int)lua_tointeger(L, lua_upvalueindex(2));
    size_t index = (size_t)lua_tointeger(L, lua_upvalueindex(3));
    const struct field *fields = NULL;
    const void *row = NULL;
    switch (which) {
    case ENGINE_CODES: row = therapycode_engine_code(engine, index); fields = row_code; break;
    case ENGINE_RULES: row = therapycode_engine_rule(engine, index); fields = row_rule; break;
    case ENGINE_OPTIONS: row = therapycode_engine_option(engine, index); fields = row_option; break;
    default: row = therapycode_engine_phrase(engine, index); fields = row_phrase; break;
    }
    if (row == NULL)
        return 0;
    lua_pushinteger(L, (lua_Integer)index + 1);
    lua_replace(L, lua_upvalueindex(3));
    push_row(L, fields, row);
    return 1;
}

static int push_iterator(lua_State *L, int which)
{
    open_engine(L, 1);
    lua_pushvalue(L, 1);
    lua_pushinteger(L, which);
    lua_pushinteger(L, 0);
    lua_pushcclosure(L, next_row, 3);
    return 1;
}

static int engine_codes(lua_State *L)
{
    return push_iterator(L, ENGINE_CODES);
}

static int engine_rules(lua_State *L)
{
    return push_iterator(L, ENGINE_RULES);
}

static int engine_options(lua_State *L)
{
    return push_iterator(L, ENGINE_OPTIONS);
}

static int engine_phrases(lua_State *L)
{
    return push_iterator(L, ENGINE_PHRASES);
}

static int engine_tostring(lua_State *L)
{
    struct engine *engine = luaL_checkudata(L, 1, ENGINE);
    if (engine->handle == NULL)
        lua_pushliteral(L, "therapycode.engine (closed)");
    else
        lua_pushfstring(L, "therapycode.engine (%s)", therapycode_engine_info(engine->handle)->release);
    return 1;
}

/* ---- rulebooks and engines are made ---- */

static int new_rulebook(lua_State *L)
{
    struct rulebook *rulebook = lua_newuserdata(L, sizeof *rulebook);
    therapycode_status status;
    rulebook->handle = NULL;
    luaL_getmetatable(L, RULEBOOK);
    lua_setmetatable(L, -2);
    status = therapycode_rulebook_new(NULL, &rulebook->handle);
    return status == THERAPYCODE_OK ? 1 : push_status(L, status, "");
}

/* rulebook:load(table, csv[, replace]) */
static int rulebook_load(lua_State *L)
{
    struct therapycode_source source;
    struct therapycode_error error = THERAPYCODE_ERROR_INIT;
    const char *name = luaL_checkstring(L, 2);
    const struct word *word = words_table;
    therapycode_status status;
    struct reader r;
    while (word->word != NULL && strcmp(word->word, name) != 0)
        word++;
    if (word->word == NULL)
        return push_status(L, THERAPYCODE_E_NAME, "table");
    memset(&source, 0, sizeof source);
    source.size = sizeof source;
    source.data = luaL_checklstring(L, 3, &source.length);
    source.table = word->value;
    source.flags = lua_toboolean(L, 4) ? THERAPYCODE_REPLACE : 0;
    status = therapycode_rulebook_load(open_rulebook(L, 1), &source, &error);
    if (status != THERAPYCODE_OK) {
        memset(&r, 0, sizeof r);
        error.index = THERAPYCODE_NONE;
        fail_by_library(&r, status, &error);
        if (error.line > 0)
            snprintf(r.path, sizeof r.path, "%s line %d", error.field != NULL ? error.field : name, (int)error.line);
        return push_failure(L, &r);
    }
    lua_settop(L, 1);
    return 1;
}

/* rulebook:set_policy(policy, option, value) */
static int rulebook_set_policy(lua_State *L)
{
    const char *words[3];
    therapycode_status status;
    int i;
    for (i = 0; i < 3; i++) {
        size_t n;
        words[i] = luaL_checklstring(L, i + 2, &n);
        if (strlen(words[i]) != n)
            return push_status(L, THERAPYCODE_E_VALUE, "policies");
    }
    status = therapycode_rulebook_set_policy(open_rulebook(L, 1), words[0], words[1], words[2]);
    if (status != THERAPYCODE_OK)
        return push_status(L, status, "policies");
    lua_settop(L, 1);
    return 1;
}

static int rulebook_tostring(lua_State *L)
{
    struct rulebook *rulebook = luaL_checkudata(L, 1, RULEBOOK);
    lua_pushstring(L, rulebook->handle != NULL ? "therapycode.rulebook" : "therapycode.rulebook (closed)");
    return 1;
}

/* tc.engine([rulebook]): the rulebook is taken over. */
static int new_engine(lua_State *L)
{
    struct rulebook *rulebook = lua_isnoneornil(L, 1) ? NULL : luaL_checkudata(L, 1, RULEBOOK);
    struct therapycode_error error = THERAPYCODE_ERROR_INIT;
    struct engine *engine;
    struct reader r;
    therapycode_status status;
    if (rulebook != NULL)
        open_rulebook(L, 1);
    engine = lua_newuserdata(L, sizeof *engine);
    engine->handle = NULL;
    engine->spare = NULL;
    luaL_getmetatable(L, ENGINE);
    lua_setmetatable(L, -2);
    status = therapycode_engine_new(rulebook != NULL ? rulebook->handle : NULL, &engine->handle, &error);
    if (status != THERAPYCODE_OK) {
        memset(&r, 0, sizeof r);
        fail_by_library(&r, status, &error);
        return push_failure(L, &r);
    }
    if (rulebook != NULL)
        rulebook->handle = NULL;
    return 1;
}

/* ---- the module ---- */

/* Calls a method of the default engine, made at its first use and kept in the upvalue. */
static int call_default(lua_State *L, lua_CFunction method)
{
    lua_rawgeti(L, lua_upvalueindex(1), 1);
    if (lua_isnil(L, -1)) {
        lua_pop(L, 1);
        lua_pushcfunction(L, new_engine);
        lua_call(L, 0, 2);
        if (lua_isnil(L, -2))
            return push_status(L, THERAPYCODE_E_NOMEM, "");
        lua_pop(L, 1);
        lua_pushvalue(L, -1);
        lua_rawseti(L, lua_upvalueindex(1), 1);
    }
    lua_insert(L, 1);
    return method(L);
}

static int module_evaluate(lua_State *L)
{
    return call_default(L, engine_evaluate);
}

static int module_units(lua_State *L)
{
    return call_default(L, engine_units);
}

static int module_version(lua_State *L)
{
    lua_pushstring(L, therapycode_version());
    return 1;
}

static int module_status_name(lua_State *L)
{
    lua_pushstring(L, therapycode_status_name((therapycode_status)luaL_checkinteger(L, 1)));
    return 1;
}

static const luaL_Reg engine_methods[] = {
    { "evaluate", engine_evaluate }, { "calculate_units", engine_calculate_units },
    { "select_codes", engine_select_codes }, { "score_documentation", engine_score_documentation },
    { "check_day", engine_check_day }, { "units", engine_units }, { "info", engine_info },
    { "find_code", engine_find_code }, { "codes", engine_codes }, { "rules", engine_rules },
    { "options", engine_options }, { "phrases", engine_phrases }, { "close", engine_close }, { NULL, NULL }
};
static const luaL_Reg rulebook_methods[] = {
    { "load", rulebook_load }, { "set_policy", rulebook_set_policy }, { "close", rulebook_close }, { NULL, NULL }
};
static const luaL_Reg module_functions[] = {
    { "evaluate", module_evaluate }, { "units", module_units }, { "engine", new_engine },
    { "rulebook", new_rulebook }, { "version", module_version }, { "status_name", module_status_name }, { NULL, NULL }
};

static void set_function(lua_State *L, const char *name, lua_CFunction function)
{
    lua_pushstring(L, name);
    lua_pushcfunction(L, function);
    lua_rawset(L, -3);
}

static void make_metatable(lua_State *L, const char *name, const luaL_Reg *methods, lua_CFunction close,
                           lua_CFunction show)
{
    luaL_newmetatable(L, name);
    set_function(L, "__gc", close);
    set_function(L, "__close", close);
    set_function(L, "__tostring", show);
    set_string(L, "__name", name);
    set_bool(L, "__metatable", 0); /* getmetatable() answers false: __gc cannot be called by hand */
    lua_pushliteral(L, "__index");
    lua_newtable(L);
    for (; methods->name != NULL; methods++)
        set_function(L, methods->name, methods->func);
    lua_rawset(L, -3);
    lua_pop(L, 1);
}

#if defined(_WIN32)
__declspec(dllexport)
#elif defined(__GNUC__)
__attribute__((visibility("default")))
#endif
int luaopen_therapycode(lua_State *L);

int luaopen_therapycode(lua_State *L)
{
    const luaL_Reg *function;
    const struct word *status;
    int module;
    make_metatable(L, ENGINE, engine_methods, engine_close, engine_tostring);
    make_metatable(L, RULEBOOK, rulebook_methods, rulebook_close, rulebook_tostring);
    lua_newtable(L);
    module = lua_gettop(L);
    lua_newtable(L); /* holds the default engine, for all functions of this module */
    for (function = module_functions; function->name != NULL; function++) {
        lua_pushstring(L, function->name);
        lua_pushvalue(L, module + 1);
        lua_pushcclosure(L, function->func, 1);
        lua_rawset(L, module);
    }
    lua_pop(L, 1);
    for (status = words_status; status->word != NULL; status++) {
        lua_pushstring(L, status->word);
        lua_pushinteger(L, status->value);
        lua_rawset(L, module);
    }
    return 1;
}
