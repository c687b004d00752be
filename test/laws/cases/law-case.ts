import { type Accelerator, createAccelerator } from '../../../src/model/accelerator/accelerator.ts';
import { DIRECTION_OF_SHORT_FORM } from '../../../src/model/accelerator/data-direction.ts';
import { MEMORY_OPERANDS } from '../../../src/model/accelerator/memory.ts';
import type { SpatialMapping } from '../../../src/model/mapping/spatial-mapping.ts';
import type { TemporalMapping } from '../../../src/model/mapping/temporal-mapping.ts';
import { createLayer, type Layer } from '../../../src/model/workload/layer.ts';
import { span } from '../../../src/model/workload/relevance.ts';
import { fitRounds } from '../../../src/search/spatial/fit-rounds.ts';
import { CaseMaker, type RandomCase, type RandomMemory } from '../../corrected/random-case.ts';
import { ChoiceReader, type Choices } from './choices.ts';

/** A random layer and accelerator with unrollings, on which several mappings are tried. */
export interface Design {
  readonly given: RandomCase;
  readonly layer: Layer;
  readonly accelerator: Accelerator;
  readonly spatial: SpatialMapping;
  /** Choices that say how a law changes the whole design. */
  readonly variation: Choices;
}

/** A design with one mapping. */
export interface LawCase {
  readonly design: Design;
  /** With the temporal mapping of the case. */
  readonly given: RandomCase;
  readonly temporal: TemporalMapping;
  /** Choices that say which numbers a law changes, and how. */
  readonly variation: Choices;
}

/** The first choices are for the laws, the others for what is drawn. */
const VARIATION = 32;

/** Unrollings are as large as the rounds need, unless they shall stay as they were drawn. */
export function drawDesign(choices: Choices, fitting: Fitting = 'fitted'): Design {
  const drawn = new CaseMaker(new ChoiceReader(choices, VARIATION)).make();
  return buildDesign(withWholeCosts(drawn), choices.slice(0, VARIATION), fitting);
}

type Fitting = 'fitted' | 'unfitted';

/** The model of a design, without the detour over a document that `evaluateGivenMapping` takes. A test compares both. */
export function buildDesign(drawn: RandomCase, variation: Choices, fitting: Fitting): Design {
  const layer = layerOf(drawn);
  const accelerator = acceleratorOf(drawn);
  const asDrawn = drawn.spatial.map(([arrayDimension, loops]) => ({
    arrayDimension,
    unrollings: loops.map(([dimension, factor]) => ({ dimension, factor })),
  }));
  const spatial = fitting === 'fitted' ? fitRounds(layer, accelerator, asDrawn) : asDrawn;
  const given: RandomCase = {
    ...drawn,
    spatial: spatial.map(({ arrayDimension, unrollings }) => [
      arrayDimension,
      unrollings.map(({ dimension, factor }) => [dimension, factor]),
    ]),
  };
  return { given, layer, accelerator, spatial, variation };
}

/** A design with an order of its loops and boundaries. Often all loops of an operand run below its last interface. */
export function drawMapping(design: Design, choices: Choices): LawCase {
  const reader = new ChoiceReader(choices, VARIATION);
  const share = reader.nextFraction() < 0.4 ? 1 : 0.3;
  const { loops, boundaries } = design.given.temporal;
  const ranked = loops.map((loop) => ({ loop, rank: reader.nextBelow(1000) }));
  const once = Object.entries(boundaries).map(([operand, ends]): [string, number[]] => {
    const drawn = ends.slice(1).map(() => reader.nextBelow(loops.length + 1));
    if (drawn.length > 0 && reader.nextFraction() < share) drawn[0] = loops.length;
    return [operand, [...drawn.toSorted((x, y) => x - y), loops.length]];
  });
  const temporal = {
    loops: ranked.toSorted((x, y) => x.rank - y.rank).map(({ loop }) => loop),
    boundaries: Object.fromEntries(once),
  };
  return mapped(design, temporal, choices.slice(0, VARIATION));
}

export function mapped(design: Design, temporal: RandomCase['temporal'], variation: Choices = []): LawCase {
  return {
    design,
    given: { ...design.given, temporal },
    temporal: {
      loops: temporal.loops.map(([dimension, size]) => ({ dimension, size })),
      boundaries: new Map(Object.entries(temporal.boundaries)),
    },
    variation,
  };
}

/** The design with one port for every direction: the last that lists it, which serves it in the reference. */
export function withOnePortEach({ given, variation }: Design): Design {
  const memories = Object.entries(given.accelerator.memories).map(([name, memory]) => {
    const ports = memory.ports.map((port, index) => ({
      ...port,
      allocation: port.allocation.filter(
        (entry) => !memory.ports.slice(index + 1).some(({ allocation }) => allocation.includes(entry)),
      ),
    }));
    return [name, { ...memory, ports: ports.filter(({ allocation }) => allocation.length > 0) }];
  });
  const accelerator = { ...given.accelerator, memories: Object.fromEntries(memories) };
  return buildDesign({ ...given, accelerator }, variation, 'unfitted');
}

