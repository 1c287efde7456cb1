-- Answers of the Lua binding for visits written as a Lua file: each as a line of JSON, numbers as Lua counts them.
local tc = require "therapycode"

local escapes = { ['"'] = '\\"', ["\\"] = "\\\\", ["\n"] = "\\n", ["\r"] = "\\r", ["\t"] = "\\t" }

local function encode(value)
  local kind = type(value)
  if kind == "string" then
    return '"' .. value:gsub('[%c"\\]', function(c) return escapes[c] or ("\\u%04x"):format(c:byte()) end) .. '"'
  elseif kind ~= "table" then
    return kind == "number" and ("%d"):format(value) or tostring(value)
  end
  local parts = {}
  if next(value) == nil or #value > 0 then
    for i, inner in ipairs(value) do
      parts[i] = encode(inner)
    end
    return "[" .. table.concat(parts, ",") .. "]"
  end
  for key, inner in pairs(value) do
    parts[#parts + 1] = encode(key) .. ":" .. encode(inner)
  end
  return "{" .. table.concat(parts, ",") .. "}"
end

for _, visit in ipairs(dofile(arg[1])) do
  local answer, _, code = tc.evaluate(visit, { quote = true })
  io.write(encode(answer or { error = tc.status_name(code) }), "\n")
end
