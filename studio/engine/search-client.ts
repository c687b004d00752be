import type { Inputs } from '../state/project.ts';
import type { Answer, Question, Refusal, Reply, Request } from './protocol.ts';
import type { DesignResult } from './result/design-result.ts';

/** How a search ended. */
export type Outcome =
  | { readonly result: DesignResult; readonly refusal?: undefined }
  | { readonly refusal: Refusal; readonly result?: undefined }
  /** A later search, or `abort`, ended it. */
  | { readonly result?: undefined; readonly refusal?: undefined };

export interface SearchWatch {
  readonly onProgress?: (done: number, total: number) => void;
}

interface Waiting {
  readonly settle: (outcome: Outcome) => void;
  readonly watch: SearchWatch;
}

/** A worker that searches. It is started with the first request, and anew after it was lost. */
export class SearchClient {
  private worker: Worker | undefined;
  private lastId = 0;
  private readonly searches = new Map<number, Waiting>();
  private readonly asked = new Map<number, { resolve: (answer: Answer) => void; reject: (error: Error) => void }>();
  private readonly onLost: (message: string) => void;

  /** @param onLost hears why the worker ended by itself. */
  constructor(onLost: (message: string) => void = () => {}) {
    this.onLost = onLost;
  }

  /** Searches; an earlier search of this client ends without a result. */
  search(inputs: Inputs, watch: SearchWatch = {}): Promise<Outcome> {
    const id = ++this.lastId;
    return new Promise((settle) => {
      this.searches.set(id, { settle, watch });
      this.post({ kind: 'search', id, inputs });
    });
  }

  /** Ends the search that is running. */
  abort(): void {
    for (const id of this.searches.keys()) this.post({ kind: 'abort', id });
  }

  /** @throws Error when the question cannot be answered, say because its search is no longer kept. */
  ask(question: Question): Promise<Answer> {
    const id = ++this.lastId;
    return new Promise((resolve, reject) => {
      this.asked.set(id, { resolve, reject });
      this.post({ kind: 'ask', id, question });
    });
  }

  private post(request: Request): void {
    this.worker ??= this.start();
    this.worker.postMessage(request);
  }

  private start(): Worker {
    const worker = new Worker(new URL('./search-worker.ts', import.meta.url), { type: 'module', name: 'search' });
    worker.addEventListener('message', ({ data }: MessageEvent<Reply>) => this.receive(data));
    worker.addEventListener('error', (event) => this.lose(event.message || 'it could not start'));
    return worker;
  }

  private receive(reply: Reply): void {
    const search = this.searches.get(reply.id);
    switch (reply.kind) {
      case 'progress':
        search?.watch.onProgress?.(reply.done, reply.total);
        return;
      case 'found':
        search?.settle({ result: reply.result });
        break;
      case 'refused':
        search?.settle({ refusal: reply.refusal });
        break;
      case 'aborted':
        search?.settle({});
        break;
      case 'answer':
        this.asked.get(reply.id)?.resolve(reply.answer);
        break;
      case 'failed':
        this.asked.get(reply.id)?.reject(new Error(reply.message));
    }
    this.searches.delete(reply.id);
    this.asked.delete(reply.id);
  }

  private lose(message: string): void {
    this.worker?.terminate();
    this.worker = undefined;
    for (const { settle } of this.searches.values()) settle({});
    for (const { reject } of this.asked.values()) reject(new Error(message));
    this.searches.clear();
    this.asked.clear();
    this.onLost(message);
  }
}
