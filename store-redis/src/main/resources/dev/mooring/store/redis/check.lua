-- Writes the entry of no session for a second, so that whatever would keep a claim from being written is noticed.
keep(digits(now + 1000))
return answer('DONE')
