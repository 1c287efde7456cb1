-- For an HL7 engine that is scripted in Lua 5.1: the charges of one visit (FT1 segments of a DFT^P03) are counted and
-- checked before they leave. The engine parses the message; here a charge is a plain table, as a mapping script makes
-- it. Run it as it stands: lua5.1 hl7_engine.lua
local tc = require "therapycode"

-- FT1-4 transaction date, FT1-25 code, and the minutes that the sender keeps in PR1-7
local charges = {
  { ft1_4 = "20260302", ft1_25 = "97110", pr1_7 = "33" },
  { ft1_4 = "20260302", ft1_25 = "97140", pr1_7 = "7" },
}

local function minutes(text)
  -- digits only: tonumber would also take "0x21", "1e2" and " 33 "
  return text:match("^%d+$") and tonumber(text) or nil
end

local function visit_of(list)
  local date = list[1].ft1_4
  local visit = {
    date_of_service = date:sub(1, 4) .. "-" .. date:sub(5, 6) .. "-" .. date:sub(7, 8),
    discipline = "PT",
    activities = {},
  }
  for i, charge in ipairs(list) do
    visit.activities[i] = { id = tostring(i), code = charge.ft1_25, minutes = minutes(charge.pr1_7) }
  end
  return visit
end

local evaluation, message = tc.evaluate(visit_of(charges))
if not evaluation then
  error(message) -- names the field, never its value: safe for the engine's log
end
for number, line in ipairs(evaluation.lines) do
  -- FT1-2 line, FT1-10 quantity, FT1-25 code, FT1-26 modifiers
  print(("FT1|%d||||||||%d|||||||||||||||%s|%s"):format(number, line.units, line.code,
    table.concat(line.modifiers, "~")))
end
for _, finding in ipairs(evaluation.findings) do
  print(finding.severity, finding.rule, finding.message)
end
