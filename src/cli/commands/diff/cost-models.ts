import { InputError } from '../../../base/diagnostic.ts';
import { type RunDifference, runDifference, WITHOUT_EFFECT } from '../../../model-difference/index.ts';
import type { StoredRun } from '../../../results/index.ts';
import { repeatedSearch } from '../../../run/repeated-search.ts';
import type { Totals } from '../../../sensitivity/index.ts';
import { storedRun } from '../../stored-run.ts';
import { tableOptions } from '../../terminal/colours.ts';
import { type BestMappings, costModelsText } from '../../text/cost-models/cost-models-text.ts';

export interface CostModelDiffOptions {
  /** A table of every layer, too. */
  readonly all?: boolean;
  readonly json?: boolean;
  /** Every layer is searched again by the model that the run did not use. */
  readonly search?: boolean;
}

/** `zigzag diff --cost-models RUN`: the mappings of a run by both cost models, and what every correction changes. */
export async function costModelDiffCommand(place: string, options: CostModelDiffOptions): Promise<number> {
  const { all = false, json = false, search = false } = options;
  const run = await storedRun(place);
  if (run.evaluations.length === 0) throw withoutMappings(place);
  const difference = runDifference(run.evaluations, run.otherOperators);
  const best = search ? await bestMappings(run, difference) : undefined;
  const text = json
    ? JSON.stringify(documentOf(place, difference, best), undefined, 2)
    : costModelsText(place, difference, best, all, tableOptions(process.stdout));
  process.stdout.write(`${text}\n`);
  return 0;
}

/** Totals of the best mappings of each model, by that model. Those of the run are known. */
async function bestMappings(run: StoredRun, { foundBy }: RunDifference): Promise<BestMappings> {
  const costModel = foundBy === 'reference' ? 'corrected' : 'reference';
  const searched = await repeatedSearch(run, { ...run.document.options, costModel }).totals((one) => one);
  const { energy, latency } = run.total;
  const ofRun = { energy, latency };
  const other = isComplete(searched) ? { energy: searched.energy, latency: searched.latency } : undefined;
  return foundBy === 'reference' ? { reference: ofRun, corrected: other } : { reference: other, corrected: ofRun };
}

/** Totals have energy and latency, unless a layer has no mapping. */
function isComplete(
  totals: Totals | undefined,
): totals is Totals & { readonly energy: number; readonly latency: number } {
  return totals?.energy !== undefined && totals.latency !== undefined;
}

function documentOf(place: string, difference: RunDifference, best: BestMappings | undefined): unknown {
  const { foundBy, reference, corrected, quirks, layers, refused } = difference;
  return {
    schemaVersion: 1,
    units: { energy: 'pJ', latency: 'cycles' },
    run: place,
    foundBy,
    totals: { reference, corrected },
    ...(best === undefined
      ? {}
      : { bestMappings: { reference: best.reference ?? null, corrected: best.corrected ?? null } }),
    quirks,
    withoutEffect: WITHOUT_EFFECT,
    layers,
    refused,
  };
}

function withoutMappings(place: string): InputError {
  const message = 'the run has no layer with a mapping, so there is nothing to compare';
  return new InputError([
    { code: 'ZZ6069', severity: 'error', file: place, message, hint: 'run again on an accelerator that layers fit' },
  ]);
}
