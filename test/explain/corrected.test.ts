import { expect, test } from 'vitest';
import { RandomStream } from '../../src/base/random.ts';
import { findChange } from '../../src/explain/explain-quantity.ts';
import { explainedQuantities, explainQuantity } from '../../src/explain/index.ts';
import { evaluateGivenMapping } from '../../src/given-mapping/evaluate-given-mapping.ts';
import type { GivenMappingResult } from '../../src/given-mapping/given-mapping-result.ts';
import { CaseMaker, type RandomCase } from '../corrected/random-case.ts';
import { compareFigures } from './compare-figures.ts';

/* Explanations of the corrected cost model: mappings with smaller last rounds, shared and split ports, and every kind of latency. */

/** Which of the numbers of the latency is the largest, a shorter way of all first. */
function decider({ latency: { chain = 0, busiest_port = 0, once = 0 } }: GivenMappingResult): string {
  if (chain >= Math.max(busiest_port, once)) return 'chain';
  return busiest_port >= once ? 'ports' : 'once';
}

/** Few cases are decided by a transfer that takes place once, so that more are drawn for these. */
const CASES = 60;
const DRAWN = 270;
const maker = new CaseMaker(RandomStream.named(13, 'explanations'));
const costed = (input: RandomCase): GivenMappingResult => evaluateGivenMapping({ ...input, costModel: 'corrected' });
const cases = Array.from({ length: DRAWN }, () => maker.make())
  .map((input) => ({ input, result: costed(input) }))
  .filter(({ result }, index) => index < CASES || decider(result) === 'once');

/** The same with another full width of one port. */
function withWidth(input: RandomCase, memoryName: string, portName: string, width: number): RandomCase {
  const { memories } = input.accelerator;
  const changed = Object.fromEntries(
    Object.entries(memories).map(([name, memory]) => [
      name,
      name !== memoryName
        ? memory
        : {
            ...memory,
            ports: memory.ports.map((port) => (port.name === portName ? { ...port, bandwidth_max: width } : port)),
          },
    ]),
  );
  return { ...input, accelerator: { ...input.accelerator, memories: changed } };
}

test('numbers and symbols come to the figure, whatever decides the latency', () => {
  const deciders = new Set<string>();
  for (const { result } of cases) {
    deciders.add(decider(result));
    expect(compareFigures(result.evaluation.scaled(2))).toBeGreaterThan(10);
  }
  expect([...deciders].sort()).toEqual(['chain', 'once', 'ports']);
});

test('several sizes of transfers are listed', () => {
  const texts = cases.flatMap(({ result: { evaluation } }) =>
    explainedQuantities(evaluation)
      .filter((name) => name.startsWith('energy.'))
      .map((name) => explainQuantity(evaluation, name).formula),
  );
  expect(texts.some((text) => text.includes('N₂'))).toBe(true);
  expect(texts.some((text) => text.includes('steps'))).toBe(true);
});

test('where the traffic of a port decides, that port binds', () => {
  let found = 0;
  for (const { input, result } of cases.filter(({ result: one }) => decider(one) === 'ports')) {
    const { evaluation, latency, ports = {} } = result;
    const binding = explainQuantity(evaluation, 'latency').binding ?? '';
    const busiest = Object.entries(ports).filter(([, { total }]) => total === latency.busiest_port);
    const places = busiest.map(([place]) => place.split('.'));
    expect(places.some(([memory, port]) => binding.startsWith(`${port} of ${memory} binds`))).toBe(true);
    const change = findChange(evaluation, 'latency');
    if (change === undefined || change.number.kind !== 'bandwidth_max') continue;
    const memory = evaluation.accelerator.memoryHierarchy.memories[change.number.memory]?.name ?? '';
    const { port } = change.number;
    expect(places).toContainEqual([memory, port]);
    expect(costed(withWidth(input, memory, port, change.to)).latency.total).toBe(change.value);
    expect(change.value).toBeLessThan(latency.total * 0.99);
    found++;
  }
  expect(found).toBeGreaterThan(5);
});

test('a sum of all parts, and no part below zero', () => {
  for (const { result } of cases) {
    const { evaluation } = result;
    const figureOf = (name: string): number => explainQuantity(evaluation, name).value;
    const parts = ['ideal', 'spatial_stall', 'temporal_stall', 'onloading', 'offloading'].map((part) =>
      figureOf(`latency.${part}`),
    );
    for (const part of parts) expect(part).toBeGreaterThanOrEqual(0);
    expect(parts.reduce((a, b) => a + b, 0)).toBe(figureOf('latency'));
  }
});
