import type { z } from 'zod';
import type { Attack } from '@/lib/core/attacks/attack';
import type { CatalogueServer, FoundTool } from '@/lib/core/catalogue-model/entry';
import type { Question as CatalogueQuestion } from '@/lib/core/catalogue-text/tool-questions';
import { writePolicy } from '@/lib/core/policy/document/write-json';
import type { ServerEntry } from '@/lib/domain/catalogue/list-servers';
import type { AttackItem, Question, ServerItem, ServerSummary, ToolItem } from './parts';

function serverPath({ slug }: { slug: string }): string {
  return `/tools/${slug}`;
}

export function serverSummary(server: CatalogueServer, origin: string): z.infer<typeof ServerSummary> {
  const { slug, name, publisher, repository, licence, packages, source, readAt, origin: from } = server;
  return {
    url: `${origin}${serverPath(server)}`,
    slug,
    name,
    publisher,
    repository,
    licence,
    packages,
    source,
    readAt: readAt.toISOString(),
    origin: from,
  };
}

export function serverItem({ slug, name, publisher, tools }: ServerEntry, origin: string): z.infer<typeof ServerItem> {
  return { url: `${origin}${serverPath({ slug })}`, slug, name, publisher, tools };
}

export function toolItem(tool: FoundTool, origin: string): z.infer<typeof ToolItem> {
  const { slug, name, category, severity, confidence } = tool;
  const server = { slug: tool.server.slug, name: tool.server.name };
  return { url: `${origin}${serverPath(server)}/${slug}`, slug, name, server, category, severity, confidence };
}

export function attackItem(attack: Attack, origin: string): z.infer<typeof AttackItem> {
  const { slug, title, summary, severity, containment } = attack;
  return { url: `${origin}/attacks/${slug}`, slug, title, summary, severity, containment };
}

export function questionItem({ question, answer, policy }: CatalogueQuestion): z.infer<typeof Question> {
  return { question, answer, ...(policy && { policy, policyText: writePolicy(policy) }) };
}
