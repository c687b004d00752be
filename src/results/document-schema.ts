import * as z from 'zod/mini';
import { described } from '../io/schema/fields.ts';
import { ARRAY_FIELDS, MEMORY_FIELDS, PORT_FIELDS, VECTOR_FIELDS } from '../model/accelerator/accelerator-number.ts';
import { DATA_DIRECTIONS } from '../model/accelerator/data-direction.ts';
import { MEMORY_OPERANDS } from '../model/accelerator/memory.ts';
import { hardwareSchema } from './hardware/hardware-schema.ts';
import { languageModelSchema } from './language-model/language-model-schema.ts';

/**
 * Version of `results.json`; raised when a key changes its meaning or disappears. Keys may be added without.
 */
export const RESULTS_VERSION = 2;

/*
 * The one description of `results.json` (docs/outputs.md#resultsjson): types, the check when a file is read, and the JSON Schema come
 * from here. Energies are in pJ, times in clock cycles, sizes in bits, areas in mm², static power in mW.
 */

const memoryOperand = z.enum(MEMORY_OPERANDS);
/** Sizes and times: whole, at least 1. A schema of its own each time, as each may get a description. */
const count = () => z.int().check(z.gte(1));
/** Sizes of memories: whole, and any double; they are compared and divided only. */
const memorySize = described(z.number().check(z.gte(1), z.refine(Number.isInteger)), {
  type: 'integer',
  description: 'bits of one copy',
});
const loop = z.object({ dimension: z.string(), size: count() });
const unrolling = z.object({ dimension: z.string(), factor: z.number() });
const arrayUnrolling = z.object({ arrayDimension: z.string(), unrollings: z.array(unrolling) });
const perOperandUnrollings = z.record(z.string(), z.array(z.array(unrolling)));

const port = z.object({
  name: z.string(),
  type: z.enum(['read', 'write', 'read_write']),
  bandwidthMin: described(count(), { description: 'bits per cycle of the narrowest access' }),
  bandwidthMax: described(count(), { description: 'bits per cycle of the full width' }),
  allocation: z.array(z.object({ memoryOperand, direction: z.enum(DATA_DIRECTIONS) })),
});

const memory = z.object({
  name: z.string(),
  sizeBits: memorySize,
  readEnergyPj: described(z.number(), { description: 'pJ of one read of the full port width' }),
  writeEnergyPj: described(z.number(), { description: 'pJ of one write of the full port width' }),
  area: described(z.exactOptional(z.number()), { description: 'mm² of one copy; absent where it is unknown' }),
  staticPowerMw: described(z.exactOptional(z.number()), {
    description: 'power of one copy whether it works or not; absent where it is unknown',
  }),
  latencyCycles: z.number(),
  memoryType: z.string(),
  autoCostExtraction: z.boolean(),
  forceDoubleBuffering: z.boolean(),
  operands: z.array(memoryOperand),
  servedDimensions: z.array(z.string()),
  ports: z.array(port),
});

const acceleratorNumber = z.discriminatedUnion('of', [
  z.object({ of: z.literal('memory'), memory: z.string(), field: z.enum(MEMORY_FIELDS) }),
  z.object({ of: z.literal('port'), memory: z.string(), port: z.string(), field: z.enum(PORT_FIELDS) }),
  z.object({ of: z.literal('array'), field: z.enum(ARRAY_FIELDS) }),
  z.object({ of: z.literal('dimension'), dimension: z.string() }),
  z.object({ of: z.literal('vector unit'), field: z.enum(VECTOR_FIELDS) }),
  z.object({ of: z.literal('accelerator'), field: z.literal('clock_frequency') }),
]);

const numberRange = z.object({
  number: described(acceleratorNumber, { description: 'a field of the accelerator file' }),
  low: described(z.number(), { description: 'in the unit of the field' }),
  high: z.number(),
});

const acceleratorDocument = described(
  z.object({
    name: z.string(),
    operationalArray: z.object({
      dimensions: z.array(z.object({ name: z.string(), size: count() })),
      unitEnergyPj: z.number(),
      unitArea: described(z.exactOptional(z.number()), { description: 'mm² of one unit; absent where it is unknown' }),
      unitStaticPowerMw: described(z.exactOptional(z.number()), {
        description: 'power of one unit whether it works or not; absent where it is unknown',
      }),
      inMemoryComputing: z.optional(
        z.object({
          type: z.enum(['analog', 'digital']),
          inputPrecision: z.tuple([count(), count()]),
          adcResolutionBits: z.number(),
          bitSerialPrecisionBits: count(),
          cells: z.object({ sizeBits: memorySize, areaMm2: z.number() }),
        }),
      ),
    }),
    memories: described(z.array(memory), { description: 'innermost first' }),
    vectorUnit: z.exactOptional(
      z.object({
        energyPj: described(z.number(), { description: 'pJ of one element operation' }),
        lanes: described(count(), { description: 'elements per cycle' }),
      }),
    ),
    clockFrequencyMhz: described(z.exactOptional(z.number()), { description: 'absent where the file gives none' }),
    ranges: described(z.exactOptional(z.array(numberRange)), {
      description: 'numbers that the file knows within bounds only; absent where there are none',
    }),
  }),
  {
    description:
      'An accelerator as it was evaluated: memory costs estimated, levels taken out by data locality left out',
  },
);

