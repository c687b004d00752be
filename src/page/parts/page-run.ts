import type { CostModelEvaluation } from '../../model/evaluation/evaluation.ts';
import type { TrafficEvaluation } from '../../model/evaluation/traffic-evaluation.ts';
import {
  type EnergySections,
  energySections,
  type LatencySections,
  latencySections,
  memoryNames,
  trafficEnergySections,
} from '../../quantities/cost-parts.ts';
import { type LayerNames, layerNames } from '../../quantities/layer-names.ts';
import { costlyOperators } from '../../quantities/left-out.ts';
import type { LayerDocument } from '../../results/document-schema.ts';
import type { StoredRun } from '../../results/index.ts';
import { memoryColour, operandStrength } from '../style/theme.ts';
import { type BusiestPort, busiestPort } from './ports.ts';

/** A layer with what several parts of the page show of it. */
export interface PageLayer {
  readonly evaluation: CostModelEvaluation;
  readonly id: number;
  /** Cut to what is unique in the run. */
  readonly shortName: string;
  /** Id and short name. */
  readonly label: string;
  /** MAC operations of all `times` layers. */
  readonly operations: number;
  readonly energy: EnergySections;
  readonly latency: LatencySections;
  readonly busiest: BusiestPort | undefined;
}

/** An operator that costs its memory traffic. */
export interface PageOperator {
  readonly evaluation: TrafficEvaluation;
  readonly label: string;
  readonly energy: EnergySections;
  readonly latency: LatencySections;
}

/** Layers that differ in name only: equal definition, mapping and costs. */
export interface LayerGroup {
  readonly first: PageLayer;
  readonly layers: readonly PageLayer[];
  /** Where its details stand in the page. */
  readonly anchor: string;
}

/** A run prepared for the page. */
export interface PageRun {
  readonly run: StoredRun;
  readonly layers: readonly PageLayer[];
  /** Operators without multiply-accumulates that cost something. */
  readonly operators: readonly PageOperator[];
  readonly groups: readonly LayerGroup[];
  readonly groupOf: (layer: PageLayer) => LayerGroup;
  /** Layer operands of all layers, by first appearance. */
  readonly operands: readonly string[];
  /** Memories of all accelerators of the run, the smallest first. */
  readonly memories: readonly string[];
  /** CSS class of a memory's colour. */
  readonly colourOf: (memory: string) => string;
  /** CSS classes of the colour of an operand in a memory. */
  readonly sectionColour: (memory: string, operand: string) => string;
}

export function pageRun(run: StoredRun): PageRun {
  const { otherOperators = [] } = run;
  const names = layerNames(run.evaluations.map(({ layer }) => layer));
  const layers = run.evaluations.map((evaluation) => pageLayer(evaluation, names));
  const groups = groupEqual(layers, run.document.layers);
  const groupOfLayer = new Map(groups.flatMap((group) => group.layers.map((layer) => [layer, group] as const)));
  const operands = [...new Set(run.evaluations.flatMap(({ layer }) => [...layer.mapping.memoryOperandLinks.keys()]))];
  const memories = memoryNames([...run.evaluations, ...otherOperators].map(({ accelerator }) => accelerator));
  const colourOf = (memory: string): string => memoryColour(Math.max(0, memories.indexOf(memory)));
  return {
    run,
    layers,
    operators: costlyOperators(otherOperators).map(pageOperator),
    groups,
    groupOf: (layer) => groupOfLayer.get(layer) ?? { first: layer, layers: [layer], anchor: '' },
    operands,
    memories,
    colourOf,
    sectionColour: (memory, operand) =>
      `${colourOf(memory)} ${operandStrength(Math.max(0, operands.indexOf(operand)))}`,
  };
}

function pageOperator(evaluation: TrafficEvaluation): PageOperator {
  const { id, name } = evaluation.operator;
  return {
    evaluation,
    label: `${id} ${name}`,
    energy: trafficEnergySections(evaluation),
    latency: latencySections(evaluation),
  };
}

function pageLayer(evaluation: CostModelEvaluation, { short, numbered }: LayerNames): PageLayer {
  const { layer } = evaluation;
  return {
    evaluation,
    id: layer.id,
    shortName: short(layer),
    label: numbered(layer),
    operations: layer.operationCount * evaluation.times,
    energy: energySections(evaluation),
    latency: latencySections(evaluation),
    busiest: busiestPort(evaluation),
  };
}

function groupEqual(layers: readonly PageLayer[], documents: readonly LayerDocument[]): LayerGroup[] {
  const groups = new Map<unknown, PageLayer[]>();
  for (const [index, layer] of layers.entries()) {
    const key = contentOf(documents[index]) ?? layer;
    const equal = groups.get(key);
    if (equal === undefined) groups.set(key, [layer]);
    else equal.push(layer);
  }
  return [...groups.values()].flatMap((equal) => {
    const [first] = equal;
    return first === undefined ? [] : [{ first, layers: equal, anchor: `layer-${first.id}` }];
  });
}

/** Everything of a layer but its name and its place in the network. */
function contentOf(layer: LayerDocument | undefined): string | undefined {
  if (layer === undefined) return undefined;
  const { id: _, name: __, report: ___, definition, ...others } = layer;
  const { operandSources: ____, ...definitionOfContent } = definition;
  return JSON.stringify({ ...others, definition: definitionOfContent });
}

export function sumOf<T>(items: readonly T[], value: (item: T) => number): number {
  return items.reduce((sum, item) => sum + value(item), 0);
}
