import type { ModelDescription } from '../model.ts';
import type { ModelParts } from '../parts.ts';
import type { WorkloadRequest } from '../request.ts';
import { decoderParts } from './decoder.ts';
import { encoderParts, visionParts } from './encoders.ts';
import { mambaParts } from './mamba.ts';
import { speechParts } from './speech.ts';

/** The layers of a model, and what has parameters beside them. */
export function partsOf(model: ModelDescription, request: WorkloadRequest): ModelParts {
  switch (model.family) {
    case 'decoder':
      return decoderParts(model, request);
    case 'encoder':
      return encoderParts(model, request);
    case 'vision':
      return visionParts(model, request);
    case 'speech':
      return speechParts(model, request);
    case 'mamba':
      return mambaParts(model, request);
  }
}
