import { formatSpatialMapping } from '../../../model/mapping/spatial-mapping.ts';
import { loopsPerLevel } from '../../../model/mapping/temporal-mapping.ts';
import type { LayerComparison, LayerShape, TemporalMappingRecord } from '../../../results/index.ts';

/** What changed in a layer's loops and mapping, first in sentences, then in both runs; nothing for what is equal. */
export function mappingChangeLines({
  shape,
  spatialMapping,
  temporalMapping,
  mappingChanges,
}: LayerComparison): string[] {
  const lines: string[] = [];
  if (shape.changed) lines.push(...both('layer', shapeText(shape.before), shapeText(shape.after)));
  if (mappingChanges.length > 0) lines.push('the mapping in B', ...mappingChanges.map((text) => `  - ${text}`));
  if (spatialMapping.changed) {
    const { before, after } = spatialMapping;
    lines.push(...both('spatial mapping', formatSpatialMapping(before), formatSpatialMapping(after)));
  }
  if (temporalMapping.changed) lines.push(...temporalLines(temporalMapping.before, temporalMapping.after));
  return lines;
}

function both(what: string, before: string, after: string): string[] {
  return [`${what} changed`, `  A  ${before}`, `  B  ${after}`];
}

function shapeText({ equation, dimensions, times }: LayerShape): string {
  return `${times === 1 ? '' : `${times} × `}${equation}, ${dimensions.map(({ name, size }) => `${name} ${size}`).join(', ')}`;
}

/** The operands whose loops, or the memories that keep them, changed. */
function temporalLines(before: TemporalMappingRecord, after: TemporalMappingRecord): string[] {
  const operands = [...new Set([...Object.keys(before.boundaries), ...Object.keys(after.boundaries)])];
  const [levelsBefore, levelsAfter] = [levelTexts(before), levelTexts(after)];
  const lines = operands
    .filter((operand) => levelsBefore.get(operand) !== levelsAfter.get(operand))
    .flatMap((operand) => [
      `  ${operand}  A  ${levelsBefore.get(operand) ?? 'none'}`,
      `  ${operand}  B  ${levelsAfter.get(operand) ?? 'none'}`,
    ]);
  return ['temporal mapping changed (innermost loop first)', ...lines];
}

/** `rf_128B: C 2, FX 3 | dram: -` by operand. */
function levelTexts({ loops, boundaries, memories }: TemporalMappingRecord): ReadonlyMap<string, string> {
  const levels = loopsPerLevel({ loops, boundaries: new Map(Object.entries(boundaries)) });
  return new Map(
    [...levels].map(([operand, lists]) => [
      operand,
      lists.map((list, level) => `${memories[operand]?.[level] ?? `level ${level}`}: ${loopsText(list)}`).join(' | '),
    ]),
  );
}

function loopsText(loops: TemporalMappingRecord['loops']): string {
  return loops.length === 0 ? '-' : loops.map(({ dimension, size }) => `${dimension} ${size}`).join(', ');
}
