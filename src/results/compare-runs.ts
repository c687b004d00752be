import type { CostModelName } from '../model/cost-model.ts';
import { type CostModelEvaluation, CumulativeCME } from '../model/evaluation/evaluation.ts';
import type { TrafficEvaluation } from '../model/evaluation/traffic-evaluation.ts';
import { costModelOf } from '../quantities/hardware/hardware-quantities.ts';
import { quantitiesOfRun } from '../quantities/layer-quantities.ts';
import { costlyOperators, leftOutText } from '../quantities/left-out.ts';
import type { QuantityValue } from '../quantities/quantity.ts';
import {
  compareLayers,
  compareOperators,
  type LayerComparison,
  matchLayers,
  matchOperators,
  type UnmatchedLayer,
  unmatchedLayer,
  unmatchedOperator,
} from './compare-layers.ts';
import type { StoredRun } from './decode-results.ts';
import { compareQuantities, deltaNamed, differs, grewByMoreThan, type QuantityDelta } from './quantity-delta.ts';

/** An input file in two runs. */
export interface InputComparison {
  readonly kind: 'workload' | 'accelerator' | 'mapping';
  /** Whether the contents differ, by SHA-256; null where a run does not know its own. */
  readonly changed: boolean | null;
  readonly before: InputIdentity;
  readonly after: InputIdentity;
}

export interface InputIdentity {
  readonly name: string;
  readonly sha256: string | null;
}

