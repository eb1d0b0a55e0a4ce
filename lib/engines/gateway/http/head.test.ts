import { expect, test } from 'vitest';
import { readHead } from './head';

test.each(['Host', 'Authorization', 'Mcp-Session-Id', 'Mcp-Name', 'Mcp-Param-Region'])(
  'a %s that comes twice is noticed, whatever its case',
  (name) => {
    expect(readHead([name, 'a', 'Accept', 'b']).repeated).toBeNull();
    expect(readHead([name, 'a', name.toLowerCase(), 'a']).repeated).toBe(name.toLowerCase());
  },
);
