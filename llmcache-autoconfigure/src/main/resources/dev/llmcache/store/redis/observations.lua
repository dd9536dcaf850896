-- Adds a verdict to the latest of a subject.
--
-- KEYS[1]  the verdicts of the subject, the latest first
-- ARGV[1]  the verdict
-- ARGV[2]  how many are kept
-- ARGV[3]  for how many milliseconds after the last
--
-- Returns how many there are.

redis.call('LPUSH', KEYS[1], ARGV[1])
redis.call('LTRIM', KEYS[1], 0, tonumber(ARGV[2]) - 1)
redis.call('PEXPIRE', KEYS[1], ARGV[3])
return redis.call('LLEN', KEYS[1])
