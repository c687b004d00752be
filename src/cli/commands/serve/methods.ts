import * as z from 'zod/mini';
import { InputError } from '../../../base/diagnostic.ts';
import { VERSION } from '../../../base/version.ts';
import { loadChartLibrary } from '../../../charts/drawing/chart-library.ts';
import { decodeText } from '../../../io/files/decode-text.ts';
import { isOnnx, readInput } from '../../../io/files/read-input.ts';
import { parseYaml } from '../../../io/text/yaml.ts';
import { platformFiles } from '../../../platform/node.ts';
import { readResults } from '../../../results/read-results.ts';
import { findKind, idlePlotOptions } from '../plot.ts';
import { type HeldRuns, storedRunOf } from './held-runs.ts';
import { PROTOCOL_VERSION } from './protocol.ts';
import { searchedRun } from './run-request.ts';
import { ofStoredRun, runSummary } from './run-summary.ts';

interface Context {
  readonly runs: HeldRuns;
  /** Aborted when the request is cancelled. */
  readonly signal: AbortSignal;
}

type Method = (params: unknown, context: Context) => Promise<unknown>;

const RunParameters = z.object({ directory: z.string(), options: z.record(z.string(), z.unknown()) });
const OpenParameters = z.object({ directory: z.string(), results: z.string() });
const OneRun = z.object({ run: z.int() });
const OneLayer = z.object({ run: z.int(), layer: z.int().check(z.gte(0)) });
const InputParameters = z.object({
  directory: z.string(),
  kind: z.enum(['accelerator', 'workload', 'mapping']),
  name: z.string(),
});
const PictureParameters = z.object({
  run: z.int(),
  kind: z.string(),
  layer: z.optional(z.string()),
  title: z.optional(z.union([z.string(), z.literal(false)])),
  width: z.optional(z.number().check(z.gte(240), z.lte(4000))),
  top: z.optional(z.int().check(z.gte(1))),
  share: z.optional(z.boolean()),
  axes: z.optional(z.enum(['auto', 'linear', 'log'])),
});

/** What can be asked for, by name (docs/python.md#the-protocol). */
export const METHODS: ReadonlyMap<string, Method> = new Map<string, Method>([
  ['version', async () => ({ version: VERSION, protocol: PROTOCOL_VERSION, node: process.version })],
  [
    'run',
    async (params, { runs, signal }) => {
      const { directory, options } = RunParameters.parse(params);
      workIn(directory);
      const { performance, held } = await searchedRun(options, directory, signal);
      return runSummary(runs.hold(held), performance);
    },
  ],
  [
    'open',
    async (params, { runs }) => {
      const { directory, results } = OpenParameters.parse(params);
      workIn(directory);
      const { document, otherOperators = [], ...run } = await readResults(results, platformFiles);
      const held = { directory, ...run, otherOperators, document: async () => document };
      return runSummary(runs.hold(held), ofStoredRun({ document, otherOperators, ...run }));
    },
  ],
  [
    'document',
    async (params, { runs }) => {
      const run = runs.find(OneRun.parse(params).run);
      workIn(run.directory);
      return await run.document();
    },
  ],
  [
    'details',
    async (params, { runs }) => {
      const { run, layer } = OneLayer.parse(params);
      const evaluation = runs.find(run).evaluations[layer];
      if (evaluation === undefined) throw new Error(`run ${run} has no layer at place ${layer}`);
      return { details: evaluation.details, hardware: evaluation.hardware ?? null };
    },
  ],
  [
    'picture',
    async (params, { runs }) => {
      const { run, kind: name, ...options } = PictureParameters.parse(params);
      const kind = findKind(name);
      const problems = idlePlotOptions(kind, options, '');
      if (problems.length > 0) throw new InputError(problems);
      const held = runs.find(run);
      workIn(held.directory);
      const library = await loadChartLibrary();
      return kind.draw({ run: await storedRunOf(held), library, options: { ...options, kind: name, out: '' } });
    },
  ],
  [
    'input',
    async (params) => {
      const { directory, kind, name } = InputParameters.parse(params);
      workIn(directory);
      if (isOnnx(name)) throw new Error(`${name} is an ONNX model, whose content is no data of texts and numbers`);
      const { bytes, file } = await readInput(kind, name, platformFiles);
      return parseYaml(decodeText(bytes, kind, file), file).data;
    },
  ],
  [
    'release',
    async (params, { runs }) => {
      for (const run of z.object({ runs: z.array(z.int()) }).parse(params).runs) runs.release(run);
      return null;
    },
  ],
]);

/** Paths start where the client works, which may have moved since its last request. Requests are answered one at a time. */
function workIn(directory: string): void {
  process.chdir(directory);
}
