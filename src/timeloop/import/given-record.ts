import { isRecord } from '../../io/text/source-document.ts';
import type { Layer } from '../../model/workload/layer.ts';
import type { Bypasses } from './kept-tensors.ts';

/** A layer as the file of a given mapping has it (docs/evaluate.md). */
export function layerRecord(layer: Layer) {
  const { name, operatorType, equation, dimensions, operands, relations, finalOutputPrecisionBits } = layer;
  const precision = Object.fromEntries(operands.map((operand) => [operand.name, operand.precisionBits]));
  return {
    name,
    kind: operatorType,
    equation,
    dims: dimensions.map((dimension): [string, number] => [dimension.name, dimension.size]),
    operands: Object.fromEntries(operands.map((operand) => [operand.name, operand.indices])),
    ...(relations.length === 0
      ? {}
      : {
          relations: relations.map(({ target, a, b, limit }) => ({
            t: target,
            sa: a.coefficient,
            A: a.dimension,
            sb: b.coefficient,
            B: b.dimension,
            cap: limit,
          })),
        }),
    precision: { ...precision, O_final: finalOutputPrecisionBits },
  };
}

/** The content of an accelerator file without what a map keeps out of memories. Memories that hold nothing are left out. */
export function acceleratorRecord(content: unknown, bypasses: Bypasses): unknown {
  if (bypasses.size === 0 || !isRecord(content) || !isRecord(content.memories)) return content;
  const goneFrom = new Map([...bypasses].map(([memory, operands]) => [memory.name, operands]));
  const memories = Object.entries(content.memories).flatMap(([name, memory]): [string, unknown][] => {
    const gone: ReadonlySet<string> = goneFrom.get(name) ?? new Set();
    const stays = (entry: unknown) => !gone.has(String(entry).split(',')[0]?.trim() ?? '');
    if (gone.size === 0 || !isRecord(memory)) return [[name, memory]];
    const operands = listOf(memory.operands).filter(stays);
    const ports = listOf(memory.ports).flatMap((port) => {
      if (!isRecord(port)) return [port];
      const allocation = listOf(port.allocation).filter(stays);
      return allocation.length === 0 ? [] : [{ ...port, allocation }];
    });
    return operands.length === 0 ? [] : [[name, { ...memory, operands, ports }]];
  });
  return { ...content, memories: Object.fromEntries(memories) };
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
