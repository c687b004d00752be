import { iteratorStage, type Pass } from '../../chain/iterator-stage.ts';
import { accelerator, peArrayScaling, workload } from '../arguments.ts';
import { scaleArray, scaleUnrollings } from './scale-array.ts';

/**
 * Scales every dimension of the array by `peArrayScaling` (1/8 to 4, sizes rounded up) and the unrollings that the mapping file fixes
 * along with it. Array dimensions are then called D1, D2, …; the memories stay as they are.
 *
 * Passes results through. Stands directly below both parsers.
 */
export class PEArrayScalingStage extends iteratorStage('PEArrayScalingStage', {
  requires: { workload, accelerator, peArrayScaling },
  provides: { workload, accelerator },
}) {
  override *passes(): Generator<Pass<{ workload: typeof workload; accelerator: typeof accelerator }>> {
    const { workload: network, accelerator: hardware, peArrayScaling: scale } = this.args;
    yield {
      changes: {
        workload: scaleUnrollings(network, hardware, scale),
        accelerator: scaleArray(hardware, scale),
      },
    };
  }
}
