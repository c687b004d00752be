import { writeResult } from '../../io/files/write-result.ts';
import { reportHtml } from '../../page/index.ts';
import { platformFiles } from '../../platform/node.ts';
import { curvesOfRun } from '../../run/curves/curves-of-run.ts';
import { folderOf, storedRun } from '../stored-run.ts';

/**
 * `zigzag report`: makes the page of a run from its results.
 * @param withCurves also with the buffer-traffic curves, which take about as long as the run.
 */
export async function reportCommand(results: string, out: string | undefined, withCurves: boolean): Promise<number> {
  const run = await storedRun(results);
  const file = out ?? `${folderOf(results)}/report.html`;
  writeResult(platformFiles, file, reportHtml(run, withCurves ? curvesOfRun(run.evaluations) : undefined));
  process.stdout.write(`${file}\n`);
  return 0;
}
