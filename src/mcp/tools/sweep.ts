import * as z from 'zod/mini';
import { type Diagnostic, formatDiagnostic } from '../../base/diagnostic.ts';
import { countText } from '../../base/number-text.ts';
import { createManifest } from '../../sweep/plan/manifest.ts';
import { openSweep } from '../../sweep/plan/open-sweep.ts';
import { givenInputs, INPUT_FORMS } from '../given-files.ts';
import { StartedSweep } from '../started-sweep.ts';
import { defineTool, type ToolAnswer, text } from '../tool.ts';
import { toldFinding } from '../tool-error.ts';

/** Seconds that a client may wait for an answer. */
const LONGEST_WAIT = 60;

export const sweepTool = defineTool({
  name: 'sweep',
  title: 'Evaluate many designs',
  description:
    'Starts a sweep over designs of an accelerator, from a sweep file with parameters, objectives and limits. Returns a handle at once; poll it with sweep_status.',
  input: z.strictObject({
    sweep: text(`sweep file: ${INPUT_FORMS}`),
    workers: z.optional(
      z.int().check(z.gte(1), z.describe('designs that are evaluated at the same time; one per processor when absent')),
    ),
  }),
  answer: async ({ sweep: input, workers }, session) => {
    const { names, files } = givenInputs([input], ['sweep'], session.files);
    const warnings: Diagnostic[] = [];
    const open = openSweep(await createManifest(names[0] ?? input, files, (some) => warnings.push(...some)));
    const sweep = new StartedSweep(open, workers ?? 'auto');
    const handle = session.keepSweep(sweep);
    return {
      data: { sweep: handle, planned: sweep.planned, warnings: warnings.map(toldFinding) },
      text: [
        `${handle}: ${countText(sweep.planned, 'design')} planned; ask sweep_status for the results`,
        ...warnings.map(formatDiagnostic),
      ].join('\n'),
    };
  },
});

export const sweepStatusTool = defineTool({
  name: 'sweep_status',
  title: 'Progress and results of a sweep',
  description:
    'Says how far a sweep is, with the best design and the front so far. Waits up to the given seconds for its end. Can stop it.',
  input: z.strictObject({
    sweep: text('handle that the tool sweep gave'),
    waitSeconds: z.optional(
      z
        .number()
        .check(z.gte(0), z.lte(LONGEST_WAIT), z.describe('seconds to wait for the end of the sweep; 0 when absent')),
    ),
    stop: z.optional(z.boolean().check(z.describe('end the sweep with the designs so far'))),
  }),
  answer: async ({ sweep: handle, waitSeconds = 0, stop = false }, session, signal) => {
    const sweep = session.sweepOf(handle);
    if (stop) {
      sweep.stop();
      await sweep.over;
    } else if (sweep.isRunning && waitSeconds > 0) {
      await until(sweep.over, 1000 * waitSeconds, signal);
    }
    return statusAnswer(handle, sweep);
  },
});

/** Waits for an end, no longer than some time, and no longer than the client does. */
function until(over: Promise<void>, milliseconds: number, client: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    const end = (): void => {
      clearTimeout(timer);
      resolve();
    };
    client.addEventListener('abort', end, { once: true });
    void over.then(end);
  });
}

function statusAnswer(handle: string, sweep: StartedSweep): ToolAnswer {
  const report = sweep.report('zigzag sweep FILE.yaml --out DIR');
  const { state, counts, objectives, best } = report;
  const { planned, costed, refused, skipped } = counts;
  const settings = best && Object.entries(best.settings).map(([name, value]) => `${name} ${JSON.stringify(value)}`);
  const figures = best && objectives.map(({ quantity, unit }) => `${quantity} ${best.quantities[quantity]} ${unit}`);
  return {
    data: { sweep: handle, ...report },
    text: [
      `${handle}: ${state}, ${costed + refused + skipped} of ${countText(planned, 'design')} (${refused} refused, ${skipped} skipped)`,
      ...(best === undefined
        ? []
        : [`best so far: design ${best.point}, ${settings?.join(', ')}: ${figures?.join(', ')}`]),
    ].join('\n'),
  };
}
