import { batch } from '@preact/signals';
import { borderLabel, distanceText, heldText, loopText, moveLabel, placeBeside } from '../../../nest/loop-words.ts';
import { borderRange, joinLoops, moveBorder, type Nest, placesOf, sameNest, splitLoop } from '../../../nest/moves.ts';
import { overflowsOf } from '../../../nest/overflow.ts';
import { figureText } from '../../../parts/figures.ts';
import { firstSteps, withStep } from '../../../state/tried-nest.ts';
import { edit, endGesture, project } from '../../../store/project.ts';
import { lastFound } from '../../../store/search.ts';
import { layerIndex } from '../../../store/view.ts';
import { overflowSentence } from '../cost-words.ts';
import {
  announcement,
  column,
  current,
  focusedAt,
  focusedNow,
  held,
  opened,
  operandNames,
  shown,
  shownCost,
  shownIndex,
} from './nest-state.ts';

/** Makes a nest the present one: a step of the trail and of undo. */
export function take(nest: Nest, label: string, gesture?: string): void {
  const layer = opened.peek();
  const now = current.peek();
  if (layer === undefined || now === undefined || sameNest(nest, now)) return;
  edit(
    (before) => {
      const last = before.tried?.steps.at(-1);
      const goesOn = gesture !== undefined && last?.label.startsWith(`${gesture} `) === true;
      return { ...before, tried: withStep(before.tried, layer.id, { label, nest }, goesOn) };
    },
    label,
    gesture === undefined ? undefined : `nest ${layer.id} ${gesture}`,
  );
}

/** Goes back to a step of the trail; 0 is the best found. */
export function backTo(count: number): void {
  const { tried } = project.peek();
  if (tried === undefined) return;
  const label = count === 0 ? 'back to the best nest' : `back to ${tried.steps[count - 1]?.label ?? 'a nest'}`;
  edit((before) => ({ ...before, tried: firstSteps(before.tried, count) }), label);
}

/** Takes the focused loop into the hand, or lets go of it. */
export function takeOrDrop(bestBorders = false): void {
  const nest = current.peek();
  const now = held.peek();
  if (now !== undefined) {
    drop(bestBorders);
    return;
  }
  const from = focusedNow.peek();
  if (nest?.loops[from] === undefined) return;
  endGesture();
  held.value = { kind: 'loop', from, by: 'keys', bestBorders: false, place: { at: from, side: 'home', nest } };
  announcement.value = `${heldText(nest, from)} Taken. Up and down move it, space drops it, escape puts it back.`;
}

/** Lets go of what is in the hand: the nest on screen becomes the present one. */
export function drop(bestBorders = false): void {
  const now = held.peek();
  const before = current.peek();
  if (now === undefined || before === undefined) return;
  batch(() => {
    const nest = now.kind === 'border' ? now.nest : now.place.nest;
    held.value = undefined;
    if (now.kind === 'border') {
      take(nest, borderLabel(nest, now.operand, now.level));
      return;
    }
    const loop = before.loops[now.from];
    if (now.joins !== undefined && loop !== undefined) {
      const at = now.joins > now.from ? now.joins - 1 : now.joins;
      focusedAt.value = at;
      take(nest, `${loopText(loop)} joined`);
      return;
    }
    focusedAt.value = now.place.at;
    const best = bestBorders && !now.bestBorders ? opened.peek()?.costs.withBestBorders(nest.loops) : undefined;
    take(best ?? nest, moveLabel(nest, now.place));
  });
  say('Dropped.');
}

/** Puts back what is in the hand. */
export function putBack(): void {
  if (held.peek() === undefined) return;
  held.value = undefined;
  announcement.value = 'Put back.';
}

/** Moves the loop in the hand by one place; outwards if positive. */
export function moveHeld(step: number): void {
  const nest = current.peek();
  const now = held.peek();
  if (nest === undefined || now?.kind !== 'loop') return;
  const place = placeBeside(placesOf(nest, now.from), now.place.nest, step);
  if (place === undefined) return;
  batch(() => {
    held.value = { ...now, place };
    focusedAt.value = place.at;
  });
  say(heldText(place.nest, place.at));
}

