export { layerTrace, type TraceOptions } from './layer-trace.ts';
export type {
  CompleteEvent,
  CounterEvent,
  InstantEvent,
  MetadataEvent,
  Microseconds,
  TraceArgument,
  TraceDocument,
  TraceEvent,
  TraceExcerpt,
  TraceMetadata,
} from './trace-document.ts';
