-- Stands in for nginx and for the parts of APISIX that matter to no schema. No APISIX runs.
local apisix_source, libraries = arg[1], arg[2]
package.path = apisix_source .. "/?.lua;" .. apisix_source .. "/?/init.lua;" .. libraries .. "/?.lua;" .. package.path

local cjson = require "cjson.safe"
local pcre = require "rex_pcre2"

-- Whatever is asked of it.
local function anything(name)
  return setmetatable({}, {
    __index = function(_, key) return anything(name .. "." .. tostring(key)) end,
    __call = function() return anything(name .. "()") end,
  })
end

local function provide(name, value)
  package.preload[name] = function() return value end
end

local function new_table() return {} end
local function find(text, pattern)
  local from, to = pcre.find(text, pattern)
  return from, to
end

ngx = setmetatable({
  null = cjson.null,
  re = { find = find, match = function(text, pattern) local from = find(text, pattern); return from and { [0] = text } end },
  config = { subsystem = "http", prefix = function() return "/" end },
  socket = { tcp = anything "tcp" }, worker = anything "worker", timer = anything "timer", shared = {},
  log = function() end, time = os.time, now = os.time, get_phase = function() return "init" end,
}, { __index = function(_, key) return key:match "^[A-Z_]+$" and key or anything("ngx." .. key) end })

provide("table.new", new_table)
provide("table.nkeys", function(t) local n = 0; for _ in pairs(t) do n = n + 1 end; return n end)
provide("apisix.core", setmetatable({ schema = { check = function() return true end, TYPE_CONSUMER = 1 } }, getmetatable(anything "core")))
-- Of APISIX's own modules the schemas, the plugins' and the reader of variables are real, and nothing else.
local real = { ["apisix.schema_def"] = true, ["apisix.cli.file"] = true }
table.insert(package.loaders, 2, function(name)
  local mine = not real[name] and not name:match "^apisix%.plugins" and (name:match "^apisix" or name:match "^resty" or name:match "^A6" or name:match "^ngx%.")
  if mine or name == "flatbuffers" or name == "dkjson" then
    return function() return anything(name) end
  end
end)

local function text(file)
  local handle = assert(io.open(file))
  local whole = handle:read "*a"
  handle:close()
  return whole
end

local jsonschema = require "jsonschema"
local validators = {}

-- What APISIX's schema code says: true, or false and why.
local function check(schema, value)
  validators[schema] = validators[schema] or jsonschema.generate_validator(schema, {})
  return validators[schema](value)
end

return { text = text, check = check, schemas = require "apisix.schema_def" }
