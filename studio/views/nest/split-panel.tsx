import { signal } from '@preact/signals';
import type { JSX } from 'preact';
import { loopText } from '../../nest/loop-words.ts';
import { joinable, joinLoops, type Nest, splitLoop } from '../../nest/moves.ts';
import { DeltaOf, Dialog } from '../../parts/small.tsx';
import { join, split } from './hand/nest-actions.ts';
import { current, focusedNow, held, opened, shownCost } from './hand/nest-state.ts';

const isOpen = signal(false);

/** Offers the factors of the focused loop, and the loops that it can be joined with. */
export function openSplit(): void {
  if (held.peek() === undefined && current.peek() !== undefined) isOpen.value = true;
}

interface Offer {
  readonly title: string;
  readonly nest: Nest;
  readonly take: () => void;
}

export function SplitPanel(): JSX.Element | null {
  const nest = current.value;
  const at = focusedNow.value;
  const loop = nest?.loops[at];
  if (!isOpen.value || nest === undefined || loop === undefined) return null;
  const splits = divisorsOf(loop.size).map(
    (inner): Offer => ({
      title: `${loop.dimension} ${loop.size / inner} outside, ${loop.dimension} ${inner} inside`,
      nest: splitLoop(nest, at, inner),
      take: () => split(at, inner),
    }),
  );
  const joins = joinable(nest, at).flatMap((into): Offer[] => {
    const target = nest.loops[into];
    if (target === undefined) return [];
    return [{ title: `Join with ${loopText(target)}`, nest: joinLoops(nest, at, into), take: () => join(at, into) }];
  });
  const close = (): void => {
    isOpen.value = false;
    requestAnimationFrame(() => {
      const row = document.querySelector(`[data-nest] [data-at="${focusedNow.peek()}"]`);
      if (row instanceof HTMLElement) row.focus();
    });
  };
  const offers = [...splits, ...joins];
  return (
    <Dialog label={`Split ${loopText(loop)}`} class="split-panel" onClose={close}>
      <h2>Split {loopText(loop)}</h2>
      <p class="faint small-text">
        {offers.length === 0 ? 'It has no factors, and no other loop of its dimension.' : 'Latency of each beside it.'}
      </p>
      {offers.map((offer) => (
        <button
          key={offer.title}
          class="btn"
          type="button"
          onClick={(event) => {
            offer.take();
            event.currentTarget.closest('dialog')?.close();
          }}
        >
          <span>{offer.title}</span>
          <Effect nest={offer.nest} />
        </button>
      ))}
      <button class="btn quiet" type="button" onClick={(event) => event.currentTarget.closest('dialog')?.close()}>
        Leave it
      </button>
    </Dialog>
  );
}

function Effect({ nest }: { readonly nest: Nest }): JSX.Element | null {
  const cost = opened.value?.costs.cost(nest);
  const before = shownCost.value?.evaluation?.latency;
  if (cost?.evaluation === undefined) return null;
  return (
    <span class="effect">
      <DeltaOf now={cost.evaluation.latency} before={before} />
      {cost.fits ? '' : ' does not fit'}
    </span>
  );
}

/** Divisors but 1 and the number itself. */
function divisorsOf(size: number): number[] {
  return Array.from({ length: Math.max(0, Math.floor(size / 2) - 1) }, (_, index) => index + 2).filter(
    (divisor) => size % divisor === 0,
  );
}
