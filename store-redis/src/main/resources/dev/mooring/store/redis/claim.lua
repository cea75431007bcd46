-- ARGV: 7 copy, 8 attempt, 9 issued at.
local again = ofGeneration == tonumber(claimed) and attempt == ARGV[8]
if revoked == '1' or tonumber(ARGV[9]) < armedAt then
  return answer('REVOKED')
end
if ofGeneration <= tonumber(claimed) and not again then
  return answer('REPLAYED')
end
if beforeLeast then
  return answer('SUPERSEDED')
end
claimed, attempt, copy = ARGV[4], ARGV[8], ARGV[7]
keep(ARGV[6])
return answer(again and 'REPEATED' or 'CLAIMED')
