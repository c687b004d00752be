export type { ConfigurationProof } from './configuration-search.ts';
export type { Reservation } from './exact-problem.ts';
export {
  type CandidateProof,
  type ExactCandidate,
  type ExactCounts,
  type ExactFront,
  type ExactFrontOptions,
  type ExactResult,
  type ExactSearchOptions,
  exactFront,
  exactSearch,
  type FoundMapping,
  onlyCandidate,
} from './exact-search.ts';
export { type SpatialCandidate, type SpatialCandidateOptions, spatialCandidates } from './spatial-candidates.ts';
