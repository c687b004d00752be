/** Names that Windows gives to devices, with any extension. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/**
 * Result files lie in the result folder, under names that every file system takes and keeps apart.
 * @throws Error otherwise.
 */
export function checkWrittenPaths(paths: readonly string[]): void {
  for (const path of paths) {
    const [folder, name = '', ...deeper] = path.split('/');
    const isSound =
      folder === 'results' &&
      deeper.length === 0 &&
      name !== '' &&
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are looked for
      !/[\\:*?"<>|\u0000-\u001f\u007f]|^\.|[. ]$/.test(name) &&
      !DEVICE.test(name) &&
      new TextEncoder().encode(name).length <= 255;
    if (!isSound) throw new Error(`written to ${JSON.stringify(path)}`);
  }
  const apart = new Set(paths.map((path) => path.normalize('NFC').toLowerCase()));
  const results = paths.filter((path) => path !== 'results/searches.json');
  if (apart.size !== new Set(paths).size || results.length !== new Set(results).size) {
    throw new Error(`files overwrite one another: ${paths.join(', ')}`);
  }
}
