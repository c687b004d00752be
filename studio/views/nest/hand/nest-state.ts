import { computed, signal } from '@preact/signals';
import { nestOfLayer } from '../../../engine/ask.ts';
import type { LayerNest } from '../../../engine/nest-answers.ts';
import { loopText } from '../../../nest/loop-words.ts';
import { type Nest, type PlacedNest, sameNest } from '../../../nest/moves.ts';
import { type NestCost, NestCosts } from '../../../nest/nest-costs.ts';
import type { NestStep } from '../../../state/tried-nest.ts';
import { project } from '../../../store/project.ts';
import { lastFound, type SearchedState } from '../../../store/search.ts';
import { activity, layerIndex } from '../../../store/view.ts';

/* What the view of loop nests shows: the nest of one layer, and what is in the hand. */

/** A layer whose nests can be costed. */
export interface OpenedLayer {
  readonly state: SearchedState;
  /** Place in the result. */
  readonly index: number;
  /** Id in the workload. */
  readonly id: number;
  readonly name: string;
  readonly nest: LayerNest;
  readonly costs: NestCosts;
  readonly bestCost: NestCost;
}

export const opened = signal<OpenedLayer | undefined>(undefined);
/** Why no layer is open. */
export const openingFailed = signal<string | undefined>(undefined);

/** Place of the layer in the result on screen. */
export const shownIndex = computed(() => {
  const count = lastFound.value?.result.layers.length ?? 0;
  return Math.max(0, Math.min(layerIndex.value, count - 1));
});

/** Opens the layer that is chosen, of the last result. */
export async function openLayer(state: SearchedState, index: number): Promise<void> {
  const layer = state.result.layers[index];
  const now = opened.peek();
  if (layer === undefined || (now?.state === state && now.index === index)) return;
  try {
    const nest = await nestOfLayer(state.client, { search: state.result.search, layer: index });
    if (lastFound.peek() !== state || shownIndex.peek() !== index) return;
    const costs = new NestCosts(nest.problem, nest.times);
    held.value = undefined;
    opened.value = { state, index, id: layer.id, name: layer.shortName, nest, costs, bestCost: costs.cost(nest.best) };
    openingFailed.value = undefined;
  } catch (error) {
    openingFailed.value = error instanceof Error ? error.message : String(error);
  }
}

/** Steps from the best nest to the present one; none where the files no longer suit them. */
export const steps = computed((): readonly NestStep[] => {
  const { tried } = project.value;
  const layer = opened.value;
  if (layer === undefined || tried === undefined || tried.layer !== layer.id) return [];
  return tried.steps.every(({ nest }) => layer.costs.isOfLayer(nest)) ? tried.steps : [];
});

/** The nest that was let go of last. */
export const current = computed((): Nest | undefined => steps.value.at(-1)?.nest ?? opened.value?.nest.best);

/** A loop in the hand. */
export interface HeldLoop {
  readonly kind: 'loop';
  /** Position before it was taken. */
  readonly from: number;
  /** Where it would go. */
  readonly place: PlacedNest;
  readonly by: 'keys' | 'pointer';
  /** Whether borders go to their best place with it. */
  readonly bestBorders: boolean;
  /** Position of the loop that it would join. */
  readonly joins?: number | undefined;
}

/** A border in the hand. */
export interface HeldBorder {
  readonly kind: 'border';
  readonly operand: string;
  readonly level: number;
  readonly nest: Nest;
}

export const held = signal<HeldLoop | HeldBorder | undefined>(undefined);

/** The nest as it would be if what is in the hand were let go of. */
export const shown = computed((): Nest | undefined => {
  const now = held.value;
  if (now === undefined) return current.value;
  return now.kind === 'loop' ? now.place.nest : now.nest;
});

/** Milliseconds that the last cost took. */
let took = 0;

export const shownCost = computed((): NestCost | undefined => {
  const nest = shown.value;
  const layer = opened.value;
  if (nest === undefined || layer === undefined) return undefined;
  const start = performance.now();
  const cost = sameNest(nest, layer.nest.best) ? layer.bestCost : layer.costs.cost(nest);
  took = performance.now() - start;
  return cost;
});

export function costedIn(): string {
  return took < 0.1 ? 'costed in less than 0.1 ms' : `costed in ${took.toFixed(1)} ms`;
}

/** Whether the nest on screen is that of the result. */
export const isBest = computed(() => {
  const nest = shown.value;
  return nest !== undefined && opened.value !== undefined && sameNest(nest, opened.value.nest.best);
});

/** Position of the loop that keys act on, from the innermost. */
export const focusedAt = signal(0);
/** The operand whose borders keys move. */
export const column = signal(0);
export const operandNames = computed((): readonly string[] => [...(opened.value?.nest.best.boundaries.keys() ?? [])]);

/** What is said to those who hear the page. */
export const announcement = signal('');

/** The position of the focused loop in the nest on screen. */
export const focusedNow = computed(() => {
  const count = shown.value?.loops.length ?? 1;
  return Math.min(focusedAt.value, count - 1);
});

/** Tells the frame of the page what is going on. */
export function tellActivity(): void {
  const now = held.value;
  const nest = current.value;
  if (now === undefined || nest === undefined) activity.value = undefined;
  else if (now.kind === 'border') activity.value = `The border of ${now.operand} is being moved`;
  else {
    const loop = nest.loops[now.from];
    activity.value = loop === undefined ? undefined : `${loopText(loop)} is being moved`;
  }
}
