if revoked == '1' or superseded or ofGeneration <= tonumber(claimed) then
  return answer('NO')
end
leastGeneration, leastCheckpoint = ARGV[4], ARGV[5]
keep(ARGV[6])
return answer('YES')
