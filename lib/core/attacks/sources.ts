/** A public document, with its own title; `by`: its publisher. */
export type Source = { title: string; by: string; url: string };

const llm = 'https://github.com/GenAI-Security-Project/GenAI-LLM-Top10/blob/main/2026/final';
const llmBy = 'OWASP Top 10 for LLM Applications 2026';
const mcp = 'https://github.com/OWASP/www-project-mcp-top-10/blob/main/2025';
const mcpBy = 'OWASP MCP Top 10, beta';
const specification =
  'https://github.com/modelcontextprotocol/modelcontextprotocol/blob/main/docs/specification/2026-07-28';
const specificationBy = 'Model Context Protocol specification, 2026-07-28';

/** Every cited document, once. Each must be available in public. */
export const sources = {
  mcpBestPractices: {
    title: 'Security Best Practices',
    by: 'Model Context Protocol',
    url: 'https://modelcontextprotocol.io/docs/tutorials/security/security_best_practices',
  },
  mcpAuthorization: {
    title: 'Authorization Security Considerations',
    by: specificationBy,
    url: `${specification}/basic/authorization/security-considerations.mdx`,
  },
  mcpTools: { title: 'Tools', by: specificationBy, url: `${specification}/server/tools.mdx` },
  promptInjection: { title: 'LLM01:2026 Prompt Injection', by: llmBy, url: `${llm}/LLM01_PromptInjection.md` },
  disclosure: {
    title: 'LLM02:2026 Sensitive Information Disclosure',
    by: llmBy,
    url: `${llm}/LLM02_SensitiveInformationDisclosure.md`,
  },
  excessiveAgency: { title: 'LLM03:2026 Excessive Agency', by: llmBy, url: `${llm}/LLM03_ExcessiveAgency.md` },
  supplyChain: { title: 'LLM04:2026 Supply Chain', by: llmBy, url: `${llm}/LLM04_SupplyChain.md` },
  consumption: {
    title: 'LLM06:2026 Unbounded Consumption',
    by: llmBy,
    url: `${llm}/LLM06_UnboundedConsumption.md`,
  },
  mcpSecrets: {
    title: 'MCP01:2025 Token Mismanagement and Secret Exposure',
    by: mcpBy,
    url: `${mcp}/MCP01-2025-Token-Mismanagement-and-Secret-Exposure.md`,
  },
  mcpScope: {
    title: 'MCP02:2025 Privilege Escalation via Scope Creep',
    by: mcpBy,
    url: `${mcp}/MCP02-2025%E2%80%93Privilege-Escalation-via-Scope-Creep.md`,
  },
  mcpPoisoning: {
    title: 'MCP03:2025 Tool Poisoning',
    by: mcpBy,
    url: `${mcp}/MCP03-2025%E2%80%93Tool-Poisoning.md`,
  },
  mcpSupplyChain: {
    title: 'MCP04:2025 Software Supply Chain Attacks & Dependency Tampering',
    by: mcpBy,
    url: `${mcp}/MCP04-2025%E2%80%93Software-Supply-Chain-Attacks%26Dependency-Tampering.md`,
  },
  mcpIntent: {
    title: 'MCP06:2025 Intent Flow Subversion',
    by: mcpBy,
    url: `${mcp}/MCP06-2025%E2%80%93Intent-Flow-Subversion.md`,
  },
  mcpAuthentication: {
    title: 'MCP07:2025 Insufficient Authentication & Authorization',
    by: mcpBy,
    url: `${mcp}/MCP07-2025%E2%80%93Insufficient-Authentication%26Authorization.md`,
  },
  mcpOverSharing: {
    title: 'MCP10:2025 Context Injection & Over-Sharing',
    by: mcpBy,
    url: `${mcp}/MCP10-2025%E2%80%93ContextInjection%26OverSharing.md`,
  },
  greshake: {
    title:
      'Not what you’ve signed up for: Compromising Real-World LLM-Integrated Applications with Indirect Prompt Injection',
    by: 'Greshake et al., 2023',
    url: 'https://arxiv.org/abs/2302.12173',
  },
  lethalTrifecta: {
    title: 'The lethal trifecta for AI agents: private data, untrusted content, and external communication',
    by: 'Simon Willison, 2025',
    url: 'https://simonwillison.net/2025/Jun/16/the-lethal-trifecta/',
  },
  invariantNotification: {
    title: 'MCP Security Notification: Tool Poisoning Attacks',
    by: 'Invariant Labs, 2025',
    url: 'https://invariantlabs.ai/blog/mcp-security-notification-tool-poisoning-attacks',
  },
  invariantExperiments: {
    title: 'MCP Tool Poisoning Experiments',
    by: 'Invariant Labs',
    url: 'https://github.com/invariantlabs-ai/mcp-injection-experiments',
  },
  replitDeletion: {
    title: 'Replit AI agent deleted a production database during a code freeze',
    by: 'Failure Index, 2025',
    url: 'https://failureindex.ai/failures/replit-ai-deleted-production-database',
  },
  approvedOnce: {
    title: 'CVE-2025-54136: Cursor’s Modification of MCP Server Definitions Bypasses Manual Re-approvals',
    by: 'CVE List',
    url: 'https://github.com/CVEProject/cvelistV5/blob/main/cves/2025/54xxx/CVE-2025-54136.json',
  },
  tokenReuse: {
    title: 'CVE-2025-69196: FastMCP OAuth Proxy token reuse across MCP servers',
    by: 'OSV',
    url: 'https://osv.dev/vulnerability/CVE-2025-69196',
  },
  resourceIndicators: {
    title: 'RFC 8707: Resource Indicators for OAuth 2.0',
    by: 'RFC Editor, 2020',
    url: 'https://rfc-editor.org/info/rfc8707',
  },
  postmark: {
    title: 'MAL-2025-47604: Malicious code in postmark-mcp (npm)',
    by: 'OpenSSF Malicious Packages',
    url: 'https://github.com/ossf/malicious-packages/blob/main/osv/malicious/npm/postmark-mcp/MAL-2025-47604.json',
  },
  eventStream: {
    title: 'Backdoored dependency? flatmap-stream-0.1.1 and flatmap-stream-0.1.2',
    by: 'dominictarr/event-stream, issue 115, 2018',
    url: 'https://github.com/dominictarr/event-stream/issues/115',
  },
  typosquatting: {
    title: 'Typosquatting',
    by: 'modelcontextprotocol-security.io',
    url: 'https://modelcontextprotocol-security.io/ttps/supply-chain/typosquatting',
  },
  socketTyposquat: {
    title: 'Possible typosquat attack',
    by: 'Socket, alert reference',
    url: 'https://socket.dev/alerts/didYouMean',
  },
  errorMessages: {
    title: 'CWE-209: Generation of Error Message Containing Sensitive Information',
    by: 'MITRE',
    url: 'https://cwe.mitre.org/data/definitions/209.html',
  },
} as const satisfies Record<string, Source>;
