// Scripts that Redis and Valkey run as one step. Each counter is two keys: a sorted set of times, and a hash with the
// amount at each time, `total`, and `fraction` once a total can drift. The first key is about the memory as a whole: the
// `latest` time seen, the time `since` which anything is remembered, and `lost` once someone knows of an earlier memory.
// Lua prints numbers with 14 digits unless told: times go out as %.0f, amounts as %.17g.

const open = `
local function number(value) return tonumber(value or '0') end
local function exact(value) return string.format('%.17g', value) end
local function forget(times, amounts, upTo)
  local gone = redis.call('ZRANGEBYSCORE', times, '-inf', upTo)
  if #gone == 0 then return end
  redis.call('ZREMRANGEBYSCORE', times, '-inf', upTo)
  local total = number(redis.call('HGET', amounts, 'total'))
  for _, at in ipairs(gone) do
    total = total - number(redis.call('HGET', amounts, at))
    redis.call('HDEL', amounts, at)
  end
  redis.call('HSET', amounts, 'total', exact(total))
end
-- Subtracting fractions from a sum would let it drift below the truth, so it is summed anew.
local function total(times, amounts)
  if not redis.call('HGET', amounts, 'fraction') then return number(redis.call('HGET', amounts, 'total')) end
  local sum = 0
  for _, at in ipairs(redis.call('ZRANGE', times, 0, -1)) do sum = sum + number(redis.call('HGET', amounts, at)) end
  return sum
end
`;

/**
 * KEYS: the memory, the counters in use of the organisation and of the grant (sorted by when they are over), then times,
 * amounts and session of each counter asked (the session's key is the memory's where there is none). ARGV: now in ms (''
 * for the clock of the store), since when the caller knows the memory ('' for not yet), how many counters the organisation
 * and the grant may have, then window, max and amount of each. Answers {1, since, at, …} with the time of each grant (''
 * for none), {0, since, index, wait}, or {0, since, index, wait, 'organisation' or 'grant', counters}.
 */
