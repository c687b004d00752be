import { batch, computed, effect, signal, untracked } from '@preact/signals';
import { MOST_KEPT } from '../engine/finished-search.ts';
import type { Refusal } from '../engine/protocol.ts';
import type { DesignResult } from '../engine/result/design-result.ts';
import { SearchClient } from '../engine/search-client.ts';
import { type Inputs, inputsOf, sameInputs } from '../state/project.ts';
import { history, project } from './project.ts';

/*
 * Results of the project on screen and of state A. A result belongs to the inputs it was searched for: whoever shows one of other
 * inputs marks it.
 */

/** A result with the inputs it is of, and the worker that can be asked about it. */
export interface SearchedState {
  readonly inputs: Inputs;
  readonly result: DesignResult;
  readonly client: SearchClient;
}

/** How long a pause in typing must be. */
const PAUSE_MS = 150;
const lost = signal<string | undefined>(undefined);

/** Searches the project on screen. */
export const engine: SearchClient = new SearchClient((reason) => {
  forget(engine);
  lost.value = reason;
});
/** Searches other states, when nothing else is to be done. */
export const explorer: SearchClient = new SearchClient(() => {
  forget(explorer);
  losses++;
});
/** How often the worker of the explorer was lost. */
let losses = 0;

/** A search that is over sooner shows no progress. */
const QUIET_MS = 100;

/** Results that were found, the last first: undo and the way back of a slider show theirs at once. */
const known: SearchedState[] = [];

/** The last result that was found, of whatever inputs. */
export const lastFound = signal<SearchedState | undefined>(undefined);
/** Why the inputs on screen have no result. */
export const refusal = signal<{ readonly inputs: Inputs; readonly refusal: Refusal } | undefined>(undefined);
/** Layers of the running search. */
export const progress = signal<{ readonly done: number; readonly total: number } | undefined>(undefined);
/** Result of state A. */
export const pinnedFound = signal<SearchedState | undefined>(undefined);
/** Why state A has no result. */
export const pinnedRefusal = signal<Refusal | undefined>(undefined);

/** Whether the result on screen is that of the project. */
export const isCurrent = computed(
  () => lastFound.value !== undefined && sameInputs(lastFound.value.inputs, project.value),
);
/** The refusal of the project on screen, if it has one. */
export const currentRefusal = computed(() => {
  const found = refusal.value;
  return found !== undefined && sameInputs(found.inputs, project.value) ? found.refusal : undefined;
});

export type Status = 'searching' | 'settled' | 'refused' | 'lost';
export const status = computed((): Status => {
  if (lost.value !== undefined) return 'lost';
  if (currentRefusal.value !== undefined) return 'refused';
  return isCurrent.value ? 'settled' : 'searching';
});

/** A result that was found before; undefined where it must be searched. */
export function knownResult(inputs: Inputs): SearchedState | undefined {
  return known.find((state) => sameInputs(state.inputs, inputs));
}

function remember(state: SearchedState): void {
  known.unshift(state);
  known.length = Math.min(known.length, MOST_KEPT);
}

/** A worker that is gone can't be asked about its results. */
function forget(client: SearchClient): void {
  for (let at = known.length - 1; at >= 0; at--) if (known[at]?.client === client) known.splice(at, 1);
}

let running: Inputs | undefined;
let wanted: Inputs | undefined;
let timer: ReturnType<typeof setTimeout> | undefined;

/** Searches what is wanted, one after the other: of several states wanted meanwhile only the last. */
async function pump(): Promise<void> {
  if (running !== undefined) return;
  while (wanted !== undefined) {
    running = wanted;
    wanted = undefined;
    const inputs = running;
    const start = performance.now();
    const outcome = await engine.search(inputs, {
      onProgress: (done, total) => {
        if (running === inputs && performance.now() - start > QUIET_MS) progress.value = { done, total };
      },
    });
    batch(() => {
      progress.value = undefined;
      const { result } = outcome;
      if (result !== undefined) {
        const state = { inputs, result, client: engine };
        remember(state);
        // Undo may have led back to a result that is shown already.
        if (!isCurrent.value || sameInputs(inputs, project.value)) lastFound.value = state;
      }
      if (outcome.refusal !== undefined) refusal.value = { inputs, refusal: outcome.refusal };
    });
    running = undefined;
  }
}

/** What changed the inputs: a drag shows every step it can, typing waits for a pause, all else is searched at once. */
type Occasion = 'drag' | 'typing' | 'other';

function want(inputs: Inputs, occasion: Occasion): void {
  clearTimeout(timer);
  lost.value = undefined;
  if (running !== undefined && sameInputs(running, inputs)) {
    wanted = undefined;
    return;
  }
  // In a drag at most one search is in flight, and the newest value waits for it. Else nobody reads what an older state gives.
  if (occasion !== 'drag') engine.abort();
  const found = knownResult(inputs);
  if (found !== undefined) {
    wanted = undefined;
    lastFound.value = found;
    return;
  }
  const start = (): void => {
    wanted = inputs;
    void pump();
  };
  if (occasion === 'typing') timer = setTimeout(start, PAUSE_MS);
  else start();
}

/** Searches again after the worker was lost. */
export function searchAgain(): void {
  want(inputsOf(project.value), 'other');
}

/** A result of any inputs, searched in the background when it is not known. Undefined where there is none. */
export async function explored(inputs: Inputs): Promise<SearchedState | undefined> {
  return (await exploredOutcome(inputs)).state;
}

/** The same, with the reason where there is none; neither where the search was ended. */
async function exploredOutcome(
  inputs: Inputs,
): Promise<{ readonly state?: SearchedState | undefined; readonly refusal?: Refusal | undefined }> {
  const found = knownResult(inputs);
  if (found !== undefined) return { state: found };
  const turn = exploring.then(async () => {
    const { result, refusal: reason } = await explorer.search(inputs);
    if (result === undefined) return { refusal: reason };
    const state = { inputs, result, client: explorer };
    remember(state);
    return { state };
  });
  exploring = turn;
  return turn;
}
let exploring: Promise<unknown> = Promise.resolve();

/** Searches state A. Whatever else is explored may be ended by an edit, and A with it: then it is searched again. */
async function findPinned(inputs: Inputs): Promise<void> {
  const isStill = (): boolean => {
    const now = project.peek().pinned;
    return now !== undefined && sameInputs(now, inputs);
  };
  const before = losses;
  while (isStill() && losses === before) {
    const { state, refusal: reason } = await exploredOutcome(inputs);
    if (!isStill()) return;
    pinnedFound.value = state;
    pinnedRefusal.value = reason;
    if (state !== undefined || reason !== undefined) return;
  }
}

/** Starts to follow the project. Call it once. */
export function followProject(): void {
  let last: Inputs | undefined;
  effect(() => {
    const { present, gesture } = history.value;
    const inputs = inputsOf(present);
    untracked(() => {
      if (last !== undefined && sameInputs(last, inputs)) return;
      last = inputs;
      want(inputs, gesture?.startsWith('slider') ? 'drag' : gesture?.startsWith('type') ? 'typing' : 'other');
    });
  });
  effect(() => {
    const { pinned } = project.value;
    if (pinned === undefined) {
      pinnedFound.value = undefined;
      return;
    }
    const inputs = inputsOf(pinned);
    const before = untracked(() => pinnedFound.value);
    if (before !== undefined && sameInputs(before.inputs, inputs)) return;
    pinnedFound.value = knownResult(inputs);
    if (pinnedFound.value !== undefined) return;
    pinnedRefusal.value = undefined;
    void findPinned(inputs);
  });
}
