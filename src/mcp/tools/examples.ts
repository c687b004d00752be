import * as z from 'zod/mini';
import { countText } from '../../base/number-text.ts';
import { EXAMPLES, exampleFile, type InputKind, listedName } from '../../io/files/examples.ts';
import { readInput } from '../../io/files/read-input.ts';
import { LISTED_MODELS } from '../../language-models/index.ts';
import { defineTool, text } from '../tool.ts';

const KINDS: readonly InputKind[] = ['accelerator', 'workload', 'mapping', 'sweep'];

export const examplesTool = defineTool({
  name: 'examples',
  title: 'Built-in inputs',
  description:
    'Lists the built-in accelerators, workloads, mappings, sweeps and language models. With a name, gives the YAML texts of that name, to be changed and passed to other tools.',
  input: z.strictObject({
    name: z.optional(text('name of built-in inputs whose texts are wanted, such as tpu_like')),
  }),
  answer: async ({ name }, { files }) => {
    if (name !== undefined) {
      const found = KINDS.filter((kind) => exampleFile(kind, name)?.endsWith('.yaml') === true);
      // A name that there is none of is refused with a suggestion.
      const kinds = found.length > 0 ? found : KINDS.slice(0, 1);
      const texts = await Promise.all(
        kinds.map(async (kind) => {
          const { file, bytes } = await readInput(kind, name, files);
          return { kind, file, text: new TextDecoder().decode(bytes) };
        }),
      );
      return { data: { texts }, text: texts.map(({ file, text: content }) => `# ${file}\n${content}`).join('\n') };
    }
    const names = Object.fromEntries(
      KINDS.map((kind) => [`${kind}s`, EXAMPLES[kind].map((file) => listedName(kind, file))]),
    );
    const languageModels = LISTED_MODELS.map((model) => model.name);
    const lines = Object.entries(names).map(([kind, list]) => `${kind}: ${list.join(', ')}`);
    return {
      data: { ...names, languageModels },
      text: `${lines.join('\n')}\n${countText(languageModels.length, 'language model')}: ${languageModels.join(', ')}`,
    };
  },
});
