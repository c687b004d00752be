import fc from 'fast-check';
import { FREE_MAPPING, matrixProduct, memory, rowOfUnits } from '../small-inputs.ts';

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
  mapping: [FREE_MAPPING],
  workload: names.layers.map((layerName, id) => matrixProduct(id, layerName, [2, 4, 8], Math.max(0, id - 1))),
  accelerator: rowOfUnits(Object.fromEntries([[names.memory, memory(2 ** 20)]]), names.accelerator),
}));
