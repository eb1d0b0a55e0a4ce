import type { NextConfig } from 'next';
import { contentSecurityPolicy } from '@/lib/base/http/content-security-policy';

const securityHeaders = [
  { key: 'Content-Security-Policy', value: contentSecurityPolicy() },
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'Referrer-Policy', value: 'strict-origin-when-cross-origin' },
  { key: 'Permissions-Policy', value: 'camera=(), microphone=(), geolocation=()' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
];

/** A page's other formats have its own address and an ending; no slug holds a dot, so the ending is never part of a name. */
const formats = ['policy.json', 'md', 'json', 'png'].map((format) => ({
  source: `/:path((?!_next/|api/).+)\\.${format}`,
  destination: `/formats/${format}/:path`,
}));

/** Addresses that people guess; what they search for stays with them. */
const guessed = ['/catalogue', '/search'].map((source) => ({ source, destination: '/tools', permanent: true }));

const config: NextConfig = {
  agentRules: false,
  poweredByHeader: false,
  devIndicators: false,
  serverExternalPackages: ['@node-rs/argon2', '@zxcvbn-ts/language-common', 'ioredis', 'pg', 'undici', 'pino'],
  typescript: { ignoreBuildErrors: true },
  // A million pages would fill any disk: what is rendered on demand is kept in memory alone, and of it what was read last.
  experimental: { isrFlushToDisk: false },
  cacheMaxMemorySize: 64 * 2 ** 20,
  // Seconds. A page that nobody asked for in this time is rendered before it is shown, so none is older than this.
  expireTime: 300,
  redirects: async () => guessed,
  rewrites: async () => formats,
  headers: async () => [{ source: '/:path*', headers: securityHeaders }],
};

export default config;
