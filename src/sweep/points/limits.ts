import type { Settings } from '../../design-space/design-space.ts';
import type { Limit } from '../file/sweep-definition.ts';
import type { PointQuantities } from './design-point.ts';

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

/** Dots of quantities are written as $ in the names of conditions (read-sweep.ts). */
function meaningIn(name: string, settings: Settings, quantities: PointQuantities): unknown {
  if (Object.hasOwn(settings, name)) return settings[name];
  const quantity = name.replaceAll('$', '.');
  const found = Object.keys(quantities).find((one) => one === quantity || one === quantity.toLowerCase());
  return found === undefined ? null : quantities[found];
}
