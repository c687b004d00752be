import type { CostModelName } from '../../model/cost-model.ts';
import { clockPeriodNsOf } from '../../model/hardware/clock.ts';
import { staticPowerOf } from '../../model/hardware/static-power.ts';
import type { MemoryDemand } from '../../quantities/language-model/memory-demands.ts';
import type { ModelWork } from '../../quantities/language-model/model-quantities.ts';
import { outputOf } from '../../quantities/language-model/outputs.ts';
import type { QuantityFormula } from '../explained-quantity.ts';
import { bracketed, call, constant, difference, FormulaSymbols, product, quotient, sum, type Term } from '../terms.ts';

/** Results of a whole language model (docs/language-models.md#whole-model-results). */
export function languageModelFormulas(
  work: ModelWork,
  memories: readonly MemoryDemand[],
  costModel: CostModelName,
): QuantityFormula[] {
  return [...outputFormulas(work, costModel), ...memoryFormulas(work, memories)];
}

function formula(name: string, write: (symbols: FormulaSymbols) => Term): QuantityFormula {
  return {
    name,
    account: () => {
      const symbols = new FormulaSymbols();
      return { term: write(symbols), symbols };
    },
  };
}

function outputFormulas(
  { inference, accelerator, energy, latency }: ModelWork,
  costModel: CostModelName,
): QuantityFormula[] {
  const output = outputOf(inference);
  const periodNs = clockPeriodNsOf(accelerator, costModel) ?? Number.NaN;
  const { knownMw } = staticPowerOf(accelerator);
  const batch = (symbols: FormulaSymbols): Term =>
    symbols.of('b', output === 'token' ? 'sequences' : `${output}s`, inference.batch, '');
  const tokens = (symbols: FormulaSymbols): Term =>
    symbols.of('T', 'new tokens of each sequence', inference.tokens, 'tokens');
  const count = (symbols: FormulaSymbols): Term =>
    output === 'token' ? product(batch(symbols), tokens(symbols)) : batch(symbols);
  const cycles = (symbols: FormulaSymbols): Term => symbols.of('L', 'latency of all layers', latency, 'cycles');
  const timeNs = (symbols: FormulaSymbols): Term =>
    product(cycles(symbols), symbols.of('T_clk', 'clock period', periodNs, 'ns'));
  const seconds = (symbols: FormulaSymbols): Term => bracketed(quotient(timeNs(symbols), constant(1e9)));
  const work = (symbols: FormulaSymbols): Term => symbols.of('E', 'energy of all layers', energy, 'pJ');
  const whole = (symbols: FormulaSymbols): Term =>
    sum([
      work(symbols),
      product(symbols.of('P_static', 'static power of units and memories', knownMw, 'mW'), bracketed(timeNs(symbols))),
    ]);
  return [
    ...['first_token', 'token'].flatMap((name) => [
      formula(`${name}.latency`, cycles),
      formula(`${name}.time`, (symbols) => quotient(timeNs(symbols), constant(1e9))),
    ]),
    formula(`${output}s_per_second`, (symbols) => quotient(count(symbols), seconds(symbols))),
    formula(`${output}s_per_second.sequence`, (symbols) => quotient(tokens(symbols), seconds(symbols))),
    formula(`cycles_per_${output}`, (symbols) => quotient(cycles(symbols), count(symbols))),
    formula(`energy_per_${output}`, (symbols) => quotient(work(symbols), count(symbols))),
    formula(`energy_per_${output}.with_static`, (symbols) => quotient(whole(symbols), count(symbols))),
  ];
}

function memoryFormulas({ inference }: ModelWork, memories: readonly MemoryDemand[]): QuantityFormula[] {
  const { batch, context, parameters, weightBits, cacheBits, stateBits } = inference;
  const { cacheElementsPerToken, soundCacheElements, stateElements } = inference;
  const sequences = (symbols: FormulaSymbols): Term => symbols.of('b', 'sequences', batch, '');
  const perToken = (symbols: FormulaSymbols): Term =>
    symbols.of('n', 'keys and values of a token, of all layers', cacheElementsPerToken, 'elements');
  const elements = (symbols: FormulaSymbols): Term => {
    const text = product(symbols.of('S', 'tokens of the context', context, 'tokens'), perToken(symbols));
    if (soundCacheElements === 0) return text;
    return sum([text, symbols.of('n_sound', 'keys and values of the sound', soundCacheElements, 'elements')]);
  };
  const precision = (symbols: FormulaSymbols): Term => symbols.of('prec', 'kv_bits', cacheBits, 'bits');
  return [
    formula('memory.weights', (symbols) =>
      product(
        symbols.of('N', 'parameters of the model', parameters, 'parameters'),
        symbols.of('prec', 'weight_bits', weightBits, 'bits'),
      ),
    ),
    formula('memory.cache', (symbols) => product(sequences(symbols), elements(symbols), precision(symbols))),
    formula('memory.cache_per_token', (symbols) => product(perToken(symbols), precision(symbols))),
    formula('memory.state', (symbols) =>
      product(
        sequences(symbols),
        symbols.of('n', 'elements of the state of a sequence', stateElements, 'elements'),
        symbols.of('prec', 'act_bits', stateBits, 'bits'),
      ),
    ),
    formula('memory.missing', (symbols) => sum(memories.map((memory) => missing(memory, symbols)))),
  ];
}

function missing({ memory, sizeBits, holds }: MemoryDemand, symbols: FormulaSymbols): Term {
  const data = holds.map(({ data: name, bits }) => symbols.of(name, `bits of ${name}`, bits, 'bits'));
  const size = symbols.of(`M(${memory})`, `size of ${memory}, all copies`, sizeBits, 'bits');
  return call('max', constant(0), difference(sum(data), size));
}
