-- Reads, makes or replaces generations, each a random string of 8 bytes.
--
-- KEYS[1]  the epoch, 8 random bytes, and the history of the data that it belongs to
-- KEYS[2]  and on: a generation each
-- ARGV[1]  read, create or replace
-- ARGV[2]  a random string, for another epoch
-- ARGV[3]  how many milliseconds generations are to be kept at the least
-- ARGV[4]  the channel to tell changes on
-- ARGV[5]  what to tell there
-- ARGV[6]  and on: a random string for each generation
-- ARGV[#ARGV]  new when this server did not know the script, else known
--
-- Returns the epoch, then the generations. Whoever reads a generation combines it with
-- the epoch, so that another epoch is another generation of everything.

local EPOCH_LENGTH = 8

-- Redis calls its data's history by another name whenever the data may be of an earlier
-- state: after a start, and when a replica becomes the master.
local function history()
	local replication = redis.pcall('INFO', 'replication')
	local name = type(replication) == 'string' and string.match(replication, 'master_replid:(%x+)')
	if name then
		return string.find(replication, 'role:master', 1, true) and name
	end
	-- Changes nothing; a replica refuses it
	redis.call('PERSIST', KEYS[1])
	-- Servers before Redis 7 may keep scripts when they are started again
	return redis.REDIS_VERSION_NUM and 'untold'
end

local now = history()
if not now then
	return redis.error_reply('READONLY A replica, or an old server whose INFO may not be asked')
end

local values = redis.call('MGET', unpack(KEYS))
local state = values[1]
local isOther = not state or string.sub(state, EPOCH_LENGTH + 1) ~= now
if isOther or (now == 'untold' and ARGV[#ARGV] == 'new') then
	state = ARGV[2] .. now
	redis.call('SET', KEYS[1], state)
	redis.pcall('PUBLISH', ARGV[4], '')
end
local epoch = string.sub(state, 1, EPOCH_LENGTH)
values[1] = epoch
-- What has another length is none of ours
for i = 2, #KEYS do
	values[i] = values[i] and #values[i] == EPOCH_LENGTH and values[i]
end

if ARGV[1] == 'create' then
	local lifetime = tonumber(ARGV[3])
	for i = 2, #KEYS do
		if not values[i] then
			values[i] = ARGV[i + 4]
			redis.call('SET', KEYS[i], values[i], 'PX', ARGV[3])
		elseif redis.call('PTTL', KEYS[i]) < lifetime then
			redis.call('PEXPIRE', KEYS[i], ARGV[3])
		end
	end
elseif ARGV[1] == 'replace' then
	-- A server without room takes no value, but none is as good as another
	redis.call('DEL', unpack(KEYS, 2))
	for i = 2, #KEYS do
		values[i] = ARGV[i + 4]
		redis.pcall('SET', KEYS[i], values[i], 'PX', ARGV[3])
	end
	redis.pcall('PUBLISH', ARGV[4], epoch .. ARGV[5])
end
return values
