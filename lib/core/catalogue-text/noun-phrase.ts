import { singular } from '@/lib/core/risk/words/words';

const set = (text: string): ReadonlySet<string> => new Set(text.split(' '));

const acronyms = set(
  '2fa abi acl ai ami api apis apk arn aws bi byoip ca cd cdn ci cidr cli cms cpu crd crm css csv cve cwe dag dao db ddl dhcp dm dms dns docr doks dom dsn ' +
    'ec2 ecs eks erp etl eta evm faq ftp gcp gif gke gps gpu html http https hr iam id ids imap io ip ips irtp jql json jsonl jwt kb kpi kv kyc ' +
    'lan lb ldap llm lsp mcp mfa mr nfs nft nlp oci ocr os otp pdf pdfs php png poi pr prs pty qa qr rag ram rbac rds rest rfc rgb rpc rss rum s3 saml sbom scm sdk ' +
    'seo sftp sla sms smtp soql sql sqs ssh ssl sso svg tcp tls totp ttl tts tv udp ui uri url urls usb usd uuid ux vat vin vlan vm ' +
    'vms vpc vpn whois wifi xml yaml',
);

/** Proper spellings of names that tools are often named after. */
const properNames: Readonly<Record<string, string>> = {
  airtable: 'Airtable',
  amazon: 'Amazon',
  android: 'Android',
  asana: 'Asana',
  azure: 'Azure',
  bigquery: 'BigQuery',
  bitcoin: 'Bitcoin',
  browserstack: 'BrowserStack',
  chrome: 'Chrome',
  cloudflare: 'Cloudflare',
  confluence: 'Confluence',
  discord: 'Discord',
  docker: 'Docker',
  ebay: 'eBay',
  erc20: 'ERC-20',
  erc721: 'ERC-721',
  ethereum: 'Ethereum',
  excel: 'Excel',
  facebook: 'Facebook',
  figma: 'Figma',
  genai: 'GenAI',
  github: 'GitHub',
  gitlab: 'GitLab',
  gmail: 'Gmail',
  google: 'Google',
  grafana: 'Grafana',
  graphql: 'GraphQL',
  helm: 'Helm',
  hubspot: 'HubSpot',
  instagram: 'Instagram',
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
  nextjs: 'Next.js',
  nodejs: 'Node.js',
  notion: 'Notion',
  npm: 'npm',
  oauth: 'OAuth',
  onedrive: 'OneDrive',
  onenote: 'OneNote',
  openapi: 'OpenAPI',
  opensearch: 'OpenSearch',
  outlook: 'Outlook',
  paypal: 'PayPal',
  postgres: 'Postgres',
  postgresql: 'PostgreSQL',
  prometheus: 'Prometheus',
  python: 'Python',
  redis: 'Redis',
  reddit: 'Reddit',
  salesforce: 'Salesforce',
  sentry: 'Sentry',
  sharepoint: 'SharePoint',
  slack: 'Slack',
  spotify: 'Spotify',
  sqlite: 'SQLite',
  stripe: 'Stripe',
  telegram: 'Telegram',
  terraform: 'Terraform',
  tiktok: 'TikTok',
  typescript: 'TypeScript',
  whatsapp: 'WhatsApp',
  woocommerce: 'WooCommerce',
  wordpress: 'WordPress',
  youtube: 'YouTube',
};

const uncountable = set(
  'access activity advice all audio availability back bandwidth behavior behaviour capacity children cleanup code compliance connectivity console consumption content context ' +
    'coverage criteria css data documentation down eligibility equipment everything evidence feedback forward frontmatter fullscreen guidance hardware health help ' +
    'history html info information infrastructure input it javascript json knowledge latency markdown me media memory metadata money more multiple music ' +
    'news nfs normal npm off on oncall out output people performance permission physics production progress python research running schema screen sitemap sleep ' +
    'software sql ssl stack state storage syntax telemetry text them time traffic trash triage typescript up uptime usage utilization weather work yaml',
);

/** Countable nouns in -ing. */
const countableGerunds = set(
  'booking building drawing finding hearing heading king listing mapping meeting painting posting rating reading recording ring setting spring string thing training warning',
);

/** Formats, without an article where something is converted. */
const formats = set(
  'csv docx excel gif graphql html javascript json latex markdown mermaid mp3 mp4 pdf png python sql svg text xlsx xml yaml',
);

const definite = set(
  'active actual current default entire first full last latest main most newest next oldest own previous same top whole',
);
const determiners = set(
  'all an any both each every if many more multiple my no other several some the this these those two your a',
);
const prepositions = set(
  'about across after against and around as at back before behind between by down for forward from in inside into like near of off on onto or out over per than through to under until up using via when where with within without',
);

/** Prepositions that may end a phrase: "navigates back". */
const particles = set('around back down forward off on out up');

/** A word's spelling in a sentence: acronyms in capitals, names as their owners write them. */
function written(word: string): string {
  const name = Object.hasOwn(properNames, word) ? properNames[word] : undefined;
  if (name) return name;
  if (!acronyms.has(word) && !isSeveralAcronyms(word)) return word;
  return isSeveralAcronyms(word) ? `${word.slice(0, -1).toUpperCase()}s` : word.toUpperCase();
}

function isSeveralAcronyms(word: string): boolean {
  return word.length > 2 && word.endsWith('s') && acronyms.has(word.slice(0, -1));
}

export function article(word: string): 'a' | 'an' {
  const spelled =
    acronyms.has(word.toLowerCase()) && !/^(?:ram|rest|rag|rum|saml|sim|sms?|vin|lan|faq|nat)$/i.test(word);
  return (spelled
    ? /^(?:[aefhilmnorsx]|8)/i
    : /^x\d|^(?!us(?:e|a|ual|er)|uni|uti|eu|one|ubi|ura)[aeiou]|^hour|^honest/i
  ).test(word)
    ? 'an'
    : 'a';
}

export function isPreposition(word: string): boolean {
  return prepositions.has(word);
}

/** "flows in namespace" becomes "flows in a namespace": split at prepositions, each noun phrase with its article. */
export function phrases(words: readonly string[], preposition = ''): string[] {
  const at = words.findIndex((word, index) => prepositions.has(word) && (index > 0 || preposition === ''));
  if (at < 0) return nounPhrase(words, preposition);
  const joined = words[at] ?? '';
  if (at === words.length - 1 && particles.has(joined)) return [...nounPhrase(words.slice(0, at), preposition), joined];
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
  if (/^(?:web|internet|screen|console)$/.test(word)) return ['the', word];
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
  return singular(head) !== head || isSeveralAcronyms(head) || /^(?:ads|mrs)$/.test(head);
}

/** The plural; uncountable and plural nouns stay. */
export function plural(word: string): string {
  if (isPlural(word) || uncountable.has(word) || isGerund(word) || isName([word])) return word;
  if (/^(?:web|internet|me|myself|self)$/.test(word)) return word;
  if (/[^aeiou]y$/.test(word)) return `${word.slice(0, -1)}ies`;
  return /(?:s|x|z|ch|sh)$/.test(word) ? `${word}es` : `${word}s`;
}

function isGerund(head: string): boolean {
  return head.length > 5 && head.endsWith('ing') && !countableGerunds.has(head);
}

function isName(words: readonly string[]): boolean {
  return words.length === 1 && Object.hasOwn(properNames, words[0] ?? '') && !formats.has(words[0] ?? '');
}
