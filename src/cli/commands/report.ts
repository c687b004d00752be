import { writeResult } from '../../io/files/write-result.ts';
import { reportHtml } from '../../page/index.ts';
import { platformFiles } from '../../platform/node.ts';
import { readResults } from '../../results/read-results.ts';

/** `zigzag report`: makes the page of a run from its results. */
export async function reportCommand(results: string, out: string | undefined): Promise<number> {
  const run = await readResults(results, platformFiles);
  const file = out ?? `${folderOf(results)}/report.html`;
  writeResult(platformFiles, file, reportHtml(run));
  process.stdout.write(`${file}\n`);
  return 0;
}

/** The folder of results, given as such or by its file. */
function folderOf(results: string): string {
  if (!results.endsWith('.json')) return results.replace(/[/\\]+$/, '') || '/';
  const end = Math.max(results.lastIndexOf('/'), results.lastIndexOf('\\'));
  return end < 0 ? '.' : results.slice(0, end);
}
