import { effect, signal, untracked } from '@preact/signals';
import type { Explanation } from '../../../src/explain/explanation.ts';
import { explanationOf, figuresOf } from '../../engine/ask.ts';
import type { FigureSummary } from '../../engine/protocol.ts';
import { lastFound, type SearchedState } from '../../store/search.ts';
import { figure, layerIndex } from '../../store/view.ts';

/* What the view shows: the quantities of a layer, and the explanation of one. Asked of the worker that found the result. */

/** Quantities of the layer on screen, with the result they are of. */
export const figures = signal<
  { readonly state: SearchedState; readonly layer: number; readonly all: readonly FigureSummary[] } | undefined
>(undefined);

export const explanation = signal<Explanation | undefined>(undefined);
/** Why there is no explanation. */
export const failure = signal<string | undefined>(undefined);

/** The quantities that led here, the last one last. */
export const trail = signal<readonly string[]>([]);

/** Opens a quantity, and remembers the way back. */
export function openFigure(name: string): void {
  trail.value = [...trail.peek(), figure.peek()];
  figure.value = name;
}

export function goBack(): void {
  const last = trail.peek().at(-1);
  if (last === undefined) return;
  trail.value = trail.peek().slice(0, -1);
  figure.value = last;
}

/** Asks for what is to be shown whenever the result, the layer or the quantity changes. Returns how to end it. */
export function followFigure(): () => void {
  const ends = [
    effect(() => {
      const state = lastFound.value;
      const layer = layerIndex.value;
      if (state === undefined || state.result.layers[layer] === undefined) return;
      figuresOf(state.client, { search: state.result.search, layer }).then((all) => {
        figures.value = { state, layer, all };
      }, fail);
    }),
    effect(() => {
      const known = figures.value;
      const wanted = figure.value;
      if (known === undefined) return;
      const { state, layer, all } = known;
      const name = all.some((one) => one.figure === wanted) ? wanted : nearest(all, wanted);
      untracked(() => {
        explanationOf(state.client, { search: state.result.search, layer }, name).then((found) => {
          if (figure.peek() !== wanted) return;
          failure.value = undefined;
          explanation.value = found;
        }, fail);
      });
    }),
  ];
  return () => {
    for (const end of ends) end();
  };
}

function fail(error: unknown): void {
  failure.value = error instanceof Error ? error.message : String(error);
}

/** A quantity that this layer has: totals of the network have names that layers lack. */
function nearest(all: readonly FigureSummary[], wanted: string): string {
  const parts = wanted.split('.');
  for (let length = parts.length; length > 0; length--) {
    const start = parts.slice(0, length).join('.');
    const found = all.find((one) => one.figure === start) ?? all.find((one) => one.figure.startsWith(start));
    if (found !== undefined) return found.figure;
  }
  return all[0]?.figure ?? wanted;
}
