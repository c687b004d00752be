import { beforeAll, describe, expect, test } from 'vitest';
import { DATA_DIRECTIONS } from '../../src/model/accelerator/data-direction.ts';
import { portServing } from '../../src/model/accelerator/memory.ts';
import { memoryLevelsOf } from '../../src/model/accelerator/memory-hierarchy.ts';
import type { CostModelEvaluation } from '../../src/model/evaluation/evaluation.ts';
import { getHardwarePerformance } from '../../src/run/evaluate.ts';
import { type CompleteEvent, layerTrace, type TraceDocument, type TraceExcerpt } from '../../src/trace/index.ts';
import { CORRECTED_RUNS, evaluationsOf, RUNS } from '../explain/explained-cases.ts';
import { TraceFile } from './trace-schema.ts';

/* Traces agree with the figures of the cost model, which the tests read from `details` by themselves. */

const CASES: typeof RUNS = [
  ...RUNS.filter(([name]) => ['a matrix product', 'another array', 'a digital array'].includes(name)),
  [
    'the corrected cost model',
    {
      workload: 'alexnet',
      accelerator: 'eyeriss_like',
      mapping: 'eyeriss_like',
      costModel: 'corrected',
      lpfLimit: 3,
      nbSpatialMappingsGenerated: 1,
    },
  ],
  ...CORRECTED_RUNS.filter(([name]) => name.startsWith('fractional unrollings')),
];

const spansOf = ({ traceEvents }: TraceDocument): CompleteEvent[] => traceEvents.filter((event) => event.ph === 'X');

function threadNames({ traceEvents }: TraceDocument): ReadonlyMap<number, string> {
  return new Map(
    traceEvents.flatMap((event) =>
      event.ph === 'M' && event.name === 'thread_name' ? [[event.tid, String(event.args.name)] as const] : [],
    ),
  );
}

function close(found: number, expected: number, what: string): void {
  expect(Math.abs(found - expected), `${what}: ${found} instead of ${expected}`).toBeLessThanOrEqual(
    1e-6 * Math.max(1, Math.abs(expected)),
  );
}

/** Every transfer that repeats, from the details. */
function repeatedTransfers(evaluation: CostModelEvaluation) {
  const { layer, accelerator, details } = evaluation;
  return layer.operands.flatMap(({ name }) => {
    const memoryOperand = layer.mapping.memoryOperandLinks.get(name);
    if (memoryOperand === undefined) return [];
    return memoryLevelsOf(accelerator.memoryHierarchy, memoryOperand).flatMap((memory, level) =>
      DATA_DIRECTIONS.flatMap((direction) => {
        const port = portServing(memory, memoryOperand, direction);
        const movement = details.dataMovementInt[name]?.[level];
        const needed = details.realTransferCycles[name]?.[level]?.[direction] ?? 0;
        const count = movement?.data_trans_period_count[direction] ?? 0;
        if (port === undefined || movement === undefined || count < 2 || needed === 0) return [];
        const { cyclesPerOperation } = accelerator.operationalArray;
        return [
          {
            thread: `${memory.name} ${port.name}`,
            operand: name,
            direction,
            needed,
            count,
            period: Math.ceil(movement.data_trans_period[direction] * cyclesPerOperation),
            bits: movement.data_trans_amount_per_period[direction] * movement.data_precision[direction],
          },
        ];
      }),
    );
  });
}

