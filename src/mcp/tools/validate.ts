import * as z from 'zod/mini';
import { formatDiagnostic } from '../../base/diagnostic.ts';
import { LIBRARY_WORDS } from '../../run/options/option-words.ts';
import { validateFiles } from '../../validation/validate-files.ts';
import { givenInputs, INPUT_FORMS } from '../given-files.ts';
import { defineTool } from '../tool.ts';
import { toldFinding } from '../tool-error.ts';

export const validateTool = defineTool({
  name: 'validate',
  title: 'Check inputs',
  description:
    'Checks accelerator, workload, mapping and sweep files without a search. A workload, an accelerator and a mapping are checked together as well: whether every layer fits. Findings have line, column and fix.',
  input: z.strictObject({
    files: z.array(z.string()).check(z.minLength(1), z.describe(`the inputs, in any order; each a ${INPUT_FORMS}`)),
  }),
  answer: async ({ files: inputs }, session) => {
    const kinds = inputs.map((_, index) => String(index + 1));
    const { names, files } = givenInputs(inputs, kinds, session.files);
    const verdict = await validateFiles(names, {}, files, LIBRARY_WORDS);
    const { together } = verdict;
    const findings = [
      ...verdict.files.flatMap((file) => file.findings),
      ...(together?.findings ?? []),
      ...(together?.infeasible.map(({ diagnostic }) => diagnostic) ?? []),
    ];
    const isValid =
      verdict.files.every(({ description }) => description !== undefined) &&
      findings.every(({ severity }) => severity !== 'error');
    return {
      data: {
        valid: isValid,
        files: verdict.files.map(({ name, description, findings: own }) => ({
          name,
          valid: description !== undefined,
          description,
          findings: own.map(toldFinding),
        })),
        ...(together && {
          together: {
            findings: together.findings.map(toldFinding),
            infeasible: together.infeasible.map(({ name, diagnostic }) => ({
              layer: name,
              ...toldFinding(diagnostic),
            })),
          },
        }),
      },
      text: [
        ...verdict.files.map(
          ({ name, description }) =>
            `${name}: ${description === undefined ? 'cannot be used' : `valid ${description}`}`,
        ),
        ...findings.map(formatDiagnostic),
      ].join('\n'),
    };
  },
});
