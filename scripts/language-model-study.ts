import { readFileSync } from 'node:fs';
import { explainQuantity, quantitySummary } from '../src/explain/index.ts';
import { assembleWorkload } from '../src/io/assemble-workload.ts';
import { loadAccelerator, loadMapping, loadYamlWorkload } from '../src/io/load.ts';
import type { MappingFile } from '../src/io/mapping/read-mapping.ts';
import { inferenceOf, languageModelWorkload } from '../src/language-models/index.ts';
import type { Accelerator } from '../src/model/accelerator/accelerator.ts';
import type { CostModelEvaluation } from '../src/model/evaluation/evaluation.ts';
import { cacheBitsOf, weightBitsOf } from '../src/model/workload/language-model.ts';
import { platformFiles } from '../src/platform/node.ts';
import { impossibleFigures } from '../src/quantities/impossible-figures.ts';
import { evaluateNetwork, type NetworkFigures } from '../src/run/evaluate-network.ts';
import { AnswerStore } from '../src/sweep/evaluate/answer-store.ts';

/* The tables of the study in docs/language-models.md. Each row is one run, as `zigzag run --opt EDP` makes it. */

const END = '<!-- end -->';
const begin = (what: string): string => `<!-- made by \`npm run study\`: ${what} -->`;
const PAGE = new URL('../docs/language-models.md', import.meta.url);

const CONTEXTS = [1024, 8192];
const BATCHES = [1, 16, 64];
const WEIGHT_BITS = [8, 4];

/** Rows of one accelerator: prefill, then decode. */
const LLAMA: readonly StudyRow[] = [
  ...WEIGHT_BITS.map((bits) => ({
    cells: ['prefill', 2048, 1, bits],
    workload: `llama3-8b:prefill,tokens=2048,weight_bits=${bits}`,
  })),
  ...CONTEXTS.flatMap((context) =>
    BATCHES.flatMap((batch) =>
      WEIGHT_BITS.map((bits) => ({
        cells: ['decode', context, batch, bits],
        workload: `llama3-8b:decode,batch=${batch},context=${context},weight_bits=${bits}`,
      })),
    ),
  ),
];
const LARGE: readonly StudyRow[] = [
  { model: 'llama3-70b', bits: 8 },
  { model: 'llama3.1-405b', bits: 8 },
  { model: 'llama3.1-405b', bits: 4 },
  { model: 'deepseek-v3', bits: 4 },
].map(({ model, bits }) => ({
  cells: [model, bits],
  workload: `${model}:decode,batch=64,context=4096,weight_bits=${bits}`,
}));

interface StudyRow {
  readonly cells: readonly (string | number)[];
  readonly workload: string;
}

/** docs/language-models.md, its tables of the study made anew. */
export async function studyPage(): Promise<string> {
  const [edge, cloud] = [new Study('edge_lpddr5'), new Study('cloud_hbm')];
  const columns = ['phase', 'context', 'batch', 'weight bits'];
  let page = readFileSync(PAGE, 'utf8');
  page = replaced(page, 'llama3-8b on edge_lpddr5', await edge.table(columns, LLAMA));
  page = replaced(page, 'llama3-8b on cloud_hbm', await cloud.table(columns, LLAMA));
  return replaced(page, 'large models', await cloud.table(['model', 'weight bits'], LARGE));
}

/** The runs on one accelerator. Equal layers of several runs are searched and explained once. */
class Study {
  private readonly name: string;
  private readonly answers = new AnswerStore();
  private readonly places = new Map<string, string>();

  /** @param name of an accelerator and of the mapping for it. */
  constructor(name: string) {
    this.name = name;
  }

  async table(columns: readonly string[], rows: readonly StudyRow[]): Promise<string[]> {
    const accelerator = (await loadAccelerator(this.name, platformFiles)).value;
    const mapping = (await loadMapping(this.name, platformFiles)).value;
    const head = [...columns, 'weights and cache', 'tokens/s', 'mJ per token', 'DRAM port busy', 'array busy', 'binds'];
    const lines = [head, head.map(() => '---')];
    for (const { cells, workload } of rows) {
      lines.push([...cells.map(String), ...(await this.figures(workload, accelerator, mapping))]);
    }
    return lines.map((line) => `| ${line.join(' | ')} |`);
  }

