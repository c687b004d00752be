import type { CompiledProblem } from '../src/engine/index.ts';
import { compileProblem } from '../src/engine/index.ts';
import { getHardwarePerformance } from '../src/index.ts';
import type { CostModelEvaluation } from '../src/model/evaluation/evaluation.ts';
import type { Cost, OptimisationCriterion } from '../src/search/criteria.ts';
import { type ExactCandidate, exactSearch, onlyCandidate, spatialCandidates } from '../src/search/exact/index.ts';
import { median, printRow } from './measure.ts';

/*
 * How long the exact search takes per layer, how many layers it proves, and how far LOMA's answers are from the optimum.
 *
 *   tsx bench/exact.ts [one] [all]      one spatial mapping per layer, the one that LOMA chose; all spatial mappings
 *
 * Every different layer of a network is searched once, from LOMA's answer with limit 6; LOMA's own time is not counted. Two passes over the
 * first network warm up. Times are processor time, so that other work on the machine matters little. Memory is the largest size of the whole process so far.
 */

const SECONDS_PER_LAYER = 10;
const CRITERIA = ['energy', 'latency', 'EDP'] as const;
const WIDTHS = [22, 16, 8, 7, 9, 9, 9, 9, 9, 9, 9];

const FREE = [{ name: 'default', memory_operand_links: { O: 'O', W: 'I2', I: 'I1' } }];

interface Network {
  readonly name: string;
  readonly workload: string | readonly object[];
}

/** Matrix products of one block of Llama-3-8B: batch 1, 8 bits; 2048 tokens at once, or one token after 4096. */
function llama(phase: 'prefill' | 'decode'): Network {
  const tokens = phase === 'prefill' ? 2048 : 1;
  const context = phase === 'prefill' ? 2048 : 4096;
  const products: readonly (readonly [string, readonly number[]])[] = [
    ['q_proj', [tokens, 4096, 4096]],
    ['kv_proj', [tokens, 4096, 1024]],
    ['qk', [8, 4 * tokens, 128, context]],
    ['av', [8, 4 * tokens, context, 128]],
    ['gate_up', [tokens, 4096, 14_336]],
    ['down', [tokens, 14_336, 4096]],
    ['lm_head', [1, 4096, 128_256]],
  ];
  const workload = products.map(([name, sizes], id) => {
    const isAttention = sizes.length === 4;
    return {
      id,
      name,
      operator_type: 'Gemm',
      equation: isAttention ? 'O[g][b][k]+=I[g][b][c]*W[g][c][k]' : 'O[b][k]+=I[b][c]*W[c][k]',
      loop_dims: isAttention ? ['G', 'B', 'C', 'K'] : ['B', 'C', 'K'],
      loop_sizes: sizes,
      operand_precision: { W: 8, I: 8, O: 16, O_final: 8 },
      operand_source: { I: id, W: id },
    };
  });
  return { name: `llama3-8b ${phase}`, workload };
}

const CONVOLUTIONAL: readonly Network[] = ['resnet18', 'alexnet', 'mobilenetv2'].map((name) => ({
  name,
  workload: name,
}));
const SHIPPED: readonly (readonly [accelerator: string, mapping: string])[] = [
  ['tpu_like', 'tpu_like'],
  ['edge_tpu_like', 'edge_tpu_like'],
  ['ascend_like', 'ascend_like'],
  ['meta_prototype', 'meta_prototype_like'],
  ['tesla_npu_like', 'tesla_npu_like'],
];

/** The layers of a network that differ, with LOMA's answers. */
async function layersOf(
  { workload }: Network,
  accelerator: string,
  mapping: string | readonly object[],
  opt: OptimisationCriterion,
): Promise<CostModelEvaluation[]> {
  const { evaluations } = await getHardwarePerformance({ workload, accelerator, mapping, opt });
  const seen = new Set<string>();
  return evaluations.filter(({ layer, energy, latency }) => {
    const key = JSON.stringify([energy, latency, layer.dimensions]);
    return !seen.has(key) && seen.add(key) !== undefined;
  });
}

interface LayerResult {
  readonly milliseconds: number;
  readonly gap: number;
  /** LOMA's value over that of the answer. */
  readonly gain: number;
}

