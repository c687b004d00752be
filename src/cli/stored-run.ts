import { platformFiles } from '../platform/node.ts';
import { unfinishedRun } from '../platform/result-folder.ts';
import type { StoredRun } from '../results/index.ts';
import { readResults } from '../results/read-results.ts';
import { printDiagnostic } from './text/failures.ts';

/**
 * The run in a folder or file. Says on standard error that a later run into the folder has not ended.
 * @throws InputError when there are no results, or something changed them.
 */
export async function storedRun(place: string): Promise<StoredRun> {
  const warning = unfinishedRun(folderOf(place));
  if (warning !== undefined) printDiagnostic(warning);
  return await readResults(place, platformFiles);
}

/** The folder of results, given as such or by its file. */
export function folderOf(results: string): string {
  if (!results.endsWith('.json')) return results.replace(/[/\\]+$/, '') || '/';
  const end = Math.max(results.lastIndexOf('/'), results.lastIndexOf('\\'));
  return end < 0 ? '.' : results.slice(0, end);
}
