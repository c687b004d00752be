import type { JSX } from 'preact';
import { cycleParts, StackedBar } from '../../parts/bars.tsx';
import { Pane } from '../../parts/small.tsx';
import { lastFound } from '../../store/search.ts';
import { layerIndex, pointAt } from '../../store/view.ts';
import { shownIndex } from './hand/nest-state.ts';

/** The layers of the network, with their cycles by cause. */
export function LayerList(): JSX.Element {
  const layers = lastFound.value?.result.layers ?? [];
  const largest = Math.max(0, ...layers.map(({ latency }) => latency));
  return (
    <Pane
      label="Layers"
      class="layer-pane"
      border="nest-layers"
      head={
        <>
          <h2>Layers</h2>
          <span class="faint right">latency</span>
        </>
      }
    >
      <nav class="layer-list scroll" aria-label="Layers">
        {layers.map(({ id, name, shortName, cycles }, index) => (
          <button
            key={id}
            type="button"
            aria-current={index === shownIndex.value ? 'true' : undefined}
            {...(index === shownIndex.value ? { 'data-find': '' } : {})}
            title={name}
            onClick={() => {
              layerIndex.value = index;
            }}
            onPointerEnter={() => pointAt({ layer: index })}
            onPointerLeave={() => pointAt(undefined)}
          >
            <span class="i">{index + 1}</span>
            <span class="name">{shortName}</span>
            <StackedBar parts={cycleParts(cycles)} largest={largest} height={6} />
          </button>
        ))}
      </nav>
    </Pane>
  );
}

/** The same as a menu, where there is no room for the list. */
export function LayerChoice(): JSX.Element {
  const layers = lastFound.value?.result.layers ?? [];
  return (
    <select
      class="btn choice pick"
      aria-label="Layer"
      value={String(shownIndex.value)}
      onChange={({ currentTarget }) => {
        layerIndex.value = Number(currentTarget.value);
      }}
    >
      {layers.map(({ id, shortName }, index) => (
        <option key={id} value={String(index)}>
          {index + 1} {shortName}
        </option>
      ))}
    </select>
  );
}
