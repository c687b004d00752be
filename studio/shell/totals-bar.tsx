import type { JSX } from 'preact';
import type { Unit } from '../../src/base/number-text.ts';
import type { LanguageModelResults } from '../../src/quantities/language-model/model-results.ts';
import type { DesignResult } from '../engine/result/design-result.ts';
import { briefFigure, figureOf, figureText, percentText, timeText } from '../parts/figures.ts';
import { modelFault, modelLines, modelNote } from '../parts/model-words.ts';
import { DeltaOf, StateTag } from '../parts/small.tsx';
import { modelTotals, TOTALS, type TotalKind } from '../parts/total-kinds.ts';
import { pinNow } from '../store/pin.ts';
import { project } from '../store/project.ts';
import { currentRefusal, isCurrent, lastFound, pinnedFound, progress, searchAgain, status } from '../store/search.ts';
import { activity, explain } from '../store/view.ts';

/** The same on every view: 68 px. */
export function TotalsBar(): JSX.Element {
  const found = lastFound.value;
  const [rate] = found === undefined ? [] : modelTotals(found.result);
  return (
    <section class={`totals${rate === undefined ? '' : ' rated'}`} aria-label="Totals">
      {TOTALS.map((kind) => (
        <Total key={kind.title} {...kind} />
      ))}
      {rate === undefined ? null : <Total {...rate} model={found?.result.languageModel} />}
      <Against />
    </section>
  );
}

/** @param props.model language model that it is the rate of. */
function Total(props: TotalKind & { readonly model?: LanguageModelResults | undefined }): JSX.Element {
  const { title, unit, isUnitInTitle = false, of, better, figure, model } = props;
  const found = lastFound.value;
  const current = isCurrent.value;
  const value = found && of(found.result);
  const before = pinnedFound.value && of(pinnedFound.value.result);
  const running = progress.value;
  const errors = currentRefusal.value?.diagnostics.filter(({ severity }) => severity === 'error').length;
  const shown = value === undefined ? undefined : figureOf(value, unit);
  const brief = value === undefined ? undefined : briefFigure(value, unit);
  const fault = model === undefined || !current ? undefined : modelFault(model);
  return (
    <button
      type="button"
      class={`total${found !== undefined && !current ? ' old' : ''}`}
      title={[...(shown === undefined ? [] : [shown.exact]), ...(model === undefined ? [] : modelLines(model))].join(
        '\n',
      )}
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
              <b>{brief?.value}</b> <span class="unit">{isUnitInTitle ? '' : brief?.unit}</span>
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
      <span class={fault === undefined ? 'was' : 'was loss'}>{fault ?? note(title, unit, before, model)}</span>
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
function note(title: string, unit: Unit, before: number | undefined, model: LanguageModelResults | undefined): string {
  const totals = lastFound.value?.result.totals;
  if (totals === undefined || !isCurrent.value) return '';
  if (title === 'utilisation') return `array alone allows ${percentText(totals.spatialUtilisation)}`;
  if (title === 'area' && totals.area === undefined) return 'a part has no area';
  if (before !== undefined) return `was ${figureText(before, unit)}`;
  return model === undefined ? '' : modelNote(model);
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
