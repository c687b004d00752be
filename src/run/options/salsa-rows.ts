import * as kinds from '../../stages/arguments.ts';
import type { OptionNeed, OptionRows } from './run-option.ts';

const SALSA: OptionNeed = { option: 'temporalMappingSearchEngine', value: 'salsa', severity: 'warning' };

/** How SALSA searches. */
export const SALSA_ROWS = {
  salsaIterationNumber: {
    kind: kinds.salsaIterationNumber,
    fallback: 1000,
    help: 'steps of every SALSA chain',
    flag: { name: '--salsa-iterations', argument: '<n>' },
    argument: 'salsaIterationNumber',
    worksWith: SALSA,
  },
  salsaStartTemperature: {
    kind: kinds.salsaStartTemperature,
    fallback: 0.05,
    help: 'relative deterioration that SALSA first accepts with probability 1/e',
    flag: { name: '--salsa-temperature', argument: '<t>' },
    argument: 'salsaStartTemperature',
    worksWith: SALSA,
  },
  salsaOptCriterion: {
    kind: kinds.salsaOptCriterion,
    fallbackOption: 'opt',
    help: 'what SALSA minimises',
    flag: { name: '--salsa-criterion', argument: '<name>' },
    argument: 'salsaOptCriterion',
    worksWith: SALSA,
  },
  salsaNumberOfCore: {
    kind: kinds.salsaNumberOfCore,
    fallback: 1,
    help: 'worker threads for SALSA',
    more: 'They do not change the result.',
    flag: { name: '--salsa-cores', argument: '<n>' },
    argument: 'salsaNumberOfCore',
    worksWith: SALSA,
  },
  salsaNumberOfChains: {
    kind: kinds.salsaNumberOfChains,
    fallback: 4,
    help: 'independent SALSA chains, of which the best counts',
    flag: { name: '--salsa-chains', argument: '<n>' },
    argument: 'salsaNumberOfChains',
    worksWith: SALSA,
  },
  salsaSeed: {
    kind: kinds.salsaSeed,
    fallback: 0,
    help: 'seed of the random numbers of SALSA',
    more: 'The same seed gives the same result.',
    flag: { name: '--seed', argument: '<n>' },
    argument: 'salsaSeed',
    worksWith: SALSA,
  },
} as const satisfies OptionRows;
