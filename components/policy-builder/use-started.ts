import { useEffect, useState } from 'react';

/** False on the server and for the first rendering in the browser, which must be the same. */
export function useStarted(): boolean {
  const [started, setStarted] = useState(false);
  useEffect(() => setStarted(true), []);
  return started;
}