/** Compares every port of an excerpt. Returns how many transfers were compared. */
function compareTransfers(evaluation: CostModelEvaluation, trace: TraceDocument, excerpt: TraceExcerpt): number {
  const names = threadNames(trace);
  const { cycleMicroseconds } = trace.otherData;
  const shown = spansOf(trace).filter(({ cat, args }) => cat === 'transfer' && args.excerpt === excerpt.name);
  const expected = repeatedTransfers(evaluation);
  const accounted = new Set<CompleteEvent>();
  for (const { thread, operand, direction, needed, period, bits } of expected) {
    const events = shown.filter(
      ({ tid, args }) => names.get(tid) === thread && args.operand === operand && args.direction === direction,
    );
    for (const event of events) accounted.add(event);
    const cycles = events.reduce((sum, { dur }) => sum + dur / cycleMicroseconds, 0);
    const where = `${evaluation.layer.name}, ${excerpt.name}, ${thread}, ${operand} ${direction}`;
    if (period > excerpt.computationCycles) {
      expect(cycles, where).toBeLessThanOrEqual(needed * (1 + 1e-6));
      continue;
    }
    const transfers = excerpt.computationCycles / period - (excerpt.firstCycle === 0 ? 1 : 0);
    close(cycles, transfers * needed, where);
    close(
      events.reduce((sum, { args }) => sum + Number(args.bits), 0),
      transfers * bits,
      `${where}, bits`,
    );
  }
  expect(accounted.size).toBe(shown.length);
  return expected.length;
}

describe.each(CASES)('%s', (_, options) => {
  let evaluations: readonly CostModelEvaluation[];
  let traces: readonly (readonly [CostModelEvaluation, TraceDocument])[];
  beforeAll(async () => {
    evaluations = await evaluationsOf(options);
    traces = evaluations.map((evaluation) => [evaluation.once, layerTrace(evaluation)]);
  });

  test('is a file of the Trace Event Format, the same one each time', () => {
    for (const evaluation of evaluations.slice(0, 2)) {
      const text = JSON.stringify(layerTrace(evaluation));
      TraceFile.parse(JSON.parse(text));
      expect(JSON.stringify(layerTrace(evaluation))).toBe(text);
    }
  });

  test('has cycles and bits per port, operand and direction as the details have', () => {
    let compared = 0;
    for (const [evaluation, trace] of traces) {
      for (const excerpt of trace.otherData.excerpts) compared += compareTransfers(evaluation, trace, excerpt);
    }
    expect(compared).toBeGreaterThan(10);
  });

  test('has no two events at the same time on one thread', () => {
    for (const [, trace] of traces) {
      const ends = new Map<number, number>();
      const overlapping = spansOf(trace).filter(({ tid, ts, dur }) => {
        const before = ends.get(tid) ?? 0;
        ends.set(tid, ts + dur);
        return ts < before - 1e-6 * ts;
      });
      expect(overlapping).toEqual([]);
    }
  });

  test('has the stalls that the model gives, each an equal share', () => {
    for (const [{ details }, trace] of traces) {
      const { excerpts, isCut, latency } = trace.otherData;
      const { stallSlack, idealTemporalCycle } = details.latency;
      expect(latency.stall).toBe(stallSlack);
      const [first, steady] = excerpts;
      const stalls = spansOf(trace).filter(({ name }) => name === 'stall');
      for (const excerpt of excerpts) {
        const inExcerpt = stalls.filter(({ args }) => args.excerpt === excerpt.name);
        close(
          inExcerpt.reduce((sum, { args }) => sum + Number(args.cycles), 0),
          excerpt.stallCycles,
          excerpt.name,
        );
      }
      const computed = spansOf(trace).filter(({ name }) => name === 'compute');
      close(
        computed.reduce((sum, { args }) => sum + Number(args.cycles), 0),
        excerpts.reduce((sum, { computationCycles }) => sum + computationCycles, 0),
        'computation',
      );
      if (isCut || first === undefined || steady === undefined) continue;
      const periods = idealTemporalCycle / steady.computationCycles;
      close(first.stallCycles + (periods - 1) * steady.stallCycles, stallSlack, 'stall of the layer');
    }
  });

  test('has phases as long as the latency of the layer says', () => {
    for (const [{ details }, trace] of traces) {
      const { cycleMicroseconds } = trace.otherData;
      for (const [phase, cycles] of [
        ['on-loading', details.latency.onloading],
        ['off-loading', details.latency.offloading],
      ] as const) {
        const event = spansOf(trace).find(({ cat, name }) => cat === 'phase' && name === phase);
        close((event?.dur ?? 0) / cycleMicroseconds, Math.max(0, cycles), phase);
        for (const { ts, dur, args } of spansOf(trace)) {
          if (event === undefined || args.excerpt !== phase) continue;
          expect(ts).toBeGreaterThanOrEqual(event.ts - 1e-6 * ts);
          expect(ts + dur).toBeLessThanOrEqual((event.ts + event.dur) * (1 + 1e-9));
          if (args.isCut !== true)
            close(dur / cycleMicroseconds, Number(args.neededCycles) - Number(args.hiddenCycles), phase);
        }
      }
    }
  });
});

