import { describe, expect, test } from 'vitest';
import { InputError } from '../../src/base/diagnostic.ts';
import { findFigure } from '../../src/explain/index.ts';
import { evaluationsOf, RUNS } from './explained-cases.ts';

describe('finding a figure', async () => {
  const [, options] = RUNS[0] ?? [];
  const [evaluation] = options === undefined ? [] : await evaluationsOf(options);
  if (evaluation === undefined) throw new Error('no evaluation');

  test.each([
    ['energy', 'energy'],
    ['energy.l1.W', 'energy.l1.W'],
    ['l1.w', 'energy.l1.W'],
    ['Onloading', 'latency.onloading'],
    ['reg_O.r_port_2', 'stall.reg_O.r_port_2'],
    ['oper', 'operational_energy'],
    ['temporal', 'latency.temporal_stall'],
  ])('%s means %s', (wanted, figure) => expect(findFigure(evaluation, wanted)).toBe(figure));

  const refusalOf = (wanted: string): string => {
    try {
      return findFigure(evaluation, wanted);
    } catch (error) {
      if (error instanceof InputError) return error.message;
      throw error;
    }
  };

  test('what fits several is refused with those', () => {
    const text = refusalOf('rw_port');
    expect(text).toContain('ZZ6050: "rw_port" fits 5 figures');
    expect(text).toContain('stall.l1.rw_port_3');
    expect(text).not.toContain('energy.l1');
  });

  test('what fits none is refused with a suggestion and all figures', () => {
    const text = refusalOf('latncy');
    expect(text).toContain('has no figure "latncy"; did you mean "latency"?');
    expect(text).toContain('energy.l1.W');
  });
});
