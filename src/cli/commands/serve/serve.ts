import { createInterface } from 'node:readline';
import { errorDocument } from './error-document.ts';
import { HeldRuns } from './held-runs.ts';
import { METHODS } from './methods.ts';
import { CANCEL, MALFORMED, type Request, readRequest, UNKNOWN_METHOD } from './protocol.ts';

/**
 * `zigzag serve --stdio`: answers requests, one JSON object per line, until its input ends (docs/python.md#the-protocol).
 * Requests are answered in their order, one at a time. Only answers go to standard output.
 */
export async function serveCommand(): Promise<number> {
  const server = new Server((reply) => process.stdout.write(`${JSON.stringify(reply)}\n`));
  for await (const line of createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY })) {
    if (line.trim() !== '') server.receive(line);
  }
  server.stop();
  return 0;
}

/** Takes lines as they come, and answers one after the other. */
export class Server {
  private readonly runs = new HeldRuns();
  private readonly reply: (document: unknown) => void;
  private readonly waiting = new Map<Request, AbortController>();
  private last: Promise<void> = Promise.resolve();

  constructor(reply: (document: unknown) => void) {
    this.reply = reply;
  }

  receive(line: string): void {
    const request = readRequest(line);
    if ('fault' in request) {
      this.reply({ jsonrpc: '2.0', id: request.id, error: { code: MALFORMED, message: request.fault } });
      return;
    }
    if (request.method === CANCEL) {
      this.cancel(request.params.id);
      return;
    }
    this.waiting.set(request, new AbortController());
    this.last = this.last.then(() => this.answer(request));
  }

  /** Ends whatever is being searched: nobody waits for it. */
  stop(): void {
    for (const controller of this.waiting.values()) controller.abort();
  }

  /** When all requests so far are answered. */
  get idle(): Promise<void> {
    return this.last;
  }

  private cancel(id: unknown): void {
    for (const [request, controller] of this.waiting) if (request.id === id) controller.abort();
  }

  private async answer(request: Request): Promise<void> {
    const { id, method, params } = request;
    const outcome = await this.outcomeOf(method, params, this.waiting.get(request)?.signal);
    this.waiting.delete(request);
    if (id !== undefined) this.reply({ jsonrpc: '2.0', id, ...outcome });
  }

  private async outcomeOf(method: string, params: Request['params'], signal = AbortSignal.abort()) {
    const answer = METHODS.get(method);
    if (answer === undefined) {
      const message = `there is no method "${method}"; methods are ${[...METHODS.keys(), CANCEL].join(', ')}`;
      return { error: { code: UNKNOWN_METHOD, message } };
    }
    try {
      signal.throwIfAborted();
      return { result: await answer(params, { runs: this.runs, signal }) };
    } catch (error) {
      return { error: errorDocument(error) };
    }
  }
}
