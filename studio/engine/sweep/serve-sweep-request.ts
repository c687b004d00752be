import { InputError } from '../../../src/base/diagnostic.ts';
import { rememberedFiles } from '../../../src/io/files/remembered-files.ts';
import { changedArraySizes } from '../../../src/stages/hardware/hardware-variants.ts';
import { createManifest } from '../../../src/sweep/plan/manifest.ts';
import { type OpenSweep, openSweep } from '../../../src/sweep/plan/open-sweep.ts';
import type { DesignPoint } from '../../../src/sweep/points/design-point.ts';
import { SummaryMaker } from '../../../src/sweep/results/summary-maker.ts';
import { designWorkers } from '../../../src/sweep/run/design-workers.ts';
import { plannedDesigns } from '../../../src/sweep/run/planned-designs.ts';
import { runSweep } from '../../../src/sweep/run/run-sweep.ts';
import { strategyContext } from '../../../src/sweep/run/strategy-context.ts';
import { FrontKeeper } from '../../../src/sweep/strategies/front.ts';
import { filesOf } from '../project-files.ts';
import { changedFields } from './changed-fields.ts';
import type { DesignOfSweep, SweepOfInputs, SweepReply, SweepRequest } from './sweep-protocol.ts';

/*
 * What a worker of the page does for sweeps, by the engine of `zigzag sweep`. Designs are evaluated by further workers, one per
 * processor. Whoever ends this worker ends those, too.
 */

/** Points are sent so often: the page draws them as they come. Drawing takes longer the more there are. */
const PAUSE_MS = 120;
const PAUSE_PER_POINT_MS = 0.05;
/** Where the sweep file lies for the run. */
const FILE = 'sweep.yaml';

/** Does what the page asks for, and answers by messages. */
export async function serveSweepRequest(request: SweepRequest): Promise<void> {
  try {
    await answer(request);
  } catch (error) {
    const findings = error instanceof InputError ? error.diagnostics.map((one) => ({ ...one })) : [];
    const message = error instanceof Error ? error.message : String(error);
    reply({ kind: 'failed', id: request.id, findings, message });
  }
}

async function answer(request: SweepRequest): Promise<void> {
  const { id } = request;
  const open = await opened(request);
  switch (request.kind) {
    case 'check':
      reply({ kind: 'checked', id, findings: [], designs: plannedDesigns(open) });
      return;
    case 'describe':
      reply({ kind: 'described', id, design: designOf(open, request.point) });
      return;
    case 'run':
      await run(id, open, request.known);
  }
}

async function opened({ text, inputs }: SweepOfInputs): Promise<OpenSweep> {
  const files = filesOf(inputs.files, new Map([[FILE, text]]));
  return openSweep(await createManifest(FILE, rememberedFiles(files)));
}

async function run(id: number, open: OpenSweep, known: readonly DesignPoint[]): Promise<void> {
  const maker = new SummaryMaker(open);
  const keeper = new FrontKeeper(strategyContext(open));
  for (const point of known) {
    maker.add(point);
    keeper.add(point);
  }
  const left = plannedDesigns(open) - known.length;
  const workers = designWorkers(open, 'auto', left, undefined);
  const command = `zigzag sweep ${FILE} --out sweep`;
  reply({ kind: 'begun', id, summary: maker.summary(command), threads: workers.atOnce });
  let waiting: DesignPoint[] = [];
  let found = known.length;
  let sent = performance.now();
  const send = (): void => {
    reply({ kind: 'points', id, points: waiting, front: { front: keeper.front, best: keeper.best } });
    waiting = [];
    sent = performance.now();
  };
  try {
    const knownPoints = new Map(known.map((point) => [point.point, point]));
    for await (const point of runSweep(open, workers, { known: knownPoints })) {
      maker.add(point);
      keeper.add(point);
      waiting.push(point);
      found++;
      if (performance.now() - sent >= PAUSE_MS + found * PAUSE_PER_POINT_MS) send();
    }
  } finally {
    await workers.close();
  }
  send();
  reply({ kind: 'done', id, summary: maker.summary(command) });
}

/** What a design changes in the inputs. */
function designOf(open: OpenSweep, point: number): DesignOfSweep {
  const { documents, describe } = open;
  const { data, settings } = describe(point);
  const changes = [
    ...changedFields('accelerator', documents.accelerator.data, data.accelerator),
    ...changedFields('mapping', documents.mapping.data, data.mapping),
    ...(documents.workload === undefined ? [] : changedFields('workload', documents.workload.data, data.workload)),
  ];
  return { settings, changes, arraySizes: [...changedArraySizes(documents.accelerator.data, data.accelerator)] };
}

function reply(message: SweepReply): void {
  postMessage(message);
}
