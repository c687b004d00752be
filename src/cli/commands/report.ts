import { reportHtml } from '../../page/index.ts';
import { curvesOfRun } from '../../run/curves/curves-of-run.ts';
import { folderOf, storedRun } from '../stored-run.ts';
import { writeOutput } from '../write-output.ts';

/**
 * `zigzag report`: makes the page of a run from its results.
 * @param withCurves also with the buffer-traffic curves, which take about as long as the run.
 */
export async function reportCommand(results: string, out: string | undefined, withCurves: boolean): Promise<number> {
  const run = await storedRun(results);
  const file = out ?? `${folderOf(results)}/report.html`;
  writeOutput(file, reportHtml(run, withCurves ? curvesOfRun(run.evaluations) : undefined));
  return 0;
}
