import type { CostModelName } from '../../src/model/cost-model.ts';
import type { CostModelEvaluation } from '../../src/model/evaluation/evaluation.ts';
import { operandElements } from '../../src/model/workload/relevance.ts';
import { type Comparison, compared, comparisonTable, numberText, type Section, table } from './comparison.ts';
import { searched } from './searched.ts';

/* Traffic that no mapping avoids: figures of AccelForge's regressions, and the bound by it on the latency of example networks. */

/** Bits to and from external memory on AccelForge's machine with an unlimited buffer, layers without fusion. */
const ACCELFORGE = [
  { name: 'two products of 64³', file: 'two-products', bits: 196_608 },
  { name: 'MobileNet, two blocks at 28 × 28', file: 'mobilenet-28', bits: 10_767_360 },
  { name: 'GPT-3 6.7B, a block, 256 tokens', file: 'gpt3-6.7b-block', bits: 3_724_541_952 },
  { name: 'Llama-3 8B, a block, 256 tokens', file: 'llama3-8b-block', bits: 4_177_526_784 },
];

/** The least traffic of four workloads. */
export async function compulsoryTraffic(): Promise<Section> {
  const comparisons: Comparison[] = [];
  for (const { name, file, bits } of ACCELFORGE) {
    const models = await searched({
      workload: `compulsory/${file}.yaml`,
      accelerator: 'compulsory/accelerator.yaml',
      mapping: 'compulsory/mapping.yaml',
      opt: 'energy',
    });
    comparisons.push(compared([name], bits, models, (all) => all.reduce((sum, { energy }) => sum + energy, 0)));
  }
  const what = 'AccelForge: compulsory traffic';
  return {
    groups: [{ what, section: 'compulsory-traffic', comparisons, reason: 'Every figure is equal.' }],
    tables: { 'compulsory traffic': comparisonTable(['Workload, traffic in bits'], comparisons) },
  };
}

/** Example accelerators of which one DRAM port serves everything, with their mapping files. */
export const EXAMPLES = [
  ['tpu_like', 'tpu_like'],
  ['edge_tpu_like', 'edge_tpu_like'],
  ['ascend_like', 'ascend_like'],
  ['meta_prototype', 'meta_prototype_like'],
  ['tesla_npu_like', 'tesla_npu_like'],
] as const;

/** ResNet-18 on example accelerators: layers that are said to be faster than their data can cross the DRAM port. */
export async function trafficBound(examples: readonly (readonly [string, string])[] = EXAMPLES): Promise<Section> {
  const rows: string[][] = [];
  for (const [accelerator, mapping] of examples) {
    const models = await searched({ workload: 'resnet18', accelerator, mapping, opt: 'latency' });
    const worst = worstLayer(models.reference);
    const same = models.corrected.find(({ layer }) => layer.name === worst.layer.name);
    const below = (costModel: CostModelName): string => {
      const layers = models[costModel];
      return `${layers.filter((one) => one.latency < boundCycles(one)).length} of ${layers.length}`;
    };
    rows.push([
      `\`${accelerator}\``,
      below('reference'),
      below('corrected'),
      `\`${worst.layer.name}\``,
      numberText(boundCycles(worst)),
      numberText(worst.latency, 1),
      same === undefined ? '' : numberText(same.latency),
    ]);
  }
  const lines = table(
    [
      'Accelerator',
      'Layers below the bound, reference',
      'Layers below the bound, corrected',
      'Layer furthest below',
      'Its bound, cycles',
      'Reference',
      'Corrected',
    ],
    rows,
  );
  return { groups: [], tables: { 'compulsory bound': lines } };
}

function worstLayer(layers: readonly CostModelEvaluation[]): CostModelEvaluation {
  const share = (one: CostModelEvaluation): number => one.latency / boundCycles(one);
  return layers.reduce((worst, one) => (share(one) < share(worst) ? one : worst));
}

/** Cycles in which every element crosses the port of the outermost memory once. Results cross with their final precision. */
function boundCycles({ layer, accelerator }: CostModelEvaluation): number {
  const [port] = accelerator.memoryHierarchy.memories.at(-1)?.ports ?? [];
  if (port === undefined) throw new Error(`${accelerator.name} has no outermost port`);
  return layer.operands.reduce((cycles, operand, index) => {
    const bits =
      operandElements(layer, operand) * (index === 0 ? layer.finalOutputPrecisionBits : operand.precisionBits);
    return cycles + Math.ceil(bits / port.bandwidthMax);
  }, 0);
}
