import type { Settings } from '../../design-space/design-space.ts';
import type { Limit } from '../file/sweep-definition.ts';
import type { PointQuantities } from '../points/design-point.ts';

/**
 * The limits that a design exceeds, as the file writes them. A limit on a quantity that isn't known counts as exceeded: nobody can tell that
 * it is met.
 */
export function exceededLimits(
  limits: readonly Limit[],
  settings: Settings,
  quantities: PointQuantities,
): readonly string[] {
  return limits
    .filter(({ condition }) => condition.evaluate((name) => meaningIn(name, settings, quantities)) !== true)
    .map(({ text }) => text);
}

/**
 * By how much a design exceeds the limits: the sum of the relative differences between the sides of the comparisons. Other conditions that are not met, and
 * quantities that are not known, count as 1. 0 within all limits.
 */
export function excessOfLimits(limits: readonly Limit[], settings: Settings, quantities: PointQuantities): number {
  const lookUp = (name: string): unknown => meaningIn(name, settings, quantities);
  return limits.reduce((sum, { condition: { comparison, evaluate } }) => {
    if (evaluate(lookUp) === true) return sum;
    const [left, right] = [Number(comparison?.left.evaluate(lookUp)), Number(comparison?.right.evaluate(lookUp))];
    const difference = Math.abs(left - right) / Math.max(Math.abs(right), Number.MIN_VALUE);
    return sum + (Number.isFinite(difference) && difference > 0 ? difference : 1);
  }, 0);
}

/** The limits that lower bounds of quantities prove to be exceeded, as the file writes them: comparisons of a quantity with what no quantity decides. */
export function provenExcess(limits: readonly Limit[], settings: Settings, bounds: PointQuantities): readonly string[] {
  return limits
    .filter(({ condition: { comparison } }) => {
      if (comparison === undefined || !comparison.operator.startsWith('<') || !comparison.left.isName) return false;
      return comparison.right.names.every((name) => Object.hasOwn(settings, name));
    })
    .filter(({ condition }) => {
      const isKnown = condition.names.every(({ name }) => meaningIn(name, settings, bounds) !== null);
      return isKnown && condition.evaluate((name) => meaningIn(name, settings, bounds)) === false;
    })
    .map(({ text }) => text);
}

/** Dots of quantities are written as $ in the names of conditions (read-sweep.ts). */
function meaningIn(name: string, settings: Settings, quantities: PointQuantities): unknown {
  if (Object.hasOwn(settings, name)) return settings[name];
  const quantity = name.replaceAll('$', '.');
  const found = Object.keys(quantities).find((one) => one === quantity || one === quantity.toLowerCase());
  return found === undefined ? null : quantities[found];
}
