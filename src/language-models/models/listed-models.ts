import type { ListedModel } from '../model.ts';
import { DEEPSEEK_MODELS } from './deepseek.ts';
import { BERT_MODELS, VISION_MODELS } from './encoders.ts';
import { GPT_MODELS, OPT_MODELS } from './gpt.ts';
import { LLAMA_MODELS } from './llama.ts';
import { MAMBA_MODELS } from './mamba.ts';
import { MIXTRAL_MODELS } from './mixtral.ts';
import { QWEN_MODELS } from './qwen.ts';
import { WHISPER_MODELS } from './whisper.ts';

/** All models with names, in the order in which they are listed. */
export const LISTED_MODELS: readonly ListedModel[] = [
  ...GPT_MODELS,
  ...OPT_MODELS,
  ...LLAMA_MODELS,
  ...MIXTRAL_MODELS,
  ...QWEN_MODELS,
  ...DEEPSEEK_MODELS,
  ...BERT_MODELS,
  ...VISION_MODELS,
  ...WHISPER_MODELS,
  ...MAMBA_MODELS,
];
