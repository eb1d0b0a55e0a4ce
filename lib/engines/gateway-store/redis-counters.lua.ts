// Scripts that Redis and Valkey run as one step. Each counter is two keys: a sorted set of times, and a hash with the
// amount at each time, `total`, and `fraction` once a total can drift. The first key is about the memory as a whole: the
// `latest` time seen, the time `since` which anything is remembered, `lost` once someone knows of an earlier memory, and
// which `run` of the store remembers; when it is another one, `from` and `to` are the times between which it may not.
// Lua prints numbers with 14 digits unless told: times go out as %.0f, amounts as %.17g.

/** Milliseconds that a store which writes each second, or a replica, may lack; a smaller loss is not noticed. */
const LAG_MS = 2_000;

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
 * for the clock of the store), since when the caller knows the memory ('' for not yet), the store's time when it counted
 * last for the caller ('' for never), how many counters the organisation and the grant may have, then window, max and
 * amount of each. Answers {1, since, now, at, …} with the time of each grant ('' for none), {0, since, now, index, wait}, or
 * {0, since, now, index, wait, who, counters}: no room for `organisation` or `grant`, or what `memory` had was lost.
 */
export const reserveScript = `${open}
local now = number(ARGV[1])
if ARGV[1] == '' then
  local time = redis.call('TIME')
  now = number(time[1]) * 1000 + math.floor(number(time[2]) / 1000)
end
local memory = redis.call('HMGET', KEYS[1], 'latest', 'since', 'lost', 'run', 'from', 'to')
local seen = tonumber(ARGV[3]) or 0
now = math.max(now, number(memory[1]), seen)
local text = string.format('%.0f', now)
local since, lost, run, from, to = memory[2] or text, memory[3], memory[4], memory[5], memory[6]
-- A store that was started again, or took the place of another, may have come back with what was saved a while ago.
local server = redis.pcall('INFO', 'server')
local current = type(server) == 'string' and string.match(server, 'run_id:(%x+)') or run
if current and current ~= run then
  if run then
    from, to = memory[1], text
    redis.call('HSET', KEYS[1], 'from', from, 'to', to)
  end
  redis.call('HSET', KEYS[1], 'run', current)
end
redis.call('HSET', KEYS[1], 'latest', text, 'since', since)
-- The caller counted in a memory that began at another time: it is gone, and all who share the store must know.
if ARGV[2] ~= '' and ARGV[2] ~= since and not lost then
  lost = '1'
  redis.call('HSET', KEYS[1], 'lost', lost)
end
-- The caller counted at a time that the memory had not reached when it was saved.
if from and seen > number(from) + ${LAG_MS} and seen < number(to) then
  since, lost = to, '1'
  redis.call('HSET', KEYS[1], 'since', since, 'lost', lost)
  redis.call('HDEL', KEYS[1], 'from', 'to')
end
-- Until when a counter would count that is gone before its end, as a store does that makes room by eviction; 0: it is not.
local function endOf(times, amounts, known, window)
  if known and redis.call('EXISTS', amounts) == 1 then return 0 end
  local listed = redis.call('ZSCORE', KEYS[2], times) or redis.call('ZSCORE', KEYS[3], times)
  if listed or not known then return number(listed) end
  return number(redis.call('ZRANGE', times, -1, -1)[1]) + window
end
local asked, fresh = {}, 0
local count = (#KEYS - 3) / 3
for i = 1, count do
  local times, amounts = KEYS[3 * i + 1], KEYS[3 * i + 2]
  local window, max, amount = number(ARGV[3 * i + 3]), number(ARGV[3 * i + 4]), number(ARGV[3 * i + 5])
  local known = asked[times] or redis.call('EXISTS', times) == 1
  if not known then fresh = fresh + 1 end
  local evicted = not asked[times] and endOf(times, amounts, known, window) or 0
  asked[times] = (asked[times] or 0) + amount
  if max == 0 or asked[times] > max then return {0, since, text, i - 1, ''} end
  local whole = math.max(lost and number(since) + window or 0, evicted)
  if whole > now then return {0, since, text, i - 1, string.format('%.0f', whole - now), 'memory', 0} end
  forget(times, amounts, string.format('%.0f', now - window))
  local sum = total(times, amounts)
  if sum + asked[times] > max then
    local wait = ''
    for _, at in ipairs(redis.call('ZRANGE', times, 0, -1)) do
      sum = sum - number(redis.call('HGET', amounts, at))
      wait = string.format('%.0f', number(at) + window - now)
      if sum + asked[times] <= max then break end
    end
    return {0, since, text, i - 1, wait}
  end
  if fresh > 0 then
    for place, who in ipairs({'organisation', 'grant'}) do
      local used = KEYS[1 + place]
      redis.call('ZREMRANGEBYSCORE', used, '-inf', string.format('%.0f', now))
      local counters = redis.call('ZCARD', used)
      if counters + fresh > number(ARGV[3 + place]) then
        local soonest = redis.call('ZRANGE', used, 0, 0, 'WITHSCORES')[2]
        local wait = soonest and string.format('%.0f', math.max(1, number(soonest) - now)) or ''
        return {0, since, text, i - 1, wait, who, counters}
      end
    end
  end
end
local result = {1, since, text}
for i = 1, count do
  local times, amounts, session = KEYS[3 * i + 1], KEYS[3 * i + 2], KEYS[3 * i + 3]
  local window, amount = number(ARGV[3 * i + 3]), number(ARGV[3 * i + 5])
  result[i + 3] = ''
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
    result[i + 3] = name
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
    else
      local last = number(redis.call('ZRANGE', times, -1, -1)[1])
      local window = number(string.match(times, '^{.-}:(%d+):'))
      for place = 1, 2 do redis.call('ZADD', KEYS[place], 'XX', string.format('%.0f', last + window), times) end
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
