import * as z from 'zod/mini';
import { performanceOrFailure } from '../../run/evaluate.ts';
import { checkOptions } from '../../run/options/check-options.ts';
import { RUN_OPTIONS } from '../../run/options/option-table.ts';
import type { RunOption } from '../../run/options/run-option.ts';
import { resultsDocument } from '../../run/result-files.ts';
import { givenInputs, INPUT_FORMS } from '../given-files.ts';
import { defineTool, text } from '../tool.ts';
import { runAnswer } from './run-answer.ts';

/** Options that an agent can give as data. Inputs have arguments of their own. */
const GIVEN: readonly RunOption[] = RUN_OPTIONS.filter(({ flag, required }) => flag !== undefined && required !== true);

export const runTool = defineTool({
  name: 'run',
  title: 'Search the best mappings',
  description:
    'Searches the best mapping of every layer of a workload on an accelerator. Gives energy, latency and utilisation of network and layers, what binds the costliest layers, and a handle for explain and diff.',
  writesFiles: true,
  input: z.strictObject({
    workload: text(`network: ${INPUT_FORMS}; or a language model such as llama3-8b:decode,context=4096`),
    accelerator: text(`accelerator: ${INPUT_FORMS}`),
    mapping: text(`mapping constraints: ${INPUT_FORMS}`),
    options: z.optional(
      z
        .record(z.string(), z.unknown())
        .check(
          z.describe(`options of the run by name: ${GIVEN.map(({ name, help }) => `${name} (${help})`).join('; ')}`),
        ),
    ),
  }),
  answer: async ({ workload, accelerator, mapping, options = {} }, session, signal) => {
    const { names, files } = givenInputs(
      [workload, accelerator, mapping],
      ['workload', 'accelerator', 'mapping'],
      session.files,
    );
    const given: unknown = { ...options, workload: names[0], accelerator: names[1], mapping: names[2] };
    checkOptions(given);
    const run = { ...given, files, signal };
    const { created, performance, failure } = await performanceOrFailure(run);
    if (failure !== undefined) throw failure;
    const document = await resultsDocument(performance, run, created);
    const { total, evaluations, otherOperators, languageModel } = performance;
    const handle = session.keepRun({ document, total, evaluations, otherOperators, languageModel });
    return runAnswer(handle, document, performance);
  },
});
