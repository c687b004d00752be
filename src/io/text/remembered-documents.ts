import type { SourceDocument } from './source-document.ts';
import { parseYaml } from './yaml.ts';

/** Texts longer than this are read anew each time. */
const MOST_CHARACTERS = 100_000;
const MOST_DOCUMENTS = 16;

/** What was read last, oldest first. */
const remembered = new Map<string, { readonly file: string | undefined; readonly document: SourceDocument }>();

/**
 * Reads YAML as `parseYaml` does, but a text only once: runs one after another mostly share two of their three inputs, and reading
 * takes a third of a short run. For callers that hand the content to nobody who could change it.
 */
export function rememberedYaml(text: string, file?: string): SourceDocument {
  const known = remembered.get(text);
  remembered.delete(text);
  const document = known !== undefined && known.file === file ? known.document : parseYaml(text, file);
  if (text.length <= MOST_CHARACTERS) remembered.set(text, { file, document });
  for (const oldest of remembered.keys()) {
    if (remembered.size <= MOST_DOCUMENTS) break;
    remembered.delete(oldest);
  }
  return document;
}
