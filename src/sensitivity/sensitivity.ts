import type { Accelerator } from '../model/accelerator/accelerator.ts';
import { type AcceleratorNumber, type NumberRange, numberName } from '../model/accelerator/accelerator-number.ts';
import { numbersOf, withNumbers } from '../model/accelerator/vary-numbers.ts';
import { bindsBelow } from './binding.ts';
import { type Response, responseOf, strength } from './elasticity.ts';
import { type EvaluatedRun, HeldMappings } from './held-mappings.ts';
import { propagateRanges, type RangePropagation } from './range-propagation.ts';
import type { TotalName, Totals } from './total-names.ts';
import { DEFAULT_STEPS, notVaried, type Steps, type VariedNumber, variedNumbers } from './varied-numbers.ts';

/** What the totals do when one number of the accelerator changes. */
export interface NumberSensitivity extends VariedNumber {
  /** `dram r_cost`, `sram size`: unique within the accelerator. */
  readonly name: string;
  /** Every layer keeps its mapping. */
  readonly held: Response;
  /** Every layer is searched again; absent unless that was asked for. */
  readonly searched?: Response | undefined;
  /** Sizes, widths and counts: the smallest value with the same latency and mappings; below it, the number binds. */
  readonly bindsBelow?: number | undefined;
}

/** Which numbers of an accelerator the totals of a run depend on. */
export interface Sensitivity {
  readonly accelerator: Accelerator;
  readonly steps: Steps;
  readonly totals: Totals;
  /** The totals of a repeated search on the accelerator as it is; absent unless searches were asked for. */
  readonly searchedTotals?: Totals | undefined;
  /** In file order; `ranked` sorts them. */
  readonly numbers: readonly NumberSensitivity[];
  /** What has numbers that are not varied, for readers. */
  readonly notVaried: readonly string[];
  /** Absent where the file has no ranges. */
  readonly ranges?: RangePropagation | undefined;
}

export interface SensitivityOptions {
  readonly steps?: Partial<Steps> | undefined;
  /** In place of the ranges of the accelerator file. */
  readonly ranges?: readonly NumberRange[] | undefined;
}

/**
 * How the totals of a run depend on each number of its accelerator, by the cost model, with every mapping held.
 *
 * ```ts
 * const { numbers, ranges } = sensitivity(await getHardwarePerformance({ … }));
 * ```
 * @throws Error for a run without any mapping.
 */
export function sensitivity(run: EvaluatedRun, options: SensitivityOptions = {}): Sensitivity {
  const steps = { ...DEFAULT_STEPS, ...options.steps };
  const held = new HeldMappings(run);
  const { design } = held;
  const base = totalsAsTheyAre(held);
  const numbers = variedNumbers(design, steps).map((varied): NumberSensitivity => {
    const at = (value: number | undefined): Totals | undefined =>
      value === undefined ? undefined : held.totals([{ number: varied.number, value }]);
    return {
      ...varied,
      name: numberName(varied.number),
      held: responseOf(varied, base, at(varied.smaller), at(varied.larger)),
      ...(hasBound(varied) ? { bindsBelow: bindsBelow(held, base, varied) } : {}),
    };
  });
  const ranges = rangesOf(held, base, options.ranges ?? design.ranges ?? []);
  return { accelerator: design, steps, totals: base, numbers, notVaried: notVaried(design), ranges };
}

/** Sizes, widths and counts can be too small. The granularity of a port decides no latency. */
function hasBound({ kind, number }: VariedNumber): boolean {
  return kind === 'factor' && !(number.of === 'port' && number.field === 'bandwidth_min');
}

/** What the ranges of the accelerator make of the totals of a run; undefined where there are none. For those who need no more. */
export function rangesOfRun(run: EvaluatedRun): RangePropagation | undefined {
  if (!run.evaluations.some(({ accelerator }) => accelerator.ranges !== undefined)) return undefined;
  const held = new HeldMappings(run);
  return rangesOf(held, totalsAsTheyAre(held), held.design.ranges ?? []);
}

