-- Deletes a value, unless there is another by now.
--
-- KEYS[1]  the value
-- ARGV[1]  what it was
--
-- Returns how many were deleted.

if redis.call('GET', KEYS[1]) == ARGV[1] then
	return redis.call('DEL', KEYS[1])
end
return 0
