/**
 * The meaning of a plain (unquoted) scalar.
 *
 * Accelerator and workload files are shared with tools that read YAML 1.1, where some texts mean something else than in YAML
 * 1.2. What both agree on, or what only one of them reads as a number without doubt, is accepted; where they contradict each
 * other (`010` is 8 or 10, `1:30` is 90 or a text) the text stays a text, so that a field expecting a number refuses it.
 */
export function plainScalar(text: string): string | number | boolean | null {
  if (NULL.test(text)) return null;
  if (TRUE.test(text)) return true;
  if (FALSE.test(text)) return false;
  if (INTEGER.test(text) || REAL.test(text)) return Number(text.replaceAll('_', ''));
  if (HEXADECIMAL.test(text)) return hexadecimal(text.replaceAll('_', ''));
  if (INFINITE.test(text)) return text.startsWith('-') ? -Infinity : Infinity;
  if (NOT_A_NUMBER.test(text)) return Number.NaN;
  return text;
}

const NULL = /^(|~|null|Null|NULL)$/;
const TRUE = /^(true|True|TRUE)$/;
const FALSE = /^(false|False|FALSE)$/;
const INTEGER = /^[-+]?(0|[1-9][0-9_]*)$/;
const REAL = /^[-+]?(\.[0-9]+|[0-9][0-9_]*\.[0-9_]*|[0-9][0-9_]*(?=[eE]))([eE][-+]?[0-9]+)?$/;
const HEXADECIMAL = /^[-+]?0x[0-9a-fA-F][0-9a-fA-F_]*$/;
const INFINITE = /^[-+]?\.(inf|Inf|INF)$/;
const NOT_A_NUMBER = /^\.(nan|NaN|NAN)$/;

function hexadecimal(text: string): number {
  const magnitude = Number(text.replace(/^[-+]/, ''));
  return text.startsWith('-') ? -magnitude : magnitude;
}

/** The words YAML 1.1 reads as booleans, for boolean fields only: elsewhere `on` or `no` may be a name. */
export function booleanWord(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  if (/^(yes|Yes|YES|on|On|ON)$/.test(value)) return true;
  if (/^(no|No|NO|off|Off|OFF)$/.test(value)) return false;
  return value;
}

/** Why a text that looks like a number is none, if it is one of the contradictory spellings. */
export function ambiguousNumberHint(text: string): string | undefined {
  if (/^[-+]?0[0-9_]+$/.test(text)) {
    return `write ${Number(text.replaceAll('_', ''))} without leading zeros; YAML 1.1 reads leading zeros as octal, YAML 1.2 ignores them`;
  }
  if (/^[-+]?[0-9]+(:[0-5]?[0-9])+$/.test(text)) return 'write the value in decimal; base-60 numbers are not accepted';
  if (/^[-+]?[0-9.]+\s*([kKMGT]i?)?(b|B|bit|bits)?$/.test(text)) {
    return 'write a plain number without unit: sizes in bits, bandwidths in bits per cycle';
  }
  return undefined;
}
