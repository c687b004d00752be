import type { ShapeProfile } from '../schema/shape-check.ts';

/** How messages about the shape of given mappings speak of its parts. */
export const givenMappingProfile: ShapeProfile = {
  format: 8,
  name: 'given mapping',
  expected: 'a map with layer, accelerator, links, spatial and temporal',
  ownerOf: ([section]) => {
    if (section === 'layer') return { name: 'the layer', length: 1 };
    if (section === 'temporal') return { name: 'the temporal mapping', length: 1 };
    if (section === 'spatial') return { name: 'the spatial mapping', length: 1 };
    if (section === 'links') return { name: 'the links', length: 1 };
    return { name: 'the given mapping', length: 0 };
  },
  examples: {
    dims: '[[K, 32], [C, 8]]',
    relations: '[{t: IX, sa: 1, A: OX, sb: 1, B: FX}]',
    spatial: '[[D1, [[K, 32]]]]',
    loops: '[[C, 8], [K, 2]]',
    reuse_at_pins: 'true',
    cycles_per_op: '1',
    costModel: 'corrected',
  },
  hintFor: ([section], value) => {
    if (section === 'accelerator' && typeof value === 'string') {
      return 'write the content of the accelerator file here, not its name';
    }
    return undefined;
  },
};
