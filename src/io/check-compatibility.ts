import type { Diagnostic } from '../base/diagnostic.ts';
import type { Accelerator } from '../model/accelerator/accelerator.ts';
import { memoryLevelsOf } from '../model/accelerator/memory-hierarchy.ts';
import type { MappingConstraints } from '../model/mapping/mapping-constraints.ts';
import type { SourceOrigin } from '../model/source-origin.ts';
import type { Layer } from '../model/workload/layer.ts';
import type { Workload } from '../model/workload/workload.ts';
import { imcPrecisionFindings } from './accelerator/in-memory-computing/imc-compatibility.ts';
import * as errors from './mapping/mapping-errors.ts';

/**
 * Whether the mapping constraints and precisions of all layers make sense on an accelerator. Each fault of an entry is reported once, however
 * many layers it applies to. Hints for array dimensions the accelerator lacks are fine: they are simply not needed.
 */
export function checkCompatibility(workload: Workload, accelerator: Accelerator): Diagnostic[] {
  const findings = new Map<string, Diagnostic>();
  for (const layer of workload.layers) {
    for (const finding of [...arrayRules(layer, accelerator), ...linkRules(layer, accelerator)]) {
      const key = `${finding.file ?? ''} ${finding.path ?? ''} ${finding.code} ${finding.message}`;
      if (!findings.has(key)) findings.set(key, finding);
    }
  }
  return [...findings.values(), ...imcPrecisionFindings(workload, accelerator)];
}

function arrayRules({ mapping }: Layer, { name, operationalArray }: Accelerator): Diagnostic[] {
  const known = operationalArray.dimensions.map((dimension) => dimension.name);
  return mapping.spatialMapping.flatMap(({ arrayDimension, unrollings }) => {
    if (unrollings.length === 0 || known.includes(arrayDimension)) return [];
    const loops = unrollings.map((unrolling) => unrolling.dimension);
    const at = within(mapping, `spatial_mapping.${arrayDimension}`);
    return [errors.unknownArrayDimension(at, mapping.entryName, arrayDimension, loops, name, known)];
  });
}

function linkRules(layer: Layer, accelerator: Accelerator): Diagnostic[] {
  const { mapping } = layer;
  const { entryName, memoryOperandLinks: links } = mapping;
  const at = within(mapping, 'memory_operand_links');
  const [output] = layer.operands;
  return layer.operands.flatMap(({ name: operand }) => {
    const memoryOperand = links.get(operand);
    if (memoryOperand === undefined) return [errors.operandNotLinked(at, entryName, operand, layer.name)];
    const findings: Diagnostic[] = [];
    if (memoryLevelsOf(accelerator.memoryHierarchy, memoryOperand).length === 0) {
      findings.push(errors.operandHeldByNoMemory(at, entryName, operand, memoryOperand, accelerator.name));
    }
    const sharing = [...links].filter(([, other]) => other === memoryOperand).map(([other]) => other);
    if (sharing.length > 1 && sharing[0] === operand) {
      findings.push(errors.repeatedMemoryOperand(at, entryName, sharing, memoryOperand));
    }
    if ((operand === output?.name) !== (memoryOperand === 'O')) {
      findings.push(errors.outputLinkedToInput(at, entryName, operand, memoryOperand));
    }
    return findings;
  });
}

function within({ origin }: MappingConstraints, field: string): SourceOrigin {
  if (origin === undefined) return {};
  return { ...origin, path: origin.path === undefined ? field : `${origin.path}.${field}` };
}
