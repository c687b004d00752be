import { type DocumentPath, isRecord } from './source-document.ts';

/** A copy of `data` with another value at `path`; everything beside the path is shared. */
export function withField(data: unknown, path: DocumentPath, value: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (Array.isArray(data)) return data.map((item, index) => (index === step ? withField(item, rest, value) : item));
  return isRecord(data) ? { ...data, [step]: withField(data[String(step)], rest, value) } : data;
}
