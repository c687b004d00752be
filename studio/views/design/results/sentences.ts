import type { DesignResult } from '../../../engine/result/design-result.ts';
import { CYCLE_CAUSES } from '../../../parts/cost-bars.ts';
import { differenceText, percentText } from '../../../parts/figures.ts';

/*
 * Sentences above charts, made from their numbers. Each has a threshold below which nothing is said.
 */

/** A memory that takes less of the energy is not named. */
const LEAST_SHARE = 0.5;
/** A part that makes less of a change is not named. */
const MOST_OF_CHANGE = 0.9;
/** A layer with less of a cause is not named. */
const MOST_OF_CAUSE = 0.9;

/** What the energy, or its change against A, is made of; empty where nothing stands out. */
export function energySentence(now: DesignResult, before: DesignResult | undefined): string {
  if (before === undefined) {
    const [largest] = memoryEnergies(now).toSorted((a, b) => b.energy - a.energy);
    if (largest === undefined || largest.energy < LEAST_SHARE * now.totals.energy) return '';
    return `${largest.name} takes ${percentText(largest.energy / now.totals.energy)}`;
  }
  const old = new Map(memoryEnergies(before).map(({ name, energy }) => [name, energy]));
  const changes = [
    { name: 'operations', now: now.energyTable.operations, before: before.energyTable.operations },
    ...memoryEnergies(now).map(({ name, energy }) => ({ name, now: energy, before: old.get(name) ?? 0 })),
    ...[...old].flatMap(([name, energy]) => (now.memories.includes(name) ? [] : [{ name, now: 0, before: energy }])),
  ].filter((change) => change.now !== change.before);
  const moved = changes.reduce((sum, change) => sum + Math.abs(change.now - change.before), 0);
  const [largest] = changes.toSorted((a, b) => Math.abs(b.now - b.before) - Math.abs(a.now - a.before));
  if (largest === undefined || Math.abs(largest.now - largest.before) < MOST_OF_CHANGE * moved) return '';
  const difference = differenceText(largest.now, largest.before, 'pJ');
  return `${largest.name} ${difference} is ${changes.length === 1 ? 'the whole' : 'most of the'} change`;
}

/** Which cause of lost cycles stands out, and whether one layer has it; empty where none does. */
export function cyclesSentence({ cycles, layers, totals }: DesignResult): string {
  const lost = CYCLE_CAUSES.slice(1).map(({ keys, title }) => ({
    title,
    of: (parts: DesignResult['cycles']): number => keys.reduce((sum, key) => sum + parts[key], 0),
  }));
  const [largest] = lost.toSorted((a, b) => b.of(cycles) - a.of(cycles));
  if (largest === undefined) return '';
  const all = largest.of(cycles);
  if (all <= 0.02 * totals.latency) return '';
  const [worst] = layers.toSorted((a, b) => largest.of(b.cycles) - largest.of(a.cycles));
  if (worst === undefined) return '';
  const share = largest.of(worst.cycles) / all;
  if (share < MOST_OF_CAUSE) return `${largest.title} ${percentText(all / totals.latency)}`;
  return `${largest.title}: ${share >= 0.9995 ? 'all' : percentText(share)} in ${worst.id} ${worst.shortName}`;
}

/** Energy of every memory, all operands together. */
export function memoryEnergies({ memories, energyTable }: DesignResult): { name: string; energy: number }[] {
  return memories.map((name, row) => ({
    name,
    energy: (energyTable.cells[row] ?? []).reduce<number>((sum, value) => sum + (value ?? 0), 0),
  }));
}
