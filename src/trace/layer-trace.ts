import { explainedCase } from '../explain/explained-case.ts';
import { linksOf } from '../explain/traffic/links.ts';
import { costModelText } from '../model/cost-model.ts';
import type { CostModelEvaluation } from '../model/evaluation/evaluation.ts';
import { clockPeriodNsOf } from '../model/hardware/clock.ts';
import { chooseExcerpt } from './choose-excerpt.ts';
import { portTraffic } from './port-traffic.ts';
import { scheduleOffloading, scheduleOnloading } from './schedule-loading.ts';
import { shareStall } from './stall-share.ts';
import { CLAIMS, NOT_CLAIMED } from './statements.ts';
import type { TraceDocument, TraceExcerpt } from './trace-document.ts';
import { TraceWriter } from './trace-writer.ts';
import { ARRAY, PHASES, portThread, writeComputation } from './write-computation.ts';
import { writeLoading } from './write-loading.ts';

export interface TraceOptions {
  /** A cycle takes 1 µs in the trace, also where the clock of the accelerator is known. */
  readonly cyclesOnly?: boolean;
  /** Transfers of an excerpt, above which it is cut; 2500 when absent. */
  readonly mostTransfers?: number;
}

const MOST_TRANSFERS = 2500;

/** Microseconds of a cycle where no clock is known. */
const ONE_CYCLE = 1;

/**
 * Transfers and stalls of one layer over time, for Perfetto or Chrome: on-loading, the first period, a steady period, off-loading
 * (docs/trace.md). Its sums are those of `evaluation.details`. Where the evaluation is for several equal layers, the trace shows one.
 */
export function layerTrace(evaluation: CostModelEvaluation, options: TraceOptions = {}): TraceDocument {
  const one = evaluation.once;
  const { layer, accelerator } = one;
  const explained = explainedCase(one);
  const { latency } = explained.details;
  const ports = portTraffic(explained);
  const repeated = ports.flatMap((port) => port.repeated);
  const computation = latency.idealTemporalCycle;
  const length = chooseExcerpt(repeated, computation, options.mostTransfers ?? MOST_TRANSFERS);
  const share = shareStall(ports, latency.stallSlack);
  const clock = options.cyclesOnly === true ? undefined : clockPeriodNsOf(accelerator, one.costModel);
  const cycleMicroseconds = clock === undefined ? ONE_CYCLE : clock / 1000;
  const writer = new TraceWriter(`${layer.name} on ${accelerator.name}${costModelText([one])}`, cycleMicroseconds);
  const inputs = explained.operands.filter(({ isOutput }) => !isOutput);
  const outputs = explained.operands.filter(({ isOutput }) => isOutput);
  const onloading = scheduleOnloading(
    inputs.map((operand) => linksOf(explained, operand)),
    latency.onloading,
  );
  const [output] = outputs;
  const offloading = scheduleOffloading(output === undefined ? [] : linksOf(explained, output), latency.offloading);
  const loaded = new Set([...onloading, ...offloading].map(({ end }) => portThread(end.memory.name, end.portName)));
  const rows = ports
    .filter(({ memory, port, repeated: some }) => some.length > 0 || loaded.has(portThread(memory.name, port.name)))
    .map(({ memory, port }) => portThread(memory.name, port.name));
  for (const row of [PHASES, ARRAY, ...rows]) writer.thread(row);
  let time = writeLoading(writer, 'on-loading', onloading, 0, latency.onloading);
  const excerpts: TraceExcerpt[] = [];
  let stalled = 0;
  const show = (name: TraceExcerpt['name'], firstCycle: number): void => {
    const excerpt = { name, firstCycle, computationCycles: length.cycles };
    const { end, stallCycles, lateCycles } = writeComputation(
      writer,
      ports,
      share,
      { ...excerpt, stalledBefore: stalled },
      time,
    );
    writer.span(PHASES, 'phase', `computation, ${name}${length.isCut ? ' (cut)' : ''}`, time, end, {
      firstCycle,
      computationCycles: length.cycles,
      stallCycles,
      lateCycles,
      shownOfComputation: length.cycles / computation,
    });
    excerpts.push({ ...excerpt, stallCycles });
    stalled += stallCycles;
    time = end;
  };
  show('first period', 0);
  if (repeated.length > 0) {
    if (length.isCut) writer.note('left out: the rest of the first period', time, {});
    show('steady period', length.longestPeriod);
  }
  const leftOut = computation - excerpts.reduce((sum, excerpt) => sum + excerpt.computationCycles, 0);
  if (leftOut > 0) writer.note('left out: the rest of the computation', time, { computationCycles: leftOut });
  writeLoading(writer, 'off-loading', offloading, time, latency.offloading);
  return {
    displayTimeUnit: clock === undefined ? 'ms' : 'ns',
    traceEvents: writer.finish(),
    otherData: {
      layer: layer.name,
      accelerator: accelerator.name,
      costModel: evaluation.costModel,
      repeat: evaluation.times,
      cycleMicroseconds,
      timeScale:
        clock === undefined
          ? '1 cycle is shown as 1 µs'
          : `1 cycle is shown as ${clock} ns, the clock period of the accelerator`,
      latency: {
        total: latency.total2,
        computation,
        stall: latency.stallSlack,
        onloading: latency.onloading,
        offloading: latency.offloading,
      },
      excerpts,
      longestPeriodCycles: length.longestPeriod,
      isCut: length.isCut,
      ports: ports.map(({ memory, port, stall }) => ({
        memory: memory.name,
        port: port.name,
        stallSlackCycles: stall,
      })),
      claims: CLAIMS,
      notClaimed: NOT_CLAIMED,
    },
  };
}
