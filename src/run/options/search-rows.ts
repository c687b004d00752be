import { flag, oneOf } from '../../chain/kind.ts';
import { OPTIMISATION_CRITERIA } from '../../search/criteria.ts';
import * as kinds from '../../stages/arguments.ts';
import { readShare } from './flag-readers.ts';
import type { OptionNeed, OptionRows } from './run-option.ts';

const LOMA: OptionNeed = { option: 'temporalMappingSearchEngine', value: 'loma', severity: 'warning' };
const NOT_EXACT: OptionNeed = { ...LOMA, orValues: ['salsa'] };
const EXACT: OptionNeed = { ...LOMA, value: 'exact', orValues: ['best'] };
const EXACT_ENGINES = ['exact', 'best'];

/** What is searched for, and by which search. */
export const SEARCH_ROWS = {
  opt: {
    kind: oneOf(OPTIMISATION_CRITERIA),
    fallback: 'latency',
    help: 'what to minimise',
    flag: { name: '--opt', argument: '<criterion>' },
  },
  tolerance: {
    kind: kinds.tolerance,
    fallback: 0,
    help: 'share of the best cost within which the other cost decides',
    more: 'Among mappings within the tolerance of the best latency, the one of the least energy is taken; of the best energy, the least latency; of the best EDP, the least energy. A share in the library (0.01), a percentage in the command (`1%`).',
    flag: {
      name: '--tolerance',
      argument: '<percent>',
      note: 'e.g. 1%',
      expected: 'a percentage of at least 0% and below 100%, such as 1%',
      read: readShare,
    },
    argument: 'tolerance',
    worksWith: NOT_EXACT,
  },
  temporalMappingSearchEngine: {
    kind: oneOf(['loma', 'salsa', 'exact', 'best']),
    fallback: 'loma',
    help: 'the search for mappings',
    more: '`loma` and `salsa` search like ZigZag 3.8.5. `exact` searches all mappings until the best is proven, `best` for 10 s or the time limit.',
    flag: { name: '--engine', argument: '<name>' },
  },
  lpfLimit: {
    kind: kinds.lomaLpfLimit,
    fallback: 6,
    help: 'most loops that LOMA permutes',
    more: '`null` (`none` in the command) for no limit.',
    flag: {
      name: '--lpf-limit',
      argument: '<n>',
      words: { none: null },
      note: '"none" for no limit',
      expected: 'a whole number of at least 1, or "none"',
    },
    argument: 'lomaLpfLimit',
    worksWith: LOMA,
  },
  temporalMappingType: {
    kind: kinds.temporalMappingType,
    fallback: 'uneven',
    help: 'whether operands may be cut into memory levels at different loops',
    flag: { name: '--mapping-type', argument: '<type>' },
    argument: 'temporalMappingType',
  },
  nbSpatialMappingsGenerated: {
    kind: kinds.nbMappingsGenerated,
    fallback: 3,
    noFallbackWith: { option: 'temporalMappingSearchEngine', values: EXACT_ENGINES },
    help: 'spatial mappings to search per layer',
    more: 'The engines `exact` and `best` search all, unless it is given.',
    flag: { name: '--spatial-mappings', argument: '<n>', note: 'engines exact and best: all' },
    argument: 'nbMappingsGenerated',
  },
  gap: {
    kind: kinds.exactGap,
    fallback: 0,
    help: 'share by which the answer may miss the optimum',
    flag: {
      name: '--gap',
      argument: '<share>',
      note: 'such as 1% or 0.01',
      expected: 'a share from 0 to 1, such as 1% or 0.01',
      read: readShare,
    },
    argument: 'exactGap',
    worksWith: EXACT,
  },
  bounds: {
    kind: flag,
    fallback: false,
    help: 'prove how far the results are from the best of all mappings',
    more: 'Takes 10 s, or the time limit. The engines `exact` and `best` always do.',
    flag: { name: '--bounds' },
  },
  certificate: {
    kind: flag,
    fallback: false,
    help: 'write a certificate that proves the results, for `zigzag certify`',
    more: 'It is `certificate.json` in the folder, which must be given.',
    flag: { name: '--certificate' },
    worksWith: EXACT,
    recorded: false,
  },
} as const satisfies OptionRows;
