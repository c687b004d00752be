import type { JSX } from 'preact';
import { memoryColour } from '../../../src/page/style/theme.ts';
import type { LayerComparison } from '../../../src/results/compare-layers.ts';
import type { TemporalMappingRecord } from '../../../src/results/mapping-changes.ts';
import { StateTag } from '../../parts/small.tsx';
import { both, comparison, problem } from './compare-data.ts';
import { openNest } from './layers-block.tsx';
import { changedOperand, memoryLoops } from './words/nest-lines.ts';

/** Layers whose nests are drawn. */
const MOST_DRAWN = 6;

/** Layers whose best nest differs, with the loops of one operand in both states. */
export function NestsBlock(): JSX.Element {
  const found = comparison.value;
  const changed = (found?.layers ?? []).filter(
    ({ temporalMapping, spatialMapping }) => temporalMapping.changed || spatialMapping.changed,
  );
  const count = found?.layers.length ?? 0;
  return (
    <section aria-label="Nests">
      <div class="head below">
        <h2>Nests</h2>
        <span class="faint">
          {problem.value !== undefined
            ? `they could not be compared: ${problem.value}`
            : found === undefined
              ? 'compared when both states have a result'
              : changed.length === 0
                ? 'all layers have the same best nest'
                : `${changed.length} of ${count} layers ${changed.length === 1 ? 'has' : 'have'} another best nest`}
        </span>
      </div>
      {changed.slice(0, MOST_DRAWN).map((layer) => (
        <Nest key={layer.name} layer={layer} />
      ))}
      {changed.length > MOST_DRAWN ? (
        <p class="waiting">{changed.length - MOST_DRAWN} more are marked in the table of layers.</p>
      ) : null}
    </section>
  );
}

function Nest({ layer }: { readonly layer: LayerComparison }): JSX.Element {
  const states = both.value;
  const { before, after, changed } = layer.temporalMapping;
  const place = states?.b.layers.findIndex(({ name }) => name === layer.name) ?? -1;
  const shown = states?.b.layers[place];
  const operand = changedOperand(before, after);
  return (
    <div class="nest-change">
      <p>
        <b>
          {layer.ids[1]} {shown?.shortName ?? layer.name}
        </b>{' '}
        <span class="faint">{layer.mappingChanges.slice(0, 2).join('; ')}</span>
      </p>
      {changed && operand !== undefined ? (
        <>
          <Loops name="A" mapping={before} operand={operand} />
          <Loops name="B" mapping={after} operand={operand} />
        </>
      ) : null}
      <p class="faint">
        {changed && operand !== undefined ? `Loops of ${operand}, outermost first. ` : ''}
        {place < 0 ? null : (
          <button class="link" type="button" onClick={() => openNest(place)}>
            Open it in the loop nest
          </button>
        )}
      </p>
    </div>
  );
}

function Loops(props: {
  readonly name: 'A' | 'B';
  readonly mapping: TemporalMappingRecord;
  readonly operand: string;
}): JSX.Element {
  const { name, mapping, operand } = props;
  const result = name === 'A' ? both.value?.a : both.value?.b;
  return (
    <div class="nest-line">
      <StateTag name={name} small />
      {memoryLoops(mapping, operand).map(({ memory, loops }) => (
        <span
          key={memory}
          class={`held-loops ${memoryColour(Math.max(0, result?.memories.indexOf(memory) ?? 0))}`}
          title={memory}
        >
          <span class="hidden">{memory}: </span>
          {loops.length === 0 ? '—' : loops.join('  ')}
        </span>
      ))}
    </div>
  );
}
