import { InputError } from '../../base/diagnostic.ts';
import type { DesignDescription } from '../../design-space/describe-design.ts';
import type { DesignSpace } from '../../design-space/design-space.ts';
import { ExpressionError } from '../../design-space/expression.ts';
import { originOf, type SourceDocument } from '../../io/text/source-document.ts';
import type { SweepDefinition } from '../file/sweep-definition.ts';
import * as errors from '../file/sweep-errors.ts';
import { MOST_EXACT_DESIGNS } from '../strategies/exact-front.ts';

/** The conditions of so many designs are looked at; of larger spaces, all designs count. */
export const MOST_LOOKED_AT = 200_000;

/** @throws InputError for a space whose designs can't be numbered, or whose bounds can't be kept. */
export function refuseTooManyDesigns(
  document: SourceDocument,
  { strategy }: SweepDefinition,
  space: DesignSpace,
): void {
  const at = originOf(document, ['parameters']);
  if (!Number.isSafeInteger(space.size)) {
    throw new InputError([errors.tooManyDesigns(at, space.size, Number.MAX_SAFE_INTEGER, 'a sweep')]);
  }
  if (strategy.kind === 'exact' && space.size > MOST_EXACT_DESIGNS) {
    throw new InputError([errors.tooManyDesigns(at, space.size, MOST_EXACT_DESIGNS, 'strategy exact')]);
  }
}

/** @throws InputError when the conditions admit none of the designs. */
export function refuseNoDesigns(
  document: SourceDocument,
  { conditions }: SweepDefinition,
  space: DesignSpace,
  describe: (index: number) => DesignDescription,
): void {
  if (conditions.length === 0 || space.size > MOST_LOOKED_AT) return;
  for (let index = 0; index < space.size; index++) if (isAdmitted(describe, index)) return;
  throw new InputError([errors.noDesigns(originOf(document, ['where']))]);
}

/** Whether a design meets the conditions. One in which they can't be evaluated is looked at, so that its point says why. */
export function isAdmitted(describe: (index: number) => DesignDescription, index: number): boolean {
  try {
    return describe(index).isAdmitted;
  } catch (error) {
    if (error instanceof ExpressionError) return true;
    throw error;
  }
}
