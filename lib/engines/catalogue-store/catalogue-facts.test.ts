import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ServerFacts } from '@/lib/core/catalogue-model/facts';
import { compilePolicy } from '@/lib/core/policy/compile/compile';
import { isListed } from '@/lib/core/policy/decide/decide';
import { readPolicy } from '@/lib/core/policy/document/read';
import { lintPolicy } from '@/lib/core/policy/lint/lint';
import { recommendForServer, recommendForTool } from '@/lib/core/policy/recommend/recommend';
import { classifyTool } from '@/lib/core/risk/classify';
import { catalogueFolder } from './load-catalogue';

const files = readdirSync(catalogueFolder).filter((name) => name.endsWith('.json'));
const servers = files.map((file) => ({
  file,
  facts: ServerFacts.parse(JSON.parse(readFileSync(join(catalogueFolder, file), 'utf8'))),
}));

test.each(servers)('$file is named by its slug and has no tool twice', ({ file, facts }) => {
  expect(file).toBe(`${facts.slug}.json`);
  expect(facts.tools.length).toBeGreaterThan(0);
  expect(new Set(facts.tools.map(({ name }) => name)).size).toBe(facts.tools.length);
});

test.each(servers)(
  'every policy recommended for a tool of $file is valid and does to the tool what its sentence says',
  ({ facts }) => {
    for (const { tool, risk } of classified(facts)) {
      const { policy, effect } = recommendForTool({ ...tool, category: risk.category, perValue: risk.perValue });
      const read = readPolicy(JSON.stringify(policy));
      if (!read.ok) throw new Error(`${tool.name}: ${JSON.stringify(read.problems)}`);
      const seen = isListed(compilePolicy(read.policy), tool.name);
      expect(seen, tool.name).toBe(!effect.includes('do not see'));
      expect(effect).toContain(tool.name);
    }
  },
);

test.each(servers)(
  'the policy recommended for the whole server of $file hides what destroys and closes what it does not name',
  ({ facts }) => {
    const tools = classified(facts);
    const policy = recommendForServer(
      tools.map(({ tool, risk }) => ({ ...tool, category: risk.category, perValue: risk.perValue })),
    );
    expect(lintPolicy(policy).filter(({ level }) => level === 'error')).toEqual([]);
    const compiled = compilePolicy(policy);
    expect(isListed(compiled, 'a_tool_that_appears_later')).toBe(false);
    for (const { tool, risk } of tools) {
      const destroys = risk.category === 'Destructive' && !risk.perValue;
      expect(isListed(compiled, tool.name), tool.name).toBe(!destroys);
    }
  },
);

function classified({ tools, knowledge }: ServerFacts) {
  const names = tools.map(({ name }) => name);
  return tools.map((tool) => {
    const siblings = names.filter((name) => name !== tool.name);
    return { tool, risk: classifyTool({ ...tool, siblings, knowledge }) };
  });
}
