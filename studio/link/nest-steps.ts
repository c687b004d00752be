import type { TemporalLoop } from '../../src/model/mapping/temporal-mapping.ts';
import type { NestStep, TriedNest } from '../state/tried-nest.ts';

/** Most steps, and most loops or levels of one step. */
const MOST = 200;

/** A tried nest as plain data that can be written as JSON. */
export function nestData({ layer, steps }: TriedNest): unknown {
  return [
    layer,
    steps.map(({ label, nest: { loops, boundaries } }) => [
      label,
      loops.map(({ dimension, size }) => [dimension, size]),
      [...boundaries],
    ]),
  ];
}

/** Whether a nest suits its layer is found out where it is shown. @throws Error when the data are no nest. */
export function readNest(data: unknown): TriedNest {
  const [layer, steps] = listOf(data);
  const read = listOf(steps).map(readStep);
  if (!isCount(layer) || read.length === 0) throw new Error('the loop nest cannot be read');
  return { layer, steps: read };
}

function readStep(data: unknown): NestStep {
  const [label, loops, boundaries] = listOf(data);
  if (typeof label !== 'string') throw new Error('a step of the loop nest cannot be read');
  return {
    label,
    nest: { loops: listOf(loops).map(readLoop), boundaries: new Map(listOf(boundaries).map(readBorders)) },
  };
}

function readLoop(data: unknown): TemporalLoop {
  const [dimension, size] = listOf(data);
  if (typeof dimension !== 'string' || !isCount(size) || size < 1) throw new Error('a loop cannot be read');
  return { dimension, size };
}

function readBorders(data: unknown): readonly [operand: string, ends: readonly number[]] {
  const [operand, ends] = listOf(data);
  const all = listOf(ends).filter(isCount);
  if (typeof operand !== 'string' || all.length !== listOf(ends).length) throw new Error('a border cannot be read');
  return [operand, all];
}

function listOf(data: unknown): readonly unknown[] {
  if (!Array.isArray(data) || data.length > MOST) throw new Error('the loop nest cannot be read');
  return data;
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
