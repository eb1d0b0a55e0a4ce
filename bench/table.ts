import type { Line } from './measure-catalogue';
import type { SizeResult } from './measure-size';
import { ms, printRows } from './print-rows';

/** A page's p99 at the larger size may be at most this many times that at the smaller. */
const ratioMax = 2;

/** One row a case: p50 and p99 in milliseconds at each size, the spread of p99 over the repeats, and the last by the first. */
export function printTable(results: readonly SizeResult[]): void {
  const rows = (results[0]?.lines ?? []).map((line) => rowOf(line, results));
  const titles = results.map(({ tools }) => `${tools.toLocaleString('en')}: p50 / p99 (spread) ms`);
  printRows([['', ...titles, 'p99 ratio'], ...rows]);
  for (const { tools, servers, databaseMegabytes, sync } of results) {
    const of = `${tools.toLocaleString('en')} tools of ${servers.toLocaleString('en')} servers`;
    console.log(`${of}: database ${Math.round(databaseMegabytes).toLocaleString('en')} MB`);
    const { newEntries, sameEntries, newTools } = sync;
    console.log(
      `  sync: ${perSecond(newEntries)} new and ${perSecond(sameEntries)} known entries, ${perSecond(newTools)} new tools`,
    );
  }
}

function rowOf({ name, layer }: Line, results: readonly SizeResult[]): string[] {
  const times = results.map(({ lines }) => lines.find((line) => line.name === name && line.layer === layer)?.times);
  const cells = times.map((at) =>
    at ? `${ms(at.p50)} / ${ms(at.p99)} (${ms(at.p99From)}–${ms(at.p99To)})` : 'not measured',
  );
  const [first, last] = [times[0], times.at(-1)];
  const ratio = first && last && results.length > 1 ? last.p99 / first.p99 : undefined;
  const verdict = ratio === undefined ? '' : `${ratio.toFixed(2)}${ratio > ratioMax ? ' over' : ''}`;
  return [layer === 'read' ? `${name} (data)` : name, ...cells, verdict];
}

function perSecond(rate: number): string {
  return `${Math.round(rate).toLocaleString('en')}/s`;
}
