import * as cedar from '@cedar-policy/cedar-wasm/nodejs';
import { median } from '@/lib/core/figures';
import { compilePolicy } from '@/lib/core/policy/compile/compile';
import type { Policy } from '@/lib/core/policy/document/schema';
import { createMemoryCounters } from '@/lib/core/policy/limits/memory-counters';
import { decide } from './decide';

// `npm run bench:policy`. It reports and never fails: absolute times are this machine's, so tests hold no bound to them.
// Everything is measured several times in turn, so that another process weighs on all sizes alike. Calls from JavaScript
// into WebAssembly are not inlined: Node 20 can end with a fatal error where it takes such an inlining back.

const SIZES = [1, 100, 1_000, 10_000];
/** Many and short, so that every size meets the machine in all its moods. */
const REPEATS = 31;
const CALLS = 1_000;

/** One rule with two conditions on each of `size` tools, so that a decision does the same at every size. */
function policyOf(size: number): Policy {
  const rules = (n: number) => ({
    require: [
      {
        conditions: [
          { path: 'args.path', op: 'path_within' as const, value: `/srv/${n}` },
          { path: 'args.mode', op: 'neq' as const, value: 'delete' },
        ],
      },
    ],
  });
  const tools = Object.fromEntries(Array.from({ length: size }, (_, n) => [`tool_${n}`, rules(n)]));
  return { version: '1', default: 'deny', hide: ['admin_*'], tools };
}

type BenchCall = { tool: string; args: Record<string, string> };

/** Calls with texts of their own, read from JSON as the gateway does: nothing can be remembered from call to call. */
function callsOf(toolOf: (at: number) => number): BenchCall[] {
  return Array.from({ length: CALLS }, (_, at) => {
    const n = toolOf(at);
    const args = { path: `/srv/${n}/folder/../file ${at}.txt`, mode: `read ${at}` };
    return JSON.parse(JSON.stringify({ tool: `tool_${n}`, args }));
  });
}

type Times = { p50: number; p99: number; perSecond: number };

/** Microseconds of single rounds, and rounds a second without the cost of the clock. */
function measure(work: (round: number) => unknown, rounds: number): Times {
  const times = new Float64Array(rounds);
  for (let round = 0; round < rounds; round++) {
    const start = performance.now();
    work(round);
    times[round] = (performance.now() - start) * 1_000;
  }
  times.sort();
  const start = performance.now();
  for (let round = 0; round < rounds; round++) work(round);
  const perSecond = rounds / ((performance.now() - start) / 1_000);
  return { p50: times[Math.floor(rounds * 0.5)] ?? 0, p99: times[Math.floor(rounds * 0.99)] ?? 0, perSecond };
}

type Subject = { name: string; rounds: number; work: (round: number) => unknown };

/** The times of each subject in each repeat; one repeat before them warms up. */
function measureInTurn(subjects: readonly Subject[]): Times[][] {
  const found = subjects.map((): Times[] => []);
  for (let repeat = -1; repeat < REPEATS; repeat++) {
    for (const [at, { work, rounds }] of subjects.entries()) {
      const times = measure(work, rounds);
      if (repeat >= 0) found[at]?.push(times);
    }
  }
  return found;
}

function spread(values: readonly number[], digits: number): string {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const [shown, from, to] = [median(values), least, most].map((value) => value.toFixed(digits).padStart(digits + 4));
  return `${shown} (${from?.trim()} to ${to?.trim()})`.padEnd(26);
}

function print(subjects: readonly Subject[], found: Times[][]): void {
  console.log(`${''.padEnd(38)}${'p50, µs'.padEnd(26)}${'p99, µs'.padEnd(26)}a second`);
  for (const [at, { name }] of subjects.entries()) {
    const times = found[at] ?? [];
    const columns = [times.map(({ p50 }) => p50), times.map(({ p99 }) => p99)].map((values) => spread(values, 2));
    const perSecond = Math.round(median(times.map((one) => one.perSecond)));
    console.log(`${name.padEnd(38)}${columns.join('')}${perSecond.toLocaleString('en')}`);
  }
}

function goal(met: boolean, text: string): void {
  console.log(`${met ? 'met    ' : 'NOT MET'} ${text}`);
}

function decisions(): void {
  console.log(`\nDecide: the same ${CALLS} calls of one tool, among ever more rules on other tools (one rule each).`);
  const calls = callsOf(() => 0);
  const subjects = SIZES.map((size) => {
    const policy = compilePolicy(policyOf(size));
    return { name: `${size} rules`, rounds: 4_000, work: (round: number) => decideOne(policy, calls, round) };
  });
  const largest = compilePolicy(policyOf(10_000));
  const inTurn = callsOf((at) => at * 10);
  const all = [
    ...subjects,
    {
      name: '10000 rules, 1000 tools in turn',
      rounds: 4_000,
      work: (round: number) => decideOne(largest, inTurn, round),
    },
  ];
  const found = measureInTurn(all);
  print(all, found);
  const p50s = subjects.map((_, at) => (found[at] ?? []).map(({ p50 }) => p50));
  const [medians, leasts] = [p50s.map(median), p50s.map((times) => Math.min(...times))];
  const p99 = Math.max(...found.map((times) => median(times.map((one) => one.p99))));
  goal(p99 <= 20, `p99 at most 20 µs at every size: ${p99.toFixed(2)} µs`);
  const flat = `slowest to fastest size, by p50: ${ratio(medians)} of medians, ${ratio(leasts)} of the least`;
  goal(Math.max(...medians) <= 1.5 * Math.min(...medians), `flat within 1.5×; ${flat}`);
}

