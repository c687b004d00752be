import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const root = fileURLToPath(new URL('../', import.meta.url));

/** The module that holds the script of the page of a sweep, made from `src/sweep-page/script`. */
export async function pageScriptModule(): Promise<string> {
  const bundle = await rolldown({
    cwd: root,
    input: 'src/sweep-page/script/main.ts',
    platform: 'browser',
    logLevel: 'silent',
    treeshake: { moduleSideEffects: false },
  });
  const { output } = await bundle.generate({ format: 'iife', minify: true });
  await bundle.close();
  const [{ code }] = output;
  if (code.includes('</script')) throw new Error('the script of the page would end its own element');
  const text = code.trim().replaceAll('\\', '\\\\').replaceAll('`', '\\`').replaceAll('${', '\\${');
  return [
    '/* Made by `npm run page-script` from src/sweep-page/script. Do not edit. */',
    '',
    '/** The script of the page of a sweep. */',
    '// biome-ignore format: one line as it was made',
    `export const SWEEP_SCRIPT = \`${text}\`;`,
    '',
  ].join('\n');
}
