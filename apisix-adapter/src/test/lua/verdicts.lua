-- What APISIX's own schema code says of names that routes would get, and of hosts of the relay. With luajit and Debian's lua-cjson and lua-rex-pcre2, in this folder:
--
--   luajit verdicts.lua APISIX-SOURCE LIBRARIES verdicts.json > verdicts.new.json
--
-- LIBRARIES is a folder with api7's jsonschema.lua and jsonschema/store.lua, and net/url.lua, which these need. Of verdicts.json the names and hosts count; it is printed anew with what this version says of them.
-- apisix/schema_def.lua is APISIX's, unchanged.
local stand_ins = require "stand_ins"
local cjson = require "cjson.safe"

for i, case in ipairs(cjson.decode(stand_ins.text(arg[3]))) do
  local route = {
    id = "keyway-" .. (case.name or "chat"),
    name = "keyway-" .. (case.name or "chat"),
    uris = { "/chat/*" },
    upstream = { type = "roundrobin", nodes = { { host = case.host or "127.0.0.1", port = 8710, weight = 1 } } },
  }
  case.accepted = stand_ins.check(stand_ins.schemas.route, route) and true or false
  print((i == 1 and "[" or ",") .. cjson.encode(case))
end
print "]"
