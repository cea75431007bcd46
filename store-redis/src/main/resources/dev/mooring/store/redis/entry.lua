-- What every script about a session begins with. KEYS[1] is its entry, ARGV[1] the tag that the answer has to bear.
-- An entry is a line of text, so that whatever else stands there is noticed:
--   1 keepUntil revoked leastGeneration leastCheckpoint claimed checkpoint claimedAt attempt
-- Numbers stay the text they came as: Lua writes large ones in another way than it reads them.
local function answer(word)
  return ARGV[1] .. ' ' .. word
end

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

local keepUntil, revoked, leastGeneration, leastCheckpoint, claimed, checkpoint, claimedAt, attempt =
  '0', '0', '0', '0', '0', '0', '0', '-'
local text = redis.pcall('GET', KEYS[1])
if text then
  if type(text) ~= 'string' then
    return answer('GARBAGE')
  end
  keepUntil, revoked, leastGeneration, leastCheckpoint, claimed, checkpoint, claimedAt, attempt =
    string.match(text, '^1 (%d+) ([01]) (%d+) (%d+) (%d+) (%d+) (%d+) ([%x-]+)$')
  if not keepUntil then
    return answer('GARBAGE')
  end
end

local function digits(number)
  return string.format('%.0f', number)
end

-- one write, which is all or nothing when memory is short; an entry is never shortened
local function keep(untilThen)
  if tonumber(untilThen) > tonumber(keepUntil) then
    keepUntil = untilThen
  end
  local line = { '1', keepUntil, revoked, leastGeneration, leastCheckpoint, claimed, checkpoint, claimedAt, attempt }
  redis.call('SET', KEYS[1], table.concat(line, ' '), 'PXAT', keepUntil)
end
