import { count } from '@/lib/core/catalogue-text/wording';
import type {
  AttackResource,
  CatalogueResource,
  LevelResource,
  ServerResource,
  ToolResource,
} from '@/lib/edges/api/resources';

/** The text of a page's picture: drawable letters only, cut to fit. */
export type Card = {
  above: string;
  title: string;
  /** The title is an identifier. */
  isCode: boolean;
  below: string;
  severity: ToolResource['risk']['severity'] | null;
};

const titleMax = 72;
const lineMax = 150;

/** The letters of our fonts. The renderer would fetch a font for any other letter, so none may reach it. */
const foreign =
  /[^\x20-\x7e\u00a0-\u00ac\u00ae-\u0113\u0116-\u012b\u012e-\u0131\u0134-\u0137\u0139-\u013e\u0141-\u0148\u014a-\u014d\u0150-\u017e\u2013\u2014\u2018\u2019\u201c\u201d\u2026]/gu;

/** At most `max` drawable letters of the text; `instead` if hardly any is drawable. */
export function drawable(text: string, max: number, instead = ''): string {
  const flat = text.normalize('NFC').replace(/\s+/g, ' ').trim();
  const shown = flat.replace(foreign, '?');
  const lost = shown.match(/\?/g)?.length ?? 0;
  const chosen = instead && lost * 2 > shown.length ? instead : shown;
  return chosen.length <= max ? chosen : `${chosen.slice(0, max - 1).trimEnd()}…`;
}

function card({
  above = 'MCP gateway and risk catalogue',
  title,
  isCode = false,
  below,
  severity = null,
}: Partial<Card> & PageText): Card {
  return { above: drawable(above, 60), title, isCode, below: drawable(below, lineMax), severity };
}

type PageText = Pick<Card, 'title' | 'below'>;

export function pageCard(title: string, below: string, above?: string): Card {
  return card({ title: drawable(title, titleMax), below, above });
}

export function toolCard({ name, slug, server, risk }: ToolResource): Card {
  const { severity, category, confidence } = risk;
  return card({
    above: drawable(server.name, 60, server.slug),
    title: drawable(name, titleMax, slug),
    isCode: true,
    below: `${category}, ${Math.round(confidence * 100)} % confidence: why, and the rule to put in front of it.`,
    severity,
  });
}

export function serverCard({ name, slug, publisher, tools }: ServerResource): Card {
  return card({
    above: publisher ? `MCP server by ${publisher}` : 'MCP server',
    title: drawable(name, titleMax, slug),
    below: `${count(tools.length, 'tool')} by risk, and a policy for all of them.`,
  });
}

export function attackCard({ title, summary, severity }: AttackResource): Card {
  return card({
    above: 'Attack pattern',
    title: drawable(title, titleMax),
    below: summary.replace(/(?<=[.!?]) .*/, ''),
    severity,
  });
}

export function levelCard({ severity, category, means }: LevelResource): Card {
  return card({ title: severity ? `${severity} risk` : `${category} tools`, below: means, severity });
}

export function catalogueCard({ tools, servers }: CatalogueResource): Card {
  return pageCard('MCP servers and tools by risk', `${count(tools, 'tool')} of ${count(servers, 'MCP server')}.`);
}
