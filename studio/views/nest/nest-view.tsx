import { signal, useSignalEffect } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { lastFound, status } from '../../store/search.ts';
import { activity, commandsOfView, footNote } from '../../store/view.ts';
import { CostPane } from './cost-pane.tsx';
import { backTo, stepLayer } from './hand/nest-actions.ts';
import { bestFromHere, makeItMine } from './hand/nest-files.ts';
import { listenToNestKeys } from './hand/nest-keys.ts';
import {
  announcement,
  current,
  focusedAt,
  held,
  opened,
  openingFailed,
  openLayer,
  shownIndex,
  tellActivity,
} from './hand/nest-state.ts';
import { LayerList } from './layer-list.tsx';
import { NestPane } from './nest-pane.tsx';
import { PhoneNest } from './phone-nest.tsx';
import { openSplit } from './split-panel.tsx';

const phoneWidth = matchMedia('(max-width: 720px)');
const isPhone = signal(phoneWidth.matches);
phoneWidth.addEventListener('change', ({ matches }) => {
  isPhone.value = matches;
});

const COMMANDS = [
  { title: 'Split or join the chosen loop', keys: 'S', run: openSplit },
  { title: 'Best nest from the chosen loop', keys: 'B', run: () => void bestFromHere() },
  { title: 'Make this nest mine: write it into the mapping file', keys: 'M', run: () => void makeItMine() },
  { title: 'Back to the best nest', run: () => backTo(0) },
  { title: 'Next layer', keys: ']', run: () => stepLayer(1) },
  { title: 'Last layer', keys: '[', run: () => stepLayer(-1) },
];

/** The loop nest of one layer: why it is so, what another order would do, what does not fit and by how much. */
export default function NestView(): JSX.Element {
  useSignalEffect(() => {
    const state = lastFound.value;
    const index = shownIndex.value;
    if (state !== undefined) void openLayer(state, index);
  });
  useSignalEffect(tellActivity);
  useSignalEffect(() => {
    footNote.value = bestText();
  });
  useSignalEffect(() => {
    // Undo, another layer or another result: what was in the hand is of a nest that is gone.
    if (current.value !== undefined) held.value = undefined;
  });
  useEffect(() => {
    const listening = new AbortController();
    listenToNestKeys(listening.signal);
    commandsOfView.value = COMMANDS;
    return () => {
      listening.abort();
      held.value = undefined;
      activity.value = undefined;
      footNote.value = undefined;
      commandsOfView.value = [];
    };
  }, []);
  const layer = opened.value;
  useEffect(() => {
    // "Best from here" then keeps the innermost loop.
    focusedAt.value = 0;
  }, [layer?.id]);
  return (
    <main class="panes nest" id="main">
      {layer === undefined ? (
        <Waiting />
      ) : isPhone.value ? (
        <PhoneNest layer={layer} />
      ) : (
        <>
          <LayerList />
          <NestPane layer={layer} />
          <CostPane layer={layer} />
        </>
      )}
      <p id="nest-keys" class="hidden">
        Arrow keys choose a loop or an operand. Space takes the loop. Alt with arrow up or down moves the border of the
        operand.
      </p>
      <div class="hidden" role="status">
        {announcement.value}
      </div>
    </main>
  );
}

/** What "best found" means for the layer. */
function bestText(): string | undefined {
  const nest = opened.value?.nest;
  if (nest === undefined) return undefined;
  const count = nest.best.loops.length;
  const fixed = nest.problem.layer.mapping.temporalOrdering.length;
  if (fixed === 0) return `Best found: the best of all orders of these ${count} loops`;
  return fixed < count
    ? 'Best found: the best order that the mapping file allows'
    : 'Best found: the order that the mapping file gives';
}

/** Before there is a nest, and where there is none. */
function Waiting(): JSX.Element {
  const text =
    openingFailed.value !== undefined
      ? `The nest cannot be shown: ${openingFailed.value}`
      : status.value === 'refused'
        ? 'There is no nest as long as no layer fits.'
        : 'The nest is shown when the first search is finished.';
  return <p class="waiting">{text}</p>;
}
