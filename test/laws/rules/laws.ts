import { best } from './best-mapping-law.ts';
import { counts, distinct } from './count-laws.ts';
import { compulsory, linear, repeated } from './energy-laws.ts';
import { ideal, larger, parts, traffic, wider } from './latency-laws.ts';
import type { Law } from './law.ts';
import { order } from './order-law.ts';

export const LAWS: readonly Law[] = [
  parts,
  ideal,
  traffic,
  wider,
  larger,
  best,
  linear,
  compulsory,
  repeated,
  distinct,
  counts,
  order,
];
