-- What Kong's own schema code says of the plugin's schema and of configurations. With luajit and Debian's lua-cjson and lua-penlight, in this folder:
--
--   luajit verdicts.lua KONG-SOURCE keyway.json verdicts.json > verdicts.new.json
--
-- keyway.json is what `keyway kong schema` prints. Of verdicts.json the configurations count; it is printed anew with what this version of Kong says of them.
-- kong/db/schema/{init,metaschema,entity}.lua and entities/plugins.lua are Kong's, unchanged.
local stand_ins = require "stand_ins"
local cjson = require "cjson"
local MetaSchema = require "kong.db.schema.metaschema"
local Entity = require "kong.db.schema.entity"

local valid, problems = MetaSchema.MetaSubSchema:validate(stand_ins.schema)
if not valid then
  error("the schema itself is refused: " .. cjson.encode(problems))
end
for _, entity in ipairs { "consumers", "services", "routes", "consumer_groups" } do
  assert(Entity.new { name = entity, primary_key = { "id" }, fields = { { id = { type = "string" } } } })
end
local plugins = assert(Entity.new(require "kong.db.schema.entities.plugins"))
assert(Entity.new_subschema(plugins, "keyway", stand_ins.schema))

for i, case in ipairs(cjson.decode(stand_ins.text(arg[3]))) do
  local plugin, failed = plugins:process_auto_fields({ name = "keyway", config = case.config }, "insert")
  local accepted
  if plugin then
    accepted, failed = plugins:validate(plugin)
  end
  local line = { config = case.config, accepted = accepted and true or false, error = failed }
  print((i == 1 and "[" or ",") .. cjson.encode(line))
end
print("]")
