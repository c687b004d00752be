import type { Diagnostic } from '../../base/diagnostic.ts';
import { kindOfData, wrongInput } from '../schema/kind-of-data.ts';
import { error } from '../text/diagnostic-maker.ts';
import { isRecord } from '../text/source-document.ts';
import { parseYaml } from '../text/yaml.ts';
import { decodeText } from './decode-text.ts';

/**
 * The finding for a file that is named like an ONNX model and is text, or empty. It says what the text is, where that is known.
 * Undefined for binary data.
 */
export function textForModel(bytes: Uint8Array, file: string): Diagnostic | undefined {
  if (bytes.length === 0) {
    return error(
      'ZZ6006',
      { file },
      'the file is empty; expected an ONNX model',
      'export the model again, or copy the file again',
    );
  }
  const text = textOf(bytes);
  if (text === undefined) return undefined;
  const data = dataOf(text, file);
  if (!Array.isArray(data) && !isRecord(data)) {
    return error(
      'ZZ6006',
      { file },
      'the file is text; expected an ONNX model, which is binary data',
      'export the model again; give a file of layers in YAML a name ending in .yaml',
    );
  }
  const kind = kindOfData(data);
  if (kind !== 'workload') return wrongInput({ file }, kind, 'workload', 'it is YAML');
  return error(
    'ZZ6006',
    { file },
    'this is a workload file in YAML; the name of an ONNX model was given to it',
    'give the file a name ending in .yaml',
  );
}

function textOf(bytes: Uint8Array): string | undefined {
  try {
    return decodeText(bytes, 'workload', '');
  } catch {
    return undefined;
  }
}

function dataOf(text: string, file: string): unknown {
  try {
    return parseYaml(text, file).data;
  } catch {
    return undefined;
  }
}
