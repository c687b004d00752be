import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';

type Message = Readonly<Record<string, unknown>>;

/** Path of a Chromium on this machine; `CHROMIUM` names another. */
export function findChromium(): string | undefined {
  const candidates = [process.env.CHROMIUM, 'chromium', 'chromium-browser', 'google-chrome'];
  return candidates.find(
    (command) => command !== undefined && spawnSync(command, ['--version'], { stdio: 'ignore' }).status === 0,
  );
}

/** A headless Chromium with one page, driven by the DevTools protocol over a pipe: no port, no further package. */
export class Chromium {
  /** Errors of the console and of scripts, violations of the content policy. */
  readonly problems: string[] = [];
  /** Addresses of all that the page asked for. */
  readonly requests: string[] = [];
  private readonly process: ChildProcess;
  private readonly profile: string;
  private readonly commands: Writable;
  private readonly waiting = new Map<number, { resolve: (result: Message) => void; reject: (error: Error) => void }>();
  private readonly events = new Map<string, () => void>();
  private lastId = 0;
  private session: string | undefined;

  private constructor(command: string) {
    this.profile = mkdtempSync(join(tmpdir(), 'chromium-'));
    this.process = spawn(
      command,
      [
        '--headless',
        '--no-sandbox',
        '--disable-gpu',
        '--disable-dev-shm-usage',
        '--hide-scrollbars',
        '--no-first-run',
        '--disable-background-networking',
        `--user-data-dir=${this.profile}`,
        '--remote-debugging-pipe',
        'about:blank',
      ],
      { stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] },
    );
    const [, , , commands, answers] = this.process.stdio;
    if (!isWritable(commands) || !isReadable(answers)) throw new Error('Chromium has no pipes');
    this.commands = commands;
    let rest = '';
    answers.setEncoding('utf8').on('data', (text: string) => {
      const messages = (rest + text).split('\0');
      rest = messages.pop() ?? '';
      for (const message of messages) this.receive(JSON.parse(message));
    });
    this.process.on('exit', () => {
      for (const { reject } of this.waiting.values()) reject(new Error('Chromium ended'));
    });
  }

  static async start(command: string): Promise<Chromium> {
    const browser = new Chromium(command);
    const { targetId } = await browser.send('Target.createTarget', { url: 'about:blank' });
    const { sessionId } = await browser.send('Target.attachToTarget', { targetId, flatten: true });
    if (typeof sessionId !== 'string') throw new Error('Chromium gave no session');
    browser.session = sessionId;
    for (const domain of ['Page', 'Runtime', 'Log', 'Network', 'DOM']) await browser.send(`${domain}.enable`);
    return browser;
  }

  /** Sends a command of the DevTools protocol to the page. */
  send(method: string, params: Message = {}): Promise<Message> {
    const id = ++this.lastId;
    const message = { id, method, params, ...(this.session === undefined ? {} : { sessionId: this.session }) };
    this.commands.write(`${JSON.stringify(message)}\0`);
    return new Promise((resolve, reject) => this.waiting.set(id, { resolve, reject }));
  }

  /** Opens an address and waits until it is loaded. */
  async open(url: string): Promise<void> {
    const loaded = new Promise<void>((resolve) => this.events.set('Page.loadEventFired', resolve));
    await this.send('Page.navigate', { url });
    await loaded;
  }

  /** Value of an expression in the page; promises are awaited. */
  async evaluate(expression: string): Promise<unknown> {
    const answer = await this.send('Runtime.evaluate', { expression, returnByValue: true, awaitPromise: true });
    if (answer.exceptionDetails !== undefined) throw new Error(JSON.stringify(answer.exceptionDetails));
    return isMessage(answer.result) ? answer.result.value : undefined;
  }

  /** CSS pixels. */
  async resize(width: number, height: number): Promise<void> {
    await this.send('Emulation.setDeviceMetricsOverride', { width, height, deviceScaleFactor: 1, mobile: false });
  }

  async prefer(scheme: 'light' | 'dark'): Promise<void> {
    const features = [{ name: 'prefers-color-scheme', value: scheme }];
    await this.send('Emulation.setEmulatedMedia', { features });
  }

  async press(key: string, code: string, windowsVirtualKeyCode: number, text?: string): Promise<void> {
    const event = { key, code, windowsVirtualKeyCode, ...(text === undefined ? {} : { text }) };
    await this.send('Input.dispatchKeyEvent', { type: 'keyDown', ...event });
    await this.send('Input.dispatchKeyEvent', { type: 'keyUp', ...event });
  }

  /** PNG of what is in sight, or of the whole page. */
  async screenshot(wholePage = false): Promise<Buffer> {
    return bytesOf(await this.send('Page.captureScreenshot', { format: 'png', captureBeyondViewport: wholePage }));
  }

  async pdf(): Promise<Buffer> {
    return bytesOf(await this.send('Page.printToPDF', { printBackground: true, preferCSSPageSize: true }));
  }

  async close(): Promise<void> {
    const ended = new Promise((resolve) => this.process.once('exit', resolve));
    this.session = undefined;
    this.send('Browser.close').catch(() => {});
    await ended;
    rmSync(this.profile, { recursive: true, force: true, maxRetries: 5 });
  }

  private receive(message: unknown): void {
    if (!isMessage(message)) return;
    const { id, method, params, result, error } = message;
    if (typeof id === 'number') {
      const waiting = this.waiting.get(id);
      this.waiting.delete(id);
      if (error !== undefined) waiting?.reject(new Error(JSON.stringify(error)));
      else waiting?.resolve(isMessage(result) ? result : {});
    } else if (typeof method === 'string' && isMessage(params)) {
      this.note(method, params);
      this.events.get(method)?.();
    }
  }

  private note(method: string, params: Message): void {
    if (method === 'Network.requestWillBeSent' && isMessage(params.request)) {
      this.requests.push(String(params.request.url));
    }
    const isError = method === 'Runtime.consoleAPICalled' && params.type === 'error';
    if (isError || method === 'Runtime.exceptionThrown' || method === 'Log.entryAdded') {
      this.problems.push(JSON.stringify(params));
    }
  }
}

function bytesOf({ data }: Message): Buffer {
  if (typeof data !== 'string') throw new Error('Chromium gave no data');
  return Buffer.from(data, 'base64');
}

function isMessage(value: unknown): value is Message {
  return typeof value === 'object' && value !== null;
}

function isWritable(value: unknown): value is Writable {
  return typeof value === 'object' && value !== null && 'write' in value;
}

function isReadable(value: unknown): value is Readable {
  return typeof value === 'object' && value !== null && 'setEncoding' in value;
}
