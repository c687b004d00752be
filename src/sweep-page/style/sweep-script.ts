export const SWEEP_SCRIPT = '';
