export type { ConfigurationProof } from './configuration-search.ts';
export { type ExactFront, type ExactFrontOptions, exactFront } from './exact-front.ts';
export type { Reservation } from './exact-problem.ts';
export {
  type CandidateProof,
  type ExactCandidate,
  type ExactCounts,
  type ExactResult,
  type ExactSearchOptions,
  exactSearch,
  type FoundMapping,
  onlyCandidate,
} from './exact-search.ts';
export { type SpatialCandidate, type SpatialCandidateOptions, spatialCandidates } from './spatial-candidates.ts';
