import * as z from 'zod/mini';
import { product } from '../../base/integers.ts';
import { countText, quantityText } from '../../base/number-text.ts';
import { readLanguageModel } from '../../io/files/language-model/language-model-input.ts';
import { isOnnx } from '../../io/files/read-input.ts';
import { loadOnnxWorkload, loadYamlWorkload } from '../../io/load.ts';
import { modelsDocument, workloadDocument } from '../../language-models/workload-document.ts';
import { givenInputs, INPUT_FORMS } from '../given-files.ts';
import { defineTool, text } from '../tool.ts';
import { toldFinding } from '../tool-error.ts';

export const workloadTool = defineTool({
  name: 'workload',
  title: 'Layers and totals of a workload',
  description:
    'Lists the layers of a network with loop sizes and operations, and the totals. Of language models also parameters and cache. Without a name, lists the language models.',
  input: z.strictObject({
    workload: z.optional(
      text(`network: ${INPUT_FORMS}; or a language model such as llama3-8b:decode,batch=1,context=4096`),
    ),
  }),
  answer: async ({ workload: input }, session) => {
    if (input === undefined) {
      const document = modelsDocument();
      return { data: document, text: `language models: ${document.models.map(({ name }) => name).join(', ')}` };
    }
    const { names, files } = givenInputs([input], ['workload'], session.files);
    const name = names[0] ?? input;
    const model = await readLanguageModel(name, files);
    if (model !== undefined) {
      const document = workloadDocument(model.workload);
      const { operations, parameters } = model.workload.counts;
      return {
        data: { ...document, warnings: model.warnings.map(toldFinding) },
        text: `${document.name}: ${quantityText(operations, 'MAC')}, ${parameters} parameters, ${countText(document.layers.length, 'distinct layer')}`,
      };
    }
    const { value, warnings } = isOnnx(name)
      ? await loadOnnxWorkload(name, files)
      : await loadYamlWorkload(name, files);
    const layers = value.nodes.flatMap((node) => {
      if (node.kind !== 'layer') return [];
      const { id, name: layer, operatorType, equation, dimensions, repeat = 1 } = node.layer;
      const operations = product(dimensions.map(({ size }) => size));
      const loops = Object.fromEntries(dimensions.map((dimension) => [dimension.name, dimension.size]));
      return [{ id, name: layer, operatorType, equation, repeat, dimensions: loops, operations }];
    });
    const operations = layers.reduce((sum, layer) => sum + layer.repeat * layer.operations, 0);
    return {
      data: { name, operations, layers, warnings: warnings.map(toldFinding) },
      text: `${name}: ${quantityText(operations, 'MAC')} in ${countText(layers.length, 'layer')}`,
    };
  },
});
