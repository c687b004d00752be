import * as z from 'zod';
import { DATA_DIRECTIONS } from '../model/data-direction.ts';
import { MEMORY_OPERANDS } from '../model/memory.ts';

/**
 * Version of `results.json`; raised when a key changes its meaning or disappears. Keys may be added without.
 */
export const RESULTS_VERSION = 2;

/*
 * The one description of `results.json` (docs/outputs.md#resultsjson): types, the check when a file is read, and the JSON Schema come
 * from here. Energies are in pJ, times in clock cycles, sizes in bits, areas in mm² (or the unit of the accelerator file).
 */

const memoryOperand = z.enum(MEMORY_OPERANDS);
const loop = z.object({ dimension: z.string(), size: z.number() });
const unrolling = z.object({ dimension: z.string(), factor: z.number() });
const arrayUnrolling = z.object({ arrayDimension: z.string(), unrollings: z.array(unrolling) });
const perOperandUnrollings = z.record(z.string(), z.array(z.array(unrolling)));

const port = z.object({
  name: z.string(),
  type: z.enum(['read', 'write', 'read_write']),
  bandwidthMin: z.number().describe('bits per cycle of the narrowest access'),
  bandwidthMax: z.number().describe('bits per cycle of the full width'),
  allocation: z.array(z.object({ memoryOperand, direction: z.enum(DATA_DIRECTIONS) })),
});

const memory = z.object({
  name: z.string(),
  sizeBits: z.number(),
  readEnergyPj: z.number().describe('pJ of one read of the full port width'),
  writeEnergyPj: z.number().describe('pJ of one write of the full port width'),
  area: z.number(),
  latencyCycles: z.number(),
  memoryType: z.string(),
  autoCostExtraction: z.boolean(),
  forceDoubleBuffering: z.boolean(),
  operands: z.array(memoryOperand),
  servedDimensions: z.array(z.string()),
  ports: z.array(port),
});

const acceleratorDocument = z
  .object({
    name: z.string(),
    operationalArray: z.object({
      dimensions: z.array(z.object({ name: z.string(), size: z.number() })),
      unitEnergyPj: z.number(),
      unitArea: z.number(),
      inMemoryComputing: z
        .object({
          type: z.enum(['analog', 'digital']),
          inputPrecision: z.tuple([z.number(), z.number()]),
          adcResolutionBits: z.number(),
          bitSerialPrecisionBits: z.number(),
          cells: z.object({ sizeBits: z.number(), areaMm2: z.number() }),
        })
        .optional(),
    }),
    memories: z.array(memory).describe('innermost first'),
  })
  .describe('An accelerator as it was evaluated: memory costs estimated, levels taken out by data locality left out');

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
  operands: z
    .array(z.object({ name: z.string(), indices: z.array(z.string()), precisionBits: z.number() }))
    .describe('the output first, with the bits of a partial sum'),
  finalOutputPrecisionBits: z.number(),
  operandPrecision: z.record(z.string(), z.number()),
  constantOperands: z.array(z.string()),
  operandSources: z.record(z.string(), z.number()),
  mapping: z
    .object({
      entryName: z.string(),
      spatialMapping: z.array(arrayUnrolling),
      spatialMappingHint: z.record(z.string(), z.array(z.string())),
      temporalOrdering: z.array(z.object({ dimension: z.string(), size: z.union([z.number(), z.literal('*')]) })),
      memoryOperandLinks: z.record(z.string(), memoryOperand),
    })
    .describe('what the mapping file asks for'),
});

const figures = z
  .object({
    macEnergy: z.number(),
    memoryEnergy: z.number(),
    energyTotal: z.number(),
    idealCycles: z.number().describe('all units at work in every cycle'),
    idealTemporalCycles: z.number().describe('all temporal loops without a stall'),
    latencyTotal0: z.number().describe('with stalls'),
    latencyTotal1: z.number().describe('with stalls and on-loading'),
    latencyTotal2: z.number().describe('with stalls, on- and off-loading: the latency'),
    onloadingCycles: z.number(),
    offloadingCycles: z.number(),
  })
  .describe('pJ and cycles');

const layerResult = z.object({
  id: z.number(),
  name: z.string(),
  operatorType: z.string(),
  operationCount: z.number().describe('multiply-accumulates'),
  energy: z.number(),
  latency: z.number(),
  figures,
  accelerator: z.number().describe('index into accelerators'),
  definition: layerDefinition,
  spatialMapping: z.object({
    source: z.array(arrayUnrolling).describe('by array dimension'),
    fractional: perOperandUnrollings.describe('by operand and memory level: [0] between array and level 0'),
    integer: perOperandUnrollings,
  }),
  temporalMapping: z.object({
    loops: z.array(loop).describe('innermost first'),
    boundaries: z.record(z.string(), z.array(z.number())).describe('number of loops up to each memory level'),
  }),
  accessSameDataConsideredAsNoAccess: z.boolean(),
  times: z.number().describe('number of such layers the figures are for'),
  report: z.unknown().describe('the complete report, as in <layer>_complete.json'),
});

const inputFile = z.object({
  name: z.string().describe('path or example as it was given; (in memory) for parsed content'),
  sha256: z.string().optional(),
  text: z.string().optional().describe('content, of text files'),
});

const diagnostic = z.object({
  code: z.string(),
  severity: z.enum(['error', 'warning']),
  message: z.string(),
  hint: z.string().optional(),
  file: z.string().optional(),
  line: z.number().optional(),
  column: z.number().optional(),
  path: z.string().optional(),
});

/** See `ResultsDocument`. */
export const resultsSchema = z
  .object({
    schemaVersion: z.literal(RESULTS_VERSION),
    generator: z.string().describe('program and version'),
    created: z.string().describe('start of the run, ISO 8601: the only field that differs between equal runs'),
    units: z.record(z.string(), z.string()),
    options: z.record(z.string(), z.unknown()),
    inputs: z.object({ workload: inputFile, accelerator: inputFile, mapping: inputFile }),
    energy: z.number(),
    latency: z.number(),
    tclk: z.number().optional(),
    area: z.number().optional(),
    total: z.unknown().describe('complete report of the sum'),
    accelerators: z.array(acceleratorDocument),
    layers: z.array(layerResult),
    uncosted: z.array(z.object({ operatorType: z.string(), count: z.number() })),
    warnings: z.array(diagnostic),
  })
  .describe('All results of a run over a network, complete enough to be evaluated, drawn and compared again');

/** The content of `results.json`. */
export type ResultsDocument = z.infer<typeof resultsSchema>;
export type LayerDocument = ResultsDocument['layers'][number];
export type AcceleratorDocument = ResultsDocument['accelerators'][number];
export type InputFileDocument = ResultsDocument['inputs']['workload'];

function loopDimension() {
  return z.object({ name: z.string(), size: z.number() });
}