function totalsAsTheyAre(held: HeldMappings): Totals {
  const totals = held.totals();
  if (totals === undefined) throw new Error('the mappings of the run do not fit its own accelerator');
  return totals;
}

function rangesOf(held: HeldMappings, base: Totals, ranges: readonly NumberRange[]): RangePropagation | undefined {
  if (ranges.length === 0) return undefined;
  const values = new Map(numbersOf(held.design).map(({ number, value }) => [numberName(number), value]));
  const known = ranges.filter(({ number }) => values.has(numberName(number)));
  return propagateRanges(held, base, known, ({ number }) => values.get(numberName(number)) ?? Number.NaN);
}

/** Gives the totals of a run whose searches are repeated with changed accelerators. Undefined where no mapping fits. */
export interface RepeatedSearch {
  totals(change: (accelerator: Accelerator) => Accelerator): Promise<Totals | undefined>;
}

/**
 * The same with the search repeated for every value of every number: what the design would do if it were built so.
 * @param onNumber called before each number, for progress.
 */
export async function withSearches(
  found: Sensitivity,
  search: RepeatedSearch,
  onNumber: (done: number, of: number) => void = () => {},
): Promise<Sensitivity> {
  const base = await search.totals((accelerator) => accelerator);
  if (base === undefined) throw new Error('the repeated search finds no mapping on the accelerator as it is');
  const numbers: NumberSensitivity[] = [];
  for (const one of found.numbers) {
    onNumber(numbers.length, found.numbers.length);
    if (!decidesMappings(one)) {
      numbers.push({ ...one, searched: one.held });
      continue;
    }
    const at = async (value: number | undefined): Promise<Totals | undefined> =>
      value === undefined ? undefined : await search.totals((accelerator) => changed(accelerator, one.number, value));
    const [smaller, larger] = [await at(one.smaller), await at(one.larger)];
    numbers.push({ ...one, searched: responseOf(one, base, smaller, larger) });
  }
  return { ...found, searchedTotals: base, numbers };
}

/** Areas, static power and the clock have no part in the cost of a mapping: the search finds the same ones. */
function decidesMappings({ number }: NumberSensitivity): boolean {
  return number.of !== 'accelerator' && !('field' in number && /area|static_power/.test(number.field));
}

function changed(accelerator: Accelerator, number: AcceleratorNumber, value: number): Accelerator {
  return withNumbers(accelerator, [{ number, value }]);
}

/** The numbers that a total depends on, the strongest first: by the repeated search where there is one, too. */
export function ranked(numbers: readonly NumberSensitivity[], total: TotalName): NumberSensitivity[] {
  const of = ({ held, searched }: NumberSensitivity): number =>
    Math.max(strength(held.elasticities[total]), strength(searched?.elasticities[total]));
  return numbers.filter((one) => of(one) > NOTHING || isUnfit(one)).toSorted((a, b) => of(b) - of(a));
}

/** Below this, an elasticity is rounding. */
const NOTHING = 1e-9;

/**
 * Whether a number changes the total by the energy of a bit: the width of a port, of which an access keeps its energy. Tables mark it by `*`.
 */
export function changesBitEnergy({ number }: Pick<NumberSensitivity, 'number'>, total: TotalName): boolean {
  return number.of === 'port' && total !== 'latency' && total !== 'area';
}

/**
 * Ranked rows as tables and charts list them: of the first `top`, those that change the energy of a bit are the last. Their effect mostly
 * says what the file assumes of wider ports.
 */
export function asListed<Row extends { readonly one: NumberSensitivity }>(
  rows: readonly Row[],
  total: TotalName,
  top: number,
): readonly Row[] {
  const strongest = rows.slice(0, top);
  const isLast = ({ one }: Row): boolean => changesBitEnergy(one, total);
  return [...strongest.filter((row) => !isLast(row)), ...strongest.filter(isLast), ...rows.slice(top)];
}

/** Whether the smaller or larger value leaves a layer without its mapping. */
export function isUnfit({ held, smaller, larger }: NumberSensitivity): boolean {
  return (smaller !== undefined && held.smaller === undefined) || (larger !== undefined && held.larger === undefined);
}
