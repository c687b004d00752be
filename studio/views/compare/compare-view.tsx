import type { JSX } from 'preact';
import { Pane } from '../../parts/small.tsx';
import { pinNow } from '../../store/pin.ts';
import { project } from '../../store/project.ts';
import { isCurrent, pinnedFound, pinnedRefusal } from '../../store/search.ts';
import { both } from './compare-data.ts';
import { CompareHead, PastedLink } from './compare-head.tsx';
import { EnergyBlock } from './energy-block.tsx';
import { FilesPane } from './files-pane.tsx';
import { LayersBlock } from './layers-block.tsx';
import { TotalsBlock } from './totals-block.tsx';
import { comparisonSentences } from './words/compare-sentences.ts';

/** State A and what is on screen, side by side. */
export default function CompareView(): JSX.Element {
  const { pinned } = project.value;
  return (
    <main class="panes compare" id="main">
      <Pane label="Differences in the results" head={pinned === undefined ? <h2>Compare</h2> : <CompareHead />}>
        <div class="scroll">
          {pinned === undefined ? <NoPinned /> : null}
          <PastedLink />
          {pinned === undefined ? null : <Results />}
        </div>
      </Pane>
      <FilesPane />
    </main>
  );
}

function NoPinned(): JSX.Element {
  return (
    <div class="block">
      <p class="sentence">
        No state is pinned. Pin this one as A, then change something: both stand here side by side.
      </p>
      <p class="buttons">
        <button class="btn primary" type="button" disabled={!isCurrent.value} onClick={pinNow}>
          Pin this as A <kbd>P</kbd>
        </button>
      </p>
    </div>
  );
}

/** Why there is nothing to compare yet. */
function waitingText(): string {
  const [reason] = pinnedRefusal.value?.diagnostics ?? [];
  if (pinnedRefusal.value !== undefined) return `State A has no result: ${reason?.message ?? 'the search failed'}.`;
  return pinnedFound.value === undefined ? 'State A is searched.' : 'The state on screen has no result yet.';
}

function Results(): JSX.Element {
  const states = both.value;
  if (states === undefined) {
    return (
      <p class="waiting" role="status">
        {waitingText()}
      </p>
    );
  }
  const { a, b } = states;
  const [lead, ...rest] = comparisonSentences(a, b);
  return (
    <>
      <div class="block lead">
        <p class="sentence">
          <b>{lead}</b> {rest.join(' ')}
        </p>
      </div>
      <div class="two-blocks">
        <TotalsBlock a={a} b={b} />
        <EnergyBlock a={a} b={b} />
      </div>
      <LayersBlock a={a} b={b} />
    </>
  );
}
