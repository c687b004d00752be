import { smallest } from '../../base/extremes.ts';
import { frontRows } from '../data/front-rows.ts';
import type { PageQuantity, SweepTable } from '../data/sweep-table.ts';
import { limitOf } from '../words/limit-texts.ts';
import { collectPoints, type SweepSource } from './collected-points.ts';
import { parameterColumns } from './parameter-columns.ts';
import { pageQuantity } from './quantity-columns.ts';

/** Quantities that say what a better design costs, the most telling first. */
const PRICES = ['area', 'energy', 'latency'];

/** The results of a sweep in columns. Its points are read once. */
export function tableOfSweep(results: SweepSource): SweepTable {
  const { points, status, values, workloads, parameters } = collectPoints(results);
  const best = results.best === undefined ? -1 : points.indexOf(results.best);
  const quantities = results.quantities.map((quantity, place) =>
    pageQuantity(quantity, results.objectives, typicalValue(values[place] ?? new Float64Array(), best)),
  );
  const named = results.objectives
    .map(({ quantity }) => quantities.findIndex(({ name }) => name === quantity))
    .filter((place) => place >= 0);
  const objectives = named.length === 0 ? [0] : named;
  const columns = parameterColumns(results.parameters, parameters);
  const table: SweepTable = {
    parameters: columns.map(({ parameter }) => parameter),
    quantities,
    objectives,
    price: priceOf(quantities, objectives, values),
    limits: results.limits.map((text) => limitOf(text, results.quantities)),
    points,
    status,
    positions: columns.map(({ positions }) => positions),
    values,
    front: new Uint8Array(points.length),
    best,
    workloads: workloads.map((column, place) => ({
      name: results.inputs.workloads[place]?.name ?? '',
      values: column,
    })),
    folder: folderOf(results.inputs.command),
    thinning: undefined,
  };
  markFront(table, results.front);
  return table;
}

/** The best design's, else the smallest that is known. */
function typicalValue(values: Float64Array, best: number): number {
  const own = values[best] ?? Number.NaN;
  if (!Number.isNaN(own)) return own;
  const known = values.filter((value) => !Number.isNaN(value));
  return known.length === 0 ? Number.NaN : smallest(known);
}

/** What else to look at: the area where it is known, else a further objective, else a quantity that differs. */
function priceOf(
  quantities: readonly PageQuantity[],
  objectives: readonly number[],
  values: readonly Float64Array[],
): number | undefined {
  const main = objectives[0];
  const differs = (place: number): boolean => {
    const known = values[place]?.filter((value) => !Number.isNaN(value)) ?? new Float64Array();
    return known.some((value) => value !== known[0]);
  };
  const named = PRICES.map((wanted) => quantities.findIndex(({ name }) => name === wanted));
  const area = named.slice(0, 1);
  return [...area, ...objectives.slice(1), ...named, ...quantities.keys()].find(
    (place) => place >= 0 && place !== main && differs(place),
  );
}

/** The front of several objectives is that of the sweep. One objective has only a best design, so that its price is the second. */
function markFront(table: SweepTable, front: readonly number[]): void {
  const { objectives, price, quantities, values } = table;
  if (objectives.length > 1 || price === undefined) {
    const onFront = new Set(front);
    for (const [row, point] of table.points.entries()) if (onFront.has(point)) table.front[row] = 1;
    return;
  }
  const badness = [...objectives, price].map(
    (place) => (row: number) => (values[place]?.[row] ?? Number.NaN) * (quantities[place]?.sign ?? 1),
  );
  for (const row of frontRows(table, badness)) table.front[row] = 1;
}

/** The folder that the command of the sweep writes to. */
function folderOf(command: string): string {
  return /--out[= ]("[^"]*"|'[^']*'|\S+)/.exec(command)?.[1] ?? '.';
}
