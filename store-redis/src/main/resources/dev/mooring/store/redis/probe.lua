-- Does what every other script does, so that a user or a server that lacks it is noticed when the ledger is opened.
-- KEYS[1] is written and soon gone, ARGV[1] the tag.
local time = redis.call('TIME')
redis.call('GET', KEYS[1])
redis.call('SET', KEYS[1], '1', 'PXAT', string.format('%.0f', time[1] * 1000 + 1000))
return ARGV[1] .. ' DONE'
