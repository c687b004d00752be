import type { JSX } from 'preact';
import { type LatencySections, latencySections } from '../../../src/quantities/cost-parts.ts';
import type { Nest } from '../../nest/moves.ts';
import type { NestCost } from '../../nest/nest-costs.ts';
import { overflowsOf } from '../../nest/overflow.ts';
import { CYCLE_CAUSES, cycleParts, StackedBar, sumOfParts } from '../../parts/bars.tsx';
import { changeOf, figureText } from '../../parts/figures.ts';
import { ColourKey, Delta, DeltaOf, Pane } from '../../parts/small.tsx';
import { isCurrent } from '../../store/search.ts';
import { explain } from '../../store/view.ts';
import { energySentence, latencySentence, overflowReason, overflowSentence } from './cost-words.ts';
import { costedIn, isBest, type OpenedLayer, shown, shownCost } from './hand/nest-state.ts';
import { WaysOut } from './ways-out.tsx';

/** What the nest on screen costs, against the best found, and what makes it fit. */
export function CostPane({ layer }: { readonly layer: OpenedLayer }): JSX.Element {
  const nest = shown.value;
  const cost = shownCost.value;
  const best = layer.bestCost.evaluation;
  const now = cost?.evaluation;
  return (
    <Pane
      label="Cost of this nest"
      class="cost-pane"
      head={
        <>
          <h2>This nest</h2>
          <span class="faint">{costedIn()}</span>
          <span class="right">
            {isCurrent.value ? null : <span class="pill">of the state before</span>}
            {cost === undefined ? null : cost.fits ? (
              <span class="pill">{isBest.value ? 'best found' : 'fits'}</span>
            ) : (
              <span class="pill alert">does not fit</span>
            )}
          </span>
        </>
      }
    >
      <div class="scroll">
        {nest === undefined || cost === undefined ? null : <Overflows layer={layer} nest={nest} cost={cost} />}
        {cost?.refusal === undefined ? null : (
          <div class="block">
            <div class="alertbox">It has no cost. {cost.refusal}.</div>
          </div>
        )}
        {now === undefined || best === undefined ? null : (
          <>
            <LatencyBlock
              now={latencySections(now)}
              best={latencySections(best)}
              sentence={latencySentence(now, best)}
              index={layer.index}
            />
            <div class="block">
              <h3>
                Energy <Versus now={now.energy} best={best.energy} text={(value) => figureText(value, 'pJ')} />
              </h3>
              <p class="sentence faint">{energySentence(now, best)}</p>
            </div>
          </>
        )}
        {nest === undefined || cost === undefined || cost.fits ? null : (
          <WaysOut layer={layer} nest={nest} cost={cost} />
        )}
      </div>
    </Pane>
  );
}

export function Overflows(props: {
  readonly layer: OpenedLayer;
  readonly nest: Nest;
  readonly cost: NestCost;
}): JSX.Element | null {
  const overflows = overflowsOf(props.cost);
  if (overflows.length === 0) return null;
  return (
    <div class="block">
      {overflows.map((overflow) => (
        <div key={overflow.memory} class="alertbox">
          <b>{overflowSentence(overflow)}</b> {overflowReason(props.layer, props.nest, overflow)}
        </div>
      ))}
    </div>
  );
}

/** `120 672 → 186 242 +54.3 %`. */
function Versus(props: {
  readonly now: number;
  readonly best: number;
  readonly text: (value: number) => string;
}): JSX.Element {
  const { now, best, text } = props;
  return (
    <small>
      {text(best)} → <b data-value={now}>{text(now)}</b> <DeltaOf now={now} before={best} />
    </small>
  );
}

function LatencyBlock(props: {
  readonly now: LatencySections;
  readonly best: LatencySections;
  readonly sentence: string | undefined;
  readonly index: number;
}): JSX.Element {
  const { now, best, sentence, index } = props;
  const parts = { now: cycleParts(now), best: cycleParts(best) };
  const sums = { now: sumOfParts(parts.now), best: sumOfParts(parts.best) };
  const largest = Math.max(sums.now, sums.best);
  const causes = CYCLE_CAUSES.map(({ keys, title, colour }) => {
    const of = (sections: LatencySections): number => keys.reduce((sum, key) => sum + sections[key], 0);
    return { title: title.replace(/:.*/, ''), colour, now: of(now), best: of(best) };
  }).filter((cause) => cause.now !== 0 || cause.best !== 0);
  return (
    <div class="block">
      <h3>
        Latency{' '}
        <Versus
          now={sums.now}
          best={sums.best}
          text={(value) => figureText(value, 'cycles').replace(/\u00a0cycles?$/, '')}
        />
      </h3>
      <div class="nest-bars">
        <span>best</span>
        <StackedBar parts={parts.best} largest={largest} height={14} />
        <span>now</span>
        <StackedBar parts={parts.now} largest={largest} height={14} />
      </div>
      <table class="dense">
        <thead>
          <tr>
            <th>cycles</th>
            <th>best found</th>
            <th>now</th>
            <th>change</th>
          </tr>
        </thead>
        <tbody>
          {causes.map((cause) => (
            <tr key={cause.title}>
              <th scope="row">
                <ColourKey colour={cause.colour} />
                {cause.title}
              </th>
              <td>{cyclesText(cause.best)}</td>
              <td>{cyclesText(cause.now)}</td>
              <td>
                <Difference now={cause.now} before={cause.best} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {sentence === undefined ? null : <p class="sentence faint">{sentence}</p>}
      {isBest.value && isCurrent.value ? (
        <p class="sentence">
          <button class="link" type="button" onClick={() => explain('latency.temporal_stall', index)}>
            Show the formula
          </button>
        </p>
      ) : null}
    </div>
  );
}

function cyclesText(value: number): string {
  return figureText(value, 'cycles').replace(/\u00a0cycles?$/, '');
}

function Difference({ now, before }: { readonly now: number; readonly before: number }): JSX.Element {
  const { kind } = changeOf(now, before);
  if (kind === 'same') return <span class="faint">=</span>;
  return <Delta change={{ kind, text: `${now > before ? '+' : ''}${cyclesText(now - before)}` }} />;
}