export const reserveScript = `${open}
local now = number(ARGV[1])
if ARGV[1] == '' then
  local time = redis.call('TIME')
  now = number(time[1]) * 1000 + math.floor(number(time[2]) / 1000)
end
local memory = redis.call('HMGET', KEYS[1], 'latest', 'since', 'lost')
now = math.max(now, number(memory[1]))
local since, lost = memory[2] or string.format('%.0f', now), memory[3]
redis.call('HSET', KEYS[1], 'latest', string.format('%.0f', now), 'since', since)
-- The caller counted in a memory that began at another time: it is gone, and all who share the store must know.
if ARGV[2] ~= '' and ARGV[2] ~= since and not lost then
  lost = '1'
  redis.call('HSET', KEYS[1], 'lost', lost)
end
local asked, fresh = {}, 0
local count = (#KEYS - 3) / 3
for i = 1, count do
  local times, amounts = KEYS[3 * i + 1], KEYS[3 * i + 2]
  local window, max, amount = number(ARGV[3 * i + 2]), number(ARGV[3 * i + 3]), number(ARGV[3 * i + 4])
  if not asked[times] and redis.call('EXISTS', times) == 0 then fresh = fresh + 1 end
  asked[times] = (asked[times] or 0) + amount
  if max == 0 or asked[times] > max then return {0, since, i - 1, ''} end
  local whole = number(since) + window
  if lost and whole > now then return {0, since, i - 1, string.format('%.0f', whole - now)} end
  forget(times, amounts, string.format('%.0f', now - window))
  local sum = total(times, amounts)
  if sum + asked[times] > max then
    local wait = ''
    for _, at in ipairs(redis.call('ZRANGE', times, 0, -1)) do
      sum = sum - number(redis.call('HGET', amounts, at))
      wait = string.format('%.0f', number(at) + window - now)
      if sum + asked[times] <= max then break end
    end
    return {0, since, i - 1, wait}
  end
  if fresh > 0 then
    for place, who in ipairs({'organisation', 'grant'}) do
      local used = KEYS[1 + place]
      redis.call('ZREMRANGEBYSCORE', used, '-inf', string.format('%.0f', now))
      local counters = redis.call('ZCARD', used)
      if counters + fresh > number(ARGV[2 + place]) then
        local soonest = redis.call('ZRANGE', used, 0, 0, 'WITHSCORES')[2]
        local wait = soonest and string.format('%.0f', math.max(1, number(soonest) - now)) or ''
        return {0, since, i - 1, wait, who, counters}
      end
    end
  end
end
local result = {1, since}
for i = 1, count do
  local times, amounts, session = KEYS[3 * i + 1], KEYS[3 * i + 2], KEYS[3 * i + 3]
  local window, amount = number(ARGV[3 * i + 2]), number(ARGV[3 * i + 4])
  result[i + 2] = ''
  if amount > 0 then
    local at = now
    if redis.call('ZCARD', times) >= 2048 then at = math.ceil(now / (window / 1024)) * (window / 1024) end
    local last = redis.call('ZRANGE', times, -1, -1)[1]
    at = math.ceil(math.max(at, number(last)))
    local name = string.format('%.0f', at)
    redis.call('ZADD', times, name, name)
    redis.call('HSET', amounts, name, exact(number(redis.call('HGET', amounts, name)) + amount))
    redis.call('HSET', amounts, 'total', exact(number(redis.call('HGET', amounts, 'total')) + amount))
    if amount % 1 ~= 0 then redis.call('HSET', amounts, 'fraction', '1') end
    -- The latest time outlives every counter, so a counter may go a minute after its last grant is over.
    local kept = window + math.ceil(at - now) + 60000
    for place = 2, 3 do
      redis.call('ZADD', KEYS[place], 'GT', string.format('%.0f', at + window), times)
      if redis.call('PTTL', KEYS[place]) < kept then redis.call('PEXPIRE', KEYS[place], kept) end
    end
    if session ~= KEYS[1] then
      redis.call('HSET', session, times, amounts, 'organisation', KEYS[2], 'grant', KEYS[3])
      if redis.call('PTTL', session) < kept then redis.call('PEXPIRE', session, kept) end
    end
    redis.call('PEXPIRE', times, kept)
    redis.call('PEXPIRE', amounts, kept)
    result[i + 2] = name
  end
end
return result`;

/** KEYS: the counters in use of organisation and grant, then times and amounts of each grant. ARGV: time and amount of each. */
export const giveBackScript = `${open}
for i = 1, #KEYS / 2 - 1 do
  local times, amounts, at, amount = KEYS[2 * i + 1], KEYS[2 * i + 2], ARGV[2 * i - 1], number(ARGV[2 * i])
  local held = redis.call('HGET', amounts, at)
  if held then
    local left = number(held) - amount
    if left > 0 then
      redis.call('HSET', amounts, at, exact(left))
    else
      redis.call('HDEL', amounts, at)
      redis.call('ZREM', times, at)
    end
    redis.call('HSET', amounts, 'total', exact(number(redis.call('HGET', amounts, 'total')) - amount))
    if redis.call('EXISTS', times) == 0 then
      redis.call('ZREM', KEYS[1], times)
      redis.call('ZREM', KEYS[2], times)
      redis.call('DEL', amounts)
    end
  end
end
return 1`;

/** KEYS: the session, the counters in use of its organisation and grant, then times and amounts of each of its counters. */
export const forgetScript = `
for i = 1, (#KEYS - 3) / 2 do
  local times, amounts = KEYS[2 * i + 2], KEYS[2 * i + 3]
  redis.call('ZREM', KEYS[2], times)
  redis.call('ZREM', KEYS[3], times)
  redis.call('DEL', times, amounts)
end
return redis.call('DEL', KEYS[1])`;
