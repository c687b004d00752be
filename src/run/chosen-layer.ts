import { InputError } from '../base/diagnostic.ts';
import { evaluatedLayers } from '../model/in-memory-computing/evaluated-layers.ts';
import { layersNamed, unclearLayer } from '../quantities/layer-names.ts';
import { iteratorStage, kinds, type Pass } from '../stages/index.ts';

/**
 * Replaces the name, short name, part of the name or id of a layer by its id. Stands above WorkloadStage.
 * @throws InputError when it fits no layer, or several.
 */
export class FindLayerStage extends iteratorStage('FindLayerStage', {
  requires: { workload: kinds.workload, accelerator: kinds.accelerator },
  options: { chosenLayer: kinds.chosenLayer },
  provides: { chosenLayer: kinds.chosenLayer },
}) {
  override *passes(): Generator<Pass<{ chosenLayer: typeof kinds.chosenLayer }>> {
    const { workload, accelerator, chosenLayer } = this.args;
    const layers = evaluatedLayers(workload.layers, accelerator.operationalArray);
    yield { changes: { chosenLayer: chosenLayer === undefined ? undefined : idOf(layers, chosenLayer) } };
  }
}

function idOf(layers: Parameters<typeof layersNamed>[0], wanted: string): string {
  const fitting = layersNamed(layers, wanted);
  const [found, another] = fitting;
  if (found !== undefined && another === undefined) return String(found.id);
  throw new InputError([{ code: 'ZZ6066', severity: 'error', ...unclearLayer(wanted, fitting, layers) }]);
}

/** Lets the layer of an id pass. */
export class ChosenLayerStage extends iteratorStage('ChosenLayerStage', {
  requires: { layer: kinds.layer },
  options: { chosenLayer: kinds.chosenLayer },
}) {
  override *passes(): Generator<Pass<Record<never, never>>> {
    const { layer, chosenLayer } = this.args;
    if (chosenLayer === undefined || chosenLayer === String(layer.id)) yield { changes: {} };
  }
}