/** The border of the chosen operand that is nearest to the focused loop; undefined where it has none. */
export function nearestBorder(): { readonly operand: string; readonly level: number } | undefined {
  const operand = operandNames.peek()[column.peek()];
  const ends = operand === undefined ? undefined : shown.peek()?.boundaries.get(operand);
  if (operand === undefined || ends === undefined || ends.length < 2) return undefined;
  const at = focusedNow.peek() + 0.5;
  const levels = [...ends.keys()].slice(0, -1);
  const level = levels.reduce((best, one) =>
    Math.abs((ends[one] ?? 0) - at) < Math.abs((ends[best] ?? 0) - at) ? one : best,
  );
  return { operand, level };
}

/** Moves a border by one loop; outwards if positive. */
export function stepBorder(operand: string, level: number, step: number): void {
  const nest = current.peek();
  if (nest === undefined || held.peek() !== undefined) return;
  const end = nest.boundaries.get(operand)?.[level] ?? 0;
  const moved = moveBorder(nest, operand, level, end + step);
  take(moved, borderLabel(moved, operand, level), `border of ${operand}`);
  const [least, most] = borderRange(nest, operand, level);
  const isAtEnd =
    moved === nest ? ` It is at its ${end === least ? 'innermost' : end === most ? 'outermost' : 'last'} place.` : '';
  const label = borderLabel(moved, operand, level);
  say(`${label.charAt(0).toUpperCase()}${label.slice(1)}.${isAtEnd}`);
}

export function split(at: number, inner: number): void {
  const nest = current.peek();
  const loop = nest?.loops[at];
  if (nest === undefined || loop === undefined) return;
  take(splitLoop(nest, at, inner), `${loopText(loop)} into ${loop.size / inner}\u00a0×\u00a0${inner}`);
  say('Split.');
}

export function join(from: number, into: number): void {
  const nest = current.peek();
  const loop = nest?.loops[from];
  const target = nest?.loops[into];
  if (nest === undefined || loop === undefined || target === undefined) return;
  focusedAt.value = into > from ? into - 1 : into;
  take(joinLoops(nest, from, into), `${loopText(loop)} joined with ${loopText(target)}`);
  say('Joined.');
}

/** Takes a move of the table, with borders at their best. */
export function tryOrder(from: number, at: number): void {
  const nest = current.peek();
  const loop = nest?.loops[from];
  if (nest === undefined || loop === undefined) return;
  const loops = nest.loops.toSpliced(from, 1).toSpliced(at, 0, loop);
  const best = opened.peek()?.costs.withBestBorders(loops);
  if (best === undefined) {
    announcement.value = 'No borders of this order fit the memories.';
    return;
  }
  focusedAt.value = at;
  take(best, moveLabel(best, { at }));
  say('');
}

/** Opens the layer before or after. */
export function stepLayer(step: number): void {
  const count = lastFound.peek()?.result.layers.length ?? 0;
  putBack();
  layerIndex.value = Math.max(0, Math.min(count - 1, shownIndex.peek() + step));
}

/** Says what was done, and what the nest on screen costs. */
export function say(done: string): void {
  const cost = shownCost.peek();
  if (cost === undefined) return;
  const [overflow] = overflowsOf(cost);
  const { evaluation } = cost;
  const figures =
    evaluation === undefined
      ? (cost.refusal ?? '')
      : `Energy ${figureText(evaluation.energy, 'pJ')}, latency ${figureText(evaluation.latency, 'cycles')}.`;
  announcement.value = [done, overflow === undefined ? '' : `Does not fit: ${overflowSentence(overflow)}`, figures]
    .filter((part) => part !== '')
    .join(' ');
}

/** `moved 2 inwards`, `joins OX 2`: what becomes of the loop in the hand. */
export function heldDistance(): string {
  const now = held.value;
  if (now?.kind !== 'loop') return '';
  const target = now.joins === undefined ? undefined : current.value?.loops[now.joins];
  return target === undefined ? distanceText(now.from, now.place.at) : `joins ${loopText(target)}`;
}
