import { scaleFor, type Unit } from '../../base/number-text.ts';
import type { Objective, SweptQuantity } from '../../sweep/points/sweep-results.ts';
import type { PageQuantity } from '../data/sweep-table.ts';

/** Units of which more is better where no objective says otherwise. */
const MORE_IS_BETTER: ReadonlySet<Unit> = new Set<Unit>(['share', 'MAC/cycle', 'TOP/s', 'TOP/s/W', 'TOP/s/mm2']);

/** Words for quantities whose title is long, once the title has been said. */
const SHORT_TITLES: Readonly<Record<string, string>> = { edp: 'product' };

/** Significant digits of a typical value in a column. */
const DIGITS = 4;

/** How a quantity is shown, given a value of a good design. */
export function pageQuantity(
  { name, title, unit }: SweptQuantity,
  objectives: readonly Objective[],
  typical: number,
): PageQuantity {
  const objective = objectives.find(({ quantity }) => quantity === name);
  const size = Number.isFinite(typical) ? typical : 1;
  const scale = unit === 'share' ? { factor: 0.01, symbol: '%' } : scaleFor(size, unit);
  const whole = size === 0 ? 1 : Math.floor(Math.log10(Math.abs(size / scale.factor))) + 1;
  const isMore = objective === undefined ? MORE_IS_BETTER.has(unit) : objective.direction === 'maximise';
  return {
    name,
    title,
    short: SHORT_TITLES[name] ?? title,
    unit,
    scale,
    decimals: unit === 'share' ? 1 : Math.min(6, Math.max(0, DIGITS - whole)),
    sign: isMore ? -1 : 1,
  };
}
