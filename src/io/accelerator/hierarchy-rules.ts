import type { Diagnostic } from '../../base/diagnostic.ts';
import type { Accelerator } from '../../model/accelerator/accelerator.ts';
import type { MemoryLevel, MemoryOperand } from '../../model/accelerator/memory.ts';
import { originOf, type SourceDocument } from '../text/source-document.ts';
import * as errors from './accelerator-errors.ts';

/** Findings that show only once the memories have been stacked. */
export function hierarchyRules(document: SourceDocument, accelerator: Accelerator): Diagnostic[] {
  return [...levelOrder(document, accelerator), ...upsideDownMemories(document, accelerator)];
}

/**
 * The level of a memory is counted in file order, while loops are allocated in the order of connections. Where these differ
 * (parity quirk M1, docs/parity-quirks.md) every figure would be doubtful, so such a hierarchy is refused.
 */
function levelOrder(document: SourceDocument, { memoryHierarchy }: Accelerator): Diagnostic[] {
  return [...memoryHierarchy.levels].flatMap(([operand, levels]) => {
    if (levels.every((memory, level) => memory.levelOf.get(operand) === level)) return [];
    const inFileOrder = levels.toSorted((x, y) => x.index - y.index).map((memory) => memory.name);
    const inMemoryOrder = levels.map((memory) => memory.name);
    return [errors.ambiguousLevels(originOf(document, ['memories']), operand, inFileOrder, inMemoryOrder)];
  });
}

/** A memory that is much smaller than the one below it, or has more copies and no more room per copy. */
function upsideDownMemories(document: SourceDocument, { memoryHierarchy }: Accelerator): Diagnostic[] {
  const findings = new Map<
    string,
    { memory: MemoryLevel; lower: MemoryLevel; operands: MemoryOperand[]; reason: string }
  >();
  for (const [operand, levels] of memoryHierarchy.levels) {
    for (const [level, memory] of levels.entries()) {
      const lower = levels[level - 1];
      const reason = lower === undefined ? undefined : reasonUpsideDown(memory, lower);
      if (lower === undefined || reason === undefined) continue;
      const key = `${memory.index} ${lower.index}`;
      const found = findings.get(key) ?? { memory, lower, operands: [], reason };
      found.operands.push(operand);
      findings.set(key, found);
    }
  }
  return [...findings.values()].map(({ memory, lower, operands, reason }) =>
    errors.upsideDown(originOf(document, ['memories', memory.name]), memory.name, lower.name, operands, reason),
  );
}

const MUCH_SMALLER = 8;

function reasonUpsideDown(memory: MemoryLevel, lower: MemoryLevel): string | undefined {
  if (memory.sizeBits * MUCH_SMALLER <= lower.sizeBits) {
    return `holds only ${memory.sizeBits} bits, and the lower memory holds ${lower.sizeBits}`;
  }
  const servesLess = memory.servedDimensions.length < lower.servedDimensions.length;
  const isWithin = memory.servedDimensions.every((dimension) => lower.servedDimensions.includes(dimension));
  if (servesLess && isWithin && memory.sizeBits <= lower.sizeBits) {
    return 'serves fewer array dimensions and is not larger';
  }
  return undefined;
}
