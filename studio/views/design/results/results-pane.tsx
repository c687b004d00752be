import { signal } from '@preact/signals';
import type { JSX } from 'preact';
import type { LanguageModelResults } from '../../../../src/quantities/language-model/model-results.ts';
import { modelRows } from '../../../../src/quantities/language-model/model-text.ts';
import { sizeText } from '../../../parts/figures.ts';
import { Pane, Segments } from '../../../parts/small.tsx';
import { withText } from '../../../state/project.ts';
import { edit } from '../../../store/project.ts';
import { currentRefusal, isCurrent, lastFound, pinnedFound } from '../../../store/search.ts';
import { texts } from '../../../store/texts.ts';
import { withNumbers } from '../../../text/numbers.ts';
import { type SizeThatFits, sizeThatFits } from '../../../text/ways-out.ts';
import { CyclesBlock } from './cycles-block.tsx';
import { EnergyBlock } from './energy-block.tsx';
import { LayerTable } from './layer-table.tsx';
import { PortsBlock } from './ports-block.tsx';
import { Roofline } from './roofline.tsx';

const PARTS = [
  { value: 'parts', title: 'Parts' },
  { value: 'roofline', title: 'Roofline' },
  { value: 'ports', title: 'Ports' },
] as const;

const part = signal<(typeof PARTS)[number]['value']>('parts');

/** Where energy and cycles go, and every layer. Results of an older state are grey and have no change beside them. */
export function ResultsPane(): JSX.Element {
  const found = lastFound.value;
  const current = isCurrent.value;
  const before = current ? pinnedFound.value?.result : undefined;
  return (
    <Pane
      label="Results"
      class="results-pane"
      head={
        <>
          <h2>Results</h2>
          {found !== undefined && !current ? <span class="faint">of the state before</span> : null}
          <div class="right">
            <Segments
              label="What to show"
              options={PARTS}
              value={part.value}
              onChange={(value) => {
                part.value = value;
              }}
            />
          </div>
        </>
      }
    >
      <div class={`scroll${current ? '' : ' is-old'}`}>
        <Failure />
        {found === undefined ? (
          <p class="waiting">
            {currentRefusal.value === undefined
              ? 'Searching. The files can be edited already.'
              : 'There is no result yet. Mend what is named, and it comes by itself.'}
          </p>
        ) : part.value === 'parts' ? (
          <>
            <LeftOut />
            <EnergyBlock result={found.result} before={before} />
            <CyclesBlock result={found.result} before={before} />
            <ModelBlock model={found.result.languageModel} />
            <LayerTable result={found.result} before={before} />
          </>
        ) : part.value === 'roofline' ? (
          <Roofline result={found.result} />
        ) : (
          <PortsBlock result={found.result} />
        )}
      </div>
    </Pane>
  );
}

/** What a run says of a whole language model. */
function ModelBlock({ model }: { readonly model: LanguageModelResults | undefined }): JSX.Element | null {
  if (model === undefined) return null;
  return (
    <div class="block whole-model">
      <h3>Whole model</h3>
      {modelRows(model).map(([label, text]) => (
        <>
          <span class="faint">{label}</span>
          <span>{text}</span>
        </>
      ))}
    </div>
  );
}

/** Why there is no result: no layer fits, or the program failed. Faults of files stand under the editor. */
function Failure(): JSX.Element | null {
  const refusal = currentRefusal.value;
  if (refusal === undefined || refusal.reason === 'input') return null;
  const [first] = refusal.diagnostics;
  const way = first === undefined ? undefined : sizeThatFits(first.message);
  return (
    <div class="block">
      <div class="alertbox">
        <b>{refusal.reason === 'mapping' ? 'No layer fits.' : 'The search failed.'}</b>{' '}
        {first?.message ?? refusal.message} {first === undefined ? null : <code>{first.code}</code>}
        {first?.hint === undefined ? null : <p>{first.hint}</p>}
      </div>
      {way === undefined ? null : <WayOut {...way} />}
    </div>
  );
}

/** A refusal names the way out. */
function WayOut({ memory, size }: SizeThatFits): JSX.Element | null {
  const text = texts.value.accelerator;
  if (text === undefined) return null;
  const changed = withNumbers(text, [['memories', memory, 'size']], size);
  if (changed === text) return null;
  const title = `Give ${memory} ${sizeText(size)}`;
  return (
    <p class="buttons">
      <button
        type="button"
        class="btn"
        onClick={() => edit((now) => withText(now, 'accelerator', changed), `size of ${memory} to ${sizeText(size)}`)}
      >
        {title}
      </button>
    </p>
  );
}

/** Layers that do not fit, and that the totals leave out. */
function LeftOut(): JSX.Element | null {
  const infeasible = lastFound.value?.result.infeasible ?? [];
  const [first] = infeasible;
  if (first === undefined) return null;
  const way = sizeThatFits(first.diagnostic.message);
  const all = infeasible.length + (lastFound.value?.result.layers.length ?? 0);
  return (
    <div class="block">
      <div class="alertbox">
        <b>
          {infeasible.length} of {all} layers do not fit,
        </b>{' '}
        and the totals leave them out. {first.name}: {first.diagnostic.message} <code>{first.diagnostic.code}</code>
      </div>
      {way === undefined ? null : <WayOut {...way} />}
    </div>
  );
}
