import type { ReactNode } from 'react';
import ApiDocsPage from '@/app/(site)/docs/api/page';
import GatewayDocsPage from '@/app/(site)/docs/gateway/page';
import DocsPage from '@/app/(site)/docs/page';
import PolicyDocsPage from '@/app/(site)/docs/policy/page';
import QuickstartPage from '@/app/(site)/docs/quickstart/page';
import RiskMethodPage from '@/app/(site)/docs/risk-method/page';
import SecurityDocsPage from '@/app/(site)/docs/security/page';
import { elementMarkdown } from './element-markdown';

const pages: Readonly<Record<string, (() => ReactNode) | undefined>> = {
  docs: DocsPage,
  'docs/quickstart': QuickstartPage,
  'docs/policy': PolicyDocsPage,
  'docs/gateway': GatewayDocsPage,
  'docs/security': SecurityDocsPage,
  'docs/risk-method': RiskMethodPage,
  'docs/api': ApiDocsPage,
};

/** A page of the documentation as Markdown, made of the elements that the page itself is made of. */
export function docsMarkdown(path: string): string | undefined {
  const page = Object.hasOwn(pages, path) ? pages[path] : undefined;
  return page && elementMarkdown(page());
}
