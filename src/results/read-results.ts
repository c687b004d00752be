import { InputError } from '../base/diagnostic.ts';
import type { FileAccess } from '../platform/file-access.ts';
import { decodeResults, type StoredRun } from './decode-results.ts';
import { RESULTS_VERSION, type ResultsDocument, resultsSchema } from './document-schema.ts';
import { changedPart } from './integrity.ts';

/** Name of the file in a result folder. */
export const RESULTS_FILE = 'results.json';

/**
 * Reads the results of a run, given the folder or the file.
 * @throws InputError when there are none, or they are of another version, or something changed them.
 */
export async function readResults(place: string, files: FileAccess): Promise<StoredRun> {
  // Else it would be the root folder, for instance where a variable of a script is not set.
  if (place === '') throw refusal('ZZ6040', place, 'the name of the folder with results is empty', MAKE_ONE);
  const file = place.endsWith('.json') ? place : `${place.replace(/[/\\]+$/, '')}/${RESULTS_FILE}`;
  if (!(await files.exists(file))) {
    throw refusal('ZZ6040', place, `there are no results: ${files.resolve(file)} does not exist`, MAKE_ONE);
  }
  const data = parseJson(await readText(file, files), file);
  const run = decoded(checkForm(data, file), file);
  const changed = changedPart(Object(data), run.document.sha256);
  if (changed !== undefined) {
    throw refusal(
      'ZZ6043',
      file,
      `the results are damaged: "${changed}" is not what the run wrote`,
      'run again',
      changed,
    );
  }
  return run;
}

function decoded(document: ResultsDocument, file: string): StoredRun {
  try {
    return decodeResults(document);
  } catch (error) {
    // The form is right, but the content does not belong together: no run writes that.
    throw refusal('ZZ6043', file, `the results are damaged: ${messageOf(error)}`, 'run again');
  }
}

async function readText(file: string, files: FileAccess): Promise<string> {
  try {
    return new TextDecoder().decode(await files.read(file));
  } catch (error) {
    throw refusal('ZZ6002', file, `the file cannot be read: ${messageOf(error)}`, MAKE_ONE);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

const MAKE_ONE = 'pass the folder that "zigzag run --out FOLDER" wrote';

/** Checks the text of a `results.json`. @throws InputError naming what is wrong. */
export function parseResults(text: string, file: string): ResultsDocument {
  return checkForm(parseJson(text, file), file);
}

function checkForm(data: unknown, file: string): ResultsDocument {
  const version = typeof data === 'object' && data !== null && 'schemaVersion' in data ? data.schemaVersion : undefined;
  if (version !== RESULTS_VERSION) {
    const found = version === undefined ? 'no schemaVersion' : `schemaVersion ${JSON.stringify(version)}`;
    throw refusal(
      'ZZ6042',
      file,
      `the file has ${found}; this program reads version ${RESULTS_VERSION}`,
      'run again with this version of zigzag, or read the file with the version that wrote it',
    );
  }
  const checked = resultsSchema.safeParse(data);
  if (checked.success) return checked.data;
  const [issue] = checked.error.issues;
  const path = issue?.path.join('.') ?? '';
  throw refusal('ZZ6043', file, `the results are damaged at ${path}: ${issue?.message}`, 'run again', path);
}

function parseJson(text: string, file: string): unknown {
  if (text.trim() === '') throw refusal('ZZ6041', file, 'the file is empty', MAKE_ONE);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw refusal('ZZ6041', file, `the file is not JSON: ${messageOf(error)}`, MAKE_ONE);
  }
}

function refusal(code: string, file: string, message: string, hint: string, path?: string): InputError {
  return new InputError([
    { code, severity: 'error', file, message, hint, ...(path === undefined || path === '' ? {} : { path }) },
  ]);
}
