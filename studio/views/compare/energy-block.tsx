import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { scaleFor, type UnitScale } from '../../../src/base/number-text.ts';
import { memoryColour, operandStrength } from '../../../src/page/style/theme.ts';
import type { DesignResult } from '../../engine/result/design-result.ts';
import { columnText } from '../../parts/figures.ts';
import { ColourKey } from '../../parts/small.tsx';
import { keepLit, lit, pointAt } from '../../store/view.ts';
import { DifferenceBar } from './difference-bar.tsx';
import { differenceOf, isOther } from './words/differences.ts';

interface EnergyRow {
  readonly name: string;
  readonly memory: string | undefined;
  readonly colour: string;
  readonly before: number;
  readonly after: number;
}

/** Energy by memory and operand: what differs, and on demand what is equal. */
export function EnergyBlock({ a, b }: { readonly a: DesignResult; readonly b: DesignResult }): JSX.Element {
  const showsAll = useSignal(false);
  const all = energyRows(a, b);
  const changed = all
    .filter(({ before, after }) => isOther(after, before))
    .toSorted((x, y) => Math.abs(y.after - y.before) - Math.abs(x.after - x.before));
  const equal = all.filter(({ before, after }) => !isOther(after, before));
  const largest = Math.max(0, ...changed.map(({ before, after }) => Math.abs(after - before)));
  const shown = changed.length === 0 ? all : changed;
  const scale = scaleFor(Math.max(0, ...shown.map(({ before, after }) => Math.max(before, after))), 'pJ');
  const names = [...new Set(equal.map(({ memory, name }) => memory ?? name))].join(', ');
  return (
    <div class="block">
      <h3>
        Energy by memory and operand <small>{scale.symbol}</small>
      </h3>
      <table class="dense">
        <thead>
          <tr>
            <th />
            <th scope="col">A</th>
            <th scope="col">B</th>
            <th scope="col">change</th>
            <th class="bars-of-both" />
          </tr>
        </thead>
        <tbody>
          {[...changed, ...(showsAll.value ? equal : [])].map((row) => (
            <Row key={row.name} {...row} largest={largest} scale={scale} />
          ))}
        </tbody>
      </table>
      {equal.length === 0 || showsAll.value ? null : (
        <p class="sentence faint">
          {equalText(equal.length, changed.length)}: {names}{' '}
          <button
            class="link"
            type="button"
            onClick={() => {
              showsAll.value = true;
            }}
          >
            show
          </button>
        </p>
      )}
    </div>
  );
}

/** `6 others are equal`. */
function equalText(equal: number, changed: number): string {
  if (changed === 0) return `All ${equal} are equal`;
  return equal === 1 ? '1 other is equal' : `${equal} others are equal`;
}

function Row(props: EnergyRow & { readonly largest: number; readonly scale: UnitScale }): JSX.Element {
  const { name, memory, colour, before, after, largest, scale } = props;
  return (
    <tr
      class={memory !== undefined && lit.value.memory === memory ? 'lit' : ''}
      onPointerEnter={() => pointAt({ memory })}
      onPointerLeave={() => pointAt(undefined)}
      onClick={() => keepLit({ memory })}
      onKeyDown={() => {}}
    >
      <th scope="row">
        <ColourKey colour={colour} />
        {name}
      </th>
      <td>{columnText(before, scale, 1)}</td>
      <td>{columnText(after, scale, 1)}</td>
      <td class={!isOther(after, before) ? 'faint' : after < before ? 'gain' : 'loss'}>
        {differenceOf(after, before, scale)}
      </td>
      <td class="bars-of-both">
        <DifferenceBar value={after - before} largest={largest} colour={colour} />
      </td>
    </tr>
  );
}

/** Operations, then every memory and operand that one of the states has. */
function energyRows(a: DesignResult, b: DesignResult): EnergyRow[] {
  const memories = [...new Set([...b.memories, ...a.memories])];
  const operands = [...new Set([...b.operands, ...a.operands])];
  const cell = ({ memories: own, operands: names, energyTable }: DesignResult, memory: string, operand: string) =>
    energyTable.cells[own.indexOf(memory)]?.[names.indexOf(operand)];
  return [
    {
      name: 'operations',
      memory: undefined,
      colour: 'mac',
      before: a.energyTable.operations,
      after: b.energyTable.operations,
    },
    ...memories.flatMap((memory, place) =>
      operands.flatMap((operand, index): EnergyRow[] => {
        const [before, after] = [cell(a, memory, operand), cell(b, memory, operand)];
        if (before === undefined && after === undefined) return [];
        const colour = `${memoryColour(place)} ${operandStrength(index)}`;
        return [{ name: `${memory}, ${operand}`, memory, colour, before: before ?? 0, after: after ?? 0 }];
      }),
    ),
  ];
}
