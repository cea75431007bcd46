-- ARGV: 2 how long to remember it, in milliseconds.
revoked = '1'
keep(digits(now + ARGV[2]))
return answer('DONE')
