-- What Kong's own schema code says of the plugin's schema and of configurations; no Kong runs. With luajit and Debian's lua-cjson and lua-penlight:
--
--   luajit verdicts.lua KONG-SOURCE keyway.json verdicts.json > verdicts.new.json
--
-- keyway.json is what `keyway kong schema` prints. Of verdicts.json the configurations count; it is printed anew with what this version of Kong says of them.
-- kong/db/schema/{init,metaschema,entity}.lua and entities/plugins.lua are Kong's, unchanged; what they need of nginx and of other entities is stood in for.
local kong_source, query_file, cases_file = arg[1], arg[2], arg[3]
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

local function an_id() return "00000000-0000-4000-8000-000000000000" end
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
provide("resty.jit-uuid", setmetatable({ generate_v4 = an_id, seed = nothing, is_valid = yes }, { __call = an_id }))
provide("kong.tools.rand", { random_string = an_id })
provide("kong.tools.uuid", { uuid = an_id, is_valid_uuid = yes })
provide("kong.tools.yield", { yield = nothing })
provide("kong.tools.queue_schema", {})
provide("kong.db.schema.json", { validate = yes, validate_schema = yes })
provide("kong.pdk.vault", { is_reference = function(v) return type(v) == "string" and v:sub(1, 8) == "{vault:/" end })

ngx = setmetatable({
  null = cjson.null,
  re = { match = nothing, find = function() return 1 end, gsub = function(s) return s end },
  config = { subsystem = "http", prefix = function() return "/" end },
  time = os.time, now = os.time, update_time = nothing, log = nothing, sleep = nothing,
  req = anything("ngx.req"), resp = anything("ngx.resp"), worker = anything("ngx.worker"), timer = anything("ngx.timer"),
}, { __index = function(_, key) return key:match("^[A-Z_]+$") and key or anything("ngx." .. key) end })
kong = anything("kong")
table.insert(package.loaders, function(name)
  return not name:match("^kong%.db") and function() return anything(name) end or nil
end)

local function read(file)
  local handle = assert(io.open(file))
  local text = handle:read("*a")
  handle:close()
  return cjson.decode(text)
end

local MetaSchema = require "kong.db.schema.metaschema"
local Entity = require "kong.db.schema.entity"

local schema = read(query_file).Plugins[1].Schema
local valid, problems = MetaSchema.MetaSubSchema:validate(schema)
if not valid then
  error("the schema itself is refused: " .. cjson.encode(problems))
end
for _, entity in ipairs { "consumers", "services", "routes", "consumer_groups" } do
  assert(Entity.new { name = entity, primary_key = { "id" }, fields = { { id = { type = "string" } } } })
end
local plugins = assert(Entity.new(require "kong.db.schema.entities.plugins"))
assert(Entity.new_subschema(plugins, "keyway", schema))

for i, case in ipairs(read(cases_file)) do
  local plugin, failed = plugins:process_auto_fields({ name = "keyway", config = case.config }, "insert")
  local accepted
  if plugin then
    accepted, failed = plugins:validate(plugin)
  end
  local line = { config = case.config, accepted = accepted and true or false, error = failed }
  print((i == 1 and "[" or ",") .. cjson.encode(line))
end
print("]")
