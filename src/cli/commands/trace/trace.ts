import { writeResult } from '../../../io/files/write-result.ts';
import { platformFiles } from '../../../platform/node.ts';
import { findLayer } from '../../../results/index.ts';
import { layerTrace } from '../../../trace/index.ts';
import { folderOf, storedRun } from '../../stored-run.ts';

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
  writeResult(platformFiles, file, JSON.stringify(trace));
  process.stdout.write(`${file}\n`);
  return 0;
}
