import type { RandomStream } from '../../src/base/random.ts';
import { evaluateGivenMapping } from '../../src/given-mapping/evaluate-given-mapping.ts';
import { type Accelerator, createAccelerator } from '../../src/model/accelerator/accelerator.ts';
import { portSources } from '../../src/model/accelerator/memory.ts';
import type { CostModelEvaluation } from '../../src/model/evaluation/evaluation.ts';
import type { TemporalMapping } from '../../src/model/mapping/temporal-mapping.ts';
import { createLayer } from '../../src/model/workload/layer.ts';
import { CaseMaker } from '../corrected/random-case.ts';
import type { RandomDesign } from '../search/exact/random-designs.ts';

export interface HardDesign extends RandomDesign {
  /** Need not fit. */
  readonly temporalMapping: TemporalMapping;
}

/**
 * A small layer on hardware of every kind that the corrected model knows: operands with different memories, split and shared ports, remainders,
 * a dimension on several array dimensions, data without bits, one input. Memories often hold a mapping exactly, or twice. The mapping file
 * fixes the unrollings.
 */
export function hardDesign(random: RandomStream): HardDesign {
  const given = { ...new CaseMaker(random, 8).make(), cycles_per_op: 1, reuse_at_pins: true };
  const { evaluation } = evaluateGivenMapping({ ...given, costModel: 'corrected' });
  const { layer, temporalMapping } = evaluation;
  const omitted = random.nextFraction() < 0.1 ? 1 + random.nextBelow(2) : undefined;
  const outputBits = layer.operands[0]?.precisionBits ?? 8;
  const isUniform = random.nextFraction() < 0.2;
  const empty = random.nextFraction() < 0.1 ? 1 + random.nextBelow(2) : undefined;
  return {
    layer: createLayer({
      ...layer,
      dimensions: random.nextFraction() < 0.5 ? layer.dimensions.toReversed() : layer.dimensions,
      operands: layer.operands
        .map((operand, place) => ({
          ...operand,
          precisionBits: place === empty ? 0 : isUniform ? outputBits : operand.precisionBits,
        }))
        .filter((_, place) => place !== omitted),
      mapping: {
        ...layer.mapping,
        spatialMapping: given.spatial.map(([arrayDimension, loops]) => ({
          arrayDimension,
          unrollings: loops.map(([dimension, factor]) => ({ dimension, factor })),
        })),
        memoryOperandLinks: new Map(
          [...layer.mapping.memoryOperandLinks].filter(([name]) => name !== layer.operands[omitted ?? -1]?.name),
        ),
      },
    }),
    accelerator: withTightMemories(random, evaluation),
    temporalMapping,
  };
}

/** The outermost memory is large. */
function withTightMemories(random: RandomStream, { layer, accelerator, levels }: CostModelEvaluation): Accelerator {
  const { name, operationalArray, memoryHierarchy } = accelerator;
  const { memories } = memoryHierarchy;
  const isNarrow = random.nextFraction() < 0.6;
  return createAccelerator({
    name,
    operationalArray,
    memories: memories.map((memory, index) => {
      const held = [...layer.mapping.memoryOperandLinks].reduce((most, [operand, memoryOperand]) => {
        const level = memory.levelOf.get(memoryOperand);
        const share = level === undefined ? 0 : (levels.sharedUtilization[operand]?.[level] ?? 0);
        return Math.max(most, Math.round(share * memory.sizeBits));
      }, 1);
      const sizes = [held, held, 2 * held, 2 * held - 1, Math.ceil(1.5 * held), memory.sizeBits];
      const size = sizes[random.nextBelow(sizes.length)] ?? held;
      return {
        ...memory,
        sizeBits: index === memories.length - 1 ? 1_000_000 : size,
        forceDoubleBuffering: memory.forceDoubleBuffering || (isNarrow && random.nextFraction() < 0.2),
        // What a transfer is allowed matters where it takes long.
        ports: portSources(memory).map((port) =>
          isNarrow ? { ...port, bandwidthMin: 1, bandwidthMax: 1 + random.nextBelow(6) } : port,
        ),
      };
    }),
  });
}
