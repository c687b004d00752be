import { signal } from '@preact/signals';
import type { JSX } from 'preact';
import { scaleFor } from '../../../../src/base/number-text.ts';
import type { DesignResult, LayerResult } from '../../../engine/result/design-result.ts';
import { cycleParts, memoryParts, StackedBar } from '../../../parts/bars.tsx';
import { columnText, percentText } from '../../../parts/figures.ts';
import { DeltaOf } from '../../../parts/small.tsx';
import { keepLit, layerIndex, lit, pointAt, view } from '../../../store/view.ts';
import { Figure } from './energy-block.tsx';

type Column = 'layer' | 'energy' | 'latency' | 'utilisation';

const order = signal<{ readonly column: Column; readonly isDescending: boolean }>({
  column: 'latency',
  isDescending: true,
});

const VALUES: Readonly<Record<Column, (layer: LayerResult) => number>> = {
  layer: ({ id }) => id,
  energy: ({ energy }) => energy,
  latency: ({ latency }) => latency,
  utilisation: ({ utilisation }) => utilisation,
};

/** Layers of a network beyond which only the first are drawn until all are asked for. */
const MOST_DRAWN = 200;
const showsAll = signal(false);

/** All layers, sortable. A row leads to the loop nest of its layer, every number to its explanation. */
export function LayerTable(props: {
  readonly result: DesignResult;
  readonly before: DesignResult | undefined;
}): JSX.Element {
  const { result, before } = props;
  const { column, isDescending } = order.value;
  const indexed = result.layers.map((layer, index) => ({ layer, index }));
  const of = VALUES[column];
  const sorted = indexed.toSorted((a, b) => (isDescending ? of(b.layer) - of(a.layer) : of(a.layer) - of(b.layer)));
  const largest = {
    energy: Math.max(0, ...result.layers.map(({ energy }) => energy)),
    latency: Math.max(0, ...result.layers.map(({ latency }) => latency)),
  };
  const scale = scaleFor(largest.energy, 'pJ');
  const old = new Map(before?.layers.map((layer) => [`${layer.id} ${layer.name}`, layer]));
  const drawn = showsAll.value ? sorted : sorted.slice(0, MOST_DRAWN);
  return (
    <section class="block layers" aria-label="Layers">
      <h3>
        Layers{' '}
        <small>
          {result.layers.length}, by {column}
        </small>
      </h3>
      <table class="dense">
        <thead>
          <tr>
            <Head column="layer" title="layer" />
            <Head column="energy" title={`energy (${scale.symbol})`} span={2} />
            {before === undefined ? null : (
              <th scope="col" class="wide-only">
                to A
              </th>
            )}
            <Head column="latency" title="latency (cycles)" span={2} />
            <Head column="utilisation" title="utilisation" isWide />
          </tr>
        </thead>
        <tbody>
          {drawn.map(({ layer, index }) => (
            <Row
              key={`${layer.id} ${layer.name}`}
              layer={layer}
              index={index}
              before={before === undefined ? undefined : (old.get(`${layer.id} ${layer.name}`) ?? null)}
              largest={largest}
              scale={scale}
            />
          ))}
        </tbody>
      </table>
      {drawn.length < sorted.length ? (
        <button
          type="button"
          class="link"
          onClick={() => {
            showsAll.value = true;
          }}
        >
          Show all {sorted.length} layers
        </button>
      ) : null}
    </section>
  );
}

function Head(props: {
  readonly column: Column;
  readonly title: string;
  readonly span?: number;
  readonly isWide?: boolean;
}): JSX.Element {
  const { column, title, span = 1, isWide = false } = props;
  const isSorted = order.value.column === column;
  const { isDescending } = order.value;
  return (
    <th
      scope="col"
      colSpan={span}
      class={isWide ? 'wide-only' : ''}
      aria-sort={isSorted ? (isDescending ? 'descending' : 'ascending') : 'none'}
    >
      <button
        type="button"
        class="sort"
        onClick={() => {
          order.value = { column, isDescending: isSorted ? !isDescending : column !== 'layer' };
        }}
      >
        {title}
        {isSorted ? (isDescending ? ' ↓' : ' ↑') : ''}
      </button>
    </th>
  );
}

function Row(props: {
  readonly layer: LayerResult;
  readonly index: number;
  /** Null where state A lacks the layer. */
  readonly before: LayerResult | null | undefined;
  readonly largest: { readonly energy: number; readonly latency: number };
  readonly scale: { readonly factor: number; readonly symbol: string };
}): JSX.Element {
  const { layer, index, before, largest, scale } = props;
  return (
    <tr
      class={lit.value.layer === index ? 'lit' : ''}
      onPointerEnter={() => pointAt({ layer: index })}
      onPointerLeave={() => pointAt(undefined)}
      onClick={() => keepLit({ layer: index })}
    >
      <td class="text">
        <span class="layer-id">{layer.id}</span>
        <button
          type="button"
          class="number"
          title={`${layer.name}: open its loop nest`}
          onClick={() => {
            layerIndex.value = index;
            view.value = 'nest';
          }}
        >
          {layer.shortName}
        </button>
      </td>
      <td class="bar-cell">
        <StackedBar parts={memoryParts(layer.energyTable)} largest={largest.energy} height={6} />
      </td>
      <td>
        <Figure name="energy" value={layer.energy} text={columnText(layer.energy, scale, 1)} layer={index} />
      </td>
      {before === undefined ? null : (
        <td class="wide-only">{before === null ? 'new' : <DeltaOf now={layer.energy} before={before.energy} />}</td>
      )}
      <td class="bar-cell">
        <StackedBar parts={cycleParts(layer.cycles)} largest={largest.latency} height={6} />
      </td>
      <td>
        <Figure
          name="latency"
          value={layer.latency}
          unit="cycles"
          text={columnText(layer.latency, { factor: 1, symbol: '' }, 1)}
          layer={index}
        />
      </td>
      <td class="wide-only">{percentText(layer.utilisation)}</td>
    </tr>
  );
}
