import type { ShapeProfile } from '../../io/schema/shape-check.ts';

/** How messages about the shape of Timeloop maps speak of its parts. */
export const timeloopMapProfile: ShapeProfile = {
  format: 9,
  name: 'Timeloop map',
  expected: 'a map with "mapping", a list of directives',
  ownerOf: ([section, index]) =>
    section === 'mapping' && typeof index === 'number'
      ? { name: `directive ${index + 1}`, length: 2 }
      : { name: 'the Timeloop map', length: 0 },
  examples: {
    mapping: '[{target: Buffer, type: temporal, factors: C=4 M=8, permutation: MC}]',
    target: 'Buffer',
    type: 'temporal',
    factors: 'C=4 M=8',
    permutation: 'MC',
    split: '1',
    keep: '[Weights]',
    bypass: '[Inputs]',
  },
  hintFor: () => undefined,
};
