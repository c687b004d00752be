import type { LayerDescription } from '../../../model/workload/layer.ts';

/** What an operator says about its layer; name, sources and place are added by the reader. */
export type LayerParts = Pick<
  LayerDescription,
  'equation' | 'dimensions' | 'relations' | 'operands' | 'finalOutputPrecisionBits' | 'operandPrecision'
>;
