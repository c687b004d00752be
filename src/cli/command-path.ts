import { fileURLToPath } from 'node:url';

/** The file that starts this command, for scripts that start it elsewhere. Files of the bundle lie as deep as this one. */
export const COMMAND_PATH = fileURLToPath(new URL('../../bin/zigzag.js', import.meta.url));
