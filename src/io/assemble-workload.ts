import { type Diagnostic, InputError } from '../base/diagnostic.ts';
import type { MappingConstraints, TemporalOrderingEntry } from '../model/mapping/mapping-constraints.ts';
import { createLayer, type LayerDescription } from '../model/workload/layer.ts';
import { createWorkload, type Workload, type WorkloadNode } from '../model/workload/workload.ts';
import { layersWithoutEntry, unusedEntries } from './entry-findings.ts';
import * as errors from './mapping/mapping-errors.ts';
import { mappingFor } from './mapping/mapping-for.ts';
import type { MappingFile } from './mapping/read-mapping.ts';
import { Findings, type WithWarnings } from './text/findings.ts';
import { originOf } from './text/source-document.ts';
import type { WorkloadDescription } from './workload/workload-description.ts';
import { noLayers } from './workload/workload-errors.ts';

/**
 * Joins the layers of a workload with the mapping entries that apply to them. Throws `InputError` if a layer has none.
 * Temporal ordering entries for loops that a layer does not have are left out, with one warning per entry of the file.
 */
export function assembleWorkload(description: WorkloadDescription, mapping: MappingFile): WithWarnings<Workload> {
  const findings = new Findings();
  const dropped = new DroppedOrderings(mapping);
  const used = new Set<MappingConstraints>();
  const unserved: { readonly name: string; readonly operatorType: string }[] = [];
  const nodes = description.nodes.flatMap((node): WorkloadNode[] => {
    if (node.kind === 'passThrough') return [node];
    const choice = mappingFor(mapping, node.name, node.layer.operatorType, node.id);
    if (choice === undefined) {
      unserved.push({ name: node.name, operatorType: node.layer.operatorType });
      return [];
    }
    used.add(choice.constraints);
    if (choice.warning !== undefined) findings.add([choice.warning]);
    const constraints = fitOrdering(choice.constraints, node.layer, dropped);
    return [{ ...node, layer: createLayer({ ...node.layer, mapping: constraints }) }];
  });
  findings.add(layersWithoutEntry(unserved, mapping));
  if (!description.nodes.some(({ kind }) => kind === 'layer')) findings.add([noLayers(description.nodes.length)]);
  findings.add(dropped.warnings());
  if (findings.hasErrors) throw new InputError([...findings]);
  findings.add(unusedEntries(description, mapping, used));
  return { value: createWorkload(nodes, description.languageModel), warnings: [...findings] };
}

/** Drops what the layer has no loop for, the wildcard `["*", "*"]` included (parity quirk R9, docs/parity-quirks.md). */
function fitOrdering(
  constraints: MappingConstraints,
  layer: LayerDescription,
  dropped: DroppedOrderings,
): MappingConstraints {
  const loops = new Set(layer.dimensions.map(({ name }) => name));
  const hasLoop = (entry: TemporalOrderingEntry) => loops.has(entry.dimension);
  const temporalOrdering = constraints.temporalOrdering.filter((entry, index) => {
    if (hasLoop(entry)) return true;
    dropped.add(constraints, index, layer.name);
    return false;
  });
  return temporalOrdering.length === constraints.temporalOrdering.length
    ? constraints
    : { ...constraints, temporalOrdering };
}

/** Collects, for every ordering entry of the file, the layers it does not fit, so that each is reported once. */
class DroppedOrderings {
  private readonly mapping: MappingFile;
  private readonly layers = new Map<MappingConstraints, Map<number, string[]>>();

  constructor(mapping: MappingFile) {
    this.mapping = mapping;
  }

  add(constraints: MappingConstraints, index: number, layerName: string): void {
    const byIndex = this.layers.get(constraints) ?? new Map<number, string[]>();
    byIndex.set(index, [...(byIndex.get(index) ?? []), layerName]);
    this.layers.set(constraints, byIndex);
  }

  warnings(): Diagnostic[] {
    return [...this.layers].flatMap(([constraints, byIndex]) =>
      [...byIndex].map(([index, layerNames]) => this.warning(constraints, index, layerNames)),
    );
  }

  private warning(constraints: MappingConstraints, index: number, layerNames: readonly string[]): Diagnostic {
    const { document, entries } = this.mapping;
    const path = [entries.indexOf(constraints), 'temporal_ordering', index];
    const at = document === undefined ? (constraints.origin ?? {}) : originOf(document, path);
    const dimension = constraints.temporalOrdering[index]?.dimension ?? '';
    return dimension === '*'
      ? errors.droppedWildcard(at, constraints.entryName, layerNames)
      : errors.droppedOrdering(at, constraints.entryName, dimension, layerNames);
  }
}
