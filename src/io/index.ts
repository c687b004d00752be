export * from './assemble-workload.ts';
export * from './check-compatibility.ts';
export * from './dimension-relation.ts';
export * from './equation.ts';
export { ExpressionError, type ScannedName } from './expression-scanner.ts';
export * from './mapping-for.ts';
export {
  COSTED_OPERATORS,
  type OnnxOptions,
  readOnnxWorkload,
} from './onnx/read-onnx-workload.ts';
export { INFERRED_OPERATORS } from './onnx/shapes.ts';
export * from './read-accelerator.ts';
export * from './read-mapping.ts';
export * from './read-workload.ts';
export type { AcceleratorFile, MemoryRecord, OperationalArrayRecord, PortRecord } from './schema/accelerator.ts';
export * from './schema/json-schema.ts';
export type { MappingRecord } from './schema/mapping.ts';
export type { LayerRecord, WorkloadFile } from './schema/workload.ts';
export {
  type DocumentPath,
  documentFromObject,
  type Position,
  type SourceDocument,
} from './source-document.ts';
export * from './workload-description.ts';
export * from './yaml.ts';
