import type { JSX } from 'preact';
import { unscaledText } from '../../../src/base/number-text.ts';
import type { AcceleratorChange, Explanation } from '../../../src/explain/explanation.ts';
import { changeOf, figureText } from '../../parts/figures.ts';
import { Delta } from '../../parts/small.tsx';
import { withText } from '../../state/project.ts';
import { edit, message } from '../../store/project.ts';
import { lastFound } from '../../store/search.ts';
import { texts } from '../../store/texts.ts';
import { showPlace, view } from '../../store/view.ts';
import { pathOfChange } from '../../text/change-path.ts';
import { titleOf } from '../../text/number-kind.ts';
import { withNumbers } from '../../text/numbers.ts';
import { sliderFor } from '../../text/slider-choice.ts';
import { explanation, figures, openFigure } from './explained.ts';

/** More changes are left out: the first has the largest effect. */
const MOST_CHANGES = 6;

/** What binds the quantity, what would better it, and what it is part of. */
export function HelpPane(): JSX.Element {
  const shown = explanation.value;
  return (
    <>
      <div class="head">
        <h2>What binds, what helps</h2>
      </div>
      {shown === undefined ? null : (
        <div class="scroll">
          <section class="block">
            <h3>What binds</h3>
            <p class="sentence">{shown.binding ?? 'No port and no memory binds it.'}</p>
          </section>
          <section class="block">
            <h3>What would better it</h3>
            {shown.changes.length === 0 ? (
              <p class="sentence">No change of one number betters it by more than 1 %.</p>
            ) : (
              shown.changes
                .slice(0, MOST_CHANGES)
                .map((change) => <Change key={change.what} shown={shown} change={change} />)
            )}
          </section>
          <UsedIn shown={shown} />
        </div>
      )}
    </>
  );
}

function Change({ shown, change }: { readonly shown: Explanation; readonly change: AcceleratorChange }): JSX.Element {
  const { what, unit, from, to, value } = change;
  const text = texts.value.accelerator;
  const path = text === undefined ? undefined : pathOfChange(text, what);
  return (
    <div class="change">
      <p class="sentence">
        {what}: {unscaledText(from, '')} → <b>{unscaledText(to, unit)}</b>. Then {figureText(value, shown.unit)}{' '}
        <Delta change={changeOf(value, shown.value, /^utilisation|^stall/.test(shown.figure) ? 'more' : 'less')} />
      </p>
      {path === undefined || text === undefined ? null : (
        <p class="buttons">
          <button
            type="button"
            class="btn low"
            onClick={() => {
              edit((now) => withText(now, 'accelerator', withNumbers(text, [path], to)), `${titleOf([path])} to ${to}`);
              message.value = { text: `Set ${what} to ${unscaledText(to, unit)}.`, canUndo: true };
            }}
          >
            Try it
          </button>
          <button type="button" class="btn low quiet" onClick={() => pin(text, path)}>
            Pin as a slider
          </button>
          <button type="button" class="btn low quiet" onClick={() => showPlace({ file: 'accelerator', path })}>
            Show in the file
          </button>
        </p>
      )}
    </div>
  );
}

function pin(text: string, path: readonly (string | number)[]): void {
  const slider = sliderFor('accelerator', text, path);
  if (slider === undefined) return;
  edit((now) => ({ ...now, sliders: [...now.sliders, slider] }), `pin ${titleOf(slider.paths)}`);
  view.value = 'design';
}

/** The way from the quantity to the total of the network. */
function UsedIn({ shown }: { readonly shown: Explanation }): JSX.Element | null {
  const all = figures.value?.all ?? [];
  const chain: { readonly name: string; readonly text: string }[] = [];
  let name = shown.figure;
  for (let depth = 0; depth < 8; depth++) {
    const parents = all.filter(({ parts, figure: other }) => parts.includes(name) && other !== name && other !== 'edp');
    const parent = parents.find(({ figure: other }) => name.startsWith(other)) ?? parents[0];
    if (parent === undefined) break;
    chain.push({ name: parent.figure, text: figureText(parent.value, parent.unit) });
    name = parent.figure;
  }
  const totals = lastFound.value?.result.totals;
  const total = name === 'energy' ? totals?.energy : name === 'latency' ? totals?.latency : undefined;
  if (chain.length === 0 && total === undefined) return null;
  return (
    <section class="block">
      <h3>Where it is used</h3>
      <p class="sentence">
        {chain.map(({ name: other, text }, index) => (
          <>
            {index === 0 ? '' : ' › '}
            <button type="button" class="link" onClick={() => openFigure(other)}>
              {other}
            </button>{' '}
            {text}
          </>
        ))}
        {total === undefined ? null : (
          <>
            {chain.length === 0 ? '' : ' › '}
            {name} of the network {figureText(total, name === 'energy' ? 'pJ' : 'cycles')}
          </>
        )}
      </p>
    </section>
  );
}
