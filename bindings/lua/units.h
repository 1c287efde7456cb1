/* Part of therapycode.c: units in one line, tc.units{...}. */

static int compare_codes(const void *a, const void *b)
{
    return memcmp(a, b, 8);
}

/* What tc.units{...} says of the whole visit; every other string key is a code. */
static const struct word units_facts[] = { { "on", 0 }, { "policy", 0 }, { "setting", 0 }, { "discipline", 0 },
                                           { NULL, 0 } };

static int is_units_fact(const char *key)
{
    const struct word *fact;
    for (fact = units_facts; fact->word != NULL; fact++)
        if (strcmp(fact->word, key) == 0)
            return 1;
    return 0;
}

/* Codes among the keys of the table at `from`, sorted, for a Lua table has no order; -1 for a key that is neither. */
static int take_codes(lua_State *L, int from, char (*codes)[8])
{
    int n = 0;
    lua_pushnil(L);
    while (lua_next(L, from) != 0) {
        lua_pop(L, 1);
        if (lua_type(L, -1) == LUA_TSTRING && !is_units_fact(lua_tostring(L, -1))) {
            if (lua_rawlen(L, -1) != 5) {
                lua_pop(L, 1);
                return -1;
            }
            memset(codes[n], 0, 8);
            memcpy(codes[n++], lua_tostring(L, -1), 5);
        }
    }
    qsort(codes, (size_t)n, sizeof codes[0], compare_codes);
    return n;
}

/* { ["97110"] = 33, on = "2026-03-02" } as a visit, left at the top. Activities in its list come first. 1, or 0. */
static int push_units_visit(lua_State *L, int from)
{
    int listed = (int)lua_rawlen(L, from), visit, list, keys = 0, count, i;
    char (*codes)[8];
    lua_pushnil(L);
    while (lua_next(L, from) != 0) {
        lua_pop(L, 1);
        keys++;
    }
    codes = lua_newuserdata(L, ((size_t)keys + 1) * 8);
    count = take_codes(L, from, codes);
    if (count < 0)
        return 0;
    lua_newtable(L);
    visit = lua_gettop(L);
    set_string(L, "discipline", "PT");
    for (i = 0; units_facts[i].word != NULL; i++)
        if (get(L, from, units_facts[i].word)) {
            lua_pushstring(L, i == 0 ? "date_of_service" : units_facts[i].word);
            lua_pushvalue(L, -2);
            lua_rawset(L, visit);
            lua_pop(L, 1);
        } else {
            lua_pop(L, 1);
        }
    lua_pushliteral(L, "activities");
    lua_newtable(L);
    list = lua_gettop(L);
    for (i = 1; i <= listed; i++) {
        lua_rawgeti(L, from, i);
        lua_rawseti(L, list, i);
    }
    for (i = 0; i < count; i++) {
        lua_newtable(L);
        set_string(L, "code", codes[i]);
        lua_pushliteral(L, "minutes");
        get(L, from, codes[i]);
        lua_rawset(L, -3);
        lua_rawseti(L, list, listed + i + 1);
    }
    lua_rawset(L, visit);
    return 1;
}

/* Units by code, and the whole evaluation after it. */
static int engine_units(lua_State *L)
{
    const int tallies = 4;
    int answers, units;
    size_t i;
    luaL_checktype(L, 2, LUA_TTABLE);
    if (!push_units_visit(L, 2))
        return push_status(L, THERAPYCODE_E_NAME, "");
    lua_replace(L, 2);
    lua_settop(L, 2);
    answers = ask_about(L, therapycode_calculate_units, 0);
    if (answers != 1)
        return answers; /* the evaluation is at 3 now */
    get(L, 3, "tallies");
    lua_newtable(L);
    units = lua_gettop(L);
    for (i = 1; i <= lua_rawlen(L, tallies); i++) {
        int row;
        lua_rawgeti(L, tallies, (int)i);
        row = lua_gettop(L);
        get(L, row, "code");
        get(L, row, "code");
        lua_rawget(L, units);
        get(L, row, "units");
        lua_pushinteger(L, lua_tointeger(L, -2) + lua_tointeger(L, -1));
        lua_replace(L, -3);
        lua_pop(L, 1);
        lua_rawset(L, units);
        lua_settop(L, units);
    }
    lua_pushvalue(L, 3);
    return 2;
}
