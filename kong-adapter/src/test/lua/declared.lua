-- Whether Kong's own code takes a declarative configuration, such as `keyway kong config` prints. With luajit and Debian's lua-cjson, lua-penlight and lua-yaml, in
-- this folder:
--
--   luajit declared.lua KONG-SOURCE keyway.json kong.yml
--
-- kong/db/schema/, with all entities, and kong/plugins/key-auth/ are Kong's, unchanged.
local stand_ins = require "stand_ins"
local DeclarativeConfig = require "kong.db.schema.others.declarative_config"

local schema, failed = DeclarativeConfig.load({ ["key-auth"] = true, keyway = true }, {})
if not schema then
  error("the schema itself is refused: " .. tostring(failed))
end
local entities, problems = schema:flatten(require("lyaml").load(stand_ins.text(arg[3])))
if not entities then
  error(require("pl.pretty").write(problems))
end
for kind, each in pairs(entities) do
  print(kind, #require("pl.tablex").keys(each))
end
