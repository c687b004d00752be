import { PAUSE, type PacedWork, runPaced } from '../../chain/build/paced-run.ts';
import { reportProgress } from '../../chain/control/run-control.ts';
import { type StageRun, stage } from '../../chain/stage.ts';
import type { LayerFront } from '../../search/layer-optimum/layer-front.ts';
import {
  accelerator,
  accessSameDataConsideredAsNoAccess,
  costModel,
  enableMixSpatialMappingGeneration,
  exactSpatialMappings,
  exactTimeLimit,
  givenSpatialMapping,
  layer,
  spatialMapping,
  temporalMapping,
} from '../arguments.ts';
import { type ExactQuestion, questionKey, questionOf } from '../exact-search/exact-question.ts';
import { ExactTime, endOf } from '../exact-search/exact-time.ts';

type LayerFrontModule = typeof import('../../search/layer-optimum/layer-front.ts');

let loaded: LayerFrontModule | undefined;

async function loadFronts(): Promise<void> {
  loaded ??= await import('../../search/layer-optimum/layer-front.ts');
}

/** What is known of a front that a mapping belongs to. */
export interface FrontNote {
  /** True if no other mapping belongs to the front. */
  readonly isProven: boolean;
  /** Codes of the cases in which less is proven (docs/optimality.md#reservations). */
  readonly reservations: readonly string[];
}

/** The fronts of a run: networks repeat their layers. */
class Fronts {
  readonly known = new Map<string, LayerFront>();
}

/**
 * Runs the rest of the chain for every mapping of a layer that no other one beats in energy and latency at once. It considers the
 * mappings that ExactStage does (docs/optimality.md). Below a spatial mapping stage those of the spatial mapping given, directly below
 * WorkloadStage those of all spatial mappings of the generator, or of `exactSpatialMappings`.
 *
 * Yields (note on the front, extra) around every result, the fastest mapping first. After `exactTimeLimit` seconds it ends with the
 * mappings so far, and the note says that the front isn't proven. (Uneven mappings only.)
 * @throws MappingError when no mapping fits.
 */
export class ParetoFrontStage extends stage('ParetoFrontStage', {
  requires: { accelerator, layer },
  options: {
    spatialMapping: givenSpatialMapping,
    exactSpatialMappings,
    enableMixSpatialMappingGeneration,
    exactTimeLimit,
    accessSameDataConsideredAsNoAccess,
    costModel,
  },
  provides: { spatialMapping, temporalMapping },
  eitherWay: true,
  synchronousBelow: true,
  prepare: loadFronts,
}) {
  override run(): StageRun {
    return runPaced(this.search(), this.control, this.mayWait);
  }

  private *search(): PacedWork {
    const { isProven, reservations, points } = yield* this.front();
    const note: FrontNote = { isProven, reservations };
    for (const [index, { problem, mapping }] of points.entries()) {
      reportProgress(this.control, { stage: 'ParetoFrontStage', done: index + 1, total: points.length });
      const changes = {
        spatialMapping: this.args.spatialMapping ?? problem.spatialMapping,
        temporalMapping: mapping,
      };
      for (const { cme, extra } of this.next(changes)) yield { cme, extra: [note, extra] };
    }
  }

  private *front(): Generator<typeof PAUSE, LayerFront> {
    if (loaded === undefined) throw new Error('the exact search was not loaded before the run');
    const { args, control } = this;
    const { known } = control.run.shared(Fronts);
    const key = questionKey(this.question);
    const before = known.get(key);
    if (before !== undefined) return before;
    const deadline = control.run.shared(ExactTime).deadline(args.exactTimeLimit, control, 1);
    // Arguments are linked to the places above, so they cannot be spread.
    const { exactSpatialMappings: nbMappingsGenerated } = args;
    const steps = loaded.layerFront(args.layer, args.accelerator, {
      spatialMapping: args.spatialMapping,
      ...(nbMappingsGenerated === undefined ? {} : { nbMappingsGenerated }),
      enableMixSpatialMappingGeneration: args.enableMixSpatialMappingGeneration,
      accessSameDataConsideredAsNoAccess: args.accessSameDataConsideredAsNoAccess,
      costModel: args.costModel,
      shouldStop: endOf(deadline),
    });
    let step = steps.next();
    while (!step.done) {
      yield PAUSE;
      step = steps.next();
    }
    known.set(key, step.value);
    return step.value;
  }

  private get question(): ExactQuestion {
    return questionOf(this.args, { temporalMappingType: 'uneven', criterion: 'EDP', gap: 0 });
  }
}
