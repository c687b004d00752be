import { countText, groupedText, quantityText } from '../../../base/number-text.ts';
import { printable } from '../../../base/plain-text.ts';
import {
  type LanguageModelWorkload,
  LISTED_MODELS,
  languageModelWorkload,
  operationsOf,
  type WorkloadRequest,
} from '../../../language-models/index.ts';
import { keptBytes } from '../../../language-models/workload-document.ts';
import { tableOptions } from '../../terminal/colours.ts';
import { formatTable } from '../../terminal/table.ts';

type Terminal = NodeJS.WriteStream;

const count = (value: number) => groupedText(String(value));
/** A number of bytes as memories are sized. */
const bytes = (value: number) => quantityText(8 * value, 'bit');
const right = (heading: string) => ({ heading, align: 'right' as const });

/** The table of the models. */
export function modelsText(terminal: Terminal): string {
  const rows = LISTED_MODELS.map(({ name, description }) => {
    const { parameters, activeParameters, kvBytesPerToken } = languageModelWorkload(name).counts;
    const active = activeParameters === parameters ? '' : count(activeParameters);
    return [
      name,
      description.family,
      count(parameters),
      active,
      kvBytesPerToken === 0 ? '' : bytes(kvBytesPerToken),
      'maxContext' in description ? String(description.maxContext) : '',
    ];
  });
  const columns = [
    { heading: 'model' },
    { heading: 'family' },
    right('parameters'),
    right('active'),
    right('cache per token'),
    right('most tokens'),
  ];
  return `${formatTable(columns, rows, tableOptions(terminal))}\n\nshow one with: zigzag workload NAME:decode,batch=1,context=1024\n`;
}

/** Layers and counts of a workload. */
export function workloadText(workload: LanguageModelWorkload, terminal: Terminal): string {
  const { name, request, counts, layers, uncosted } = workload;
  const rows = layers.map((layer) => [
    layer.name,
    String(layer.repeat),
    Object.entries(layer.loops)
      .map(([dimension, size]) => `${dimension} ${size}`)
      .join(', '),
    count(operationsOf(layer)),
    layer.parameters === 0 ? '' : count(layer.parameters),
  ]);
  const columns = [
    { heading: 'layer' },
    right('repeat'),
    { heading: 'loops' },
    right('operations of one'),
    right('parameters of one'),
  ];
  const { weightBytes, kvBytes, stateBytes } = keptBytes(workload);
  const active =
    counts.activeParameters === counts.parameters ? '' : `  (${count(counts.activeParameters)} active per token)`;
  const cache =
    counts.kvBytesPerToken === 0
      ? []
      : [
          `  cache        ${bytes(kvBytes)}  (${bytes(counts.kvBytesPerToken)} per token, ${request.cacheBits} bits per element)`,
        ];
  return [
    `${printable(name)}: ${requestText(workload.model.family, request)}`,
    `  operations   ${count(counts.operations)} MAC`,
    `  parameters   ${count(counts.parameters)}${active}`,
    `  weights      ${bytes(weightBytes)}  (${request.weightBits} bits each)`,
    ...cache,
    ...(stateBytes === 0 ? [] : [`  state        ${bytes(stateBytes)}  (${request.activationBits} bits per element)`]),
    '',
    formatTable(columns, rows, tableOptions(terminal)),
    '',
    `not searched: ${uncosted.map((part) => (part.repeat === 1 ? part.name : `${part.repeat} × ${part.name}`)).join('; ')}`,
    '',
  ].join('\n');
}

function requestText(family: string, { phase, batch, tokens, context }: WorkloadRequest): string {
  const sequences = `batch ${batch}`;
  if (family === 'vision') return sequences;
  if (family === 'encoder') return `${sequences}, ${tokens} tokens`;
  const fresh = `${phase}, ${sequences}, ${countText(tokens, 'new token')}`;
  return family === 'mamba' ? fresh : `${fresh}, context ${context}`;
}
