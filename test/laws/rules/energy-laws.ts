import { recordEvaluation } from '../../../src/engine/cost-model.ts';
import { ChoiceReader } from '../cases/choices.ts';
import { differs, isBelow, type Law, short } from './law.ts';
import { directionsOf, distinctElements } from './traffic.ts';

export const linear: Law = {
  key: 'linear',
  name: 'Energy is linear in the costs of accesses',
  check({ costed, drawn }) {
    const reader = new ChoiceReader(drawn.variation, 8);
    const { macEnergyPj, wordEnergy } = costed.problem;
    const others = Array.from(wordEnergy, () => reader.nextBelow(100));
    const memoryEnergy = (costs: (pj: number, slot: number) => number): number => {
      costed.evaluateWith({ costs });
      return costed.energy - macEnergyPj;
    };
    const [own, other, none] = [
      memoryEnergy((pj) => pj),
      memoryEnergy((_, slot) => others[slot] ?? 0),
      memoryEnergy(() => 0),
    ];
    const both = memoryEnergy((pj, slot) => 2 * pj + 3 * (others[slot] ?? 0));
    costed.evaluateWith({});
    if (!differs(both, 2 * own + 3 * other) && none === 0) return undefined;
    return `${short(both)} pJ instead of 2 · ${short(own)} + 3 · ${short(other)}`;
  },
};

export const compulsory: Law = {
  key: 'compulsory',
  name: 'Energy is at least that of moving every element once',
  check({ costed, drawn }) {
    const { problem, energy } = costed;
    const { layer, accelerator } = drawn.design;
    let least = accelerator.operationalArray.unitEnergyPj * layer.operationCount;
    for (const { operand, slot, isReadBack } of directionsOf(problem)) {
      if (isReadBack) continue;
      const { isOutput = false, partialPrecision = 0, finalPrecision = 0 } = problem.operands[operand] ?? {};
      const bits = isOutput ? Math.min(partialPrecision, finalPrecision) : partialPrecision;
      const words = (distinctElements(problem, operand) * bits) / (problem.bandwidthMax[slot] ?? 1);
      least += words * (problem.wordEnergy[slot] ?? 0);
    }
    return isBelow(energy, least) ? `${short(energy)} pJ, moving all once takes ${short(least)}` : undefined;
  },
};

export const repeated: Law = {
  key: 'repeated',
  name: 'A layer that is repeated n times costs n times as much',
  check({ costed: { evaluator, nest }, drawn }) {
    const times = 2 + new ChoiceReader(drawn.variation).nextBelow(30);
    const once = recordEvaluation(evaluator, nest);
    const all = once.scaled(times);
    const keys = [
      'energyTotal',
      'memoryEnergy',
      'macEnergy',
      'latencyTotal0',
      'latencyTotal1',
      'latencyTotal2',
    ] as const;
    const wrong = keys.find((key) => differs(all[key], times * once[key]));
    return wrong === undefined ? undefined : `${wrong} ${all[wrong]} instead of ${times} · ${once[wrong]}`;
  },
};
