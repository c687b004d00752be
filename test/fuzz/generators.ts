import fc from 'fast-check';

/* Inputs as users write them: sound in most places, so that runs get far, and wrong in some. */

const OPERANDS = ['I1', 'I2', 'O'] as const;
const DIMENSIONS = ['B', 'K', 'C', 'OY', 'OX', 'FY', 'FX'] as const;

/** Values that nobody expects. */
export const odd = fc.constantFrom<unknown>(
  0,
  -1,
  0.5,
  1e300,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  2 ** 53,
  null,
  '',
  'x',
  '__proto__',
  [],
  {},
  true,
);

/** The value, or now and then an odd one in its place. */
function mostly<T>(usual: fc.Arbitrary<T>): fc.Arbitrary<unknown> {
  return fc.oneof({ weight: 80, arbitrary: usual }, { weight: 1, arbitrary: odd });
}

const powerOfTwo = (least: number, most: number) =>
  fc.integer({ min: least, max: most }).map((exponent) => 2 ** exponent);
const directions = ['fh', 'tl', 'fl', 'th'] as const;

const everyDirection = (operands: readonly string[]) =>
  operands.flatMap((operand) => directions.map((direction) => `${operand}, ${direction}`));

const port = (operands: readonly string[], number: number) =>
  fc.record({
    name: fc.constant(`rw_port_${number}`),
    type: mostly(fc.constant('read_write')),
    bandwidth_min: mostly(fc.constantFrom(1, 8, 16)),
    bandwidth_max: mostly(fc.constantFrom(16, 64, 100, 512)),
    allocation: mostly(
      fc.oneof(
        { weight: 20, arbitrary: fc.constant(everyDirection(operands)) },
        { weight: 1, arbitrary: fc.subarray(everyDirection(operands), { minLength: 1 }) },
      ),
    ),
  });

const memory = (least: number, most: number) =>
  fc.subarray([...OPERANDS], { minLength: 1 }).chain((operands) =>
    fc.record({
      size: mostly(powerOfTwo(least, most)),
      r_cost: mostly(fc.double({ min: 0, max: 100, noNaN: true })),
      w_cost: mostly(fc.double({ min: 0, max: 100, noNaN: true })),
      area: fc.constant(0),
      latency: fc.constant(1),
      operands: mostly(fc.constant(operands)),
      ports: mostly(fc.tuple(port(operands, 1))),
      served_dimensions: mostly(fc.subarray(['D1', 'D2'])),
    }),
  );

const topMemory = fc.record({
  size: mostly(powerOfTwo(20, 40)),
  r_cost: fc.constant(100),
  w_cost: fc.constant(110),
  area: fc.constant(0),
  latency: fc.constant(1),
  operands: fc.constant([...OPERANDS]),
  ports: fc.constant([
    {
      name: 'rw_port_1',
      type: 'read_write',
      bandwidth_min: 8,
      bandwidth_max: 64,
      allocation: ['I1, tl', 'I1, fh', 'I2, tl', 'I2, fh', 'O, tl', 'O, fl', 'O, fh', 'O, th'],
    },
  ]),
  served_dimensions: fc.constant(['D1', 'D2']),
});

/** Accelerators: up to three small memories below one that holds everything. */
export const accelerators = fc
  .record({
    inner: fc.array(memory(3, 18), { maxLength: 3 }),
    top: topMemory,
    sizes: mostly(fc.tuple(fc.integer({ min: 1, max: 32 }), fc.integer({ min: 1, max: 32 }))),
    energy: mostly(fc.constant(0.04)),
  })
  .map(({ inner, top, sizes, energy }) => ({
    name: 'fuzzed',
    operational_array: { unit_energy: energy, unit_area: 1, dimensions: ['D1', 'D2'], sizes },
    memories: { ...Object.fromEntries(inner.map((one, index) => [`memory_${index}`, one])), top },
  }));

const extent = fc.oneof(
  { weight: 20, arbitrary: fc.integer({ min: 1, max: 64 }) },
  { weight: 2, arbitrary: fc.constantFrom(127, 1024, 50_000) },
  { weight: 1, arbitrary: fc.constantFrom(2 ** 30, 2 ** 52, 104_729) },
);

const precision = fc.record({
  O: mostly(fc.constantFrom(8, 16, 32)),
  O_final: mostly(fc.constantFrom(8, 16)),
  W: mostly(fc.constantFrom(0, 4, 8)),
  I: mostly(fc.constantFrom(8, 16)),
});

const convolution = fc
  .record({
    stride: mostly(fc.integer({ min: 1, max: 4 })),
    dilation: fc.integer({ min: 1, max: 3 }),
    sizes: fc.tuple(
      extent,
      extent,
      extent,
      extent,
      extent,
      fc.integer({ min: 1, max: 7 }),
      fc.integer({ min: 1, max: 7 }),
    ),
    precision,
  })
  .map(({ stride, dilation, sizes, precision: operand_precision }) => ({
    operator_type: 'Conv',
    equation: 'O[b][k][oy][ox]+=W[k][c][fy][fx]*I[b][c][iy][ix]',
    dimension_relations: [`ix=${stride}*ox+${dilation}*fx`, `iy=${stride}*oy+${dilation}*fy`],
    loop_dims: [...DIMENSIONS],
    loop_sizes: sizes,
    operand_precision,
  }));

const matrixProduct = fc
  .record({ sizes: mostly(fc.tuple(extent, extent, extent)), precision })
  .map(({ sizes, precision: operand_precision }) => ({
    operator_type: 'Gemm',
    equation: 'O[b][k]+=W[k][c]*I[b][c]',
    loop_dims: ['B', 'K', 'C'],
    loop_sizes: sizes,
    operand_precision,
  }));

/** Networks of up to three layers, each fed by the one before. */
export const workloads = fc.array(fc.oneof(convolution, matrixProduct), { minLength: 1, maxLength: 3 }).map((layers) =>
  layers.map((layer, id) => ({
    id,
    name: `layer ${id}`,
    ...layer,
    operand_source: { W: id, I: id === 0 ? 0 : id - 1 },
  })),
);

const unrolling = fc
  .tuple(
    fc.constantFrom(...DIMENSIONS, 'G'),
    fc.oneof(
      { weight: 30, arbitrary: fc.integer({ min: 1, max: 16 }) },
      { weight: 1, arbitrary: fc.constantFrom(0, 1.5) },
    ),
  )
  .map(([dimension, factor]) => `${dimension}, ${factor}`);

const arrayMapping = (values: fc.Arbitrary<unknown>) =>
  fc.dictionary(fc.constantFrom('D1', 'D2'), values, { maxKeys: 2 }).map((record) => ({ ...record }));

/** Mapping files with one entry for everything. */
export const mappings = fc
  .record(
    {
      spatial_mapping: mostly(arrayMapping(mostly(fc.array(unrolling, { minLength: 1, maxLength: 2 })))),
      spatial_mapping_hint: mostly(arrayMapping(fc.subarray([...DIMENSIONS], { minLength: 1 }))),
      temporal_ordering: mostly(
        fc.uniqueArray(fc.tuple(fc.constantFrom(...DIMENSIONS), mostly(fc.constant('*'))), {
          maxLength: 3,
          selector: ([dimension]) => dimension,
        }),
      ),
    },
    { requiredKeys: [] },
  )
  .chain((entry) =>
    mostly(fc.constant({ O: 'O', W: 'I2', I: 'I1' })).map((links) => [
      { name: 'default', ...entry, memory_operand_links: links },
    ]),
  );
