export type { FileAccess } from '../platform/file-access.ts';
export type {
  AcceleratorFile,
  MemoryRecord,
  OperationalArrayRecord,
  PortRecord,
} from './accelerator/accelerator-schema.ts';
export * from './accelerator/read-accelerator.ts';
export * from './assemble-workload.ts';
export * from './check-compatibility.ts';
export { expandRepeats } from './expand-repeats.ts';
export { platformFiles } from './files/default-files.ts';
export * from './json-schema.ts';
export { isModelConfig, MODEL_TYPES, readModelConfig } from './language-model/read-model-config.ts';
export * from './mapping/mapping-for.ts';
export type { MappingRecord } from './mapping/mapping-schema.ts';
export * from './mapping/read-mapping.ts';
export { COSTED_OPERATORS, INFERRED_OPERATORS } from './onnx/operators/registry.ts';
export { type OnnxOptions, readOnnxWorkload } from './onnx/read-onnx-workload.ts';
export {
  type DocumentPath,
  documentFromObject,
  type Position,
  type SourceDocument,
} from './text/source-document.ts';
export * from './text/yaml.ts';
export * from './workload/dimension-relation.ts';
export * from './workload/equation.ts';
export { ExpressionError, type ScannedName } from './workload/expression-scanner.ts';
export * from './workload/read-workload.ts';
export * from './workload/workload-description.ts';
export type { LayerRecord, WorkloadFile } from './workload/workload-schema.ts';
