import * as z from 'zod/mini';
import { COST_MODELS } from '../model/cost-model.ts';

/** Raised when a key changes its meaning. */
export const CERTIFICATE_VERSION = 1;

const configuration = z.object({
  closed: z.array(z.int()),
  alternative: z.int(),
  bounds: z.array(z.string()),
});

const potentials = z.object({
  values: z.readonly(z.array(z.nullable(z.number()))),
  rows: z.readonly(z.array(z.string())),
  tiles: z.string(),
});

const candidate = z.object({
  spatialMapping: z.string(),
  loops: z.optional(z.string()),
  potentials: z.optional(potentials),
  configurations: z.optional(z.array(configuration)),
});

const witness = z.object({
  spatialMapping: z.string(),
  loops: z.array(z.string()),
  boundaries: z.record(z.string(), z.array(z.int())),
});

const problem = z.object({
  layers: z.array(z.object({ id: z.number(), name: z.string() })),
  value: z.number(),
  open: z.optional(z.object({ reason: z.string(), bound: z.number() })),
  witness,
  candidates: z.array(candidate),
});

/** See `CertificateDocument`. Messages complete "expected …". */
export const certificateSchema = z.object({
  schemaVersion: z.literal(CERTIFICATE_VERSION, `${CERTIFICATE_VERSION}`),
  generator: z.string(),
  objective: z.enum(['latency', 'energy', 'EDP'], 'latency, energy or EDP'),
  /** Absent for the reference model. */
  costModel: z.optional(z.enum(COST_MODELS, COST_MODELS.join(' or '))),
  spatialMappings: z.union([z.literal('all'), z.int().check(z.gte(1))], '"all" or a whole number'),
  inputs: z.object({ workload: z.string(), accelerator: z.string(), mapping: z.string() }),
  notCovered: z.optional(z.string()),
  problems: z.array(problem),
});

/** The content of `certificate.json` (docs/certificate.md#format). */
export type CertificateDocument = z.infer<typeof certificateSchema>;
export type ProblemDocument = CertificateDocument['problems'][number];
export type CandidateDocument = z.infer<typeof candidate>;
export type ConfigurationDocument = z.infer<typeof configuration>;
