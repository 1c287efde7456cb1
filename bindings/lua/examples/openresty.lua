-- OpenResty: a visit as JSON in the body of a POST, the evaluation as JSON out. In nginx.conf:
--
--   lua_package_cpath "/usr/local/lib/lua/5.1/?.so;;";
--   init_by_lua_block { require "therapycode" }
--   location = /evaluate { content_by_lua_file openresty.lua; }
--
-- One evaluation takes microseconds, so it may run in the worker. The body is PHI: it is neither logged nor kept, and
-- an error names the field, never its value.
local cjson = require "cjson.safe"
local tc = require "therapycode"
local ngx = ngx -- luacheck: ignore 113

-- cjson gives userdata for null: "not stated" is nil here
local function drop_nulls(value)
  if type(value) ~= "table" then
    return value
  end
  for key, inner in pairs(value) do
    if inner == cjson.null then
      value[key] = nil
    else
      drop_nulls(inner)
    end
  end
  return value
end

ngx.req.read_body()
local visit = cjson.decode(ngx.req.get_body_data() or "")
if type(visit) ~= "table" then
  ngx.status = 400
  return ngx.say('{"error":{"message":"the body must be a visit as JSON"}}')
end
local evaluation, message, code, path = tc.evaluate(drop_nulls(visit))
ngx.header.content_type = "application/json"
if not evaluation then
  ngx.status = 422
  return ngx.say(cjson.encode { error = { status = tc.status_name(code), path = path, message = message } })
end
-- OpenResty's cjson writes empty lists as [] when asked; the plain one of a distribution writes {} and has no switch
if cjson.encode_empty_table_as_object then
  cjson.encode_empty_table_as_object(false)
end
ngx.say(cjson.encode(evaluation))
