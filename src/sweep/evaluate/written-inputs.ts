import { InputError } from '../../base/diagnostic.ts';
import type { DesignDescription } from '../../design-space/describe-design.ts';
import { ExpressionError } from '../../design-space/expression.ts';
import { fitWrittenUnrollings } from '../../stages/hardware/fit-unrollings.ts';
import { changedArraySizes } from '../../stages/hardware/hardware-variants.ts';
import type { OpenSweep } from '../plan/open-sweep.ts';

/**
 * The inputs of a design as files of their own hold them: a run on them gives the figures of the point. Unrollings that follow the array are
 * in the mapping.
 * @throws InputError for a design of which an expression has no value.
 */
export function writtenInputs({ describe, documents, manifest }: OpenSweep, index: number): DesignDescription {
  try {
    const design = describe(index);
    const sizes = changedArraySizes(documents.accelerator.data, design.data.accelerator);
    return { ...design, data: { ...design.data, mapping: fitWrittenUnrollings(design.data.mapping, sizes) } };
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    throw new InputError([{ code: 'ZZ7108', severity: 'error', file: manifest.file.file, message: error.message }]);
  }
}
