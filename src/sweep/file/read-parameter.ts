import { parseInputPath } from '../../design-space/input-path.ts';
import { listedValues, type ParameterValues, rangeValues } from '../../design-space/parameter-values.ts';
import { isSettingValue, type SettingValue } from '../../design-space/setting.ts';
import type { Findings } from '../../io/text/findings.ts';
import { keyOriginOf, originOf, type SourceDocument } from '../../io/text/source-document.ts';
import type { ParameterDefinition } from './sweep-definition.ts';
import * as errors from './sweep-errors.ts';
import type { ParameterRecord } from './sweep-schema.ts';

/** A parameter of the file; none if something is wrong with it, which is added to the findings. */
export function readParameter(
  document: SourceDocument,
  name: string,
  record: ParameterRecord,
  findings: Findings,
): ParameterDefinition | [] {
  const at = keyOriginOf(document, ['parameters', name]);
  const { title = name, sets = [name].filter((key) => parseInputPath(key) !== undefined) } = record;
  const paths = sets.map((text, place) => {
    const path = parseInputPath(text);
    if (path === undefined) {
      const own = originOf(document, ['parameters', name, 'sets', place]);
      findings.add([errors.noField(own, text)]);
    }
    return path;
  });
  if (record.sets === undefined && sets.length === 0 && /[.[]/.test(name)) findings.add([errors.noField(at, name)]);
  const values = valuesOf(document, name, record, sets.length, findings);
  if (values === undefined || paths.includes(undefined)) return [];
  return {
    name,
    title,
    unit: values.unit,
    sets: paths.flatMap((path) => path ?? []),
    values: values.values,
    isCoupled: record.tuples !== undefined,
  };
}

function valuesOf(
  document: SourceDocument,
  name: string,
  { values, tuples, from, to, step, factor }: ParameterRecord,
  fields: number,
  findings: Findings,
): ParameterValues | undefined {
  const at = keyOriginOf(document, ['parameters', name]);
  const isRange = from !== undefined || to !== undefined || step !== undefined || factor !== undefined;
  const kinds = [
    values === undefined ? [] : 'values',
    tuples === undefined ? [] : 'tuples',
    isRange ? 'a range' : [],
  ].flat();
  if (kinds.length > 1) {
    findings.add([errors.severalKindsOfValues(at, name, kinds)]);
    return undefined;
  }
  const found = isRange ? range(from, to, step, factor) : (tuples ?? values ?? []);
  if (typeof found === 'string') {
    findings.add([errors.unusableValues(at, name, found)]);
    return undefined;
  }
  if ('unit' in found) return found;
  if (found.length === 0) {
    findings.add([errors.noValues(at, name)]);
    return undefined;
  }
  tuples?.forEach((tuple, place) => {
    if (tuple.length === fields) return;
    const own = originOf(document, ['parameters', name, 'tuples', place]);
    findings.add([errors.wrongTuple(own, name, tuple.length, fields)]);
  });
  if (tuples !== undefined) {
    return { unit: '', values: tuples.map((tuple) => tuple.filter(isSettingValue).map(sized)) };
  }
  return listedValues(found.filter(isSettingValue));
}

function range(
  from: number | string | undefined,
  to: number | string | undefined,
  step: number | string | undefined,
  factor: number | undefined,
): ParameterValues | string {
  if (from === undefined || to === undefined) return 'the range needs both from and to';
  return rangeValues({ from, to, step, factor });
}

/** A size as bits. */
function sized(value: SettingValue): SettingValue {
  return listedValues([value]).values[0] ?? null;
}
