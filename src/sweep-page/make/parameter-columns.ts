import type { Parameter } from '../../design-space/setting.ts';
import type { PageParameter } from '../data/sweep-table.ts';
import { saysItself, settingNumber, settingText } from '../words/setting-text.ts';
import type { CollectedParameter } from './collected-points.ts';

/** A parameter and, for every design, the place of its value. */
export interface ParameterColumn {
  readonly parameter: PageParameter;
  readonly positions: Int32Array;
}

/** Designs a value of another parameter must have on average before it counts as deciding this one. */
const DESIGNS_PER_VALUE = 2;

/** The settings of designs in columns. Values that no design has are left out. */
export function parameterColumns(
  parameters: readonly Parameter[],
  collected: readonly CollectedParameter[],
): readonly ParameterColumn[] {
  const none: CollectedParameter = { values: [], places: new Float64Array() };
  const columns = parameters.map((parameter, place) => columnOf(parameter, collected[place] ?? none));
  const free: number[] = [];
  for (const [place, { positions }] of columns.entries()) {
    const isDecided = free.some((other) => decides(columns[other], positions));
    if (distinctCount(positions) > 1 && !isDecided) free.push(place);
  }
  // An earlier parameter may follow from a later one, too.
  const remaining = free.filter((place) =>
    free.every((other) => other <= place || !decides(columns[other], columns[place]?.positions ?? new Int32Array())),
  );
  const sizes = columns.filter(({ parameter }) => parameter.unit === 'bit' && parameter.texts.length > 1);
  return columns.map(({ parameter, positions }, place) => ({
    parameter: {
      ...parameter,
      isFree: remaining.includes(place),
      standsAlone: parameter.standsAlone && (parameter.unit !== 'bit' || sizes.length === 1),
    },
    positions,
  }));
}

function columnOf({ name, title, unit }: Parameter, { values, places }: CollectedParameter): ParameterColumn {
  const used = new Set(places);
  const kept = values
    .map((value, place) => ({ value, place, number: settingNumber(value) }))
    .filter(({ place }) => used.has(place));
  const areNumbers = kept.every(({ number }) => number !== undefined);
  if (areNumbers) kept.sort((a, b) => (a.number ?? 0) - (b.number ?? 0));
  const newPlaces = new Map(kept.map(({ place }, index) => [place, index]));
  return {
    parameter: {
      name,
      title,
      unit,
      texts: kept.map(({ value }) => settingText(value, unit)),
      numbers: areNumbers ? kept.map(({ number }) => number ?? 0) : undefined,
      isFree: false,
      standsAlone: kept.every(({ value }) => saysItself(value, unit)),
    },
    positions: Int32Array.from(places, (place) => newPlaces.get(place) ?? 0),
  };
}

/** Whether the value of one parameter follows from that of another in all designs. */
function decides(decisive: ParameterColumn | undefined, positions: Int32Array): boolean {
  if (decisive === undefined || distinctCount(decisive.positions) * DESIGNS_PER_VALUE > positions.length) return false;
  const valueFor = new Map<number, number>();
  return decisive.positions.every((place, row) => {
    const value = positions[row] ?? 0;
    const before = valueFor.get(place);
    if (before === undefined) valueFor.set(place, value);
    return before === undefined || before === value;
  });
}

function distinctCount(positions: Int32Array): number {
  return new Set(positions).size;
}