const layerDefinition = z.object({
  equation: z.string(),
  dimensions: z.array(loopDimension()),
  relations: z.array(
    z.object({
      target: z.string(),
      a: z.object({ coefficient: z.number(), dimension: z.string() }),
      b: z.object({ coefficient: z.number(), dimension: z.string() }),
      limit: z.number(),
    }),
  ),
  operands: described(
    z.array(z.object({ name: z.string(), indices: z.array(z.string()), precisionBits: z.number() })),
    { description: 'the output first, with the bits of a partial sum' },
  ),
  finalOutputPrecisionBits: z.number(),
  operandPrecision: z.record(z.string(), z.number()),
  constantOperands: z.array(z.string()),
  operandSources: z.record(z.string(), z.number()),
  repeat: described(z.exactOptional(count()), {
    description: 'how many such layers the network has; absent for 1',
  }),
  mapping: described(
    z.object({
      entryName: z.string(),
      spatialMapping: z.array(arrayUnrolling),
      spatialMappingHint: z.record(z.string(), z.array(z.string())),
      temporalOrdering: z.array(z.object({ dimension: z.string(), size: z.union([z.number(), z.literal('*')]) })),
      memoryOperandLinks: z.record(z.string(), memoryOperand),
    }),
    { description: 'what the mapping file asks for' },
  ),
});

const figures = described(
  z.object({
    macEnergy: z.number(),
    memoryEnergy: z.number(),
    energyTotal: z.number(),
    idealCycles: described(z.number(), { description: 'all units at work in every cycle' }),
    idealTemporalCycles: described(z.number(), { description: 'all temporal loops without a stall' }),
    latencyTotal0: described(z.number(), { description: 'with stalls' }),
    latencyTotal1: described(z.number(), { description: 'with stalls and on-loading' }),
    latencyTotal2: described(z.number(), { description: 'with stalls, on- and off-loading: the latency' }),
    onloadingCycles: z.number(),
    offloadingCycles: z.number(),
  }),
  { description: 'pJ and cycles' },
);

const layerResult = z.object({
  id: z.number(),
  name: z.string(),
  operatorType: z.string(),
  operationCount: described(count(), { description: 'multiply-accumulates of one such layer' }),
  energy: z.number(),
  latency: z.number(),
  figures,
  accelerator: described(z.number(), { description: 'index into accelerators' }),
  definition: layerDefinition,
  spatialMapping: z.object({
    source: described(z.array(arrayUnrolling), { description: 'by array dimension' }),
    fractional: described(perOperandUnrollings, {
      description: 'by operand and memory level: [0] between array and level 0',
    }),
    integer: perOperandUnrollings,
  }),
  temporalMapping: z.object({
    loops: described(z.array(loop), { description: 'innermost first' }),
    boundaries: described(z.record(z.string(), z.array(z.number())), {
      description: 'number of loops up to each memory level',
    }),
  }),
  accessSameDataConsideredAsNoAccess: z.boolean(),
  costModel: described(z.exactOptional(z.enum(['reference', 'corrected'])), {
    description: 'rules of energy and latency; reference if absent',
  }),
  times: described(count(), {
    description: 'number of equal layers that energy, latency and figures are for: repeat, in results of a run',
  }),
  searchedShare: described(z.exactOptional(z.number().check(z.gte(0), z.lte(1))), {
    description:
      "share of the layer's mappings that were searched, if the search ended early; absent for whole searches",
  }),
  proven: described(
    z.exactOptional(
      z.object({
        criterion: z.enum(['latency', 'energy', 'EDP']),
        bound: described(z.number(), {
          description: 'no mapping of the space has a smaller cost: cycles, pJ or pJ·cycles',
        }),
        gap: described(z.nullable(z.number()), {
          description: 'cost / bound − 1; 0 for a cost that is proven optimal, null where the bound is 0',
        }),
        spatialMappings: described(z.union([z.literal('all'), count()]), {
          description: 'spatial mappings of the space: all of the generator, or so many of its list',
        }),
        reservations: described(z.array(z.string()), {
          description: 'cases in which less is proven (docs/optimality.md)',
        }),
      }),
    ),
    { description: 'what is proven about the best mapping of the layer; absent where nothing is known' },
  ),
  report: described(z.unknown(), { description: 'the complete report, as in <layer>_complete.json' }),
});

