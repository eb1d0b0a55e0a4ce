import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { type Limit, type Limiter, limiterOn, type WindowCounter } from './limiter';

type World = {
  /** The counts of a limit; two of one name are what two processes have. */
  open(name: string, limit: Limit): WindowCounter;
  passTime(ms: number): Promise<void>;
};

/** What every side of the port must do; `world` is asked for within a test. */
export function limiterContract(world: () => World): void {
  const limiterOf = (limit: Limit, name: string = randomUUID()): Limiter =>
    limiterOn(world().open(name, limit), limit, 'Too many.');
  const refusalOf = (counting: Promise<void>) =>
    counting.then(
      () => null,
      ({ code, message, retryAfterSeconds }) => ({ code, message, retryAfterSeconds }),
    );

  test('a key has its points, whatever other keys and other limits count', async () => {
    const [limiter, other] = [limiterOf({ points: 3, seconds: 60 }), limiterOf({ points: 1, seconds: 60 })];
    for (let at = 0; at < 3; at += 1) await limiter.count('ada');
    await expect(limiter.count('ada')).rejects.toThrow('Too many.');
    await limiter.count('grace');
    await other.count('ada');
  });

  test('a weight counts as many, and one that passes the points is refused', async () => {
    const limiter = limiterOf({ points: 5, seconds: 60 });
    await limiter.count('ada', 4);
    await expect(limiter.count('ada', 2)).rejects.toThrow('Too many.');
    await expect(limiter.count('grace', 6)).rejects.toThrow('Too many.');
    await limiter.count('joan', 5);
  });

  test('a refusal says in words and in seconds when the window ends', async () => {
    const refused = async (seconds: number) => {
      const limiter = limiterOf({ points: 1, seconds });
      await limiter.count('ada');
      return refusalOf(limiter.count('ada'));
    };
    const words = (time: string) => ({ code: 'rate_limited', message: `Too many. Try again in ${time}.` });
    expect(await refused(30)).toMatchObject({ ...words('1 minute'), retryAfterSeconds: expect.closeTo(30, -0.5) });
    expect(await refused(900)).toMatchObject(words('15 minutes'));
    expect(await refused(86_400)).toMatchObject({ ...words('24 hours'), retryAfterSeconds: 86_400 });
  });

  test('a window ends with its time, which refused counts do not prolong', async () => {
    const limiter = limiterOf({ points: 1, seconds: 1 });
    await limiter.count('ada');
    await world().passTime(500);
    expect(await refusalOf(limiter.count('ada'))).toMatchObject({ retryAfterSeconds: 1 });
    await world().passTime(600);
    await limiter.count('ada');
    expect(await refusalOf(limiter.count('ada'))).not.toBeNull();
  });

  test('of many counts at once exactly the points pass', async () => {
    const limiter = limiterOf({ points: 10, seconds: 60 });
    const outcomes = await Promise.all(Array.from({ length: 50 }, () => refusalOf(limiter.count('ada'))));
    expect(outcomes.filter((one) => one === null)).toHaveLength(10);
  });

  test('a key of a megabyte, or of odd characters, is a key like others', async () => {
    const limiter = limiterOf({ points: 1, seconds: 60 });
    for (const key of ['', '\0', '\ud800', '*', 'k'.repeat(1_000_000)]) {
      await limiter.count(key);
      await expect(limiter.count(key)).rejects.toThrow('Too many.');
    }
  });
}
