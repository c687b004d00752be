import type { JSX } from 'preact';
import type { Unit } from '../../src/base/number-text.ts';
import type { DesignResult, Totals } from '../engine/result/design-result.ts';
import { briefFigure, figureOf, figureText, percentText, timeText } from '../parts/figures.ts';
import { DeltaOf, StateTag } from '../parts/small.tsx';
import { pinNow } from '../store/pin.ts';
import { project } from '../store/project.ts';
import { currentRefusal, isCurrent, lastFound, pinnedFound, progress, searchAgain, status } from '../store/search.ts';
import { activity, explain } from '../store/view.ts';

interface TotalKind {
  readonly title: string;
  readonly unit: Unit;
  readonly of: (totals: Totals) => number | undefined;
  readonly better: 'less' | 'more';
  /** The quantity that explains it. */
  readonly figure: string;
}

const TOTALS: readonly TotalKind[] = [
  { title: 'Energy', unit: 'pJ', of: ({ energy }) => energy, better: 'less', figure: 'energy' },
  { title: 'Latency', unit: 'cycles', of: ({ latency }) => latency, better: 'less', figure: 'latency' },
  {
    title: 'Energy-delay product',
    unit: 'pJ·cycles',
    of: ({ product }) => product,
    better: 'less',
    figure: 'energy',
  },
  {
    title: 'Utilisation',
    unit: 'share',
    of: ({ utilisation }) => utilisation,
    better: 'more',
    figure: 'utilisation',
  },
  { title: 'Area', unit: 'mm2', of: ({ area }) => area, better: 'less', figure: 'area' },
];

/** The same on every view: 68 px. */
export function TotalsBar(): JSX.Element {
  return (
    <section class="totals" aria-label="Totals">
      {TOTALS.map((kind) => (
        <Total key={kind.title} {...kind} />
      ))}
      <Against />
    </section>
  );
}

function Total({ title, unit, of, better, figure }: TotalKind): JSX.Element {
  const found = lastFound.value;
  const current = isCurrent.value;
  const value = found && of(found.result.totals);
  const before = pinnedFound.value && of(pinnedFound.value.result.totals);
  const running = progress.value;
  const errors = currentRefusal.value?.diagnostics.filter(({ severity }) => severity === 'error').length;
  const shown = value === undefined ? undefined : figureOf(value, unit);
  const brief = value === undefined ? undefined : briefFigure(value, unit);
  return (
    <button
      type="button"
      class={`total${found !== undefined && !current ? ' old' : ''}`}
      title={shown === undefined ? undefined : shown.exact}
      onClick={() => explain(figure, found === undefined ? undefined : mostOf(found.result, figure))}
    >
      {running === undefined || current ? null : (
        <i class="busy" style={{ width: `${(100 * running.done) / Math.max(1, running.total)}%` }} />
      )}
      <span class="label">{title}</span>
      <span class="figure">
        {errors !== undefined ? (
          <>
            <strong>–</strong>
            <span class="loss">
              {currentRefusal.value?.reason === 'mapping'
                ? 'no layer fits'
                : errors === 1
                  ? '1 error'
                  : `${errors} errors`}
            </span>
          </>
        ) : found === undefined ? (
          <i class="skeleton" style={{ width: '96px' }} />
        ) : shown === undefined ? (
          <strong class="faint">–</strong>
        ) : (
          <>
            <strong class="full" data-value={String(value)}>
              {shown.value}
            </strong>
            <span class="unit full">{shown.unit}</span>
            <span class="brief">
              <b>{brief?.value}</b> <span class="unit">{brief?.unit}</span>
            </span>
            <span class="delta">
              {current && value !== undefined ? (
                <DeltaOf now={value} before={before} better={better} />
              ) : (
                <span class="faint">{running === undefined ? 'before' : `${running.done} of ${running.total}`}</span>
              )}
            </span>
          </>
        )}
      </span>
      <span class="was">{note(title, unit, before, current)}</span>
    </button>
  );
}

/** Place of the layer that has most of a total: the one to look at first. */
function mostOf({ layers }: DesignResult, figure: string): number | undefined {
  const of = (layer: DesignResult['layers'][number]): number => (figure === 'energy' ? layer.energy : layer.latency);
  const most = Math.max(...layers.map(of));
  const at = layers.findIndex((layer) => of(layer) === most);
  return at < 0 ? undefined : at;
}

/** The small line below a total. */
function note(title: string, unit: Unit, before: number | undefined, current: boolean): string {
  const totals = lastFound.value?.result.totals;
  if (totals === undefined || !current) return '';
  if (title === 'Utilisation') return `array alone allows ${percentText(totals.spatialUtilisation)}`;
  if (title === 'Area' && totals.area === undefined) return 'a part has no area';
  return before === undefined ? '' : `was ${figureText(before, unit)}`;
}

function Against(): JSX.Element {
  const { pinned } = project.value;
  return (
    <div class="against">
      <div class="row">
        {pinned === undefined ? null : (
          <>
            <span class="words">compared with</span>
            <StateTag name="A" />
            <span class="name">{pinned.name}</span>
          </>
        )}
        <button class="btn low" type="button" onClick={pinNow} disabled={!isCurrent.value}>
          Pin this as A <kbd>P</kbd>
        </button>
      </div>
      <div class="row">
        <State />
      </div>
    </div>
  );
}

/** Whether the numbers are those of the project, in words. */
export function State(): JSX.Element {
  if (activity.value !== undefined) {
    return (
      <span class="state-activity">
        <span class="pill alert">{activity.value}</span> <span class="words">totals are those of the best nests</span>
      </span>
    );
  }
  return (
    <span class={`state ${status.value}`}>
      {stateText()}
      {status.value === 'lost' ? (
        <button class="link" type="button" onClick={searchAgain}>
          Start it again
        </button>
      ) : null}
    </span>
  );
}

function stateText(): string {
  const found = lastFound.value;
  const running = progress.value;
  switch (status.value) {
    case 'lost':
      return 'The search stopped.';
    case 'refused':
      return currentRefusal.value?.reason === 'mapping' ? 'No layer fits.' : 'A file has errors.';
    case 'settled': {
      const { layers, infeasible, milliseconds } = found?.result ?? { layers: [], infeasible: [], milliseconds: 0 };
      const all = layers.length + infeasible.length;
      const count = infeasible.length === 0 ? `${all}` : `${layers.length} of ${all}`;
      return `Up to date: ${count} ${all === 1 ? 'layer' : 'layers'} in ${timeText(milliseconds)}`;
    }
    case 'searching':
      return running === undefined ? 'Searching.' : `Searching layer ${running.done + 1} of ${running.total}.`;
  }
}

/** The line below the totals of a phone. */
export function PhoneState(): JSX.Element {
  const { pinned } = project.value;
  return (
    <div class="phone-state">
      {pinned === undefined ? null : (
        <>
          <StateTag name="A" small /> compared with {pinned.name}
        </>
      )}
      <State />
    </div>
  );
}
