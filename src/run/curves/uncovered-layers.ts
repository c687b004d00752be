import { InputError } from '../../base/diagnostic.ts';
import { countText } from '../../base/number-text.ts';
import type { CurveReservation } from '../../search/curves/layer-curve.ts';

/** A layer whose curve is not known, and why (docs/curves.md#reservations). */
export interface UncoveredLayer {
  readonly name: string;
  readonly reservations: readonly CurveReservation[];
}

/** @param uncovered layers that the memory holds data of. */
export function nothingCovered(memory: string, uncovered: readonly UncoveredLayer[]): InputError {
  const [first] = uncovered;
  const cause =
    first === undefined
      ? 'it holds no data of any layer'
      : `${countText(uncovered.length, 'layer is', 'layers are')} not covered, such as "${first.name}" (${first.reservations.join(', ')})`;
  return new InputError([
    {
      code: 'ZZ6074',
      severity: 'error',
      message: `there is no curve of the traffic of memory "${memory}": ${cause}`,
      hint: first === undefined ? 'name another memory' : 'allow more spatial mappings, or take the other cost model',
    },
  ]);
}
