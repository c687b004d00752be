import { groupedText } from '../../../../src/base/number-text.ts';
import type { DesignResult } from '../../../engine/result/design-result.ts';
import { changeOf, differenceText } from '../../../parts/figures.ts';

/*
 * What differs between two states, in sentences made from their numbers. A part is named if it is nearly the whole change.
 */

/** From this share on a part stands for the whole change. */
const ALL = 0.999;
const MOST = 0.9;

/** A part of a total in both states. */
export interface PartChange {
  readonly name: string;
  readonly before: number;
  readonly after: number;
}

/** The lead, and the sentences behind it. */
export function comparisonSentences(a: DesignResult, b: DesignResult): readonly [lead: string, ...rest: string[]] {
  const energy = b.totals.energy - a.totals.energy;
  const latency = b.totals.latency - a.totals.latency;
  const cycles = `${groupedText(String(Math.abs(Number(latency.toFixed(1)))))} cycles`;
  const lead =
    energy === 0
      ? 'B needs the same energy.'
      : `B needs ${sizeText(b.totals.energy, a.totals.energy)} ${energy < 0 ? 'less' : 'more'} (${changeOf(b.totals.energy, a.totals.energy).text})${partText(memoryChanges(a, b), energy, 'all of it in', 'most of it in')}.`;
  const time =
    latency === 0
      ? 'It takes the same time.'
      : `It takes ${cycles} ${latency < 0 ? 'less' : 'more'} (${changeOf(b.totals.latency, a.totals.latency).text})${partText(latencyChanges(a, b), latency, 'all of them in', 'most of them in')}.`;
  return [lead, time, ...areaSentence(a.totals.area, b.totals.area)];
}

function areaSentence(a: number | undefined, b: number | undefined): string[] {
  if (a === undefined || b === undefined || a === b) return [];
  return [`Area ${b < a ? 'falls' : 'grows'} by ${Number(Math.abs(b - a).toPrecision(3))}\u00a0mm².`];
}

/** `, all of it in sram_2MB`; empty where no part stands for the change. */
function partText(parts: readonly PartChange[], total: number, all: string, most: string): string {
  const moved = parts.reduce((sum, { before, after }) => sum + Math.abs(after - before), 0);
  const [largest] = parts.toSorted((x, y) => Math.abs(y.after - y.before) - Math.abs(x.after - x.before));
  if (largest === undefined || moved === 0) return '';
  const own = largest.after - largest.before;
  if (own < 0 !== total < 0 || Math.abs(own) < MOST * moved) return '';
  return `, ${Math.abs(own) >= ALL * moved ? all : most} ${largest.name}`;
}

function sizeText(after: number, before: number): string {
  return differenceText(after, before, 'pJ').slice(1);
}

/** Energy of operations and of every memory that one of the states has. */
export function memoryChanges(a: DesignResult, b: DesignResult): readonly PartChange[] {
  const names = [...new Set([...a.memories, ...b.memories])];
  return [
    { name: 'operations', before: a.energyTable.operations, after: b.energyTable.operations },
    ...names.map((name) => ({ name, before: memoryEnergy(a, name), after: memoryEnergy(b, name) })),
  ];
}

function memoryEnergy({ memories, energyTable }: DesignResult, name: string): number {
  return (energyTable.cells[memories.indexOf(name)] ?? []).reduce<number>((sum, value) => sum + (value ?? 0), 0);
}

function latencyChanges(a: DesignResult, b: DesignResult): readonly PartChange[] {
  return pairedLayers(a, b).flatMap(({ before, after }) =>
    before === undefined || after === undefined
      ? []
      : [{ name: `${after.id} ${after.shortName}`, before: before.latency, after: after.latency }],
  );
}

export interface PairedLayer {
  readonly before: DesignResult['layers'][number] | undefined;
  readonly after: DesignResult['layers'][number] | undefined;
  /** Place in the second result; −1 where it is not there. */
  readonly place: number;
}

/** Layers of two results by their names; of several of one name the first goes with the first. */
export function pairedLayers(a: DesignResult, b: DesignResult): readonly PairedLayer[] {
  const left = [...a.layers];
  const paired = b.layers.map((after, place): PairedLayer => {
    const at = left.findIndex(({ name }) => name === after.name);
    const [before] = at < 0 ? [] : left.splice(at, 1);
    return { before, after, place };
  });
  return [...paired, ...left.map((before): PairedLayer => ({ before, after: undefined, place: -1 }))];
}
