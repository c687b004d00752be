import { writeResult } from '../../io/files/write-result.ts';
import { reportHtml } from '../../page/index.ts';
import { platformFiles } from '../../platform/node.ts';
import { folderOf, storedRun } from '../stored-run.ts';

/** `zigzag report`: makes the page of a run from its results. */
export async function reportCommand(results: string, out: string | undefined): Promise<number> {
  const run = await storedRun(results);
  const file = out ?? `${folderOf(results)}/report.html`;
  writeResult(platformFiles, file, reportHtml(run));
  process.stdout.write(`${file}\n`);
  return 0;
}
