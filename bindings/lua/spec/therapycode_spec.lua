-- Run by busted on every Lua: cmake -DTHERAPYCODE_LUA=ON, then ctest -R lua.
local tc = require "therapycode"

local function visit(facts)
  local v = { date_of_service = "2026-03-02", discipline = "PT" }
  for key, value in pairs(facts or {}) do
    v[key] = value
  end
  return v
end

describe("units", function()
  it("answers on day one", function()
    local units, evaluation = tc.units { ["97110"] = 33, ["97140"] = 7, on = "2026-03-02" }
    assert.same({ ["97110"] = 2, ["97140"] = 1 }, units)
    assert.equal(3, evaluation.units.total_units)
    assert.equal("97110", evaluation.tallies[evaluation.lines[1].tally].code)
  end)

  it("takes activities in their order", function()
    local units, evaluation = tc.units { { code = "97140", minutes = 8 }, { code = "97110", minutes = 8 },
      on = "2026-03-02" }
    assert.same(1, units["97140"] + units["97110"])
    assert.equal("97140", evaluation.tallies[1].code)
  end)

  it("refuses keys that are neither codes nor facts", function()
    local answer, message, code = tc.units { minutes = 33, on = "2026-03-02" }
    assert.is_nil(answer)
    assert.is_string(message)
    assert.equal(tc.E_NAME, code)
    answer, message = tc.units { ["97110"] = 20 }
    assert.is_nil(answer)
    assert.matches("date_of_service", message)
  end)
end)

