import type { MambaModel } from '../model.ts';
import { joined, type ModelParts, otherLayer, projection, uncosted } from '../parts.ts';
import type { WorkloadRequest } from '../request.ts';

/** A state-space model. The update of the state is element-wise and not searched; the contraction with it is. */
export function mambaParts(model: MambaModel, request: WorkloadRequest): ModelParts {
  const { hiddenSize, layers: repeat, innerSize, stateSize, filterSize, stepRank, vocabulary } = model;
  const { batch, tokens } = request;
  const rows = batch * tokens;
  return joined(
    uncosted('embedding', 1, vocabulary * hiddenSize),
    projection({ name: 'in_proj', repeat }, { rows, inputs: hiddenSize, outputs: 2 * innerSize }),
    otherLayer({
      name: 'conv1d',
      operatorType: 'Conv',
      repeat,
      equation: 'O[b][g][ox]+=W[g][fx]*I[b][g][ix]',
      relations: ['ix=1*ox+1*fx'],
      // The elements before the first token are zeros in prefill; in decode they are part of the state.
      padding: request.phase === 'prefill' ? { IX: [filterSize - 1, 0] } : {},
      loops: { B: batch, G: innerSize, OX: tokens, FX: filterSize },
      parameters: innerSize * filterSize + innerSize,
      sources: { I: 'in_proj' },
    }),
    projection(
      { name: 'x_proj', repeat, from: 'conv1d' },
      { rows, inputs: innerSize, outputs: stepRank + 2 * stateSize },
    ),
    projection({ name: 'dt_proj', repeat, from: 'x_proj' }, { rows, inputs: stepRank, outputs: innerSize, bias: true }),
    uncosted('state_update', repeat, innerSize * stateSize),
    otherLayer({
      name: 'state_output',
      operatorType: 'MatMul',
      repeat,
      equation: 'O[b][g]+=I[b][g][c]*W[b][c]',
      loops: { B: rows, G: innerSize, C: stateSize },
      second: 'activations',
      parameters: 0,
      sources: { W: 'x_proj' },
    }),
    uncosted('skip', repeat, innerSize),
    projection({ name: 'out_proj', repeat, from: 'state_output' }, { rows, inputs: innerSize, outputs: hiddenSize }),
    uncosted('norm', repeat, hiddenSize),
    uncosted('final_norm', 1, hiddenSize),
    projection(
      { name: 'lm_head', repeat: 1, from: 'out_proj', tied: true },
      { rows: request.logits === 'all' ? rows : batch, inputs: hiddenSize, outputs: vocabulary },
    ),
  );
}
