import { unscaledText } from '../../base/number-text.ts';
import type { ExplainedCase } from '../explained-case.ts';
import { activitiesOf } from '../traffic/activities.ts';
import { portText } from '../traffic/ports.ts';
import { countedOf, type Transfer, transferText } from '../traffic/transfers.ts';
import { countedPort, deciderOf, loadCycles } from './decider.ts';

/** What makes a layer slower than its chain of fill, computation and drain; undefined where the chain itself is longest. */
export function deciderBinding(explained: ExplainedCase): string | undefined {
  const decider = deciderOf(explained);
  if (decider.kind === 'chain') return undefined;
  if (decider.kind === 'once') return onceBinding(explained, decider.transfer);
  const [place, ...others] = decider.places;
  if (place === undefined) return undefined;
  const uses = activitiesOf(explained, place)
    .map(({ transfer }) => ({ transfer, cycles: countedOf(explained, transfer)?.totalCycles ?? 0 }))
    .toSorted((a, b) => b.cycles - a.cycles)
    .map(({ transfer, cycles }) => `${transferText(transfer)} (${unscaledText(cycles, 'cycles')})`);
  const total = countedPort(explained, place)?.total ?? 0;
  const text = `${portText(place)} binds: its transfers alone take ${unscaledText(total, 'cycles')}, longer than loading, computing and storing one after the other; they are ${uses.join(', ')}`;
  if (others.length === 0) return text;
  return `${text}; ${others.map(portText).join(', ')} ${others.length === 1 ? 'takes' : 'take'} as long, so that none of them alone is to blame`;
}

function onceBinding(explained: ExplainedCase, transfer: Transfer): string {
  const [whole] = loadCycles(explained, transfer);
  const reason = transfer.operand.isOutput
    ? 'the last pass over the data finishes them all, and the passes before it move none'
    : 'the first pass over the data needs them all, and the other passes come later';
  return `${portText(transfer)} binds: ${transferText(transfer)} take ${unscaledText(whole, 'cycles')} once; ${reason}`;
}
