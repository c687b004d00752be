import { signal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import type { Nest } from '../../nest/moves.ts';
import type { NestCost } from '../../nest/nest-costs.ts';
import { type WayOut, waysOut } from '../../nest/overflow.ts';
import { changeOf } from '../../parts/figures.ts';
import { withText } from '../../state/project.ts';
import { explored, lastFound } from '../../store/search.ts';
import { texts } from '../../store/texts.ts';
import { withNumbers } from '../../text/numbers.ts';
import { bitsText, costText, numberText } from './cost-words.ts';
import { drop, take } from './hand/nest-actions.ts';
import { bestFromHere, giveBits, hasSizeInFile, searching, sizePath } from './hand/nest-files.ts';
import { focusedNow, held, type OpenedLayer } from './hand/nest-state.ts';

/** What another size of a memory does to the whole network, by what was asked. */
const networkEffects = signal<ReadonlyMap<string, string>>(new Map());
/** Milliseconds of rest before the network is searched for a way out. */
const REST_MS = 700;

/** Searches the network with another size of a memory, in the background. */
function useNetworkEffect(memory: string | undefined, bits: number): string | undefined {
  const accelerator = texts.value.accelerator;
  const state = lastFound.value;
  const key = `${state?.result.search} ${memory} ${bits}`;
  const known = networkEffects.value.get(key);
  useEffect(() => {
    if (memory === undefined || known !== undefined || accelerator === undefined || state === undefined) return;
    const timer = setTimeout(async () => {
      const inputs = withText(state.inputs, 'accelerator', withNumbers(accelerator, [sizePath(memory)], bits));
      const found = await explored(inputs);
      if (found === undefined) return;
      const objective = state.inputs.run.objective;
      const of = ({ energy, latency, product }: typeof found.result.totals): number =>
        objective === 'energy' ? energy : objective === 'latency' ? latency : product;
      const { text } = changeOf(of(found.result.totals), of(state.result.totals));
      networkEffects.value = new Map([
        ...networkEffects.peek(),
        [key, text === '=' ? 'network the same' : `network ${text} at best`],
      ]);
    }, REST_MS);
    return () => clearTimeout(timer);
  }, [key, accelerator, known]);
  return known;
}

export function WaysOut(props: {
  readonly layer: OpenedLayer;
  readonly nest: Nest;
  readonly cost: NestCost;
}): JSX.Element | null {
  const { layer, nest, cost } = props;
  const now = held.value;
  const ways = waysOut(layer.costs, nest, cost, now?.kind === 'loop' ? now.place.at : focusedNow.value);
  const size = ways.find((way) => way.kind === 'size');
  const network = useNetworkEffect(now === undefined ? size?.memory : undefined, size?.bits ?? 0);
  if (ways.length === 0) return null;
  return (
    <div class="ways">
      <h3>To make it fit</h3>
      {ways.map((way) => (
        <Way
          key={`${way.kind} ${way.kind === 'size' ? way.memory : way.title}`}
          layer={layer}
          way={way}
          network={network}
        />
      ))}
    </div>
  );
}

function Way(props: {
  readonly layer: OpenedLayer;
  readonly way: WayOut;
  readonly network: string | undefined;
}): JSX.Element | null {
  const { layer, way, network } = props;
  if (way.kind === 'size') {
    if (!hasSizeInFile(way.memory)) return null;
    const text = way.cost.evaluation === undefined ? '' : costText(way.cost.evaluation);
    return (
      <WayRow
        title={`Give ${way.memory} ${bitsText(way.bits)}`}
        note={network === undefined ? text : `${text}; ${network}`}
        action="Apply"
        run={() => {
          drop();
          giveBits(way.memory, way.bits);
        }}
      />
    );
  }
  if (way.kind === 'search') {
    return (
      <WayRow
        title={way.title}
        note={`${way.left} loops left to order`}
        action={searching.value === undefined ? 'Search' : 'Searching'}
        run={() => {
          drop();
          void bestFromHere(way.loops);
        }}
      />
    );
  }
  const { evaluation } = way.cost;
  const best = layer.bestCost.evaluation;
  const slower = evaluation === undefined || best === undefined ? undefined : evaluation.latency / best.latency;
  const note = evaluation === undefined ? '' : costText(evaluation);
  const times = slower === undefined || slower < 2 ? '' : `: ${numberText(Math.round(slower))} times slower`;
  return (
    <WayRow
      title={way.title}
      note={`${note}${times}`}
      action="Apply"
      run={() => {
        drop();
        take(way.nest, `${way.title.charAt(0).toLowerCase()}${way.title.slice(1)}`);
      }}
    />
  );
}

function WayRow(props: {
  readonly title: string;
  readonly note: string;
  readonly action: string;
  readonly run: () => void;
}): JSX.Element {
  return (
    <div class="way">
      <span>{props.title}</span>
      <small class="note">{props.note}</small>
      <button class="btn" type="button" aria-label={`${props.action}: ${props.title}`} onClick={props.run}>
        {props.action}
      </button>
    </div>
  );
}
