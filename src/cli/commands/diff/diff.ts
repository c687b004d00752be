import { InputError } from '../../../base/diagnostic.ts';
import { printable } from '../../../base/plain-text.ts';
import { differenceDocument, type ToldDifference } from '../../../results/difference/difference-document.ts';
import { compareRuns, onlyDifferences, regressions, type StoredRun } from '../../../results/index.ts';
import { storedRun } from '../../stored-run.ts';
import { tableOptions } from '../../terminal/colours.ts';
import { diffLines } from '../../text/diff/diff-lines.ts';
import { diffMarkdown } from '../../text/diff/diff-markdown.ts';
import { diffText } from '../../text/diff/diff-text.ts';

export interface DiffOptions {
  /** Percent. */
  readonly failAbove?: number;
  readonly all?: boolean;
  readonly json?: boolean;
  readonly jsonLines?: boolean;
  readonly markdown?: boolean;
  /** Without the details of every layer. */
  readonly summary?: boolean;
}

/**
 * `zigzag diff RUN_A RUN_B`. Exit code 3 where a cost of B is worse than that of A by more than `failAbove`, or a layer of A does not fit
 * in B.
 */
export async function diffCommand(placeA: string, placeB: string, options: DiffOptions): Promise<number> {
  const { failAbove, all = false, summary = false } = options;
  const [a, b] = await readBoth(placeA, placeB);
  const comparison = compareRuns(a, b);
  const { noLongerFit } = comparison;
  const worse = failAbove === undefined ? undefined : { percent: failAbove, found: regressions(comparison, failAbove) };
  const shown = all ? comparison : onlyDifferences(comparison);
  const diff: ToldDifference = { comparison, shown, places: [placeA, placeB], worse };
  const text = options.markdown
    ? diffMarkdown(diff)
    : options.jsonLines
      ? diffLines(diff)
      : options.json
        ? JSON.stringify(differenceDocument(diff), undefined, 2)
        : diffText(diff, tableOptions(process.stdout), summary);
  process.stdout.write(`${text}\n`);
  if (noLongerFit.length > 0) console.error(`no longer fit: ${noLongerFit.map(printable).join(', ')}`);
  return worse !== undefined && (worse.found.length > 0 || noLongerFit.length > 0) ? 3 : 0;
}

/** Reports what is wrong with either at once. */
async function readBoth(placeA: string, placeB: string): Promise<readonly [StoredRun, StoredRun]> {
  const [a, b] = await Promise.allSettled([storedRun(placeA), storedRun(placeB)]);
  if (a.status === 'fulfilled' && b.status === 'fulfilled') return [a.value, b.value];
  const reasons: unknown[] = [a, b].flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
  const diagnostics = reasons.map((reason) => {
    if (!(reason instanceof InputError)) throw reason;
    return reason.diagnostics;
  });
  throw new InputError(diagnostics.flat());
}
