import { type Diagnostic, InputError } from '../../../base/diagnostic.ts';
import { assembleWorkload } from '../../../io/assemble-workload.ts';
import { isOnnx } from '../../../io/files/read-input.ts';
import { loadMapping, loadOnnxWorkload, loadYamlWorkload } from '../../../io/load.ts';
import type { Layer } from '../../../model/workload/layer.ts';
import { platformFiles } from '../../../platform/node.ts';
import { layersNamed, unclearLayer } from '../../../quantities/layer-names.ts';
import type { ImportOptions } from './mapping-options.ts';

/**
 * The layer that a map is for, with its links to memory operands.
 * @throws InputError where the workload has several and none, or no single one, is named.
 */
export async function layerOfWorkload(
  { workload, mapping, layer: wanted }: Pick<ImportOptions, 'workload' | 'mapping' | 'layer'>,
  onWarning: (warnings: readonly Diagnostic[]) => void,
): Promise<Layer> {
  const load = isOnnx(workload) ? loadOnnxWorkload : loadYamlWorkload;
  const [description, constraints] = [
    await load(workload, platformFiles),
    await loadMapping(mapping ?? [{ name: 'default' }], platformFiles),
  ];
  const { value, warnings } = assembleWorkload(description.value, constraints.value);
  onWarning([...description.warnings, ...constraints.warnings, ...warnings.filter(({ code }) => code !== 'ZZ4209')]);
  const { layers } = value;
  const fitting = wanted === undefined ? layers : layersNamed(layers, wanted);
  const [found, another] = fitting;
  if (found !== undefined && another === undefined) return found;
  const finding =
    wanted === undefined
      ? { message: `the workload has ${layers.length} layers; expected one to map`, hint: 'name it with --layer' }
      : unclearLayer(wanted, fitting, layers);
  throw new InputError([{ code: 'ZZ9213', severity: 'error', ...finding }]);
}
