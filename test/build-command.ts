import { rolldown } from 'rolldown';
import config from '../rolldown.config.ts';

/** Bundles the command before any test starts it, so that the tests see what `tsc` wrote last. */
export async function setup(): Promise<void> {
  const { output, ...input } = config;
  const bundle = await rolldown({ ...input, logLevel: 'warn' });
  await bundle.write(output);
  await bundle.close();
}
