import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { freePort } from '@/lib/base/network/free-port';

/** `binary`: another program that speaks the same, such as valkey-server. */
type RedisOptions = { persistent: boolean; binary?: string | undefined };

/** A real Redis or Valkey on a free port of its own, which a test may kill and start again. */
export class RedisServer {
  private process: ChildProcess | undefined;

  private constructor(
    readonly port: number,
    private readonly options: RedisOptions,
    private readonly folder: string,
  ) {}

  static async start(options: RedisOptions): Promise<RedisServer> {
    const server = new RedisServer(await freePort(), options, mkdtempSync(join(tmpdir(), 'policylayer-redis-')));
    await server.start();
    return server;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** A connection that tries again until the server is there. */
  connect(): Redis {
    const redis = new Redis(this.url, { retryStrategy: () => 50, maxRetriesPerRequest: 100 });
    redis.on('error', () => undefined);
    return redis;
  }

  async start(): Promise<void> {
    const { persistent, binary = 'redis-server' } = this.options;
    const kept = persistent ? ['--appendonly', 'yes', '--appendfsync', 'always'] : ['--appendonly', 'no'];
    this.process = spawn(
      binary,
      ['--port', String(this.port), '--bind', '127.0.0.1', '--save', '', '--dir', this.folder, ...kept],
      { stdio: 'ignore' },
    );
    const redis = this.connect();
    await redis.ping();
    redis.disconnect();
  }

  /** As a loss of power would end it, but for what the kernel keeps. */
  async kill(): Promise<void> {
    const running = this.process;
    this.process = undefined;
    if (!running || running.exitCode !== null || running.signalCode !== null) return;
    const ended = once(running, 'exit');
    running.kill('SIGKILL');
    await ended;
  }

  async remove(): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true });
  }
}
