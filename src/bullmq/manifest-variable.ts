/** The variable of the environment that tells processes of a worker where the manifest is. */
export const MANIFEST_VARIABLE = 'ZIGZAG_SWEEP_MANIFEST';
