import type { Diagnostic } from '../../../src/base/diagnostic.ts';
import type { DesignPoint } from '../../../src/sweep/points/design-point.ts';
import type { DesignOfSweep, SweepMessage, SweepOfInputs, SweepReply, SweepRequest } from './sweep-protocol.ts';

/** Why a sweep has no answer. */
export class SweepFailure extends Error {
  readonly findings: readonly Diagnostic[];

  constructor(message: string, findings: readonly Diagnostic[]) {
    super(message);
    this.findings = findings;
  }
}

/** The worker that answers questions about sweeps; another one runs them. */
let helper: SweepWorker | undefined;

class SweepWorker {
  readonly hear = new Map<number, (reply: SweepReply) => void>();
  private readonly worker: Worker;

  constructor() {
    this.worker = new Worker(new URL('../search-worker.ts', import.meta.url), { type: 'module', name: 'sweep' });
    this.worker.addEventListener('message', ({ data }: MessageEvent<SweepReply>) => this.hear.get(data.id)?.(data));
    this.worker.addEventListener('error', ({ message }) => {
      for (const [id, hear] of this.hear) {
        hear({ kind: 'failed', id, findings: [], message: message || 'the worker of the sweep could not start' });
      }
    });
  }

  post(request: SweepRequest): void {
    this.worker.postMessage({ sweep: request } satisfies SweepMessage);
  }

  end(): void {
    this.worker.terminate();
  }
}

let lastId = 0;

function ask(request: (id: number) => SweepRequest): Promise<SweepReply> {
  helper ??= new SweepWorker();
  const { hear } = helper;
  const id = ++lastId;
  return new Promise((resolve, reject) => {
    hear.set(id, (reply) => {
      hear.delete(id);
      if (reply.kind === 'failed') reject(new SweepFailure(reply.message ?? '', reply.findings));
      else resolve(reply);
    });
    helper?.post(request(id));
  });
}

/** What is wrong with a sweep file, and how many designs it means. */
export async function checkSweep(
  of: SweepOfInputs,
): Promise<{ readonly findings: readonly Diagnostic[]; readonly designs: number }> {
  try {
    const reply = await ask((id) => ({ kind: 'check', id, ...of }));
    return reply.kind === 'checked' ? reply : { findings: [], designs: 0 };
  } catch (error) {
    if (error instanceof SweepFailure && error.findings.length > 0) return { findings: error.findings, designs: 0 };
    throw error;
  }
}

/** What a design of a sweep changes. @throws SweepFailure when the sweep cannot be used. */
export async function describeDesignOf(of: SweepOfInputs, point: number): Promise<DesignOfSweep> {
  const reply = await ask((id) => ({ kind: 'describe', id, point, ...of }));
  if (reply.kind !== 'described') throw new Error('the worker of the sweep answered something else');
  return reply.design;
}

/** A sweep that is running. */
export interface RunningSweep {
  stop(): void;
}

/** Runs a sweep. @param hear gets all that the worker says; nothing after `stop`. */
export function startSweep(
  of: SweepOfInputs,
  known: readonly DesignPoint[],
  hear: (reply: SweepReply) => void,
): RunningSweep {
  const worker = new SweepWorker();
  const id = ++lastId;
  const stop = (): void => {
    worker.hear.clear();
    worker.end();
  };
  worker.hear.set(id, (reply) => {
    hear(reply);
    if (reply.kind === 'done' || reply.kind === 'failed') stop();
  });
  worker.post({ kind: 'run', id, known, ...of });
  return { stop };
}
