import { readFileSync } from 'node:fs';
import { loadAccelerator } from '../src/io/load.ts';
import type { Accelerator } from '../src/model/accelerator/accelerator.ts';
import type { MemoryOperand } from '../src/model/accelerator/memory.ts';
import type { TemporalOrderingEntry } from '../src/model/mapping/mapping-constraints.ts';
import type { SpatialMapping } from '../src/model/mapping/spatial-mapping.ts';
import { createLayer, type DimensionRelation, type Layer } from '../src/model/workload/layer.ts';
import { span } from '../src/model/workload/relevance.ts';
import { platformFiles } from '../src/platform/node.ts';

/** A built-in accelerator. */
export async function exampleAccelerator(name: string): Promise<Accelerator> {
  return (await loadAccelerator(name, platformFiles)).value;
}

/** Parsed JSON of a fixture. */
export function readJson(path: string): unknown {
  return JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));
}

export interface TestLayerOptions {
  readonly spatialMapping?: SpatialMapping;
  readonly temporalOrdering?: readonly TemporalOrderingEntry[];
  /** Distance of the taps of a convolution; default 1. */
  readonly dilation?: number;
  readonly precision?: { readonly W: number; readonly I: number; readonly O: number; readonly O_final: number };
}

const PRECISION = { W: 8, I: 8, O: 16, O_final: 8 };

const LINKS: ReadonlyMap<string, MemoryOperand> = new Map([
  ['O', 'O'],
  ['W', 'I2'],
  ['I', 'I1'],
]);

/** A convolution `O[b][k][oy][ox] += W[k][c][fy][fx] · I[b][c][iy][ix]` of the given sizes; sizes left out are 1. */
export function convolution(
  sizes: Readonly<Record<string, number>>,
  stride = 1,
  options: TestLayerOptions = {},
): Layer {
  const size = (name: string): number => sizes[name] ?? 1;
  const { dilation = 1 } = options;
  const relation = (axis: 'X' | 'Y'): DimensionRelation => ({
    target: `I${axis}`,
    a: { coefficient: stride, dimension: `O${axis}` },
    b: { coefficient: dilation, dimension: `F${axis}` },
    limit: span(stride, size(`O${axis}`), dilation, size(`F${axis}`)),
  });
  return testLayer(
    ['B', 'K', 'C', 'OY', 'OX', 'FY', 'FX'].map((name) => ({ name, size: size(name) })),
    [relation('X'), relation('Y')],
    { O: ['B', 'K', 'OY', 'OX'], W: ['K', 'C', 'FY', 'FX'], I: ['B', 'C', 'IY', 'IX'] },
    options,
  );
}

/** A matrix product `O[d][k] += W[c][k] · I[d][c]`. */
export function matrixProduct(
  sizes: { readonly D: number; readonly C: number; readonly K: number },
  options: TestLayerOptions = {},
): Layer {
  return testLayer(
    Object.entries(sizes).map(([name, size]) => ({ name, size })),
    [],
    { O: ['D', 'K'], W: ['C', 'K'], I: ['D', 'C'] },
    options,
  );
}

function testLayer(
  dimensions: Layer['dimensions'],
  relations: readonly DimensionRelation[],
  indices: { readonly O: readonly string[]; readonly W: readonly string[]; readonly I: readonly string[] },
  { spatialMapping = [], temporalOrdering = [], precision = PRECISION }: TestLayerOptions,
): Layer {
  return createLayer({
    id: 0,
    name: 'layer under test',
    operatorType: 'Conv',
    equation: 'O = W * I',
    dimensions,
    relations,
    operands: [
      { name: 'O', indices: indices.O, precisionBits: precision.O },
      { name: 'W', indices: indices.W, precisionBits: precision.W },
      { name: 'I', indices: indices.I, precisionBits: precision.I },
    ],
    finalOutputPrecisionBits: precision.O_final,
    operandPrecision: new Map(Object.entries(precision)),
    constantOperands: ['W', 'I'],
    operandSources: new Map(),
    mapping: {
      entryName: 'default',
      spatialMapping,
      spatialMappingHint: new Map(),
      temporalOrdering,
      memoryOperandLinks: LINKS,
    },
  });
}
