-- Every script about a session begins with this. KEYS[1] is its entry, ARGV[1] the tag that the answer has to bear.
-- An entry is a line of text, so that anything else under the key is noticed:
--   1 keepUntil revoked leastGeneration leastCheckpoint claimed attempt copy
-- Numbers stay the text that they came as: Lua writes large ones in another way than it reads them.
-- The words and the rule are those of dev.mooring.api.ledger.SessionLedger.
local function answer(word)
  return ARGV[1] .. ' ' .. word
end

local time = redis.call('TIME')
local now = time[1] * 1000 + math.floor(time[2] / 1000)

local keepUntil, revoked, leastGeneration, leastCheckpoint, claimed, attempt, copy = '0', '0', '0', '0', '0', '-', '-'
local text = redis.pcall('GET', KEYS[1])
if text then
  if type(text) ~= 'string' then
    return answer('GARBAGE')
  end
  keepUntil, revoked, leastGeneration, leastCheckpoint, claimed, attempt, copy =
    string.match(text, '^1 (%d+) ([01]) (%d+) (%d+) (%d+) ([%x-]+) ([%x-]+)$')
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
  local line = { '1', keepUntil, revoked, leastGeneration, leastCheckpoint, claimed, attempt, copy }
  redis.call('SET', KEYS[1], table.concat(line, ' '), 'PXAT', keepUntil)
end
