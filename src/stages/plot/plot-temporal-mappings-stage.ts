import type { Context } from '../../chain/kind.ts';
import { passiveStage } from '../../chain/passive-stage.ts';
import type { StageResult } from '../../chain/stage.ts';
import { energyAndLatencyChart } from '../../charts/bars/energy-and-latency.ts';
import { chartLibrary, loadChartLibrary } from '../../charts/drawing/chart-library.ts';
import { mappingScatterChart } from '../../charts/scatter/mapping-scatter.ts';
import { writePicture } from '../../io/files/write-picture.ts';
import { checkWritable } from '../../io/files/write-result.ts';
import { CostModelEvaluation } from '../../model/evaluation/evaluation.ts';
import { files, plotFilenamePattern } from '../arguments.ts';
import { fillName, placeholderProblems } from '../save/name-pattern.ts';

/** With more mappings than this, bars say less than a cloud of points. */
const MOST_BARS = 40;

/**
 * Draws all single evaluations passing through, when the last has passed: energy by memory and latency by cause as bars, or, for
 * more than 40 of them, energy against latency with the Pareto front. `plotFilenamePattern` ends in `.svg` or `.png`.
 *
 * Passes results on unchanged; without any, nothing is drawn. Single-layer results only. Stands above the temporal engine.
 * @throws InputError, before anything is searched, when the file cannot be written.
 */
export class PlotTemporalMappingsStage extends passiveStage('PlotTemporalMappingsStage', {
  requires: { plotFilenamePattern },
  options: { files },
  singleEvaluationsOnly: 'plots single-layer results',
  writesFiles: true,
  prepare: loadChartLibrary,
  check: (place) => placeholderProblems('plotFilenamePattern', place, false),
}) {
  private readonly evaluations: CostModelEvaluation[] = [];

  override onStart(): Context {
    checkWritable(this.args.files, this.path);
    return {};
  }

  override onResult(result: StageResult): Iterable<StageResult> {
    if (result.cme instanceof CostModelEvaluation) this.evaluations.push(result.cme);
    return [result];
  }

  override onEnd(): Iterable<StageResult> {
    if (this.evaluations.length > 0) writePicture(this.args.files, this.path, this.chart());
    return [];
  }

  private chart(): string {
    const { evaluations } = this;
    const title = `${evaluations.length} ${evaluations.length === 1 ? 'mapping' : 'mappings'}`;
    if (evaluations.length <= MOST_BARS) {
      return energyAndLatencyChart(chartLibrary(), evaluations, { title, labels: evaluations.map(label) });
    }
    return mappingScatterChart(chartLibrary(), evaluations, { title });
  }

  private get path(): string {
    return fillName(this.args.plotFilenamePattern, this.control.run.startTime, this.context);
  }
}

/** Number and loops, outermost first: what tells the mappings of a layer apart. */
function label({ layer, temporalMapping }: CostModelEvaluation, index: number): string {
  const loops = temporalMapping.loops.toReversed().map(({ dimension, size }) => `${dimension}${size}`);
  return `${index + 1}: ${layer.id} ${loops.join(' ')}`;
}
