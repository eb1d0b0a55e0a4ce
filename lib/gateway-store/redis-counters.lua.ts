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
 * KEYS: the memory, then times and amounts of each counter asked. ARGV: now in ms ('' for the clock of the store), since
 * when the caller knows the memory ('' for not yet), then window, max and amount of each. Answers {1, since, at, …} with
 * the time of each grant ('' for none), or {0, since, index, wait}.
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
local asked = {}
local count = (#KEYS - 1) / 2
for i = 1, count do
  local times, amounts = KEYS[2 * i], KEYS[2 * i + 1]
  local window, max, amount = number(ARGV[3 * i]), number(ARGV[3 * i + 1]), number(ARGV[3 * i + 2])
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
end
local result = {1, since}
for i = 1, count do
  local times, amounts = KEYS[2 * i], KEYS[2 * i + 1]
  local window, amount = number(ARGV[3 * i]), number(ARGV[3 * i + 2])
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
    redis.call('PEXPIRE', times, window + math.ceil(at - now) + 60000)
    redis.call('PEXPIRE', amounts, window + math.ceil(at - now) + 60000)
    result[i + 2] = name
  end
end
return result`;

/** KEYS: times and amounts of each grant. ARGV: time and amount of each. What is no longer counted stays so. */
export const giveBackScript = `${open}
for i = 1, #KEYS / 2 do
  local times, amounts, at, amount = KEYS[2 * i - 1], KEYS[2 * i], ARGV[2 * i - 1], number(ARGV[2 * i])
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
  end
end
return 1`;
