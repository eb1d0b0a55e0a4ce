'use client';

import { useEffect, useState } from 'react';

const steps: [limitSeconds: number, unit: Intl.RelativeTimeFormatUnit, seconds: number][] = [
  [60, 'second', 1],
  [3_600, 'minute', 60],
  [86_400, 'hour', 3_600],
  [2_592_000, 'day', 86_400],
  [31_536_000, 'month', 2_592_000],
  [Number.POSITIVE_INFINITY, 'year', 31_536_000],
];

function relative(at: Date, now: number): string {
  const seconds = Math.round((at.getTime() - now) / 1_000);
  const [, unit, size] = steps.find(([limit]) => Math.abs(seconds) < limit) ?? ['', 'second' as const, 1];
  return new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'short' }).format(
    Math.round(seconds / size),
    unit,
  );
}

/** A moment, relative; the exact time in the reader's zone on hover. Rendered on the server it is the UTC date. */
export function Time({ at }: { at: string }) {
  const [now, setNow] = useState<number>();
  useEffect(() => {
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 10_000);
    return () => clearInterval(timer);
  }, []);
  const date = new Date(at);
  return (
    <time dateTime={at} title={now ? date.toLocaleString() : undefined} className="whitespace-nowrap">
      {now ? relative(date, now) : at.slice(0, 10)}
    </time>
  );
}
