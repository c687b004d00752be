import { groupedText, plainText, scaleFor } from '../../../src/base/number-text.ts';
import type { CostModelEvaluation } from '../../../src/model/evaluation/evaluation.ts';
import { energySections } from '../../../src/quantities/cost-parts.ts';
import { loopsText } from '../../nest/loop-words.ts';
import type { Nest } from '../../nest/moves.ts';
import type { MemoryFill } from '../../nest/nest-costs.ts';
import { isProduct, loopsHeld, type Overflow } from '../../nest/overflow.ts';
import { differenceText, figureText } from '../../parts/figures.ts';
import type { OpenedLayer } from './hand/nest-state.ts';

/* Sentences about the cost of a nest, each made from its numbers. */

const NOUNS: Readonly<Record<string, string>> = { W: 'weights', I: 'inputs', O: 'outputs' };

/** `rf_128B lacks 512 bits for W.` */
export function overflowSentence({ memory, lacksBits, operands }: Overflow): string {
  return `${memory} lacks ${bitsText(Math.ceil(lacksBits))} for ${listText(operands)}.`;
}

/** `K 8 × FY 3 × C 8 weights take 1 536 bits; it has 1 024.` */
export function overflowReason({ nest: { problem } }: OpenedLayer, nest: Nest, overflow: Overflow): string {
  const parts = overflow.parts.filter(({ bits }) => bits > 0);
  const texts = parts.map(({ operand, level, bits }) => {
    const loops = loopsHeld(problem, nest, operand, level);
    const noun = NOUNS[operand] ?? `elements of ${operand}`;
    const held = loops.length === 0 ? noun : `${loopsText(loops, isProduct(problem, operand) ? ' × ' : ', ')} ${noun}`;
    return `${held} take ${bitsText(bits)}`;
  });
  return `${texts.join(', ')}; it has ${numberText(overflow.capacityBits)}.`;
}

/** What a memory holds, as the result counts it; as the allocation does where it does not fit. */
export function bitsShown({ heldBits, capacityBits, parts }: MemoryFill): number {
  return heldBits > capacityBits ? heldBits : parts.reduce((bits, { usedBits }) => bits + usedBits, 0);
}

/** `98 / 512 KiB`, `98 KiB / 2 MiB`. */
export function fillText(fill: MemoryFill): string {
  const { capacityBits } = fill;
  const held = sizeOf(bitsShown(fill));
  const capacity = sizeOf(capacityBits);
  const unit = held.unit === capacity.unit ? '' : `\u00a0${held.unit}`;
  return `${held.value}${unit}\u00a0/\u00a0${capacity.value}\u00a0${capacity.unit}`;
}

/** Registers in bits, everything larger in bytes. */
function sizeOf(bits: number): { readonly value: string; readonly unit: string } {
  const kib = 8 * 1024;
  if (bits < kib) return { value: numberText(bits), unit: 'bits' };
  return bits < kib * 1024
    ? { value: roundText(bits / kib), unit: 'KiB' }
    : { value: roundText(bits / kib / 1024), unit: 'MiB' };
}

/** Where the change of the latency comes from; nothing where it is plain. */
export function latencySentence(now: CostModelEvaluation, best: CostModelEvaluation): string | undefined {
  if (now.latency <= best.latency) return undefined;
  const before = best.details.doubleBuffer;
  for (const [operand, flags] of Object.entries(now.details.doubleBuffer)) {
    const memories = now.layer.mapping.memoryOperandLinks.get(operand);
    for (const [index, flag] of flags.entries()) {
      if (index === 0 || flag || before[operand]?.[index] !== true || memories === undefined) continue;
      const memory = now.accelerator.memoryHierarchy.memories.find(
        ({ levelOf }) => levelOf.get(memories) === index - 1,
      );
      const noun = NOUNS[operand] ?? `data of ${operand}`;
      if (memory !== undefined)
        return `Above half full, ${memory.name} cannot load the next ${noun} while the array uses these.`;
    }
  }
  return undefined;
}

/** Share of the change of energy from which one memory is named alone. */
const MOST = 0.75;

/** Where the change of the energy comes from. */
export function energySentence(now: CostModelEvaluation, best: CostModelEvaluation): string {
  if (now.energy === best.energy) return 'Every word moves as often as in the best nest found.';
  const before = memoryEnergies(best);
  const changes = [...memoryEnergies(now)]
    .map(([memory, energy]) => ({ memory, energy, old: before.get(memory) ?? 0 }))
    .toSorted((a, b) => Math.abs(b.energy - b.old) - Math.abs(a.energy - a.old));
  const [first] = changes;
  const total = now.energy - best.energy;
  if (first === undefined || (first.energy - first.old) / total < MOST) return 'Several memories share the change.';
  return `${first.memory} ${differenceText(first.energy, first.old, 'pJ')} is ${(first.energy - first.old) / total > 0.995 ? 'the whole' : 'most of the'} change.`;
}

function memoryEnergies(evaluation: CostModelEvaluation): ReadonlyMap<string, number> {
  const energies = new Map<string, number>();
  for (const { memory, energyPj } of energySections(evaluation).memories) {
    energies.set(memory, (energies.get(memory) ?? 0) + energyPj);
  }
  return energies;
}

/** `86.3 µJ, 186 242 cycles`. */
export function costText({ energy, latency }: { readonly energy: number; readonly latency: number }): string {
  const { factor, symbol } = scaleFor(energy, 'pJ');
  const value = energy / factor;
  return `${value >= 1000 ? numberText(Math.round(value)) : value.toPrecision(3)}\u00a0${symbol}, ${figureText(latency, 'cycles')}`;
}

/** `512 bits`. */
export function bitsText(bits: number): string {
  return `${numberText(bits)}\u00a0${bits === 1 ? 'bit' : 'bits'}`;
}

export function numberText(value: number): string {
  return groupedText(plainText(Math.round(value * 10) / 10));
}

function roundText(value: number): string {
  return numberText(value >= 10 ? Math.round(value) : value);
}

function listText(names: readonly string[]): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}
