import { findLayer } from '../../../results/index.ts';
import { layerTrace } from '../../../trace/index.ts';
import { folderOf, storedRun } from '../../stored-run.ts';
import { writeOutput } from '../../write-output.ts';

export interface TraceCommandOptions {
  readonly out?: string;
  readonly cycles?: boolean;
}

/** `zigzag trace RESULTS LAYER`: transfers and stalls of one layer over time, as a file for Perfetto or Chrome. */
export async function traceCommand(
  results: string,
  layer: string,
  { out, cycles = false }: TraceCommandOptions,
): Promise<number> {
  const evaluation = findLayer(await storedRun(results), layer);
  const file = out ?? `${folderOf(results)}/trace-${evaluation.layer.id}.json`;
  const trace = layerTrace(evaluation, { cyclesOnly: cycles });
  writeOutput(file, `${JSON.stringify(trace)}\n`);
  return 0;
}