/** Milliseconds of processor time so far. */
function processorTime(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** Whether so much processor time has passed. To ask for it takes long, so it is asked every 20 ms of the clock. */
function hasPassed(milliseconds: number): () => boolean {
  const begin = processorTime();
  let asked = performance.now();
  return () => {
    if (performance.now() - asked < 20) return false;
    asked = performance.now();
    return processorTime() - begin > milliseconds;
  };
}

function search(candidates: readonly ExactCandidate[], criterion: OptimisationCriterion, start: Cost): LayerResult {
  const begin = processorTime();
  const steps = exactSearch(candidates, {
    criterion,
    start: { energy: start.energy, latency: start.latency, ...(candidates.length === 1 ? { candidate: 0 } : {}) },
    shouldStop: hasPassed(SECONDS_PER_LAYER * 1000),
  });
  let step = steps.next();
  while (!step.done) step = steps.next();
  const { gap, value } = step.value;
  const { energy, latency } = start;
  const known = criterion === 'energy' ? energy : criterion === 'latency' ? latency : energy * latency;
  return { milliseconds: processorTime() - begin, gap, gain: known / value };
}

function print(network: string, accelerator: string, criterion: string, results: readonly LayerResult[]): void {
  const times = results.map(({ milliseconds }) => milliseconds).sort((x, y) => x - y);
  const proven = results.filter(({ gap }) => gap <= 2e-9);
  const inTwoSeconds = proven.filter(({ milliseconds }) => milliseconds <= 2000);
  const geometric = Math.exp(results.reduce((sum, { gain }) => sum + Math.log(gain), 0) / results.length);
  printRow(WIDTHS, [
    network,
    accelerator,
    criterion,
    String(results.length),
    median(times).toFixed(1),
    (times[Math.ceil(0.99 * times.length) - 1] ?? 0).toFixed(1),
    `${proven.length}/${results.length}`,
    `${inTwoSeconds.length}/${results.length}`,
    geometric.toFixed(4),
    Math.max(...results.map(({ gain }) => gain)).toFixed(4),
    (process.resourceUsage().maxRSS / 1024).toFixed(0),
  ]);
}

function problemOf({ layer, accelerator, spatialMapping }: CostModelEvaluation): CompiledProblem {
  return compileProblem(layer, accelerator, spatialMapping);
}

function printHead(title: string): void {
  console.log(`\n${title}`);
  const columns = ['layers', 'median ms', 'p99 ms', 'proven', 'in 2 s', 'geomean', 'worst', 'MB'];
  printRow(WIDTHS, ['network', 'accelerator', 'least', ...columns]);
}

async function oneSpatialMapping(): Promise<void> {
  const run = async (network: Network, accelerator: string, mapping: string, isPrinted = true): Promise<void> => {
    for (const criterion of CRITERIA) {
      const layers = await layersOf(network, accelerator, mapping, criterion);
      const results = layers.map((layer) => search(onlyCandidate(problemOf(layer)), criterion, layer));
      if (isPrinted) print(network.name, accelerator, criterion, results);
    }
  };
  for (const network of CONVOLUTIONAL.slice(0, 1))
    for (let pass = 0; pass < 2; pass++) await run(network, 'tpu_like', 'tpu_like', false);
  printHead('one spatial mapping per layer; geomean and worst: LOMA (limit 6) over the optimum');
  for (const network of CONVOLUTIONAL) {
    for (const [accelerator, mapping] of SHIPPED) await run(network, accelerator, mapping);
  }
  for (const phase of ['prefill', 'decode'] as const) {
    for (const accelerator of ['tpu_like', 'generic_array']) await run(llama(phase), accelerator, accelerator);
  }
}

async function allSpatialMappings(): Promise<void> {
  printHead('all spatial mappings; geomean and worst: LOMA (limit 6, three spatial mappings) over the optimum');
  for (const accelerator of ['tpu_like', 'meta_prototype']) {
    for (const criterion of CRITERIA) {
      const network = { name: 'resnet18', workload: 'resnet18' };
      const layers = await layersOf(network, accelerator, FREE, criterion);
      const results = layers.map((evaluation) =>
        search(spatialCandidates(evaluation.layer, evaluation.accelerator), criterion, evaluation),
      );
      print(network.name, accelerator, criterion, results);
    }
  }
}

const wanted = process.argv.slice(2);
if (wanted.length === 0 || wanted.includes('one')) await oneSpatialMapping();
if (wanted.length === 0 || wanted.includes('all')) await allSpatialMappings();
