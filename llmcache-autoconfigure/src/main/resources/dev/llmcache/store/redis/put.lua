-- Stores a record in place of any but one of a greater fence.
--
-- KEYS[1]  the record
-- ARGV[1]  the record to be stored
-- ARGV[2]  for how many milliseconds; if for none, only what it would replace is removed
-- ARGV[3]  how many bytes of a record tell its format, at its start
-- ARGV[4]  where in a record the eight bytes of its fence are, a number without a sign
--
-- Returns 1, or 0 where there is a greater one.

local FORMAT, FENCE = tonumber(ARGV[3]), tonumber(ARGV[4])

local function isGreater(one, other)
	local high, low = struct.unpack('>I4I4', one, FENCE + 1)
	local otherHigh, otherLow = struct.unpack('>I4I4', other, FENCE + 1)
	return high > otherHigh or (high == otherHigh and low > otherLow)
end

local start = redis.call('GETRANGE', KEYS[1], 0, FENCE + 7)
local isRecord = #start == FENCE + 8 and string.sub(start, 1, FORMAT) == string.sub(ARGV[1], 1, FORMAT)
if isRecord and isGreater(start, ARGV[1]) then
	return 0
end
if tonumber(ARGV[2]) > 0 then
	redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
else
	redis.call('DEL', KEYS[1])
end
return 1
