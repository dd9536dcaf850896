-- Stores a wrapped data key, which never expires.
--
-- KEYS[1]  the data key
-- ARGV[1]  create or replace
-- ARGV[2]  the wrapped key to be stored
-- ARGV[3]  what it replaces
--
-- Returns what there is then, in a list of one.

local present = redis.call('GET', KEYS[1])
local isStored = ARGV[1] == 'create' and not present or ARGV[1] == 'replace' and present == ARGV[3]
if isStored then
	redis.call('SET', KEYS[1], ARGV[2])
	present = ARGV[2]
end
return { present }