/** The design with strides and dilations of 1. */
export function withoutDilation({ given, variation }: Design): Design {
  const relations = given.layer.relations.map((one) => ({ ...one, sa: 1, sb: 1 }));
  return buildDesign({ ...given, layer: { ...given.layer, relations } }, variation, 'unfitted');
}

/** The design with results of as many bits as partial sums. */
export function withWideResults({ given, variation }: Design): Design {
  const precision = { ...given.layer.precision, O_final: given.layer.precision.O ?? 0 };
  return buildDesign({ ...given, layer: { ...given.layer, precision } }, variation, 'unfitted');
}

/** Costs that are easy to read in a counterexample. */
function withWholeCosts(drawn: RandomCase): RandomCase {
  const { operational_array, memories } = drawn.accelerator;
  const whole = ([name, memory]: [string, RandomMemory]): [string, RandomMemory] => [
    name,
    { ...memory, r_cost: Math.ceil(memory.r_cost), w_cost: Math.ceil(memory.w_cost) },
  ];
  return {
    ...drawn,
    accelerator: {
      ...drawn.accelerator,
      operational_array: { ...operational_array, unit_energy: Math.ceil(operational_array.unit_energy * 8) / 8 },
      memories: Object.fromEntries(Object.entries(memories).map(whole)),
    },
  };
}

function layerOf({ layer, links }: RandomCase): Layer {
  const sizes = new Map(layer.dims);
  const sizeOf = (dimension: string): number => sizes.get(dimension) ?? 1;
  const operands = Object.entries(layer.operands).map(([name, indices]) => ({
    name,
    indices,
    precisionBits: layer.precision[name] ?? 0,
  }));
  return createLayer({
    id: 0,
    name: 'layer',
    operatorType: 'Layer',
    equation: '',
    dimensions: layer.dims.map(([name, size]) => ({ name, size })),
    relations: layer.relations.map(({ t, sa, A, sb, B }) => ({
      target: t,
      a: { coefficient: sa, dimension: A },
      b: { coefficient: sb, dimension: B },
      limit: span(sa, sizeOf(A), sb, sizeOf(B)),
    })),
    operands,
    finalOutputPrecisionBits: layer.precision.O_final ?? 0,
    operandPrecision: new Map(Object.entries(layer.precision)),
    constantOperands: operands.flatMap(({ name }) => (links[name] === 'I2' ? [name] : [])),
    operandSources: new Map(),
    mapping: {
      entryName: 'given',
      spatialMapping: [],
      spatialMappingHint: new Map(),
      temporalOrdering: [],
      memoryOperandLinks: new Map(Object.entries(links)),
    },
  });
}

function acceleratorOf({ accelerator, cycles_per_op }: RandomCase): Accelerator {
  const { dimensions, sizes, unit_energy, unit_area } = accelerator.operational_array;
  const built = createAccelerator({
    name: accelerator.name,
    operationalArray: {
      dimensions: dimensions.map((name, index) => ({ name, size: sizes[index] ?? 1 })),
      unitEnergyPj: unit_energy,
      unitArea: unit_area,
    },
    memories: Object.entries(accelerator.memories).map(([name, memory]) => ({
      name,
      sizeBits: memory.size,
      readEnergyPj: memory.r_cost,
      writeEnergyPj: memory.w_cost,
      latencyCycles: memory.latency,
      memoryType: 'sram',
      autoCostExtraction: false,
      forceDoubleBuffering: memory.force_double_buffering,
      operands: MEMORY_OPERANDS.filter((operand) => memory.operands.includes(operand)).toSorted(
        (x, y) => memory.operands.indexOf(x) - memory.operands.indexOf(y),
      ),
      servedDimensions: memory.served_dimensions,
      ports: memory.ports.map((port) => ({
        name: port.name,
        type: port.type,
        bandwidthMin: port.bandwidth_min,
        bandwidthMax: port.bandwidth_max,
        allocation: port.allocation.flatMap((entry) => allocationOf(entry)),
      })),
    })),
  });
  return { ...built, operationalArray: { ...built.operationalArray, cyclesPerOperation: cycles_per_op } };
}

function allocationOf(entry: string) {
  const [operand, short = ''] = entry.split(', ');
  const direction = DIRECTION_OF_SHORT_FORM[short];
  const memoryOperand = MEMORY_OPERANDS.find((name) => name === operand);
  return direction === undefined || memoryOperand === undefined ? [] : [{ memoryOperand, direction }];
}