function ratio(values: readonly number[]): string {
  return `${(Math.max(...values) / Math.min(...values)).toFixed(2)}×`;
}

function decideOne(policy: Parameters<typeof decide>[0], calls: readonly BenchCall[], round: number): unknown {
  const call = calls[round % CALLS];
  return call && decide(policy, call);
}

function compiling(): void {
  console.log('\nCompile: a policy of 1000 tools, one rule each, from the parsed document.');
  const policy = policyOf(1_000);
  const runs = Array.from({ length: REPEATS + 1 }, () => {
    const [start, before] = [performance.now(), process.cpuUsage()];
    compilePolicy(policy);
    const { user, system } = process.cpuUsage(before);
    return { wall: performance.now() - start, cpu: (user + system) / 1_000 };
  });
  for (const clock of ['wall', 'cpu'] as const) {
    const [first = 0, ...later] = runs.map((run) => run[clock]);
    console.log(`${clock.padEnd(5)} first ${first.toFixed(1)} ms, then ${spread(later, 1).trim()} ms`);
  }
  // Processor time: what another process takes of the wall's is not the compiler's.
  const cpu = runs.map((run) => run.cpu);
  goal(Math.max(cpu[0] ?? 0, median(cpu.slice(1))) < 50, 'less than 50 ms of processor time, and the first time');
}

function counting(): void {
  console.log('\nReserve: one of 1000 counters in memory.');
  const counters = createMemoryCounters({ keysMax: 10_000 });
  const owner = { organisation: 'o', grant: 'g' };
  let now = 0;
  const work = (round: number) =>
    counters.reserve([{ owner, key: `grant:${round % 1_000}:c`, windowMs: 60_000, max: 30, amount: 1 }], now++);
  const subjects = [{ name: 'reserve', rounds: 4_000, work }];
  print(subjects, measureInTurn(subjects));
}

/** Cedar's policy of the same meaning: what is within the tool's folder and does not delete is permitted. */
function cedarOf(size: number): (tool: number, args: Record<string, string>) => unknown {
  const staticPolicies = Array.from({ length: size }, (_, n) => {
    return `permit(principal, action == Action::"tool_${n}", resource) when { context.path like "/srv/${n}/*" && context.mode != "delete" };`;
  }).join('\n');
  const preparsedPolicySetId = `bench ${size}`;
  cedar.preparsePolicySet(preparsedPolicySetId, { staticPolicies });
  return (tool, context) => {
    const answer = cedar.statefulIsAuthorized({
      principal: { type: 'Grant', id: 'g' },
      action: { type: 'Action', id: `tool_${tool}` },
      resource: { type: 'Server', id: 's' },
      context,
      preparsedPolicySetId,
      entities: [],
    });
    return answer.type === 'success' ? answer.response.decision : answer.errors;
  };
}

function besideCedar(): void {
  console.log('\nBeside cedar-wasm: equivalent policies, parsed before, the same calls of all tools in turn.');
  for (const size of [1, 100, 1_000]) {
    const calls = callsOf((at) => at % size);
    const policy = compilePolicy(policyOf(size));
    const ask = cedarOf(size);
    const subjects = [
      { name: `decide, ${size} rules`, rounds: 4_000, work: (round: number) => decideOne(policy, calls, round) },
      {
        name: `cedar-wasm, ${size} rules`,
        // A thousand policies take Cedar milliseconds each time.
        rounds: size === 1_000 ? 5 : 50,
        work: (round: number) => ask(round % size, calls[round % CALLS]?.args ?? {}),
      },
    ];
    const [ours = [], theirs = []] = measureInTurn(subjects);
    print(subjects, [ours, theirs]);
    const times = ours.map(({ perSecond }, repeat) => perSecond / (theirs[repeat]?.perSecond ?? 1));
    console.log(`${spread(times, 0).trim()} times as many a second`);
    const others: Record<string, string>[] = [{ mode: 'read' }, { mode: 'delete' }, { mode: 'read', path: '/etc' }];
    const agree = others.every((changed) => {
      const args = { ...calls[0]?.args, ...changed };
      return decide(policy, { tool: 'tool_0', args }).outcome === ask(0, args);
    });
    if (!agree) throw new Error('The two engines decide differently, so their times cannot be compared.');
  }
}

console.log(`Node ${process.version}. Medians of ${REPEATS} repeats (least to most).`);
decisions();
compiling();
counting();
besideCedar();
