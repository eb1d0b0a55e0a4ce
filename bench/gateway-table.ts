import { median } from '@/lib/core/figures';
import { printRows } from './print-rows';

/** One start of one contestant at so many connections. `cpuMicros`: of its own processes, for each request. */
export type Measured = {
  name: string;
  connections: number;
  perSecond: number;
  p50: number;
  p99: number;
  cpuMicros: number;
};

/** A table for each number of connections: medians of the starts with their spread, and the ratio to the first line. */
export function printGateway(measured: readonly Measured[], connectionCounts: readonly number[]): void {
  for (const connections of connectionCounts) {
    const here = measured.filter((one) => one.connections === connections);
    const names = [...new Set(here.map(({ name }) => name))];
    const of = (name: string) => here.filter((one) => one.name === name);
    const reference = of(names.find((name) => name.startsWith('nginx')) ?? names[0] ?? '');
    console.log(`\n${connections} ${connections === 1 ? 'connection' : 'connections'}, × is to nginx`);
    const titles = ['', 'CPU µs a request', '×', 'p50 ms', 'p99 ms', 'requests/s', '×'];
    printRows([titles, ...names.map((name) => rowOf(name, of(name), reference))]);
  }
}

function rowOf(name: string, own: readonly Measured[], reference: readonly Measured[]): string[] {
  const ratio = (key: 'cpuMicros' | 'perSecond') => (mid(own, key) / mid(reference, key)).toFixed(2);
  return [
    name,
    cell(own, 'cpuMicros', 0),
    ratio('cpuMicros'),
    cell(own, 'p50', 2),
    cell(own, 'p99', 2),
    cell(own, 'perSecond', 0),
    ratio('perSecond'),
  ];
}

type Figure = 'cpuMicros' | 'p50' | 'p99' | 'perSecond';

function mid(own: readonly Measured[], key: Figure): number {
  return median(own.map((one) => one[key]));
}

function cell(own: readonly Measured[], key: Figure, digits: number): string {
  const values = own.map((one) => one[key]).sort((a, b) => a - b);
  return `${mid(own, key).toFixed(digits)} (${values[0]?.toFixed(digits)}–${values.at(-1)?.toFixed(digits)})`;
}
