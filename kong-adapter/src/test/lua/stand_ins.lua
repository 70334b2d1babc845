-- Stands in for nginx and for the parts of Kong that its schema code needs and that matter to no schema. No Kong runs.
local kong_source, query_file = arg[1], arg[2]
package.path = kong_source .. "/?.lua;" .. kong_source .. "/?/init.lua;" .. package.path

local cjson = require "cjson"

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

local ids = 0
local function an_id()
  ids = ids + 1
  return ("00000000-0000-4000-8000-%012d"):format(ids)
end
local function nothing() end
local function yes() return true end

require("ffi").cdef [[
  typedef struct { size_t len; const unsigned char *data; } ngx_str_t;
  typedef int ngx_int_t;
  typedef unsigned ngx_uint_t;
]]
provide("table.nkeys", function(t) local n = 0; for _ in pairs(t) do n = n + 1 end; return n end)
provide("table.isarray", function(t) for k in pairs(t) do if type(k) ~= "number" then return false end end; return true end)
provide("table.clone", function(t) local copy = {}; for k, v in pairs(t) do copy[k] = v end; return copy end)
provide("resty.jit-uuid", setmetatable({ generate_v4 = an_id, factory_v5 = function() return an_id end, seed = nothing, is_valid = yes }, { __call = an_id }))
provide("kong.tools.rand", { random_string = an_id })
provide("kong.tools.uuid", { uuid = an_id, is_valid_uuid = yes })
provide("kong.tools.yield", { yield = nothing })
provide("kong.tools.queue_schema", {})
provide("kong.db.schema.json", { validate = yes, validate_schema = yes })
provide("kong.pdk.vault", { is_reference = function(v) return type(v) == "string" and v:sub(1, 8) == "{vault:/" end })

ngx = setmetatable({
  null = cjson.null,
  re = { match = function(s) return { [0] = s } end, find = function() return 1 end, gsub = function(s) return s end },
  config = { subsystem = "http", prefix = function() return "/" end },
  time = os.time, now = os.time, update_time = nothing, log = nothing, sleep = nothing,
  req = anything("ngx.req"), resp = anything("ngx.resp"), worker = anything("ngx.worker"), timer = anything("ngx.timer"),
}, { __index = function(_, key) return key:match("^[A-Z_]+$") and key or anything("ngx." .. key) end })
kong = anything("kong")
for _, name in ipairs { "kong.reports", "kong.router", "kong.router.atc", "kong.runloop.wasm" } do
  provide(name, anything(name))
end
provide("kong.observability.tracing.propagation.schema", {})
provide("kong.runloop.wasm.plugins", { load_schema = nothing, load_plugin = nothing })
table.insert(package.loaders, function(name)
  return not name:match("^kong%.db") and not name:match("^kong%.plugins") and function() return anything(name) end or nil
end)

local function text(file)
  local handle = assert(io.open(file))
  local whole = handle:read("*a")
  handle:close()
  return whole
end

local schema = cjson.decode(text(query_file)).Plugins[1].Schema
provide("kong.runloop.plugin_servers", {
  load_schema = function(name) return name == "keyway", schema end,
  load_plugin = nothing,
})
-- Of the bundled plugins' own modules those that are there.
provide("kong.tools.module", {
  load_module_if_exists = function(name)
    if package.searchpath(name, package.path) then
      return true, require(name)
    end
    return false, "there is no " .. name
  end,
})

return { schema = schema, text = text }
