import type { CostModelEvaluation } from '../../model/evaluation/evaluation.ts';
import {
  type EnergySections,
  energySections,
  type LatencySections,
  latencySections,
  memoryNames,
} from '../../quantities/cost-parts.ts';
import type { LayerDocument } from '../../results/document-schema.ts';
import type { StoredRun } from '../../results/index.ts';
import { memoryColour, operandStrength } from '../style/theme.ts';
import { type BusiestPort, busiestPort } from './ports.ts';

/** A layer with what several parts of the report show of it. */
export interface ReportedLayer {
  readonly evaluation: CostModelEvaluation;
  /** Position in the order of processing, 1 first. */
  readonly number: number;
  /** MAC operations of all `times` layers. */
  readonly operations: number;
  readonly energy: EnergySections;
  readonly latency: LatencySections;
  readonly busiest: BusiestPort | undefined;
}

/** Layers that differ in name only: equal definition, mapping and figures. */
export interface LayerGroup {
  readonly first: ReportedLayer;
  readonly layers: readonly ReportedLayer[];
  /** Where its details stand in the page. */
  readonly anchor: string;
}

/** A run prepared for the report. */
export interface ReportedRun {
  readonly run: StoredRun;
  readonly layers: readonly ReportedLayer[];
  readonly groups: readonly LayerGroup[];
  readonly groupOf: (layer: ReportedLayer) => LayerGroup;
  /** Layer operands of all layers, by first appearance. */
  readonly operands: readonly string[];
  /** Memories of all accelerators of the run, the smallest first. */
  readonly memories: readonly string[];
  /** CSS class of a memory's colour. */
  readonly colourOf: (memory: string) => string;
  /** CSS classes of the colour of an operand in a memory. */
  readonly sectionColour: (memory: string, operand: string) => string;
}

export function reportedRun(run: StoredRun): ReportedRun {
  const layers = run.evaluations.map(reportedLayer);
  const groups = groupEqual(layers, run.document.layers);
  const groupOfLayer = new Map(groups.flatMap((group) => group.layers.map((layer) => [layer, group] as const)));
  const operands = [...new Set(run.evaluations.flatMap(({ layer }) => [...layer.mapping.memoryOperandLinks.keys()]))];
  const memories = memoryNames(run.evaluations.map(({ accelerator }) => accelerator));
  const colourOf = (memory: string): string => memoryColour(Math.max(0, memories.indexOf(memory)));
  return {
    run,
    layers,
    groups,
    groupOf: (layer) => groupOfLayer.get(layer) ?? { first: layer, layers: [layer], anchor: '' },
    operands,
    memories,
    colourOf,
    sectionColour: (memory, operand) =>
      `${colourOf(memory)} ${operandStrength(Math.max(0, operands.indexOf(operand)))}`,
  };
}

function reportedLayer(evaluation: CostModelEvaluation, index: number): ReportedLayer {
  return {
    evaluation,
    number: index + 1,
    operations: evaluation.layer.operationCount * evaluation.times,
    energy: energySections(evaluation),
    latency: latencySections(evaluation),
    busiest: busiestPort(evaluation),
  };
}

function groupEqual(layers: readonly ReportedLayer[], documents: readonly LayerDocument[]): LayerGroup[] {
  const groups = new Map<unknown, ReportedLayer[]>();
  for (const layer of layers) {
    const key = contentOf(documents[layer.number - 1]) ?? layer;
    const equal = groups.get(key);
    if (equal === undefined) groups.set(key, [layer]);
    else equal.push(layer);
  }
  return [...groups.values()].flatMap((equal) => {
    const [first] = equal;
    return first === undefined ? [] : [{ first, layers: equal, anchor: `layer-${first.number}` }];
  });
}

/** Everything of a layer but its name and its place in the network. */
function contentOf(layer: LayerDocument | undefined): string | undefined {
  if (layer === undefined) return undefined;
  const { id: _, name: __, report: ___, definition, ...others } = layer;
  const { operandSources: ____, ...definitionOfContent } = definition;
  return JSON.stringify({ ...others, definition: definitionOfContent });
}

/** Of names that are paths the last two parts, which tell layers apart. */
export function shortName({ evaluation }: ReportedLayer): string {
  const parts = evaluation.layer.name.split('/').filter(Boolean);
  return parts.length === 0 ? evaluation.layer.name : parts.slice(-2).join('/');
}

export function sumOf<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((sum, item) => sum + value(item), 0);
}
