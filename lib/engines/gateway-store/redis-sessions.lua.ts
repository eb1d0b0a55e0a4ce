/**
 * Each script has the keys of one session: of all sessions, of its grant's and of its organisation's (sorted by the time of
 * their last use), of those that its grant began in the last minute, its record, and what its server asks. The first value
 * is the time; '' asks the store for its own.
 */
const START = `
local all, grant, organisation, begun, record, asked = unpack(KEYS)
local now = tonumber(ARGV[1])
if not now then
  local time = redis.call('TIME')
  now = time[1] * 1000 + math.floor(time[2] / 1000)
end
local function remove(id)
  redis.call('ZREM', all, id)
  redis.call('ZREM', grant, id)
  redis.call('ZREM', organisation, id)
end
local function use(id)
  for _, key in ipairs({all, grant, organisation}) do redis.call('ZADD', key, now, id) end
end
`;

/** Takes a seat: what is used up with the wait, or '' and the id of the session that made room, '' for none. */
export const enterScript = `${START}
local id, perMinute, openMax, ofOrganisation, total, guaranteed, idleMs, idleWhenFullMs =
  ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[7]),
  tonumber(ARGV[8]), tonumber(ARGV[9])
redis.call('ZREMRANGEBYSCORE', begun, '-inf', now - 60000)
if redis.call('ZCARD', begun) >= perMinute then
  local first = redis.call('ZRANGE', begun, 0, 0, 'WITHSCORES')[2] or now
  return {'minute', tostring(first + 60000 - now)}
end
local room = ''
if redis.call('ZCARD', grant) >= openMax then
  local oldest = redis.call('ZRANGE', grant, 0, 0, 'WITHSCORES')
  local wait = oldest[2] and oldest[2] + idleWhenFullMs - now or idleWhenFullMs
  if wait > 0 then return {'grant', tostring(wait)} end
  room = oldest[1]
  remove(room)
end
local held = redis.call('ZCARD', organisation)
if held >= ofOrganisation then return {'organisation', '60000', room} end
if redis.call('ZCARD', all) >= total and held >= guaranteed then return {'gateway', '60000', room} end
use(id)
redis.call('ZADD', begun, now, id)
redis.call('PEXPIRE', begun, 60000)
for _, key in ipairs({grant, organisation}) do redis.call('PEXPIRE', key, 2 * idleMs) end
redis.call('HSET', record, 'grant', ARGV[10], 'organisation', ARGV[11], 'endpoint', ARGV[12], 'state', 'seat')
redis.call('PEXPIRE', record, 2 * idleMs)
return {'', '0', room}
`;

/** Gives a seat back that no session began on. */
export const leaveScript = `${START}
remove(ARGV[2])
redis.call('ZREM', begun, ARGV[2])
redis.call('DEL', record)
`;

/** Says which sessions its targets gave and what they agreed to, from when on other processes know the session. */
export const settleScript = `${START}
if redis.call('EXISTS', record) == 0 then return end
redis.call('HSET', record, 'state', 'open', 'upstreams', ARGV[3], 'version', ARGV[4])
`;

/** The state, sessions of targets and version of a session, and counts it as used; nothing where it is another's or idle. */
export const findScript = `${START}
local found = redis.call('HMGET', record, 'grant', 'endpoint', 'organisation', 'state', 'upstreams', 'version')
if found[1] ~= ARGV[3] or found[2] ~= ARGV[4] or found[3] ~= ARGV[5] then return {} end
local used = redis.call('ZSCORE', grant, ARGV[2])
if not used or now - used >= tonumber(ARGV[6]) then return {} end
use(ARGV[2])
for _, key in ipairs({grant, organisation, record}) do redis.call('PEXPIRE', key, 2 * tonumber(ARGV[6])) end
return {found[4], found[5] or '', found[6] or ''}
`;

/** Ends a session: 1 for the one caller who did. */
export const endScript = `${START}
remove(ARGV[2])
redis.call('DEL', asked)
return redis.call('DEL', record)
`;

/** Counts a session as used that has something open. */
export const touchScript = `${START}
if redis.call('EXISTS', record) == 1 then use(ARGV[2]) end
`;

/** Sessions, of all, that have been idle for too long: at most 1,000 with their owners, each told to one caller. */
export const idleScript = `${START}
local ids = redis.call('ZRANGEBYSCORE', all, '-inf', now - tonumber(ARGV[2]), 'LIMIT', 0, 1000)
local idle = {}
for _, id in ipairs(ids) do
  redis.call('ZREM', all, id)
  local owner = redis.call('HMGET', ARGV[3] .. id, 'grant', 'organisation')
  for _, text in ipairs({id, owner[1] or '', owner[2] or ''}) do table.insert(idle, text) end
end
return idle
`;

/** Remembers what a server asks: its oldest question is forgotten beyond the maximum. */
export const askScript = `${START}
if redis.call('EXISTS', record) == 0 then return end
redis.call('HSET', asked, ARGV[2], ARGV[3])
redis.call('PEXPIRE', asked, ARGV[5])
if redis.call('HLEN', asked) <= tonumber(ARGV[4]) then return end
redis.call('HDEL', asked, redis.call('HKEYS', asked)[1])
`;

/** Takes what a server asked, once. */
export const answerScript = `${START}
local method = redis.call('HGET', asked, ARGV[2])
redis.call('HDEL', asked, ARGV[2])
return method
`;
