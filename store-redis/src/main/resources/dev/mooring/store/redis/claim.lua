-- ARGV: 7 attempt, 8 issued at, 9 retry window.
if revoked == '1' or tonumber(ARGV[8]) < armedAt then
  return answer('REVOKED')
end
if superseded then
  return answer('REPLAYED')
end
if ofGeneration > tonumber(claimed) then
  claimed, checkpoint, attempt, claimedAt = ARGV[4], ARGV[5], ARGV[7], digits(now)
  keep(ARGV[6])
  return answer('CLAIMED')
end
if ofGeneration == tonumber(claimed) and ofCheckpoint == tonumber(checkpoint) and attempt == ARGV[7]
  and math.abs(now - claimedAt) < tonumber(ARGV[9]) then
  keep(ARGV[6]) -- the same again, as WAIT waits for what its own connection wrote
  return answer('REPEATED')
end
return answer('REPLAYED')
