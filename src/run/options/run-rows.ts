import type { Diagnostic } from '../../base/diagnostic.ts';
import type { ProgressEvent } from '../../chain/control/progress.ts';
import { flag, type Kind, kind, positiveNumber } from '../../chain/kind.ts';
import * as kinds from '../../stages/arguments.ts';
import { NAMED_FILE, NAMED_FOLDER, readDuration, readPath } from './flag-readers.ts';
import type { OptionRows } from './run-option.ts';

const positiveSeconds: Kind<number> = kind('a positive number of seconds', positiveNumber.is);
const abortSignal = kind('an AbortSignal', (value): value is AbortSignal => value instanceof AbortSignal);
const callback = <T>(): Kind<(event: T) => void> =>
  kind('a function', (value): value is (event: T) => void => typeof value === 'function');

/** How a run goes, and what it writes. */
export const RUN_ROWS = {
  workers: {
    kind: kinds.workers,
    fallback: 1,
    help: 'threads that search at the same time',
    more: '`auto` for as many as the machine has processors. They start when a run takes long enough for them to pay, and change no result.',
    flag: { name: '--workers', argument: '<n>', fallback: 'auto', note: '"auto" for one per processor' },
    argument: 'workers',
    recorded: false,
  },
  timeLimit: {
    kind: positiveSeconds,
    help: 'seconds after which searches end with the best mapping so far',
    more: 'Layers that are not fully searched are marked. Results then depend on the speed of the machine. A limit that is not reached changes nothing.',
    flag: {
      name: '--time-limit',
      argument: '<time>',
      note: 'such as 30s, 5min or 2h',
      expected: 'a time such as 30s, 5min or 2h',
      read: readDuration,
    },
    recorded: false,
  },
  dumpFolder: {
    kind: kinds.requiredDumpFolder,
    help: 'folder for result files',
    more: 'Without it, no file is written but that of `saveMapping`.',
    flag: { name: '--out', argument: '<dir>', expected: NAMED_FOLDER, read: readPath },
    argument: 'dumpFolder',
    recorded: false,
  },
  resume: {
    kind: flag,
    fallback: false,
    help: 'go on with an interrupted run: take from the folder what is found already',
    more: 'The results are the same to the last bit.',
    flag: { name: '--resume' },
    worksWith: { option: 'dumpFolder', severity: 'error' },
    recorded: false,
  },
  saveMapping: {
    kind: kinds.resultsFilename,
    help: 'file for the mappings that are found, as a mapping file',
    more: 'A run with this file as its mapping gives the same figures again, without a search.',
    flag: { name: '--save-mapping', argument: '<file>', expected: NAMED_FILE, read: readPath },
    recorded: false,
  },
  resultsFilename: {
    kind: kinds.resultsFilename,
    help: "Python pickle of all layers' reports",
    more: 'By default `list_of_cmes.pickle` in the folder.',
    argument: 'resultsFilename',
    recorded: false,
  },
  onProgress: { kind: callback<ProgressEvent>(), help: 'receives how far the run is', recorded: false },
  onWarning: {
    kind: callback<Diagnostic>(),
    help: 'receives warnings as they are found',
    more: 'They are in the result too.',
    recorded: false,
  },
  signal: {
    kind: abortSignal,
    help: 'stops the run when aborted',
    recorded: false,
  },
  stopSearches: {
    kind: abortSignal,
    help: 'ends all searches with the best mapping so far when aborted',
    more: 'The run then goes on to its end, like one whose time limit is over.',
    recorded: false,
  },
  files: {
    kind: kinds.files,
    help: 'where files are read and written',
    more: 'By default the files of the platform.',
    argument: 'files',
    recorded: false,
  },
} as const satisfies OptionRows;
