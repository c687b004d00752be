import type { ShapeProfile } from '../../io/schema/shape-check.ts';

/** How messages about the shape of sweep files speak of its parts. */
export const sweepProfile: ShapeProfile = {
  format: 7,
  name: 'sweep',
  expected: 'a map with workloads, accelerator, mapping and parameters',
  ownerOf: ([section, name]) => {
    if (section === 'parameters' && name !== undefined) return { name: `parameter "${name}"`, length: 2 };
    if (section === 'strategy') return { name: 'the strategy', length: 1 };
    if (section === 'workloads' && name !== undefined) return { name: `workload ${Number(name) + 1}`, length: 2 };
    return { name: 'the sweep', length: 0 };
  },
  examples: {
    name: '"SRAM size and array size"',
    workloads: '[resnet18, alexnet]',
    workload: 'resnet18',
    weight: '2',
    combine: 'worst',
    accelerator: 'tpu_like',
    mapping: 'tpu_like',
    run: '{opt: EDP}',
    title: 'SRAM size',
    sets: 'accelerator.memories.sram.size',
    values: '[8, 16, 32]',
    tuples: '[[8, 64], [16, 128]]',
    from: '32 KiB',
    to: '2 MiB',
    step: '16',
    factor: '2',
    where: '"sram >= 4 * rf"',
    objectives: '[edp, area]',
    limits: '"area <= 4 mm2"',
    quantities: '[energy.dram]',
    kind: 'random',
    count: '100',
    population: '40',
    generations: '25',
    seed: '1',
  },
  hintFor: () => undefined,
};
