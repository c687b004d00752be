import { signal } from '@preact/signals';
import type { JSX } from 'preact';
import type { FigureSummary } from '../../engine/protocol.ts';
import { figureText } from '../../parts/figures.ts';
import { Choice } from '../../parts/small.tsx';
import { lastFound } from '../../store/search.ts';
import { figure, layerIndex } from '../../store/view.ts';
import { figures, openFigure } from './explained.ts';

const wanted = signal('');

const GROUPS: readonly (readonly [title: string, start: RegExp])[] = [
  ['Energy', /^energy/],
  ['Latency', /^latency/],
  ['Ports, stall (+) or slack (−)', /^stall\./],
  ['Utilisation', /^utilisation/],
  ['Hardware', /./],
];

/** The layer, a field to find a quantity, and all quantities by what they are part of. */
export function FigureList(): JSX.Element {
  const layers = lastFound.value?.result.layers ?? [];
  const all = figures.value?.all ?? [];
  const shown = all.filter(({ figure: name, title }) =>
    `${name} ${title}`.toLowerCase().includes(wanted.value.toLowerCase()),
  );
  const groupOf = (name: string): string => GROUPS.find(([, start]) => start.test(name))?.[0] ?? '';
  return (
    <>
      <div class="head">
        <Choice
          label="Layer"
          value={String(layerIndex.value)}
          options={layers.map(({ id, shortName }, index) => ({ value: String(index), title: `${id} ${shortName}` }))}
          onChange={(value) => {
            layerIndex.value = Number(value);
          }}
        />
        <span class="right">
          <input
            class="find"
            data-find
            placeholder="Find a figure"
            aria-label="Find a figure"
            value={wanted.value}
            onInput={({ currentTarget }) => {
              wanted.value = currentTarget.value;
            }}
          />
          <kbd>/</kbd>
        </span>
      </div>
      <nav class="figs scroll" aria-label="Figures of the layer">
        {GROUPS.map(([title]) => {
          const own = shown.filter(({ figure: name }) => groupOf(name) === title);
          return own.length === 0 ? null : (
            <section key={title}>
              <h3>{title}</h3>
              {own.map((one) => (
                <Entry key={one.figure} one={one} depth={depthOf(one.figure, all)} />
              ))}
            </section>
          );
        })}
      </nav>
    </>
  );
}

function Entry({ one, depth }: { readonly one: FigureSummary; readonly depth: number }): JSX.Element {
  return (
    <button
      type="button"
      style={{ paddingLeft: `${12 + 14 * depth}px` }}
      aria-current={figure.value === one.figure ? 'true' : undefined}
      title={one.title}
      onClick={() => openFigure(one.figure)}
    >
      <span>{one.figure}</span>
      <b>{figureText(one.value, one.unit)}</b>
    </button>
  );
}

/** How many quantities it is a part of, one in the other. */
function depthOf(name: string, all: readonly FigureSummary[]): number {
  const steps = name.split('.');
  return steps
    .slice(1)
    .filter((_, index) => all.some(({ figure: other }) => other === steps.slice(0, index + 1).join('.'))).length;
}