/** An option with two values; null where a run does not have it. */
export interface OptionChange {
  readonly name: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** Everything that differs between two runs, and what is equal too. */
export interface RunComparison {
  /** Program and version that made the results. */
  readonly generators: readonly [before: string, after: string];
  /** Cost model of every figure of a run. */
  readonly costModels: readonly [before: CostModelName, after: CostModelName];
  readonly inputs: readonly InputComparison[];
  /** Only those that differ. The folder of the results is none of them. */
  readonly options: readonly OptionChange[];
  /** In words, which layers each run left out because they have no mapping; null for a complete run. */
  readonly partial: { readonly before: string | null; readonly after: string | null };
  /** What the totals add up: layers that only one run has are left out where a run is partial. */
  readonly totalsOf: 'all layers' | 'layers of both runs';
  readonly totals: readonly QuantityDelta[];
  /** Layers of both runs, those whose energy or latency changed most, as a share of the total, first. */
  readonly layers: readonly LayerComparison[];
  readonly onlyBefore: readonly UnmatchedLayer[];
  readonly onlyAfter: readonly UnmatchedLayer[];
  /** Names of layers that have a mapping before, and do not fit after. */
  readonly noLongerFit: readonly string[];
}

/** A cost that grew too much. */
export interface Regression {
  /** Null for the total. */
  readonly layer: string | null;
  readonly figure: QuantityDelta;
}

/** Compares two runs quantity by quantity; layers are matched by name. Same runs, same result, to the order of every list. */
export function compareRuns(before: StoredRun, after: StoredRun): RunComparison {
  const { both, onlyBefore, onlyAfter } = matchLayers(before.evaluations, after.evaluations);
  const { energy, latency } = before.total;
  const operators = matchOperators(costly(before), costly(after));
  const layers = [
    ...both.map(([layerBefore, layerAfter]) => compareLayers(layerBefore, layerAfter)),
    ...operators.both.map(([operatorBefore, operatorAfter]) => compareOperators(operatorBefore, operatorAfter)),
  ];
  const partial = { before: partialTextOf(before), after: partialTextOf(after) };
  // Totals of other layers would say nothing: a run with fewer layers would look better.
  const isOfBoth =
    (partial.before !== null || partial.after !== null) && (onlyBefore.length > 0 || onlyAfter.length > 0);
  const [totalBefore, totalAfter]: readonly [Totals, Totals] = isOfBoth
    ? [
        addedUp(
          both.map(([evaluation]) => evaluation),
          operators.both.map(([operator]) => operator),
        ),
        addedUp(
          both.map(([, evaluation]) => evaluation),
          operators.both.map(([, operator]) => operator),
        ),
      ]
    : [before, after];
  return {
    generators: [before.document.generator, after.document.generator],
    costModels: [costModelOf(before.evaluations), costModelOf(after.evaluations)],
    inputs: compareInputs(before.document.inputs, after.document.inputs),
    options: compareOptions(before.document.options, after.document.options),
    totals: compareQuantities(quantitiesOfTotals(totalBefore), quantitiesOfTotals(totalAfter)),
    partial,
    totalsOf: isOfBoth ? 'layers of both runs' : 'all layers',
    layers: sortedBySize(layers, ({ figures }) =>
      Math.max(
        shareOf(energy, deltaNamed(figures, 'energy').absolute),
        shareOf(latency, deltaNamed(figures, 'latency').absolute),
      ),
    ),
    onlyBefore: [...onlyBefore.map(unmatchedLayer), ...operators.onlyBefore.map(unmatchedOperator)],
    onlyAfter: [...onlyAfter.map(unmatchedLayer), ...operators.onlyAfter.map(unmatchedOperator)],
    noLongerFit: after.document.infeasible
      .map(({ name }) => name)
      .filter((name) => before.evaluations.some(({ layer }) => layer.name === name)),
  };
}

/** Operators that cost their traffic, those that are free left out. */
function costly({ otherOperators = [] }: StoredRun): readonly TrafficEvaluation[] {
  return costlyOperators(otherOperators);
}

function partialTextOf({ document, evaluations }: StoredRun): string | null {
  return leftOutText(document, evaluations.length) ?? null;
}

type Totals = Pick<StoredRun, 'total' | 'evaluations' | 'otherOperators' | 'languageModel'>;

/** Those of the run, and of the whole language model where the workload is one. */
function quantitiesOfTotals({ total, evaluations, otherOperators, languageModel }: Totals): readonly QuantityValue[] {
  return [...quantitiesOfRun(total, evaluations, otherOperators), ...(languageModel?.quantities ?? [])];
}

function addedUp(evaluations: readonly CostModelEvaluation[], otherOperators: readonly TrafficEvaluation[]): Totals {
  const ofLayers = evaluations.reduce((sum, evaluation) => sum.plus(evaluation), new CumulativeCME());
  return { total: otherOperators.reduce((sum, operator) => sum.plus(operator), ofLayers), evaluations, otherOperators };
}

/** Whether anything about a layer differs. */
export function layerDiffers({ figures, shape, spatialMapping, temporalMapping }: LayerComparison): boolean {
  return figures.some(differs) || shape.changed || spatialMapping.changed || temporalMapping.changed;
}

/** Whether results differ: quantities, mappings, or which layers there are. Inputs and options may differ without that. */
export function resultsDiffer({ totals, layers, onlyBefore, onlyAfter }: RunComparison): boolean {
  return totals.some(differs) || layers.some(layerDiffers) || onlyBefore.length > 0 || onlyAfter.length > 0;
}

/**
 * Energies and latencies, in total and of layers, that grew by more than `percent`. Gains never count, and do not make up for losses
 * elsewhere. A layer that only one run has counts in the totals alone, if both runs are complete.
 */
export function regressions({ totals, layers }: RunComparison, percent: number): Regression[] {
  const grown = (layer: string | null, figures: readonly QuantityDelta[]): Regression[] =>
    [deltaNamed(figures, 'energy'), deltaNamed(figures, 'latency')]
      .filter((figure) => grewByMoreThan(figure, percent / 100))
      .map((figure) => ({ layer, figure }));
  return [...grown(null, totals), ...layers.flatMap(({ name, figures }) => grown(name, figures))];
}

/** The comparison without what is equal. */
export function onlyDifferences(comparison: RunComparison): RunComparison {
  return {
    ...comparison,
    inputs: comparison.inputs.filter(({ changed }) => changed === true),
    totals: comparison.totals.filter(differs),
    layers: comparison.layers
      .filter(layerDiffers)
      .map((layer) => ({ ...layer, figures: layer.figures.filter(differs) })),
  };
}

/** Largest first; equal ones keep their order. */
export function sortedBySize<T>(items: readonly T[], size: (item: T) => number): T[] {
  return items
    .map((item) => ({ item, size: size(item) }))
    .sort((a, b) => (a.size === b.size ? 0 : b.size - a.size))
    .map(({ item }) => item);
}

function shareOf(total: number, change: number): number {
  return change === 0 ? 0 : Math.abs(change) / total;
}

type Inputs = StoredRun['document']['inputs'];

function compareInputs(before: Inputs, after: Inputs): InputComparison[] {
  const kinds = ['workload', 'accelerator', 'mapping'] as const;
  return kinds.map((kind) => {
    const [a, b] = [before[kind], after[kind]];
    const known = a.sha256 !== undefined && b.sha256 !== undefined;
    return {
      kind,
      changed: known ? a.sha256 !== b.sha256 : null,
      before: { name: a.name, sha256: a.sha256 ?? null },
      after: { name: b.name, sha256: b.sha256 ?? null },
    };
  });
}

/** Where results went does not change them. */
const NO_SETTING = 'dumpFolder';

function compareOptions(
  before: Readonly<Record<string, unknown>>,
  after: Readonly<Record<string, unknown>>,
): OptionChange[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((name) => name !== NO_SETTING);
  return (
    names
      .map((name) => ({ name, before: before[name] ?? null, after: after[name] ?? null }))
      .filter(({ before: a, after: b }) => canonicalText(a) !== canonicalText(b))
      // Runs of older versions lack options that are off by default.
      .filter(({ before: a, after: b }) => !(isOff(a) && isOff(b)))
  );
}

function isOff(value: unknown): boolean {
  return value === null || value === false || value === 0 || value === 'none' || value === 'reference';
}

/** As JSON, with keys by name. */
function canonicalText(value: unknown): string {
  return JSON.stringify(value, (_, item: unknown) =>
    typeof item === 'object' && item !== null && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  );
}
