import type { JSX } from 'preact';
import { scaleFor } from '../../../../src/base/number-text.ts';
import type { DesignResult } from '../../../engine/result/design-result.ts';
import { colourOf, energyParts, StackedBar } from '../../../parts/bars.tsx';
import { columnText, figureText, percentText } from '../../../parts/figures.ts';
import { ColourKey, DeltaOf, StateTag } from '../../../parts/small.tsx';
import { explain, keepLit, lit, pointAt } from '../../../store/view.ts';
import { energySentence, memoryEnergies } from './sentences.ts';

/** Energy by memory and operand: state A and now on one scale, and the numbers. */
export function EnergyBlock(props: {
  readonly result: DesignResult;
  readonly before: DesignResult | undefined;
}): JSX.Element {
  const { result, before } = props;
  const { memories, operands, energyTable, totals } = result;
  const scale = scaleFor(totals.energy / 10, 'pJ');
  const largest = Math.max(totals.energy, before?.totals.energy ?? 0);
  const old = new Map(before === undefined ? [] : memoryEnergies(before).map(({ name, energy }) => [name, energy]));
  const rows = memoryEnergies(result)
    .map((entry, row) => ({ ...entry, row }))
    .toSorted((a, b) => b.energy - a.energy);
  return (
    <section class="block" aria-label="Where the energy goes">
      <h3>
        Where the energy goes <small>{energySentence(result, before)}</small>
      </h3>
      <BothBars
        now={
          <StackedBar
            parts={energyParts(energyTable, memories, lit.value.memory)}
            largest={largest}
            height={24}
            onPoint={(memory) => pointAt(memory === undefined ? undefined : { memory })}
          />
        }
        before={
          before === undefined ? undefined : (
            <StackedBar parts={energyParts(inOrderOf(result, before))} largest={largest} height={8} isFaint />
          )
        }
      />
      <table class="dense">
        <thead>
          <tr>
            <th scope="col">{scale.symbol}</th>
            {operands.map((operand) => (
              <th key={operand} scope="col" class="wide-only">
                {operand}
              </th>
            ))}
            <th scope="col">sum</th>
            <th scope="col">share</th>
            {before === undefined ? null : <th scope="col">to A</th>}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, energy, row }) => (
            <tr
              key={name}
              class={lit.value.memory === name ? 'lit' : ''}
              onPointerEnter={() => pointAt({ memory: name })}
              onPointerLeave={() => pointAt(undefined)}
              onClick={() => keepLit({ memory: name })}
            >
              <th scope="row">
                <ColourKey colour={colourOf(result, name)} />
                {name}
              </th>
              {operands.map((operand, column) => {
                const value = energyTable.cells[row]?.[column];
                return (
                  <td key={operand} class="wide-only">
                    {value === undefined ? null : (
                      <Figure
                        name={`energy.${name}.${operand}`}
                        value={value}
                        text={columnText(value, scale, 1)}
                        layer={largestLayer(result, (layer) => layer.energyTable.cells[row]?.[column] ?? 0)}
                      />
                    )}
                  </td>
                );
              })}
              <td>
                <Figure
                  name={`energy.${name}`}
                  value={energy}
                  text={columnText(energy, scale, 1)}
                  layer={largestLayer(result, (layer) =>
                    (layer.energyTable.cells[row] ?? []).reduce<number>((sum, value) => sum + (value ?? 0), 0),
                  )}
                />
              </td>
              <td>{percentText(energy / totals.energy)}</td>
              {before === undefined ? null : (
                <td>
                  <DeltaOf now={energy} before={old.get(name) ?? 0} />
                </td>
              )}
            </tr>
          ))}
          <tr>
            <th scope="row">
              <ColourKey colour="mac" />
              operations
            </th>
            {operands.map((operand) => (
              <td key={operand} class="wide-only" />
            ))}
            <td>
              <Figure
                name="energy.operations"
                value={energyTable.operations}
                text={columnText(energyTable.operations, scale, 1)}
                layer={largestLayer(result, (layer) => layer.energyTable.operations)}
              />
            </td>
            <td>{percentText(energyTable.operations / totals.energy)}</td>
            {before === undefined ? null : (
              <td>
                <DeltaOf now={energyTable.operations} before={before.energyTable.operations} />
              </td>
            )}
          </tr>
        </tbody>
      </table>
    </section>
  );
}

/** A number that opens its explanation, of the layer that has most of it. */
export function Figure(props: {
  readonly name: string;
  readonly value: number;
  readonly text: string;
  readonly layer: number;
  readonly unit?: string;
}): JSX.Element {
  return (
    <button
      type="button"
      class="number"
      title={`${figureText(props.value, props.unit ?? 'pJ')}: explain`}
      onClick={(event) => {
        event.stopPropagation();
        explain(props.name, props.layer);
      }}
    >
      {props.text}
    </button>
  );
}

/** Place of the layer that has most of something. */
export function largestLayer({ layers }: DesignResult, of: (layer: DesignResult['layers'][number]) => number): number {
  let best = 0;
  for (const [index, layer] of layers.entries()) {
    const known = layers[best];
    if (known !== undefined && of(layer) > of(known)) best = index;
  }
  return best;
}

/** The bar of state A above that of now. */
export function BothBars(props: { readonly now: JSX.Element; readonly before: JSX.Element | undefined }): JSX.Element {
  if (props.before === undefined) return <div class="one-bar">{props.now}</div>;
  return (
    <div class="both-bars">
      <StateTag name="A" small />
      {props.before}
      <span class="faint small-text">now</span>
      {props.now}
    </div>
  );
}

/** The energies of another result by the memories of this one, so that colours mean the same. */
function inOrderOf({ memories, operands }: DesignResult, other: DesignResult): DesignResult['energyTable'] {
  const same = other.memories.every((name) => memories.includes(name));
  if (!same) return other.energyTable;
  return {
    operations: other.energyTable.operations,
    cells: memories.map((memory) =>
      operands.map(
        (operand) => other.energyTable.cells[other.memories.indexOf(memory)]?.[other.operands.indexOf(operand)],
      ),
    ),
  };
}
