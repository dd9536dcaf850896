-- Takes a lease, or does something with one that is held.
--
-- KEYS[1]  the fence of the lease that is held, or - where there is no use in one
-- KEYS[2]  the fence of the last lease
-- ARGV[1]  claim, renew, release or decline
-- ARGV[2]  for how many milliseconds
-- ARGV[3]  the fence of the lease, unless it is claimed
-- ARGV[4]  how many milliseconds to keep the last fence
--
-- Returns the fence of the lease that was taken, negative where no fence was known, 0
-- where it is held by somebody else or has ended, -1 where there is no use in one, else 1.

local holder = redis.call('GET', KEYS[1])
if ARGV[1] == 'claim' then
	if holder then
		return holder == '-' and -1 or 0
	end
	local time = redis.call('TIME')
	local last = tonumber(redis.call('GET', KEYS[2]) or 0)
	local fence = math.max(time[1] * 1000000 + time[2], last + 1)
	local text = string.format('%.0f', fence)
	redis.call('SET', KEYS[1], text, 'PX', ARGV[2])
	redis.call('SET', KEYS[2], text, 'PX', ARGV[4])
	return last == 0 and -fence or fence
end
if holder ~= ARGV[3] then
	return 0
elseif ARGV[1] == 'renew' then
	redis.call('PEXPIRE', KEYS[1], ARGV[2])
elseif ARGV[1] == 'release' then
	redis.call('DEL', KEYS[1])
else
	redis.call('SET', KEYS[1], '-', 'PX', ARGV[2])
end
return 1
