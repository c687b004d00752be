import { kind } from '../../chain/kind.ts';
import { layerKey } from '../../model/workload/layer-key.ts';
import { type LayerCurve, layerCurve } from '../../search/curves/layer-curve.ts';
import { kinds, PAUSE, type PacedWork, runPaced, type StageRun, stage } from '../../stages/index.ts';

/** Called with the name and the curve of every layer; undefined if the memory holds nothing of the layer. */
export type OnCurve = (layer: string, curve: LayerCurve | undefined) => void;

/** The curves of a run: networks repeat their layers. */
class Curves {
  readonly known = new Map<string, LayerCurve | undefined>();
}

const memoryName = kind('name of a memory', (value): value is string => typeof value === 'string');
const onCurve = kind('function', (value): value is OnCurve => typeof value === 'function');

/**
 * Hands the curve of the layer to `onCurve` (docs/curves.md). Yields nothing, and ends the chain.
 * @throws MappingError when the layer has no spatial mapping.
 */
export class BufferTrafficStage extends stage('BufferTrafficStage', {
  requires: { accelerator: kinds.accelerator, layer: kinds.layer, memoryName, onCurve },
  options: {
    nbMappingsGenerated: kinds.nbMappingsGenerated,
    enableMixSpatialMappingGeneration: kinds.enableMixSpatialMappingGeneration,
    costModel: kinds.costModel,
  },
  eitherWay: true,
  leaf: true,
}) {
  override run(): StageRun {
    return runPaced(this.search(), this.control, this.mayWait);
  }

  private *search(): PacedWork {
    const { layer, accelerator, nbMappingsGenerated, enableMixSpatialMappingGeneration, costModel } = this.args;
    const { known } = this.control.run.shared(Curves);
    const key = layerKey(layer);
    if (!known.has(key)) {
      const steps = layerCurve(layer, accelerator, this.args.memoryName, {
        nbMappingsGenerated,
        enableMixSpatialMappingGeneration,
        costModel,
      });
      let step = steps.next();
      while (!step.done) {
        yield PAUSE;
        step = steps.next();
      }
      known.set(key, step.value);
    }
    const curve = known.get(key);
    this.args.onCurve(layer.name, curve && { ...curve, layer });
  }
}
