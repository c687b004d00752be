/** Bits of the units in which memories are sized. Those with an i are powers of 1024, the others of 1000. */
const BITS_OF_UNIT: Readonly<Record<string, number>> = {
  bit: 1,
  B: 8,
  KiB: 8 * 2 ** 10,
  MiB: 8 * 2 ** 20,
  GiB: 8 * 2 ** 30,
  kB: 8e3,
  MB: 8e6,
  GB: 8e9,
};

/** What one of a unit is, in the unit in which results have the quantity; by that unit. */
const UNITS_BY_RESULT: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  bit: BITS_OF_UNIT,
  pJ: { pJ: 1, nJ: 1e3, uJ: 1e6, µJ: 1e6, mJ: 1e9, J: 1e12 },
  cycles: { cycles: 1, kcycles: 1e3, Mcycles: 1e6 },
  mm2: { mm2: 1, 'mm²': 1 },
  mW: { mW: 1, W: 1e3 },
  s: { ns: 1e-9, us: 1e-6, ms: 1e-3, s: 1 },
  MHz: { MHz: 1, GHz: 1e3 },
};

const FACTOR_OF_UNIT: Readonly<Record<string, number>> = Object.assign({}, ...Object.values(UNITS_BY_RESULT));

/** Every unit that `numberWithUnit` knows. */
export const KNOWN_UNITS: readonly string[] = Object.keys(FACTOR_OF_UNIT);

/** Units of sizes. */
export const SIZE_UNITS: readonly string[] = Object.keys(BITS_OF_UNIT);

/** Bits of a text like `64KiB`; undefined if it is none. */
export function sizeInBits(text: string): number | undefined {
  const [, amount = '', unit = ''] = /^(\d+(?:\.\d+)?) *([A-Za-z]+)$/.exec(text) ?? [];
  const bits = Object.hasOwn(BITS_OF_UNIT, unit) ? BITS_OF_UNIT[unit] : undefined;
  return bits === undefined ? undefined : Number(amount) * bits;
}

/** What one of a unit is, in the unit in which results have the quantity: 8192 for `KiB`. Undefined for an unknown one. */
export function factorOfUnit(unit: string): number | undefined {
  return Object.hasOwn(FACTOR_OF_UNIT, unit) ? FACTOR_OF_UNIT[unit] : undefined;
}

/** The unit in which results have what a unit measures: `pJ` for `mJ`. Undefined for an unknown one. */
export function resultUnitOf(unit: string): string | undefined {
  return Object.keys(UNITS_BY_RESULT).find((result) => unitsOfResult(result).includes(unit));
}

/** The units that a quantity of results may be written in: `pJ`, `nJ` and so on for `pJ`. Empty where there are none. */
export function unitsOfResult(result: string): readonly string[] {
  return Object.hasOwn(UNITS_BY_RESULT, result) ? Object.keys(UNITS_BY_RESULT[result] ?? {}) : [];
}
