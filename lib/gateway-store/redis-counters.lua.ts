// Scripts that Redis and Valkey run as one step. Each counter is two keys: a sorted set of times, and a hash with the
// amount at each time, `total`, and `fraction` once a total can drift. The first key holds the latest time seen.
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
 * KEYS: latest, then times and amounts of each counter asked. ARGV: now in ms ('' for the clock of the store), then
 * window, max and amount of each. Answers {1, at, …} with the time of each grant ('' for none), or {0, index, wait}.
 */
export const reserveScript = `${open}
local now = number(ARGV[1])
if ARGV[1] == '' then
  local time = redis.call('TIME')
  now = number(time[1]) * 1000 + math.floor(number(time[2]) / 1000)
end
now = math.max(now, number(redis.call('GET', KEYS[1])))
redis.call('SET', KEYS[1], string.format('%.0f', now))
local asked = {}
local count = (#KEYS - 1) / 2
for i = 1, count do
  local times, amounts = KEYS[2 * i], KEYS[2 * i + 1]
  local window, max, amount = number(ARGV[3 * i - 1]), number(ARGV[3 * i]), number(ARGV[3 * i + 1])
  asked[times] = (asked[times] or 0) + amount
  if max == 0 or asked[times] > max then return {0, i - 1, ''} end
  forget(times, amounts, string.format('%.0f', now - window))
  local sum = total(times, amounts)
  if sum + asked[times] > max then
    local wait = ''
    for _, at in ipairs(redis.call('ZRANGE', times, 0, -1)) do
      sum = sum - number(redis.call('HGET', amounts, at))
      wait = string.format('%.0f', number(at) + window - now)
      if sum + asked[times] <= max then break end
    end
    return {0, i - 1, wait}
  end
end
local result = {1}
for i = 1, count do
  local times, amounts = KEYS[2 * i], KEYS[2 * i + 1]
  local window, amount = number(ARGV[3 * i - 1]), number(ARGV[3 * i + 1])
  result[i + 1] = ''
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
    result[i + 1] = name
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
