import { reportHtml } from '../../page/index.ts';
import { curvesOfRun } from '../../run/curves/curves-of-run.ts';
import { sensitivity } from '../../sensitivity/index.ts';
import { folderOf, storedRun } from '../stored-run.ts';
import { writeOutput } from '../write-output.ts';

export interface ReportOptions {
  readonly out?: string;
  readonly curves?: boolean;
  readonly sensitivity?: boolean;
}

/**
 * `zigzag report`: makes the page of a run from its results.
 * @param more sections that take about as long as the run: the curves of buffer traffic, and the numbers of the accelerator that matter most.
 */
export async function reportCommand(
  results: string,
  out: string | undefined,
  more: Omit<ReportOptions, 'out'>,
): Promise<number> {
  const run = await storedRun(results);
  const file = out ?? `${folderOf(results)}/report.html`;
  const hasMappings = run.evaluations.length > 0;
  const sections = {
    ...(more.curves === true ? { curves: curvesOfRun(run.evaluations) } : {}),
    ...(more.sensitivity === true && hasMappings ? { sensitivity: sensitivity(run) } : {}),
  };
  writeOutput(file, reportHtml(run, sections));
  return 0;
}
