import type { Diagnostic } from '../../../base/diagnostic.ts';
import type { Accelerator } from '../../../model/accelerator/accelerator.ts';
import { hardwareFigures } from '../../../model/in-memory-computing/hardware-figures.ts';
import { originOf, type SourceDocument } from '../../text/source-document.ts';
import * as errors from './imc-errors.ts';

/** A clock that is faster than the parts of an in-memory-computing array. */
export function clockRules(document: SourceDocument, accelerator: Accelerator): Diagnostic[] {
  const { clockFrequencyMhz } = accelerator;
  const shortestNs = hardwareFigures(accelerator)?.clockPeriod.totalNs;
  if (clockFrequencyMhz === undefined || shortestNs === undefined || clockFrequencyMhz * shortestNs <= 1000) return [];
  return [errors.fastClock(originOf(document, ['clock_frequency']), clockFrequencyMhz, shortestNs)];
}
