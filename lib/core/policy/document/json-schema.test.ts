import { expect, test } from 'vitest';
import { caseJsonSchema, policyJsonSchema } from './json-schema';

// `npx vitest run lib/core/policy/document/json-schema -u` writes both anew.
const written = {
  policy: '../../../../public/policy.schema.json',
  case: '../../../../public/policy-case.schema.json',
};

const text = (schema: unknown) => `${JSON.stringify(schema, null, 2)}\n`;

test('the published schema of policy.json is the one that documents are read by', async () => {
  await expect(text(policyJsonSchema())).toMatchFileSnapshot(written.policy);
});

test('the published schema of cases is the one that they are read by', async () => {
  await expect(text(caseJsonSchema())).toMatchFileSnapshot(written.case);
});
