import { spawn, type ChildProcess } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Whether the specs that need a Redis can run; where it is missing they are left out by name. */
export const redisServerThere = (): boolean => process.env['PATH']?.split(':').some((folder) => existsSync(join(folder, 'redis-server'))) === true;

/** A Redis of its own: on a free port, in a folder of its own, without anything kept on disk. */
export class RedisServer {
  #child: ChildProcess | undefined;
  readonly #folder = mkdtempSync(join(tmpdir(), 'pingjia-redis-'));

  private constructor(
    readonly port: number,
    private readonly policy: string,
  ) {}

  static async open(policy = 'noeviction'): Promise<RedisServer> {
    const server = new RedisServer(await freePort(), policy);
    await server.start();
    return server;
  }

  get url(): string {
    return `redis://127.0.0.1:${this.port}`;
  }

  /** Starts it, empty. */
  async start(): Promise<void> {
    const child = spawn('redis-server', ['--port', String(this.port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--maxmemory-policy', this.policy, '--dir', this.#folder], { stdio: ['ignore', 'pipe', 'inherit'] });
    this.#child = child;
    await new Promise<void>((resolve, reject) => {
      let said = '';
      child.once('error', reject);
      child.once('exit', () => reject(new Error(`redis-server ended: ${said}`)));
      child.stdout.on('data', (text: Buffer) => {
        said += text.toString();
        if (/ready to accept connections/i.test(said)) resolve();
      });
    });
  }

  /** As if its machine had lost power. */
  async kill(): Promise<void> {
    const child = this.#child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGKILL');
    await gone;
  }

  async close(): Promise<void> {
    await this.kill();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}

/** Below those that the kernel hands out by itself: while its Redis is killed, a port is nobody's, and must be free for the next one. */
async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(10_000, 30_000);
    const probe = createServer();
    const free = await new Promise<boolean>((resolve) => probe.once('error', () => resolve(false)).listen(port, '127.0.0.1', () => resolve(true)));
    if (!free) continue;
    await new Promise((resolve) => probe.close(resolve));
    return port;
  }
}
