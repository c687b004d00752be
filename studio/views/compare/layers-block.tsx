import type { JSX } from 'preact';
import { scaleFor } from '../../../src/base/number-text.ts';
import type { DesignResult } from '../../engine/result/design-result.ts';
import { columnText } from '../../parts/figures.ts';
import { keepLit, layerIndex, lit, view } from '../../store/view.ts';
import { comparison } from './compare-data.ts';
import { DifferenceBar } from './difference-bar.tsx';
import { pairedLayers } from './words/compare-sentences.ts';
import { differenceOf, isOther } from './words/differences.ts';

const CYCLES = { factor: 1, symbol: 'cycles' };

/** Layers by the change of their energy. */
export function LayersBlock({ a, b }: { readonly a: DesignResult; readonly b: DesignResult }): JSX.Element {
  const other = otherNests();
  const paired = pairedLayers(a, b)
    .map((pair) => ({
      ...pair,
      energy: changeIn(pair.after?.energy, pair.before?.energy),
      latency: changeIn(pair.after?.latency, pair.before?.latency),
    }))
    .toSorted((x, y) => Math.abs(y.energy) - Math.abs(x.energy) || Math.abs(y.latency) - Math.abs(x.latency));
  const largest = {
    energy: Math.max(0, ...paired.map(({ energy }) => Math.abs(energy))),
    latency: Math.max(0, ...paired.map(({ latency }) => Math.abs(latency))),
  };
  const scale = scaleFor(Math.max(0, ...b.layers.map(({ energy }) => energy)), 'pJ');
  return (
    <div class="block last">
      <h3>
        Layers <small>by change of energy</small>
      </h3>
      <div class="wide-table">
        <table class="dense layers-of-both">
          <thead>
            <tr>
              <th scope="col">layer</th>
              <th scope="col">A ({scale.symbol})</th>
              <th scope="col">B ({scale.symbol})</th>
              <th class="bars-of-both" />
              <th scope="col">energy</th>
              <th class="bars-of-both" />
              <th scope="col">latency</th>
              <th />
            </tr>
          </thead>
          <tbody>
            {paired.map(({ before, after, place, energy, latency }) => {
              const layer = after ?? before;
              if (layer === undefined) return null;
              return (
                <tr
                  key={`${place} ${layer.id}`}
                  class={place >= 0 && lit.value.layer === place ? 'lit' : ''}
                  onClick={() => keepLit({ layer: place })}
                  onKeyDown={() => {}}
                >
                  <th scope="row" title={layer.name}>
                    <span class="layer-id faint">{layer.id}</span>
                    {layer.shortName}
                  </th>
                  <td>{before === undefined ? '–' : columnText(before.energy, scale, 1)}</td>
                  <td>{after === undefined ? '–' : columnText(after.energy, scale, 1)}</td>
                  <td class="bars-of-both">
                    <DifferenceBar value={energy} largest={largest.energy} colour={colourOf(energy)} />
                  </td>
                  <td class={kindOf(energy)}>{differenceOf(after?.energy ?? 0, before?.energy ?? 0, scale)}</td>
                  <td class="bars-of-both">
                    <DifferenceBar value={latency} largest={largest.latency} colour={colourOf(latency)} />
                  </td>
                  <td class={kindOf(latency)}>{differenceOf(after?.latency ?? 0, before?.latency ?? 0, CYCLES)}</td>
                  <td>
                    {other.has(layer.name) && place >= 0 ? (
                      <button class="pill" type="button" onClick={() => openNest(place)}>
                        other nest
                      </button>
                    ) : after === undefined ? (
                      <span class="pill alert">only in A</span>
                    ) : before === undefined ? (
                      <span class="pill">only in B</span>
                    ) : null}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </div>
  );
}

/** 0 where only rounding differs. */
function changeIn(after = 0, before = 0): number {
  return isOther(after, before) ? after - before : 0;
}

/** Names of the layers with other mappings. */
function otherNests(): ReadonlySet<string> {
  const changed = comparison.value?.layers.filter(
    ({ temporalMapping, spatialMapping }) => temporalMapping.changed || spatialMapping.changed,
  );
  return new Set(changed?.map(({ name }) => name));
}

export function openNest(place: number): void {
  layerIndex.value = place;
  view.value = 'nest';
}

function colourOf(difference: number): string {
  return difference < 0 ? 'gain-bar' : 'loss-bar';
}

function kindOf(difference: number): string {
  return difference === 0 ? 'faint' : difference < 0 ? 'gain' : 'loss';
}
