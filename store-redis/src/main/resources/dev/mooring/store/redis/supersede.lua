-- ARGV: 7 copy, 8 the generation before. A checkpoint of 0 only asks.
local next = ofGeneration == tonumber(claimed) + 1
if revoked == '1' or ofGeneration <= tonumber(claimed) or next and copy ~= '-' and copy ~= ARGV[7] then
  return answer('NO')
end
if ofCheckpoint > 0 then
  if not next then
    claimed, attempt = ARGV[8], '-'
  end
  copy = ARGV[7]
  if not beforeLeast then
    leastGeneration, leastCheckpoint = ARGV[4], ARGV[5]
  end
  keep(ARGV[6])
end
return answer('YES')
