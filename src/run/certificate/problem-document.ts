import type { CandidateDocument, ProblemDocument } from '../../certificate/document.ts';
import { type EncodedPotentials, encodePotentials } from '../../certificate/paths/potentials.ts';
import type { Accelerator } from '../../model/accelerator/accelerator.ts';
import { memoryLevelsOf } from '../../model/accelerator/memory-hierarchy.ts';
import type { CostModelName } from '../../model/cost-model.ts';
import { formatSpatialMapping, type SpatialMapping } from '../../model/mapping/spatial-mapping.ts';
import type { TemporalMapping } from '../../model/mapping/temporal-mapping.ts';
import type { Layer } from '../../model/workload/layer.ts';
import { type Cost, type OptimisationCriterion, objectiveOf } from '../../search/criteria.ts';
import {
  type CandidateProof,
  type ConfigurationProof,
  exactSearch,
  type SpatialCandidate,
  spatialCandidates,
} from '../../search/exact/index.ts';

/** Most characters of the potentials of a layer: with many spatial mappings, a proof of energy takes some kilobytes for each. */
const MOST_CHARACTERS = 4_000_000;

/** A mapping that was found, and the space in which it is proven optimal. */
export interface ProofQuestion extends Cost {
  readonly layer: Layer;
  readonly accelerator: Accelerator;
  readonly spatialMapping: SpatialMapping;
  readonly temporalMapping: TemporalMapping;
  readonly objective: OptimisationCriterion;
  readonly costModel: CostModelName;
  /** Most spatial mappings; undefined for all of the generator. */
  readonly nbMappingsGenerated: number | undefined;
}

/**
 * What a certificate says of a layer. The search runs once more, with the cost that was found as its start: so it rules out every candidate
 * against this cost, and the proof is as short as can be. Pauses now and then.
 */
export function* problemDocument(
  question: ProofQuestion,
  shouldStop: () => boolean,
): Generator<undefined, Omit<ProblemDocument, 'layers'>> {
  const { layer, accelerator, energy, latency, objective, costModel, nbMappingsGenerated } = question;
  const value = objectiveOf(objective, energy, latency);
  const most = nbMappingsGenerated === undefined ? {} : { nbMappingsGenerated };
  const candidates = spatialCandidates(layer, accelerator, { costModel, ...most });
  const potentials = new Map<number, EncodedPotentials>();
  let room = MOST_CHARACTERS;
  const { proof, bound, isProven, best } = yield* exactSearch(candidates, {
    criterion: objective,
    start: { energy, latency },
    onPotentials: (candidate, found) => {
      if (room < 0) return;
      const encoded = encodePotentials(found, statesPerTile(question));
      room -= JSON.stringify(encoded).length;
      potentials.set(candidate, encoded);
    },
    shouldStop: () => room < 0 || shouldStop(),
  });
  const document = { value, witness: witnessDocument(question) };
  if (room < 0) return openDocument(document, 'its proof takes too much room', bound);
  if (best !== undefined && objectiveOf(objective, best.energy, best.latency) < value) {
    return openDocument(document, 'the search ended before it found the best mapping', bound);
  }
  if (!isProven) return openDocument(document, 'the search was not finished', bound);
  return {
    ...document,
    candidates: proof.flatMap((entry) =>
      candidateDocument(candidates[entry.candidate], entry, potentials.get(entry.candidate), layer),
    ),
  };
}

/** A layer of which less is shown than that its mapping is optimal. */
export function openDocument(
  document: Pick<ProblemDocument, 'value' | 'witness'>,
  reason: string,
  bound: number,
): Omit<ProblemDocument, 'layers'> {
  return { ...document, open: { reason, bound }, candidates: [] };
}

export function witnessDocument({ spatialMapping, temporalMapping }: ProofQuestion): ProblemDocument['witness'] {
  return {
    spatialMapping: formatSpatialMapping(spatialMapping),
    loops: temporalMapping.loops.map(({ dimension, size }) => `${dimension} ${size}`),
    boundaries: Object.fromEntries([...temporalMapping.boundaries].map(([operand, ends]) => [operand, [...ends]])),
  };
}

/** Candidates that the cycles of their loops rule out, or that are others once more, need no entry: a checker sees that by itself. */
function candidateDocument(
  candidate: SpatialCandidate | undefined,
  { by, configurations }: CandidateProof,
  potentials: EncodedPotentials | undefined,
  layer: Layer,
): CandidateDocument[] {
  if (candidate === undefined || by === 'cycles' || by === 'repeated') return [];
  const spatialMapping = formatSpatialMapping(candidate.mapping);
  if (by === 'energyPath' && potentials !== undefined) {
    return [{ spatialMapping, potentials }];
  }
  return [{ spatialMapping, configurations: configurations.map((entry) => configurationDocument(entry, layer)) }];
}

function configurationDocument({ closed, alternative, bounds, by }: ConfigurationProof, { operands }: Layer) {
  const isByConstants = by === 'bounds' && bounds.length === 0;
  return { closed: [...closed], alternative, bounds: isByConstants ? constantBounds(operands.length) : [...bounds] };
}

/** The bounds that rule a configuration out before any path is looked at. */
function constantBounds(operandCount: number): string[] {
  const sums = operandCount > 2 ? [0, 1] : [0];
  return sums.flatMap((sum) => [`temporal ${sum}`, `hidden ${sum}`]);
}

/** Numbers of closed interfaces that the operands can have, times two flags (src/certificate/paths/closings.ts). */
function statesPerTile({ layer, accelerator }: ProofQuestion): number {
  return layer.operands.reduce((product, { name }, operand) => {
    const memoryOperand = layer.mapping.memoryOperandLinks.get(name);
    const levels = memoryOperand === undefined ? 0 : memoryLevelsOf(accelerator.memoryHierarchy, memoryOperand).length;
    return product * (operand === 0 ? levels : levels + 1);
  }, 2);
}
