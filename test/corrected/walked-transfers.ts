import type { RandomCase } from './random-case.ts';
import type { Moved, OperandWalk, WalkedInterface } from './walk.ts';

/** The widest port of a direction, and the width of all its ports. */
export function portsFor(given: RandomCase, memory: string, entry: string) {
  const ports = (given.accelerator.memories[memory]?.ports ?? []).filter(({ allocation }) =>
    allocation.includes(entry),
  );
  const [widest] = ports.toSorted((x, y) => y.bandwidth_max - x.bandwidth_max || x.bandwidth_min - y.bandwidth_min);
  if (widest === undefined) throw new Error(`no port of ${memory} for ${entry}`);
  return { ...widest, width: ports.reduce((sum, { bandwidth_max }) => sum + bandwidth_max, 0) };
}

/** What a direction of an interface moves: `tl`, `fl`, `th` or `fh`. */
export function sideOf(walked: WalkedInterface, direction: string, isOutput: boolean): Moved {
  const side = direction === 'tl' || direction === 'fl' ? 'upper' : 'lower';
  const isBack = isOutput && (direction === 'tl' || direction === 'fh');
  return (isBack ? walked.back : walked.up)[side];
}

/** Pins hold a word only if the port is wide enough for those of all units. */
function loopsAtPins(given: RandomCase, operand: string, walk: OperandWalk): number {
  if (operand === 'O' || !given.reuse_at_pins) return 0;
  const innermost = walk.memories[0] ?? '';
  const bits = walk.atPins * (given.layer.precision[operand] ?? 0);
  return portsFor(given, innermost, `${given.links[operand]}, tl`).width >= bits ? walk.leadingLoops : 0;
}

/** All interfaces of an operand, with reuse at the pins as the case has it. */
export function walkedInterfaces(given: RandomCase, operand: string, walk: OperandWalk): WalkedInterface[] {
  return walk.interfaces(loopsAtPins(given, operand, walk));
}