  /** What one run says of a model. Nothing is searched where the main memory is too small. */
  private async figures(name: string, accelerator: Accelerator, mapping: MappingFile): Promise<string[]> {
    const dram = accelerator.memoryHierarchy.memories.find((memory) => memory.name === 'dram');
    if (dram === undefined || dram.readEnergyPj !== dram.writeEnergyPj) throw new Error('reads and writes differ');
    const inference = inferenceOf(languageModelWorkload(name));
    const bits = weightBitsOf(inference) + cacheBitsOf(inference);
    const needs = `${digits(bits / 8 / 1024 ** 3)} GiB`;
    if (bits > dram.sizeBits) return [needs, 'does not fit', '', '', '', ''];
    const { value: workload } = assembleWorkload((await loadYamlWorkload(name, platformFiles)).value, mapping);
    const options = { workload: name, accelerator: this.name, mapping: this.name, opt: 'EDP' } as const;
    const run = await evaluateNetwork(workload, accelerator, options, { store: this.answers });
    const { latency, idealCycles } = run.total;
    const impossible = run.evaluations.flatMap(impossibleFigures).reduce((sum, { size }) => sum + size, 0);
    if (impossible > 0.002 * latency) throw new Error(`no hardware could reach the figures of ${name}`);
    // Reads and writes cost the same, and a word of the full width takes the port one cycle.
    const words = run.evaluations.reduce((sum, one) => sum + quantitySummary(one, 'energy.dram').value, 0);
    return [
      needs,
      digits(modelValue(run, 'tokens_per_second')),
      digits(modelValue(run, 'energy_per_token') / 1e9),
      percent(words / dram.readEnergyPj / latency),
      percent(idealCycles / latency),
      this.binding(run),
    ];
  }

  /** What binds the layers, by their share of the latency; shares below 5 % are left out. */
  private binding({ evaluations, total }: NetworkFigures): string {
    const shares = new Map<string, number>();
    for (const evaluation of evaluations) {
      const costs = `${evaluation.latency} ${evaluation.energy}`;
      const place = this.places.get(costs) ?? placeOf(evaluation);
      this.places.set(costs, place);
      shares.set(place, (shares.get(place) ?? 0) + evaluation.latency / total.latency);
    }
    return [...shares]
      .filter(([, share]) => share >= 0.05)
      .sort(([, x], [, y]) => y - x)
      .map(([place, share]) => (share > 0.995 ? place : `${place} (${percent(share)})`))
      .join(', ');
  }
}

function modelValue({ languageModel }: NetworkFigures, name: string): number {
  const value = languageModel?.quantities.find((quantity) => quantity.name === name)?.value;
  if (value === undefined || value === null) throw new Error(`the run has no ${name}`);
  return value;
}

/** The memory whose port `zigzag explain` would widen, where twice the width saves more than a tenth of the latency; else `array`. */
function placeOf(evaluation: CostModelEvaluation): string {
  const { changes, value } = explainQuantity(evaluation, 'latency');
  const port = changes.find(
    ({ what, powerOfTwo }) => what.startsWith('bandwidth_max') && (powerOfTwo?.value ?? value) < 0.9 * value,
  );
  return port === undefined ? 'array' : port.what.replace(/.* of /, '');
}

function percent(share: number): string {
  return `${(100 * share).toFixed(share < 0.1 ? 1 : 0)} %`;
}

/** Three digits; thousands stand apart. */
function digits(value: number): string {
  const rounded = Number(value.toPrecision(3));
  return String(rounded).replace(/\B(?=(\d{3})+$)/g, ' ');
}

function replaced(page: string, what: string, table: readonly string[]): string {
  const mark = begin(what);
  const start = page.indexOf(mark);
  const end = page.indexOf(END, start);
  if (start < 0 || end < 0) throw new Error(`docs/language-models.md lacks ${mark}`);
  return [page.slice(0, start) + mark, '', ...table, '', page.slice(end)].join('\n');
}
