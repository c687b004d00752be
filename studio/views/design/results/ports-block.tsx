import type { JSX } from 'preact';
import type { DesignResult } from '../../../engine/result/design-result.ts';
import { colourOf } from '../../../parts/bars.tsx';
import { columnText, figureText } from '../../../parts/figures.ts';
import { ColourKey } from '../../../parts/small.tsx';
import { keepLit, lit, pointAt } from '../../../store/view.ts';

const CYCLES = { factor: 1, symbol: 'cycles' };

/** Every port: how long the array waits for it, and how much it has to spare. */
export function PortsBlock({ result }: { readonly result: DesignResult }): JSX.Element {
  const ports = result.ports.toSorted((a, b) => b.waiting - a.waiting);
  const [worst] = ports;
  const sentence =
    worst === undefined || worst.waiting === 0
      ? 'the array waits for no port'
      : `${worst.port} of ${worst.memory} makes the array wait in ${worst.layers} ${worst.layers === 1 ? 'layer' : 'layers'}`;
  return (
    <section class="block" aria-label="Ports">
      <h3>
        Ports <small>{sentence}</small>
      </h3>
      <table class="dense">
        <thead>
          <tr>
            <th scope="col">port</th>
            <th scope="col">width</th>
            <th scope="col">waiting (cycles)</th>
            <th scope="col">layers</th>
            <th scope="col">least slack</th>
          </tr>
        </thead>
        <tbody>
          {ports.map(({ memory, port, bandwidth, waiting, layers, leastSlack }) => (
            <tr
              key={`${memory} ${port}`}
              class={lit.value.memory === memory ? 'lit' : ''}
              onPointerEnter={() => pointAt({ memory })}
              onPointerLeave={() => pointAt(undefined)}
              onClick={() => keepLit({ memory })}
            >
              <th scope="row">
                <ColourKey colour={colourOf(result, memory)} />
                {memory} <span class="faint">{port}</span>
              </th>
              <td>{figureText(bandwidth, 'bit/cycle')}</td>
              <td class={waiting > 0 ? 'loss' : ''}>{waiting === 0 ? '–' : columnText(waiting, CYCLES, 1)}</td>
              <td>{layers === 0 ? '–' : layers}</td>
              <td>{Number.isFinite(leastSlack) ? columnText(leastSlack, CYCLES, 1) : 'one transfer'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
