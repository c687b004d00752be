import { describe, expect, test } from 'vitest';
import { displayWidth } from '../../src/cli/terminal/display-width.ts';
import { loopNestText } from '../../src/cli/text/loop-nest-text.ts';
import { loopNestView } from '../../src/loop-nest/loop-nest-view.ts';
import { loopOrderingText } from '../../src/loop-nest/loop-ordering-text.ts';
import { getHardwarePerformance } from '../../src/run/evaluate.ts';

const { evaluations } = await getHardwarePerformance({
  workload: 'alexnet',
  accelerator: 'tpu_like',
  mapping: 'tpu_like',
  lpfLimit: 4,
});
const layers = evaluations.map((evaluation) => [evaluation.layer.name, evaluation] as const);

describe.each(layers)('the loop nest of %s', (_, evaluation) => {
  const nest = loopNestView(evaluation);

  test('has the loops and memories of loop_ordering.txt', () => {
    const expected = [...loopOrderingText(evaluation).matchAll(/^ *for (\w+) in \[0, (\d+)\): +(\S+) +(\S+) +(\S+)/gm)];
    const operands = [...evaluation.layer.mapping.memoryOperandLinks.keys()];
    expect(expected.length).toBeGreaterThan(0);
    expect(
      nest.temporal.map(({ dimension, size, memories }) => [
        dimension,
        String(size),
        ...operands.map((operand) => memories[operand]),
      ]),
    ).toEqual(expected.map(([, ...cells]) => cells));
  });

  test('has every level of every operand, each with its loops', () => {
    const { details, accelerator } = evaluation;
    for (const [operand, memories] of Object.entries(details.operandMemoryLevels)) {
      const levels = nest.levels.filter((level) => level.operand === operand);
      expect(levels.map(({ memory }) => memory)).toEqual(memories.toReversed());
      const innermostFirst = levels.toReversed().flatMap(({ loops }) => loops);
      expect(innermostFirst).toEqual(nest.temporal.toReversed().map(({ dimension, size }) => ({ dimension, size })));
      for (const { tileBits, capacityBits, utilisation, sharedUtilisation } of levels) {
        expect(tileBits / capacityBits).toBeCloseTo(utilisation, 12);
        expect(sharedUtilisation).toBeGreaterThanOrEqual(utilisation);
      }
    }
    expect(nest.spatial.map(({ arrayDimension }) => arrayDimension)).toEqual(
      accelerator.operationalArray.dimensions.map(({ name }) => name),
    );
  });

  test.each([200, 80, 60, 40])('fits %d columns', (width) => {
    const lines = loopNestText(nest, { width }).split('\n');
    for (const line of lines) expect(displayWidth(line)).toBeLessThanOrEqual(width);
    const loops = lines.filter((line) => /^ *for \w+ in/.test(line));
    expect(loops).toHaveLength(nest.temporal.length);
  });
});

test('levels without loops and array dimensions without unrollings are shown', () => {
  const [first] = evaluations;
  if (first === undefined) throw new Error('no layer');
  const nest = loopNestView(first);
  const text = loopNestText(
    { ...nest, spatial: nest.spatial.map((dimension) => ({ ...dimension, unrollings: [] })) },
    { width: 200 },
  );
  expect(text).toMatch(/^none +D1 +32$/m);
  expect(text).toMatch(/^O +dram +none/m);
});
