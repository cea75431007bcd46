-- The scripts about a token go on with this. KEYS[2] is the guard's mark, if the guard is on.
-- ARGV: 2 the caller's time, 3 how far this clock may be ahead of it, 4 generation, 5 checkpoint, 6 keep until.
if now - ARGV[2] > tonumber(ARGV[3]) then
  return answer('CLOCK')
end
if now >= tonumber(ARGV[6]) then
  return answer('OVER')
end

local armedAt = 0
if KEYS[2] then
  local mark = redis.pcall('GET', KEYS[2])
  if not mark then
    return answer('UNARMED')
  end
  if type(mark) ~= 'string' or not string.find(mark, '^%d+$') then
    return answer('GARBAGE')
  end
  armedAt = tonumber(mark)
end

local ofGeneration, ofCheckpoint = tonumber(ARGV[4]), tonumber(ARGV[5])
local beforeLeast = ofGeneration < tonumber(leastGeneration)
  or ofGeneration == tonumber(leastGeneration) and ofCheckpoint < tonumber(leastCheckpoint)
