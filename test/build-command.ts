import { rolldown } from 'rolldown';
import config from '../rolldown.config.ts';
import { buildThreads } from './built-threads.ts';

/** Bundles the command before any test starts it, so that the tests see what `tsc` wrote last; and what tests run on threads. */
export async function setup(): Promise<void> {
  const { output, ...input } = config;
  const bundle = await rolldown({ ...input, logLevel: 'warn' });
  await bundle.write(output);
  await bundle.close();
  await buildThreads();
}
