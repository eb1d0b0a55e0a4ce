/** Result of one attack; `problem` null: held. */
export type Trial = { name: string; problem: string | null };

export type Suite = { name: string; what: string; run(): AsyncGenerator<Trial> };

export type Outcome = { name: string; what: string; tried: number; failed: Trial[]; seconds: number };

export async function runSuite(suite: Suite, onTrial: (tried: number) => void): Promise<Outcome> {
  const startedAt = performance.now();
  const failed: Trial[] = [];
  let tried = 0;
  for await (const trial of suite.run()) {
    tried += 1;
    if (trial.problem !== null) failed.push(trial);
    onTrial(tried);
  }
  const seconds = (performance.now() - startedAt) / 1_000;
  return { name: suite.name, what: suite.what, tried, failed, seconds };
}

/** The table of a run, as Markdown. */
export function tableOf(outcomes: readonly Outcome[]): string {
  const rows = outcomes.map(({ name, what, tried, failed, seconds }) => {
    return `| ${name} | ${what} | ${tried} | ${tried - failed.length} | ${failed.length} | ${seconds.toFixed(0)} s |`;
  });
  return ['| suite | what is tried | attacks | held | got through | took |', '|---|---|---|---|---|---|', ...rows].join(
    '\n',
  );
}
