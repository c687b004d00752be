import type { Diagnostic } from '../base/diagnostic.ts';
import { nearestWord } from '../base/suggest.ts';
import type { MappingConstraints } from '../model/mapping/mapping-constraints.ts';
import { layersNamed, namesOfLayers } from '../quantities/layer-names.ts';
import { isExampleFile } from './files/examples.ts';
import * as errors from './mapping/mapping-errors.ts';
import type { MappingFile } from './mapping/read-mapping.ts';
import { COSTED_OPERATORS } from './onnx/operators/registry.ts';
import { originOf } from './text/source-document.ts';
import type { WorkloadDescription } from './workload/workload-description.ts';

interface NamedLayer {
  readonly name: string;
  readonly operatorType: string;
}

/** Layers that no entry applies to: one finding for all, at the entry that was probably meant as the default. */
export function layersWithoutEntry(layers: readonly NamedLayer[], { entries, document }: MappingFile): Diagnostic[] {
  if (layers.length === 0) return [];
  const similar = nearestWord(
    'default',
    entries.map(({ entryName }) => entryName),
  );
  const index = entries.findIndex(({ entryName }) => entryName === similar);
  const at = document === undefined ? {} : originOf(document, index === -1 ? [] : [index, 'name']);
  return [errors.noEntryFor(at, layers, similar)];
}

/** Operator types for which files have entries, whether or not a network at hand has such layers. */
const OPERATOR_TYPES: readonly string[] = [...COSTED_OPERATORS, 'Pooling', 'Add'];

/**
 * Entries that apply to no layer: misspelt, or left over. Entries for usual operator types may serve other networks, and so may all
 * entries of the built-in examples.
 */
export function unusedEntries(
  { nodes }: WorkloadDescription,
  { entries, document }: MappingFile,
  used: ReadonlySet<MappingConstraints>,
): Diagnostic[] {
  if (isExampleFile('mapping', document?.file)) return [];
  const layers = nodes.flatMap((node) =>
    node.kind === 'layer' ? [{ id: node.id, name: node.name, operatorType: node.layer.operatorType }] : [],
  );
  const types = layers.map(({ operatorType }) => operatorType);
  const usedNames = entries.filter((entry) => used.has(entry)).map(({ entryName }) => entryName);
  const expected = new Set(['default', ...OPERATOR_TYPES, ...usedNames]);
  const layerNames = namesOfLayers(layers);
  return entries
    .filter(({ entryName }) => !expected.has(entryName))
    .map(({ entryName, origin = {} }) => {
      const named = layersNamed(layers, entryName);
      if (named.length > 0) return errors.unusedEntry(origin, entryName, namesOf(named));
      // Layers first: an entry for an operator type serves many of them.
      const nearest = nearestWord(entryName, [...layerNames, ...types, ...expected]);
      const near = nearest !== undefined && layerNames.includes(nearest) ? namesOf(layersNamed(layers, nearest)) : [];
      return errors.unusedEntry(origin, entryName, nearest !== undefined && near.length === 0 ? [nearest] : near);
    });
}

function namesOf(layers: readonly Pick<NamedLayer, 'name'>[]): readonly string[] {
  return layers.map(({ name }) => name);
}