describe("evaluate", function()
  it("gives back ids and says where the rules stand", function()
    local answer = assert(tc.evaluate(visit { id = "v7",
      activities = { { id = "a", code = "97110", minutes = 23 } } }))
    assert.equal("v7", answer.id)
    assert.equal("2026-03-02", answer.provenance.date_of_service)
    assert.equal(2, answer.lines[1].units)
    assert.same({ "GP" }, answer.lines[1].modifiers)
  end)

  it("lists the ways to share a tie when it is asked", function()
    local facts = visit { activities = { { code = "97110", minutes = 8 }, { code = "97140", minutes = 8 } } }
    local tie = assert(tc.evaluate(facts, { ties = true })).tallies[1].tie
    assert.equal(2, tie.ways)
    assert.same({ { 1 }, { 2 } }, tie.allocations)
    assert.is_nil(tc.evaluate(facts).tallies[1].tie.ways)
  end)

  it("quotes the right words behind signs of several bytes", function()
    local note = "≥ 90°, 5 µg. Sit to stand from the toilet x10, 15 min, min A, to get off the toilet safely."
    local answer = assert(tc.evaluate(visit { note = note, activities = { { id = "a", minutes = 15,
      description = "90° turns, then sit to stand from the toilet" } } }, { quote = true }))
    local seen = 0
    for _, reading in ipairs(answer.readings) do
      for _, candidate in ipairs(reading.candidates) do
        for _, evidence in ipairs(candidate.evidence) do
          local text = ({ note = note, description = "90° turns, then sit to stand from the toilet" })[evidence.source]
          if text then
            assert.equal(evidence.text, text:sub(evidence.start, evidence["end"]))
            assert.is_nil(evidence.text:find("^[\128-\191]"))
            seen = seen + 1
          end
        end
      end
    end
    for _, element in ipairs(answer.documentation.elements) do
      for _, evidence in ipairs(element.evidence) do
        if evidence.source == "note" then
          assert.equal(evidence.text, note:sub(evidence.start, evidence["end"]))
          seen = seen + 1
        end
      end
    end
    assert.is_true(#answer.readings == 0 or seen > 0)
  end)
end)

local cyclic = {}
cyclic[1] = cyclic
cyclic.self = cyclic

local bad = {
  { { minutes = 22.5 }, tc.E_VALUE, "activities[2].minutes" },
  { { minutes = 0 / 0 }, tc.E_VALUE, "activities[2].minutes" },
  { { minutes = 1 / 0 }, tc.E_VALUE, "activities[2].minutes" },
  { { minutes = 2 ^ 53 }, tc.E_VALUE, "activities[2].minutes" },
  { { minutes = 2 ^ 31 }, tc.E_VALUE, "activities[2].minutes" },
  { { minutes = -1 }, tc.E_VALUE, "activities[2].minutes" },
  { { minutes = "23" }, tc.E_VALUE, "activities[2].minutes" },
  { { minutes = true }, tc.E_VALUE, "activities[2].minutes" },
  { { minutes = 10, assistant_minutes = 11 }, tc.E_CONFLICT, "activities[2].assistant_minutes" },
  { { code = 97110 }, tc.E_VALUE, "activities[2].code" },
  { { code = "97S30" }, tc.E_VALUE, "activities[2].code" },
  { { code = "97110\0" }, tc.E_VALUE, "activities[2].code" },
  { { code = "9711\0" }, tc.E_VALUE, "activities[2].code" },
  { { description = "sit \237\160\128 stand" }, tc.E_UTF8, "activities[2].description" },
  { { description = 5 }, tc.E_VALUE, "activities[2].description" },
  { { start = "25:00" }, tc.E_VALUE, "activities[2].start" },
  { { start = "24:00" }, tc.E_VALUE, "activities[2].start" },
  { { contact = "one on one" }, tc.E_VALUE, "activities[2].contact" },
  { { modifiers = "GP" }, tc.E_VALUE, "activities[2].modifiers" },
  { { modifiers = { "GP", "G" } }, tc.E_VALUE, "activities[2].modifiers[2]" },
  { { modifiers = { "GP", "KX", "59", "CQ", "XS" } }, tc.E_LIMIT, "activities[2].modifiers" },
  { { modifiers = { [2] = "GP" } }, tc.E_VALUE, "activities[2].modifiers" },
  { { modifiers = cyclic }, tc.E_VALUE, "activities[2].modifiers" },
  { { goals = { "g9" } }, tc.E_NAME, "activities[2].goals[1]" },
  { { goals = { 0 } }, tc.E_VALUE, "activities[2].goals[1]" },
  { { goals = { 7 } }, tc.E_VALUE, "activities[2].goals[1]" },
  { { goals = { {} } }, tc.E_VALUE, "activities[2].goals[1]" },
  { { id = 5 }, tc.E_VALUE, "activities[2].id" },
  { { id = "first" }, tc.E_CONFLICT, "activities[2].id" },
  { { minuts = 5 }, tc.E_NAME, "activities[2]" },
  { { [1] = 5 }, tc.E_NAME, "activities[2]" },
  { cyclic, tc.E_NAME, "activities[2]" },
}

describe("a fact that cannot be", function()
  for i, case in ipairs(bad) do
    it("is refused by its path: " .. i .. " " .. case[3], function()
      local answer, message, code, path = tc.evaluate(visit { activities = {
        { id = "first", code = "97110", minutes = 20 }, case[1] } })
      assert.is_nil(answer)
      assert.equal(case[2], code)
      assert.equal(case[3], path)
      assert.equal(path .. ": ", message:sub(1, #path + 2))
    end)
  end

  it("is refused in the visit itself", function()
    for key, value in pairs { date_of_service = "2026-02-30", discipline = "pt", policy = "no-such", note = 5,
      is_signed = 1, activities = 5, goals = { { set_on = "x" } }, format = 2, timed_minutes = 1.5 } do
      local answer, message, code, path = tc.evaluate(visit { [key] = value })
      assert.is_nil(answer)
      assert.is_string(message)
      assert.is_true(code < 0)
      assert.equal(key, path:match("^%a[%w_]*"))
    end
    for key, value in pairs { treatment_dates = { "2026-02-02", "2026-02-01" }, notes = { "\255" }, used_ot = "1.234",
      certified_from = 20260101, order_on_file = "yes" } do
      local answer, _, code, path = tc.evaluate(visit { episode = { [key] = value } })
      assert.is_nil(answer)
      assert.is_true(code < 0)
      assert.equal("episode." .. key, path:match("^[%w_.]+"))
    end
    assert.is_nil((tc.evaluate(visit { note = "a\0b", policy = "medi\0care" })))
  end)

  it("never repeats what was there", function()
    for _, facts in ipairs { { note = "Secret\255" }, { ["Secret key"] = 1 },
      { activities = { { code = "Secret" } } } } do
      local _, message = tc.evaluate(visit(facts))
      assert.is_nil(message:find("Secret"))
    end
  end)

  it("raises only for misuse", function()
    assert.has_error(function() tc.evaluate("x") end)
    assert.has_error(function() tc.evaluate() end)
    assert.has_error(function() tc.engine(5) end)
    assert.has_error(function() tc.engine().evaluate({}, {}) end)
  end)
end)

describe("an engine", function()
  it("serves policies of its own", function()
    local book = assert(tc.rulebook())
    assert(book:set_policy("acme-ppo", "base", "medicare"))
    assert(book:set_policy("acme-ppo", "time_rule", "ama-midpoint"))
    local engine = assert(tc.engine(book))
    local facts = { ["97110"] = 8, ["97140"] = 8, on = "2026-03-02", policy = "acme-ppo" }
    assert.same({ ["97110"] = 1, ["97140"] = 1 }, (engine:units(facts)))
    assert.has_error(function() book:set_policy("a", "base", "medicare") end)
    local answer, _, code = tc.units(facts)
    assert.is_nil(answer)
    assert.equal(tc.E_NAME, code)
  end)

  it("refuses tables that cannot be read", function()
    local book = tc.rulebook()
    local answer, message, code = book:load("policies", "a,b\n")
    assert.is_nil(answer)
    assert.is_string(message)
    assert.is_true(code < 0)
    assert.is_nil((book:load("prices", "")))
    assert.is_nil((book:set_policy("a", "no_such_option", "x")))
    assert.is_nil((tc.engine(assert(book:set_policy("a", "base", "nothing")))))
  end)

  it("lists what it knows", function()
    local engine = tc.engine()
    local count = 0
    for rule in engine:rules() do
      assert.is_string(rule.id)
      count = count + 1
    end
    assert.is_true(count > 50)
    for _, name in ipairs { "codes", "options", "phrases" } do
      local first = engine[name](engine)()
      assert.is_true(first == nil or type(first) == "table")
    end
    assert.equal("timed", engine:find_code("97110", "2026-03-02").timing)
    assert.is_nil((engine:find_code("00000", "2026-03-02")))
    assert.equal(64, #engine:info().digest)
  end)

  it("checks a day across patients", function()
    local intervals = {}
    for patient = 1, 2 do
      intervals[patient] = { code = "97110", clinician = 1, patient = patient, start = "09:00", ["end"] = "09:30" }
    end
    local findings = assert(tc.engine():check_day { date_of_service = "2026-03-02", intervals = intervals })
    assert.is_true(#findings > 0)
    assert.is_true(findings[1].activity >= 1)
    local answer, _, _, path = tc.engine():check_day { date_of_service = "2026-03-02", intervals = { {} } }
    assert.is_nil(answer)
    assert.matches("^intervals%[1%]", path)
  end)

  it("closes once and for all", function()
    local engine = tc.engine()
    assert.matches("^therapycode.engine %(", tostring(engine))
    local rules = engine:rules()
    engine:close()
    engine:close()
    assert.matches("closed", tostring(engine))
    assert.has_error(function() engine:evaluate {} end)
    assert.has_error(rules)
    assert.is_false(getmetatable(engine))
  end)
end)

describe("memory", function()
  it("does not grow", function()
    local count = tonumber(os.getenv("THERAPYCODE_CALLS") or "") or 20000
    local facts = visit { note = "Sit to stand 15 min.", activities = { { code = "97110", minutes = 33 } } }
    local function run(n)
      for _ = 1, n do
        tc.evaluate(facts)
        tc.evaluate { activities = { { minutes = 0.5 } } }
      end
      collectgarbage()
      collectgarbage()
      return collectgarbage("count")
    end
    local before = run(math.floor(count / 10))
    assert.is_true(run(count) < before + 100)
  end)

  -- not with LuaJIT's compiler on: a finalizer that calls into C from within the API can hang in its traces there
  local compiles = rawget(_G, "jit") and rawget(_G, "jit").status()
  local check = compiles and pending or it
  check("survives finalizers that call back", function()
    local engine = tc.engine()
    if newproxy == nil then
      local again = setmetatable({}, { __gc = function() engine:evaluate(visit { note = "again" }) end })
      assert.is_table(again)
    else
      local again = newproxy(true)
      getmetatable(again).__gc = function() engine:evaluate(visit { note = "again" }) end
    end
    for _ = 1, 200 do
      assert(engine:evaluate(visit { activities = { { code = "97110", minutes = 33 } } }))
    end
  end)
end)
