-- KEYS[1] is the guard's mark, ARGV[1] the tag. The mark is the time of the first arming, and has no end.
local mark = redis.pcall('GET', KEYS[1])
if not mark then
  local time = redis.call('TIME')
  mark = string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000))
elseif type(mark) ~= 'string' or not string.find(mark, '^%d+$') then
  return ARGV[1] .. ' GARBAGE'
end
redis.call('SET', KEYS[1], mark)
return ARGV[1] .. ' DONE'
