import { singular } from '@/lib/risk/words';

const set = (text: string): ReadonlySet<string> => new Set(text.split(' '));

const acronyms = set(
  '2fa abi acl ai ami api apis apk arn aws bi cd cdn ci cidr cli cms cpu crd crm css csv cve cwe cron dag dao db ddl dhcp dm dms dns dom ' +
    'ec2 ecs eks erp etl eta evm faq ftp gcp gif gke gps gpu html http https hr iam id ids imap io ip ips jql json jsonl jwt kb kpi kv kyc ' +
    'lan ldap llm lsp mcp mfa mr nfs nft nlp oci ocr os otp pdf pdfs png pr prs pty qa qr rag ram rbac rds rest rfc rgb rpc rss s3 saml sbom sdk ' +
    'seo sftp sla sms smtp soql sql sqs ssh ssl sso svg tcp tls totp ttl tts tv udp ui uri url urls usb usd uuid ux vat vin vlan vm ' +
    'vms vpc vpn wifi xml yaml',
);

/** Names that are written in their own way, as far as tools are often named after them. */
const properNames: Readonly<Record<string, string>> = {
  airtable: 'Airtable',
  android: 'Android',
  asana: 'Asana',
  azure: 'Azure',
  bigquery: 'BigQuery',
  bitcoin: 'Bitcoin',
  chrome: 'Chrome',
  confluence: 'Confluence',
  discord: 'Discord',
  docker: 'Docker',
  ethereum: 'Ethereum',
  excel: 'Excel',
  figma: 'Figma',
  github: 'GitHub',
  gitlab: 'GitLab',
  gmail: 'Gmail',
  google: 'Google',
  grafana: 'Grafana',
  graphql: 'GraphQL',
  helm: 'Helm',
  ios: 'iOS',
  javascript: 'JavaScript',
  jira: 'Jira',
  k8s: 'K8s',
  kubectl: 'kubectl',
  kubernetes: 'Kubernetes',
  latex: 'LaTeX',
  linkedin: 'LinkedIn',
  loki: 'Loki',
  macos: 'macOS',
  mermaid: 'Mermaid',
  mongodb: 'MongoDB',
  mysql: 'MySQL',
  notion: 'Notion',
  npm: 'npm',
  oauth: 'OAuth',
  openapi: 'OpenAPI',
  postgres: 'Postgres',
  postgresql: 'PostgreSQL',
  prometheus: 'Prometheus',
  python: 'Python',
  redis: 'Redis',
  sentry: 'Sentry',
  slack: 'Slack',
  spotify: 'Spotify',
  sqlite: 'SQLite',
  stripe: 'Stripe',
  telegram: 'Telegram',
  terraform: 'Terraform',
  typescript: 'TypeScript',
  whatsapp: 'WhatsApp',
  youtube: 'YouTube',
};

const uncountable = set(
  'access advice all audio availability back bandwidth behavior behaviour capacity children cleanup code compliance connectivity console consumption content context ' +
    'coverage criteria css data documentation down eligibility email equipment everything evidence feedback forward frontmatter fullscreen guidance hardware health help ' +
    'history html info information infrastructure input it javascript json knowledge latency markdown me media memory metadata money more multiple music ' +
    'news normal npm off on oncall out output people performance permission physics production progress python research running schema screen sitemap sleep ' +
    'software sql stack state storage syntax telemetry text them time traffic trash triage typescript up uptime usage utilization weather work yaml',
);

/** Words in -ing that are things one can count; the others are not. */
const countableGerunds = set(
  'booking building drawing finding hearing heading king listing mapping meeting painting posting rating reading recording ring setting spring string thing training warning',
);

/** Formats, bare where something is turned into them or made of them. */
const formats = set(
  'csv docx excel gif graphql html javascript json latex markdown mermaid mp3 mp4 pdf png python sql svg text xlsx xml yaml',
);

