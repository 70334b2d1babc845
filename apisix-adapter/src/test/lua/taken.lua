-- Whether APISIX's own schema code takes what `keyway apisix route` prints: a route for the Admin API (JSON), or an apisix.yaml, which is read as APISIX reads it. With
-- luajit and Debian's lua-cjson, lua-yaml, lua-rex-pcre2, lua-filesystem and lua-penlight, in this folder:
--
--   luajit taken.lua APISIX-SOURCE LIBRARIES FILE
--
-- LIBRARIES is a folder with api7's jsonschema.lua and jsonschema/store.lua, with net/url.lua, which these need, and for APISIX 3.9 its tinyyaml.lua. apisix/schema_def.lua, apisix/cli/file.lua and the plugins
-- are APISIX's, unchanged.
local stand_ins = require "stand_ins"
local cjson = require "cjson.safe"
local source, file = arg[1], arg[3]
local text = stand_ins.text(file)

local function taken(what, schema, value)
  local ok, why = stand_ins.check(schema, value)
  if not ok then
    error(what .. ": " .. tostring(why))
  end
  print(what)
end

local function plugins(where, given, consumers)
  for name, conf in pairs(given or {}) do
    local plugin = require("apisix.plugins." .. name)
    taken(where .. " " .. name, consumers and plugin.consumer_schema or plugin.schema, conf)
    for _, entry in ipairs(conf.conf or {}) do
      print("  " .. entry.value:gsub("\n", "\n  "))
    end
  end
end

-- As apisix/core/config_yaml.lua of that version does it.
local function standalone()
  assert(text:sub(-10):match "#END%s*$", "missing valid end flag in file")
  local variables = require "apisix.cli.file"
  local reader = stand_ins.text(source .. "/apisix/core/config_yaml.lua"):match 'require%("([a-z]+yaml)"%)'
  print("read by " .. reader)
  if variables.resolve_conf_var_in_text then
    return require(reader).load(assert(variables.resolve_conf_var_in_text(text)))
  end
  local read = require(reader)
  local parsed = (read.parse or read.load)(text)
  assert(variables.resolve_conf_var(parsed))
  return parsed
end

local read = file:match "%.json$" and { routes = { cjson.decode(text) } } or standalone()
for kind, schema in pairs { routes = "route", upstreams = "upstream", consumers = "consumer", consumer_groups = "consumer_group" } do
  for i, each in ipairs(read[kind] or {}) do
    taken(kind .. " " .. i, stand_ins.schemas[schema], each)
    print("  " .. tostring((each.uris or {})[1]))
    plugins(kind .. " " .. i, each.plugins, kind == "consumers")
  end
end
