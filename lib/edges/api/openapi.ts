import { z } from 'zod';
import { site } from '@/lib/core/site';
import type { Endpoint } from './endpoint';
import { ServerList, ToolList } from './endpoints';
import {
  AttackItem,
  Category,
  Evidence,
  PolicyDocument,
  Risk,
  ServerItem,
  ServerSummary,
  Severity,
  ToolItem,
} from './parts';
import { AttackList, AttackResource, ChangeList, ServerResource, ToolResource } from './resources';
import { apiRequestsMax } from './visits';

/** The shape of every error (RFC 9457). */
const Problem = z.strictObject({ status: z.int(), title: z.string().describe('A description of the problem.') });

const named = {
  Problem,
  Category,
  Severity,
  Evidence,
  Risk,
  PolicyDocument,
  ServerSummary,
  ServerItem,
  ToolItem,
  AttackItem,
  ServerList,
  Server: ServerResource,
  ToolList,
  Tool: ToolResource,
  AttackList,
  Attack: AttackResource,
  ChangeList,
};

/** The OpenAPI document, generated from the response schemas. */
export function openApi(endpoints: readonly Endpoint[], origin: string): object {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(named)) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, { uri: (id) => `#/components/schemas/${id}` });
  const idOf = (schema: z.ZodType) => ({ $ref: `#/components/schemas/${registry.get(schema)?.id}` });
  return {
    openapi: '3.1.0',
    info: {
      title: `${site.name} catalogue`,
      version: '1',
      description: `Servers, tools, their risk and policies for them. Open to everyone, without a key; ${apiRequestsMax} requests a minute from one address. See ${origin}/docs/api.`,
    },
    servers: [{ url: `${origin}/api/v1` }],
    paths: Object.fromEntries(
      endpoints.map((one) => [one.path, { get: operation(one, idOf(one.answer), idOf(Problem)) }]),
    ),
    components: { schemas: Object.fromEntries(Object.entries(schemas).map(([id, schema]) => [id, bare(schema)])) },
  };
}

function operation({ path, summary, parameters }: Endpoint, answer: object, problem: object): object {
  const error = (description: string) => ({
    description,
    content: { 'application/problem+json': { schema: problem } },
  });
  return {
    summary,
    parameters: Object.entries(parameters.shape).map(([name, schema]) => ({
      name,
      in: path.includes(`{${name}}`) ? 'path' : 'query',
      required: path.includes(`{${name}}`),
      schema: bare(z.toJSONSchema(z.optional(schema))),
    })),
    responses: {
      200: { description: summary, content: { 'application/json': { schema: answer } } },
      304: { description: 'Unchanged since the ETag of If-None-Match.' },
      400: error('A parameter is unknown or invalid.'),
      404: error('It does not exist.'),
      429: error('Too many requests; Retry-After says how many seconds to wait.'),
    },
  };
}

/** Without keywords of a standalone schema. */
function bare(schema: object): object {
  return Object.fromEntries(Object.entries(schema).filter(([key]) => key !== '$schema' && key !== '$id'));
}
