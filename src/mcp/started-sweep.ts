import type { OpenSweep } from '../sweep/plan/open-sweep.ts';
import type { CostedPoint, DesignPoint } from '../sweep/points/design-point.ts';
import type { SweepSummary } from '../sweep/points/sweep-results.ts';
import { SummaryMaker } from '../sweep/results/summary-maker.ts';
import { designWorkers } from '../sweep/run/design-workers.ts';
import { plannedDesigns } from '../sweep/run/planned-designs.ts';
import { runSweep } from '../sweep/run/run-sweep.ts';

/** Points of the front, and reasons of refused designs, in an answer. */
const MOST_TOLD = 20;

/** A sweep that works while its client does other things. */
export class StartedSweep {
  /** Resolves when the sweep is over, for whatever reason. */
  readonly over: Promise<void>;
  private readonly sweep: OpenSweep;
  private readonly maker: SummaryMaker;
  private readonly points = new Map<number, DesignPoint>();
  private readonly abort = new AbortController();
  private state: 'running' | 'done' | 'stopped' | 'failed' = 'running';
  private failure: unknown;

  constructor(sweep: OpenSweep, workers: number | 'auto') {
    this.sweep = sweep;
    this.maker = new SummaryMaker(sweep);
    this.over = this.run(workers);
  }

  get planned(): number {
    return plannedDesigns(this.sweep);
  }

  get isRunning(): boolean {
    return this.state === 'running';
  }

  stop(): void {
    this.abort.abort();
  }

  /** What is known so far. @throws what made the sweep fail. */
  report(command: string): Readonly<Record<string, unknown>> &
    Pick<SweepSummary, 'counts' | 'objectives'> & {
      readonly state: string;
      readonly best: CostedPoint | undefined;
    } {
    if (this.state === 'failed') throw this.failure;
    const summary = this.maker.summary(command);
    const { name, counts, objectives, limits, parameters, quantities, front, inputs } = summary;
    return {
      state: this.state,
      name,
      counts,
      objectives,
      limits,
      parameters,
      quantities,
      best: summary.best === undefined ? undefined : this.costed(summary.best),
      front: front.slice(0, MOST_TOLD).flatMap((point) => this.costed(point) ?? []),
      frontSize: front.length,
      refused: [...this.points.values()].filter(({ status }) => status === 'refused').slice(0, MOST_TOLD),
      inputs,
    };
  }

  private costed(number: number): CostedPoint | undefined {
    const point = this.points.get(number);
    return point?.status === 'costed' ? point : undefined;
  }

  private async run(wanted: number | 'auto'): Promise<void> {
    const { signal } = this.abort;
    const workers = designWorkers(this.sweep, wanted, this.planned, signal);
    try {
      for await (const point of runSweep(this.sweep, workers, { known: new Map() })) {
        if (signal.aborted) break;
        this.points.set(point.point, point);
        this.maker.add(point);
      }
      this.state = signal.aborted ? 'stopped' : 'done';
    } catch (error) {
      this.state = signal.aborted ? 'stopped' : 'failed';
      this.failure = error;
    } finally {
      await workers.close();
    }
  }
}