const definite = set(
  'active actual current default entire first full last latest main most newest next oldest own previous same top whole',
);
const determiners = set(
  'all an any both each every many more multiple my no other several some the this these those two your a',
);
const prepositions = set(
  'about across after against and around as at back before behind between by down for forward from in inside into like near of off on onto or out over per than through to under until up using via when where with within without',
);

/** A word as it is written in a sentence: acronyms in capitals, names in their own spelling. */
export function written(word: string): string {
  const name = Object.hasOwn(properNames, word) ? properNames[word] : undefined;
  if (name) return name;
  if (!acronyms.has(word)) return word;
  const plural = word.length > 2 && word.endsWith('s') && acronyms.has(word.slice(0, -1));
  return plural ? `${word.slice(0, -1).toUpperCase()}s` : word.toUpperCase();
}

export function article(word: string): 'a' | 'an' {
  const spelled = acronyms.has(word.toLowerCase()) && !/^(?:ram|rest|rag|sim|sms?|vin|lan|faq|nat)$/i.test(word);
  return (spelled
    ? /^(?:[aefhilmnorsx]|8)/i
    : /^(?!us(?:e|a|ual|er)|uni|uti|eu|one|ubi|ura)[aeiou]|^hour|^honest/i
  ).test(word)
    ? 'an'
    : 'a';
}

export function isPreposition(word: string): boolean {
  return prepositions.has(word);
}

/** "flows in namespace" as "flows in a namespace": split at its prepositions, each noun phrase with its article. */
export function phrases(words: readonly string[], preposition = ''): string[] {
  const at = words.findIndex((word, index) => prepositions.has(word) && (index > 0 || preposition === ''));
  if (at < 0) return nounPhrase(words, preposition);
  const joined = words[at] ?? '';
  return [...nounPhrase(words.slice(0, at), preposition), joined, ...phrases(words.slice(at + 1), joined)];
}

function nounPhrase(words: readonly string[], preposition: string): string[] {
  const head = words.at(-1);
  const first = words[0];
  if (!head || !first) return preposition === '' ? [] : ['something'];
  const special = words.length === 1 ? alone(head) : owned(first, words);
  if (special) return special;
  const shown = words.map(written);
  return isBare(words, first, head, preposition) ? shown : [article(shown[0] ?? first), ...shown];
}

function alone(word: string): string[] | undefined {
  if (/^(?:web|internet)$/.test(word)) return ['the', word];
  return /^(?:me|myself|self)$/.test(word) ? ['the signed-in user'] : undefined;
}

function owned(first: string, words: readonly string[]): string[] | undefined {
  if (first === 'my') return ['the signed-in user’s', ...words.slice(1).map(written)];
  if (!definite.has(first)) return undefined;
  return [first === 'own' ? 'its' : 'the', ...words.map(written)];
}

function isBare(words: readonly string[], first: string, head: string, preposition: string): boolean {
  if (preposition === 'by' || preposition === 'via' || preposition === 'using') return true;
  if (/^(?:to|from|as|in|into)$/.test(preposition) && words.length === 1 && formats.has(head)) return true;
  if (preposition === 'as' && /^(?:complete|completed|done|open|read|resolved|seen|unread)$/.test(head)) return true;
  if (determiners.has(first) || /^\d/.test(first)) return true;
  return isPlural(head) || isPlural(participle(words)) || uncountable.has(head) || isGerund(head) || isName(words);
}

/** The noun before a participle: "collections forked". */
function participle(words: readonly string[]): string {
  return words.at(-1)?.endsWith('ed') ? (words.at(-2) ?? '') : '';
}

function isPlural(head: string): boolean {
  return singular(head) !== head || /^(?:ads|dms|ids|ips|ios|mrs|prs|vms)$/.test(head);
}

function isGerund(head: string): boolean {
  return head.length > 5 && head.endsWith('ing') && !countableGerunds.has(head);
}

function isName(words: readonly string[]): boolean {
  return words.length === 1 && Object.hasOwn(properNames, words[0] ?? '') && !formats.has(words[0] ?? '');
}