test('a long period is cut, and the trace says so', async () => {
  const [, options] = RUNS.find(([name]) => name === 'another array') ?? [];
  const [evaluation] = options === undefined ? [] : await evaluationsOf(options);
  if (evaluation === undefined) throw new Error('there is no layer');
  const whole = layerTrace(evaluation, { mostTransfers: 1e6 });
  const cut = layerTrace(evaluation, { mostTransfers: 300 });
  expect(whole.otherData.isCut).toBe(false);
  expect(cut.otherData.isCut).toBe(true);
  expect(cut.otherData.longestPeriodCycles).toBe(whole.otherData.longestPeriodCycles);
  // An excerpt has at most 300 transfers; each may interrupt another one once.
  expect(spansOf(cut).filter(({ cat }) => cat === 'transfer').length).toBeLessThanOrEqual(2 * 600);
  expect(cut.traceEvents.some(({ name }) => name === 'left out: the rest of the first period')).toBe(true);
  for (const excerpt of cut.otherData.excerpts) compareTransfers(evaluation, cut, excerpt);
});

test('a repeated layer is shown once, and a language model has traces', async () => {
  const { evaluations } = await getHardwarePerformance({
    workload: 'llama3-8b:decode,batch=1,context=256',
    accelerator: 'tpu_like',
    mapping: 'tpu_like',
    lpfLimit: 3,
    nbSpatialMappingsGenerated: 1,
  });
  const repeated = evaluations.find(({ times }) => times > 1);
  if (repeated === undefined) throw new Error('no layer is repeated');
  const { otherData, ...events } = layerTrace(repeated);
  const { otherData: ofOne, ...eventsOfOne } = layerTrace(repeated.once);
  expect(events).toEqual(eventsOfOne);
  expect(otherData).toEqual({ ...ofOne, repeat: repeated.times });
  expect(otherData.latency.total * repeated.times).toBe(repeated.latency);
});

test('cycles are as long as the clock says, or 1 µs', async () => {
  const options = { workload: 'gemm', mapping: 'gemm_l1', lpfLimit: 3 } as const;
  const clocked = await getHardwarePerformance({ ...options, accelerator: 'gemm_l1' });
  const [evaluation] = clocked.evaluations;
  if (evaluation === undefined) throw new Error('there is no layer');
  const plain = layerTrace(evaluation, { cyclesOnly: true });
  expect(plain.displayTimeUnit).toBe('ms');
  expect(plain.otherData.cycleMicroseconds).toBe(1);
  const { accelerator } = evaluation;
  const fast = { ...accelerator, clockFrequencyMhz: 500 };
  const inTime = layerTrace(
    Object.create(evaluation, { once: { value: Object.create(evaluation, { accelerator: { value: fast } }) } }),
  );
  expect(inTime.displayTimeUnit).toBe('ns');
  expect(inTime.otherData.timeScale).toContain('2 ns');
  const durations = spansOf(inTime).map(({ dur }) => dur * 500);
  for (const [index, { dur }] of spansOf(plain).entries()) close(durations[index] ?? 0, dur, 'duration');
});
