import { InputError } from '../../../base/diagnostic.ts';
import { tornadoChart } from '../../../charts/bars/tornado.ts';
import { writePicture } from '../../../io/files/write-picture.ts';
import { checkWritable } from '../../../io/files/write-result.ts';
import { costModelNotes } from '../../../model/cost-model.ts';
import { platformFiles } from '../../../platform/node.ts';
import { costModelOf } from '../../../quantities/hardware/hardware-quantities.ts';
import type { StoredRun } from '../../../results/index.ts';
import { repeatedSearch } from '../../../run/repeated-search.ts';
import {
  ELASTICITY_WORDS,
  elasticityPanels,
  marksWidths,
  RANGE_WORDS,
  rangePanels,
  type Sensitivity,
  sensitivity,
  type TotalName,
  withSearches,
} from '../../../sensitivity/index.ts';
import { storedRun } from '../../stored-run.ts';
import { tableOptions } from '../../terminal/colours.ts';
import { ProgressLine } from '../../terminal/progress.ts';
import { sensitivityCsv, sensitivityDocument } from './sensitivity-document.ts';
import type { SensitivityOutput } from './sensitivity-output.ts';
import { sensitivityText } from './sensitivity-text.ts';

const DEFAULT_TOTALS: readonly TotalName[] = ['energy', 'latency'];
const DEFAULT_ROWS = 10;

/** `zigzag sensitivity DIR`: which numbers of the accelerator the totals of a run depend on. */
export async function sensitivityCommand(place: string, output: SensitivityOutput): Promise<number> {
  const { out, of = DEFAULT_TOTALS, json = false, csv = false, top = DEFAULT_ROWS } = output;
  if (out !== undefined) {
    refuseOtherPictures(out);
    checkWritable(platformFiles, out);
  }
  const run = await storedRun(place);
  if (run.evaluations.length === 0) throw withoutMappings(place);
  const { step, factor } = output;
  const steps = {
    ...(step === undefined ? {} : { share: step / 100 }),
    ...(factor === undefined ? {} : { factor }),
  };
  const held = sensitivity(run, { steps });
  const found = output.search === true ? await searchedToo(held, run, !json && !csv) : held;
  const title = `${baseName(run.document.inputs.workload.name)} on ${baseName(run.document.inputs.accelerator.name)}`;
  const costModel = costModelOf(run.evaluations);
  const model = costModelNotes(run.evaluations);
  if (json) process.stdout.write(`${JSON.stringify(sensitivityDocument(found, place, costModel), undefined, 2)}\n`);
  else if (csv) process.stdout.write(sensitivityCsv(found, costModel));
  else
    process.stdout.write(
      `${sensitivityText(found, { title: [title, ...model].join(', '), of, top }, tableOptions(process.stdout))}\n`,
    );
  if (out !== undefined) writePicture(platformFiles, out, chartOf(found, title, model, output.of, top), 2);
  return 0;
}

async function searchedToo(held: Sensitivity, run: StoredRun, isShown: boolean): Promise<Sensitivity> {
  const progress = new ProgressLine(isShown);
  try {
    return await withSearches(held, repeatedSearch(run, run.document.options), (done, total) =>
      progress.update({ stage: 'sensitivity', done, total, note: held.numbers[done]?.name ?? '' }),
    );
  } finally {
    progress.clear();
  }
}

/** The ranges of the file where it has some; elasticities otherwise. */
function chartOf(
  found: Sensitivity,
  title: string,
  model: readonly string[],
  of: readonly TotalName[] | undefined,
  top: number,
): string {
  if (found.ranges !== undefined) {
    return tornadoChart(rangePanels(found.ranges, of), {
      title: `Ranges of ${title}`,
      notes: ['mappings held; every range alone', ...model],
      ...RANGE_WORDS,
      top,
    });
  }
  const panels = elasticityPanels(found, of ?? DEFAULT_TOTALS, top);
  const way = found.searchedTotals === undefined ? 'mappings held' : 'every layer searched again';
  return tornadoChart(panels, {
    title: `Sensitivity of ${title}`,
    notes: [
      way,
      ...(marksWidths(panels, top) ? ['* an access of any width has the energy of the file'] : []),
      ...model,
    ],
    ...ELASTICITY_WORDS,
    top,
  });
}

function withoutMappings(place: string): InputError {
  const message = 'the run has no layer with a mapping, so its totals depend on nothing';
  return new InputError([
    { code: 'ZZ6068', severity: 'error', file: place, message, hint: 'run again on an accelerator that layers fit' },
  ]);
}

function refuseOtherPictures(out: string): void {
  if (/\.(svg|png)$/i.test(out)) return;
  const message = `the name "${out}" ends in neither .svg nor .png`;
  throw new InputError([{ code: 'ZZ6061', severity: 'error', message, hint: 'end the name in .svg or .png' }]);
}

/** Of a path the file's name. */
function baseName(path: string): string {
  return path.split(/[/\\]/).findLast((part) => part !== '') ?? path;
}
