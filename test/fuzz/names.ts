import fc from 'fast-check';

/* Names that become parts of file names, pages, tables and texts. */

const HOSTILE = [
  '../../etc/passwd',
  '..',
  '.',
  '',
  '/absolute',
  'C:\\layer',
  'CON',
  'nul.txt',
  'a. ',
  'conv1',
  'Conv1',
  'conv1-2',
  'é',
  'e\u0301',
  'x'.repeat(300),
  '層'.repeat(120),
  'tab\tline\nend',
  '\u001b[31mred\u001b[0m',
  '<script>alert(1)</script>',
  '</script><!--',
  '{layer}',
  '?',
  '__proto__',
  'constructor',
  '\u202egnp.exe',
  '\ud800',
  '=1+1',
];

const name = fc.oneof(fc.constantFrom(...HOSTILE), fc.string({ unit: 'grapheme', maxLength: 8 }));

/** Two small layers, memories and an array, with names of every kind, written to a folder. */
export const named = fc.record({ layers: fc.tuple(name, name), memory: name, accelerator: name }).map((names) => ({
  dumpFolder: 'results',
  lpfLimit: 2,
  mapping: 'default',
  workload: names.layers.map((layerName, id) => ({
    id,
    name: layerName,
    operator_type: 'Gemm',
    equation: 'O[b][k]+=W[k][c]*I[b][c]',
    loop_dims: ['B', 'K', 'C'],
    loop_sizes: [2, 4, 8],
    operand_precision: { O: 16, O_final: 8, W: 8, I: 8 },
    operand_source: { W: id, I: id === 0 ? 0 : id - 1 },
  })),
  accelerator: {
    name: names.accelerator,
    operational_array: { unit_energy: 1, unit_area: 1, dimensions: ['D1', 'D2'], sizes: [2, 2] },
    memories: Object.fromEntries([
      [
        names.memory,
        {
          size: 2 ** 20,
          r_cost: 1,
          w_cost: 2,
          area: 0,
          latency: 1,
          operands: ['I1', 'I2', 'O'],
          ports: [
            {
              name: 'rw_port_1',
              type: 'read_write',
              bandwidth_min: 8,
              bandwidth_max: 64,
              allocation: ['I1, tl', 'I1, fh', 'I2, tl', 'I2, fh', 'O, tl', 'O, fl', 'O, fh', 'O, th'],
            },
          ],
          served_dimensions: ['D1', 'D2'],
        },
      ],
    ]),
  },
}));
