import type { DesignResult } from '../../../engine/result/design-result.ts';

/** A figure of a memory that follows from its file, in both states. */
export interface FollowingFigure {
  readonly memory: string;
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

/** Costs and areas of memories that differ: written in a file, or estimated from the size. */
export function following(a: DesignResult, b: DesignResult): readonly FollowingFigure[] {
  return (b.hierarchy?.memories ?? []).flatMap((after): FollowingFigure[] => {
    const before = a.hierarchy?.memories.find(({ name }) => name === after.name);
    if (before === undefined) return [];
    const rows = [
      { name: 'r_cost', unit: 'pJ', values: [before.readEnergy, after.readEnergy] },
      { name: 'w_cost', unit: 'pJ', values: [before.writeEnergy, after.writeEnergy] },
      { name: 'area', unit: 'mm²', values: [before.area, after.area] },
    ];
    return rows.flatMap(({ name, unit, values: [then, now] }) =>
      then === now ? [] : [{ memory: after.name, name, before: figure(then, unit), after: figure(now, unit) }],
    );
  });
}

function figure(value: number | undefined, unit: string): string {
  return value === undefined ? 'unknown' : `${Number(value.toPrecision(4))}\u00a0${unit}`;
}
