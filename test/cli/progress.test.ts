import { describe, expect, test } from 'vitest';
import { progressText } from '../../src/cli/terminal/progress.ts';

describe('the progress line', () => {
  test('shows layers done and the time left', () => {
    const event = { stage: 'WorkloadStage', done: 5, total: 20, note: 'conv5' };
    expect(progressText(event, 1000)).toBe(`${'█'.repeat(6)}${'░'.repeat(18)} layer 5/20, 3 s left  conv5`);
  });

  test('shows where a long search is', () => {
    const layer = { name: 'conv1', index: 3, count: 4 };
    const event = { stage: 'LomaStage', done: 512, total: 1024, layer, spatialMapping: { index: 1, count: 2 } };
    expect(progressText(event, 900)).toBe(
      `${'█'.repeat(14)}${'░'.repeat(10)} layer 3/4, 1 s left  conv1, mapping 1/2, 512/1024 orders`,
    );
  });
});
