import { describe, expect, test } from 'vitest';
import { InputError } from '../../src/base/diagnostic.ts';
import { findQuantity } from '../../src/explain/index.ts';
import { evaluationsOf, RUNS } from './explained-cases.ts';

describe('finding a quantity', async () => {
  const [, options] = RUNS[0] ?? [];
  const [evaluation] = options === undefined ? [] : await evaluationsOf(options);
  if (evaluation === undefined) throw new Error('no evaluation');

  test.each([
    ['energy', 'energy'],
    ['energy.l1.W', 'energy.l1.W'],
    ['l1.w', 'energy.l1.W'],
    ['Onloading', 'latency.onloading'],
    ['reg_O.r_port_2', 'stall.reg_O.r_port_2'],
    ['oper', 'energy.operations'],
    ['operational_energy', 'energy.operations'],
    ['memory_energy', 'energy.memories'],
    ['temporal', 'latency.temporal_stall'],
  ])('%s means %s', (wanted, name) => expect(findQuantity(evaluation, wanted)).toBe(name));

  const refusalOf = (wanted: string): string => {
    try {
      return findQuantity(evaluation, wanted);
    } catch (error) {
      if (error instanceof InputError) return error.message;
      throw error;
    }
  };

  test('what fits several is refused with those', () => {
    const text = refusalOf('rw_port');
    expect(text).toContain('ZZ6050: "rw_port" fits 5 quantities');
    expect(text).toContain('stall.l1.rw_port_3');
    expect(text).not.toContain('energy.l1');
  });

  test('what fits none is refused with a suggestion and all quantities', () => {
    const text = refusalOf('latncy');
    expect(text).toContain('has no quantity "latncy"; did you mean "latency"?');
    expect(text).toContain('energy.l1.W');
  });
});