const inputFile = z.object({
  name: described(z.string(), {
    description: 'path as it was given, or name of a built-in example as it is listed; (in memory) for parsed content',
  }),
  sha256: z.optional(z.string()),
  text: described(z.optional(z.string()), { description: 'content, of text files' }),
});

const diagnostic = z.object({
  code: z.string(),
  severity: z.enum(['error', 'warning']),
  message: z.string(),
  hint: z.exactOptional(z.string()),
  file: z.exactOptional(z.string()),
  line: z.exactOptional(z.number()),
  column: z.exactOptional(z.number()),
  path: z.exactOptional(z.string()),
});

const transferDocument = z.object({
  tensor: z.string(),
  elements: described(z.number(), { description: 'elements that move, each as often as it does' }),
  size: described(z.number(), { description: 'elements of the tensor' }),
  precisionBits: count(),
  memory: z.string(),
  port: z.string(),
  accesses: described(z.number(), { description: 'of the full width of the port, one a cycle' }),
  energy: z.number(),
});

const otherOperator = z.object({
  id: z.number(),
  name: z.string(),
  operatorType: z.string(),
  kind: described(z.string(), { description: 'elementwise, pooling, softmax, movement, …' }),
  fusedWith: described(z.exactOptional(z.number()), { description: 'id of the layer behind which it works' }),
  energy: z.number(),
  latency: z.number(),
  memoryEnergy: z.number(),
  vectorEnergy: z.number(),
  vectorCycles: z.number(),
  vectorOperations: described(z.number(), { description: 'element operations' }),
  accelerator: described(z.number(), { description: 'index into accelerators' }),
  inputOperand: memoryOperand,
  reads: z.array(transferDocument),
  writes: z.array(transferDocument),
});

/** The first files of this version have types and counts only. */
const uncostedOperator = z.object({
  operatorType: z.string(),
  count: described(count(), { description: 'nodes of this type' }),
  operations: described(z.optional(z.number()), {
    description: 'multiply-accumulates of the nodes that can be counted; absent if none can',
  }),
  share: described(z.optional(z.number()), { description: 'of all operations of the network that can be counted' }),
  uncountedNodes: described(z.optional(count()), { description: 'nodes whose operations cannot be counted' }),
  elementsMoved: described(z.optional(z.number()), {
    description: 'elements of tensors that the nodes read and write; absent if a shape is not known',
  }),
});

/** See `ResultsDocument`. */
export const resultsSchema = described(
  z.object({
    schemaVersion: z.literal(RESULTS_VERSION),
    generator: described(z.string(), { description: 'program and version' }),
    created: described(z.string(), {
      description: 'start of the run, ISO 8601: the only field that differs between equal runs',
    }),
    units: z.record(z.string(), z.string()),
    options: z.record(z.string(), z.unknown()),
    inputs: z.object({ workload: inputFile, accelerator: inputFile, mapping: inputFile }),
    energy: z.number(),
    latency: z.number(),
    tclk: z.optional(z.number()),
    area: z.optional(z.number()),
    hardware: z.exactOptional(hardwareSchema),
    languageModel: z.exactOptional(languageModelSchema),
    total: described(z.unknown(), { description: 'complete report of the sum' }),
    accelerators: z.array(acceleratorDocument),
    layers: z.array(layerResult),
    uncosted: described(z.array(uncostedOperator), {
      description: 'operators without cost model, by type; the totals do not include them',
    }),
    otherOperators: described(z.exactOptional(z.array(otherOperator)), {
      description: 'operators without multiply-accumulates, costed by their memory traffic; absent unless asked for',
    }),
    // Missing in the first files of this version.
    infeasible: described(z._default(z.array(z.object({ name: z.string(), diagnostic })), []), {
      description: 'layers without any mapping; the totals do not include them',
    }),
    warnings: z.array(diagnostic),
    sha256: described(z.optional(z.record(z.string(), z.string())), {
      description: 'of every part, as JSON without blanks and with sorted keys',
    }),
  }),
  { description: 'All results of a run over a network, complete enough to be evaluated, drawn and compared again' },
);

/** The content of `results.json`. */
export type ResultsDocument = z.infer<typeof resultsSchema>;
export type OtherOperatorDocument = NonNullable<ResultsDocument['otherOperators']>[number];
export type LayerDocument = ResultsDocument['layers'][number];
export type AcceleratorDocument = ResultsDocument['accelerators'][number];
export type InputFileDocument = ResultsDocument['inputs']['workload'];

function loopDimension() {
  return z.object({ name: z.string(), size: count() });
}

/** JSON Schema (draft 7) of `results.json`. */
export function resultsJsonSchema(): Readonly<Record<string, unknown>> {
  return { ...z.toJSONSchema(resultsSchema, { target: 'draft-7' }) };
}
