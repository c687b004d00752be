import { parseInputPath } from '../../design-space/input-path.ts';
import { listedValues, type ParameterValues, rangeValues, valueProblem } from '../../design-space/parameter-values.ts';
import { isSettingValue, type SettingValue } from '../../design-space/setting.ts';
import type { Findings } from '../../io/text/findings.ts';
import {
  type DocumentPath,
  keyOriginOf,
  originOf,
  type SourceDocument,
  valueAt,
} from '../../io/text/source-document.ts';
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
  const { title = shortName(name), sets = [name].filter((key) => parseInputPath(key) !== undefined) } = record;
  const isListed = Array.isArray(valueAt(document.data, ['parameters', name, 'sets']));
  const paths = sets.map((text, place) => {
    const path = parseInputPath(text);
    if (path === undefined) {
      const own = originOf(document, ['parameters', name, 'sets', ...(isListed ? [place] : [])]);
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

/** What readers call a parameter that is named by its field: `dram.r_cost` for `accelerator.memories.dram.r_cost`. Other names stay. */
function shortName(name: string): string {
  return parseInputPath(name) === undefined ? name : name.replace(/^(?:accelerator\.(?:memories\.)?|run\.)/, '');
}

function valuesOf(
  document: SourceDocument,
  name: string,
  { values, tuples, from, to, step, factor }: ParameterRecord,
  fields: number,
  findings: Findings,
): ParameterValues | undefined {
  const placeOfParameter: DocumentPath = ['parameters', name];
  const at = keyOriginOf(document, placeOfParameter);
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
  const check = (value: unknown, path: DocumentPath): SettingValue => {
    const { problem, hint } = valueProblem(value) ?? {};
    if (problem !== undefined) findings.add([errors.unusableValues(originOf(document, path), name, problem, hint)]);
    return isSettingValue(value) ? value : null;
  };
  if (tuples !== undefined) {
    const inTuples = [...placeOfParameter, 'tuples'];
    tuples.forEach((tuple, place) => {
      if (tuple.length === fields) return;
      findings.add([errors.wrongTuple(originOf(document, [...inTuples, place]), name, tuple.length, fields)]);
    });
    const rows = tuples.map((tuple, row) => tuple.map((value, place) => check(value, [...inTuples, row, place])));
    return { unit: '', values: rows.map((row) => row.map(sized)) };
  }
  const isShort = Array.isArray(valueAt(document.data, placeOfParameter));
  const inValues = isShort ? placeOfParameter : [...placeOfParameter, 'values'];
  return listedValues(found.map((value, place) => check(value, [...inValues, place])));
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
