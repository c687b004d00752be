import { type ChildProcess, spawn } from 'node:child_process';
import { Redis } from 'ioredis';
import { freePort, hasPrograms, until } from './services.ts';

/** Why there can be no Redis here; undefined where there can. */
export const NO_REDIS = hasPrograms('redis-server') ? undefined : 'redis-server is not installed';

/** A Redis that keeps its data in a folder of its own, with a port of its own. */
export class RedisServer {
  readonly url: string;
  private readonly folder: string;
  private readonly port: number;
  private server: ChildProcess | undefined;

  private constructor(folder: string, port: number) {
    this.folder = folder;
    this.port = port;
    this.url = `redis://127.0.0.1:${port}`;
  }

  static async start(folder: string): Promise<RedisServer> {
    const server = new RedisServer(folder, await freePort());
    await server.startAgain();
    return server;
  }

  async startAgain(): Promise<void> {
    const options = {
      port: this.port,
      bind: '127.0.0.1',
      dir: this.folder,
      save: '',
      appendonly: 'yes',
      appendfsync: 'everysec',
      'maxmemory-policy': 'noeviction',
    };
    const args = Object.entries(options).flatMap(([name, value]) => [`--${name}`, String(value)]);
    this.server = spawn('redis-server', args, { stdio: 'ignore' });
    await until('Redis answers', () => this.answers(), 20);
  }

  /** Kills it as a crash does. */
  async kill(): Promise<void> {
    const { server } = this;
    if (server === undefined || server.exitCode !== null || server.signalCode !== null) return;
    const ended = new Promise((resolve) => server.once('exit', resolve));
    server.kill('SIGKILL');
    await ended;
  }

  private async answers(): Promise<boolean> {
    const redis = new Redis(this.url, { lazyConnect: true, retryStrategy: () => null });
    redis.on('error', () => {});
    try {
      await redis.connect();
      await redis.ping();
      return true;
    } catch {
      return false;
    } finally {
      redis.disconnect();
    }
  }
}
