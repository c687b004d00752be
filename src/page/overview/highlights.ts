import { countText } from '../../base/number-text.ts';
import type { Markup } from '../../charts/drawing/svg.ts';
import { LATENCY_PARTS } from '../../quantities/cost-parts.ts';
import { totalGapText } from '../../quantities/proven-gap.ts';
import { html, joined } from '../parts/markup.ts';
import { numberMarkup } from '../parts/number-markup.ts';
import { type PageLayer, type PageRun, sumOf } from '../parts/page-run.ts';
import { LATENCY_COLOURS } from './latency-parts.ts';

/** The answers to what is asked first, in sentences: where the energy goes, what stalls, which layers dominate. */
export function highlights(report: PageRun): Markup {
  if (report.layers.length === 0) {
    const isEmpty = report.run.document.infeasible.length === 0;
    return html`<p>${isEmpty ? 'The workload has no layers.' : 'No layer of the workload has a mapping.'}</p>`;
  }
  const sentences = [
    energyHighlight(report),
    latencyHighlight(report),
    dominanceHighlight(report, 'energy', ({ evaluation }) => evaluation.energy),
    dominanceHighlight(report, 'latency', ({ evaluation }) => evaluation.latency),
    stallHighlight(report),
    optimumHighlight(report),
  ];
  return html`<ul class="highlights">${sentences.map((sentence) => sentence && html`<li>${sentence}</li>`)}</ul>`;
}

function energyHighlight({ run, layers, operators, colourOf }: PageRun): Markup {
  const { total } = run;
  const byMemory = new Map<string, number>();
  const bySection = new Map<string, { memory: string; operand: string; energyPj: number }>();
  for (const section of [...layers, ...operators].flatMap(({ energy }) => energy.memories)) {
    const { memory, operand, energyPj } = section;
    byMemory.set(memory, (byMemory.get(memory) ?? 0) + energyPj);
    const key = JSON.stringify([memory, operand]);
    bySection.set(key, { memory, operand, energyPj: (bySection.get(key)?.energyPj ?? 0) + energyPj });
  }
  const [largest] = [...byMemory].toSorted((a, b) => b[1] - a[1]);
  if (largest === undefined || largest[1] < total.macEnergy) {
    return html`The operations themselves take the largest part of the energy: ${numberMarkup(total.macEnergy / total.energy, 'share')}.`;
  }
  const [memory, energy] = largest;
  const [top] = [...bySection.values()]
    .filter((section) => section.memory === memory)
    .toSorted((a, b) => b.energyPj - a.energyPj);
  return html`<i class="key ${colourOf(memory)}"></i><b>${memory}</b> takes ${numberMarkup(energy / total.energy, 'share')} of the energy${
    top &&
    html`; <b>${top.operand}</b> in it alone takes ${numberMarkup(top.energyPj / total.energy, 'share')} of all energy`
  }.`;
}

function latencyHighlight({ run, layers, operators }: PageRun): Markup {
  const total = run.total.latency;
  const [, ...losses] = LATENCY_PARTS;
  const sums = losses.map((part) => ({
    ...part,
    cycles: sumOf([...layers, ...operators], ({ latency }) => latency[part.key]),
  }));
  const [worst] = sums.toSorted((a, b) => b.cycles - a.cycles);
  const ideal = sumOf(layers, (layer) => layer.latency.idealComputation);
  return html`An always busy array would need ${numberMarkup(ideal / total, 'share')} of the cycles. ${
    worst !== undefined && worst.cycles > 0
      ? html`The largest loss is <i class="key ${LATENCY_COLOURS[worst.key]}"></i><b>${worst.title}</b> with ${numberMarkup(worst.cycles / total, 'share')}: ${worst.meaning}.`
      : undefined
  }`;
}

/** How far the mappings may be from the best ones, where that was asked. */
function optimumHighlight({ run }: PageRun): Markup | undefined {
  const text = totalGapText(run.evaluations, run.otherOperators);
  return text === undefined ? undefined : html`The mappings of the network: ${text}.`;
}

/** The fewest layers that make half of a total. */
function dominanceHighlight(
  { layers, groupOf }: PageRun,
  name: string,
  cost: (layer: PageLayer) => number,
): Markup | undefined {
  if (layers.length < 3) return undefined;
  const total = sumOf(layers, cost);
  const descending = layers.toSorted((a, b) => cost(b) - cost(a));
  let sum = 0;
  const half = descending.findIndex((layer) => {
    sum += cost(layer);
    return sum >= total / 2;
  });
  const dominating = descending.slice(0, half + 1);
  const links = dominating
    .slice(0, 3)
    .map(
      (layer) =>
        html`<a href="#${groupOf(layer).anchor}">${layer.label}</a> (${numberMarkup(cost(layer) / total, 'share')})`,
    );
  return html`${dominating.length} of ${countText(layers.length, 'layer')} ${dominating.length === 1 ? 'takes' : 'take'} at least half of the ${name}${dominating.length > 3 ? ', the largest are' : ':'} ${joined(links, ', ')}.`;
}

function stallHighlight({ layers }: PageRun): Markup {
  const stalls = new Map<string, { memory: string; port: string; layers: number; cycles: number }>();
  for (const { busiest, latency } of layers) {
    if (busiest === undefined || !busiest.isStalling) continue;
    const [memory, port] = [busiest.memory.name, busiest.port.name];
    const key = JSON.stringify([memory, port]);
    const before = stalls.get(key) ?? { memory, port, layers: 0, cycles: 0 };
    stalls.set(key, { ...before, layers: before.layers + 1, cycles: before.cycles + latency.temporalStall });
  }
  const [worst] = [...stalls.values()].toSorted((a, b) => b.cycles - a.cycles);
  if (worst === undefined) return html`No port makes the array wait during the computation.`;
  return html`Port <b>${worst.port}</b> of <b>${worst.memory}</b> makes the array wait longest: ${numberMarkup(worst.cycles, 'cycles')} in ${worst.layers} of ${countText(layers.length, 'layer')}.`;
}
