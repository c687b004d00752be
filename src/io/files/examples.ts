/** The kinds of input, as folders of `examples/`. */
export type InputKind = 'accelerator' | 'workload' | 'mapping';

/** Built-in examples by name. Names given with an extension find the file of that format. */
export const EXAMPLES: Readonly<Record<InputKind, readonly string[]>> = {
  accelerator: [
    'tpu_like.yaml',
    'edge_tpu_like.yaml',
    'ascend_like.yaml',
    'meta_prototype.yaml',
    'tesla_npu_like.yaml',
    'eyeriss_like.yaml',
    'gemm_l1.yaml',
    'gemm_l1_l3.yaml',
    'generic_array.yaml',
    'aimc.yaml',
    'dimc.yaml',
  ],
  workload: ['resnet18.onnx', 'mobilenetv2.onnx', 'alexnet.onnx', 'resnet18.yaml', 'gemm.yaml'],
  mapping: [
    'tpu_like.yaml',
    'tpu_like_mixed.yaml',
    'edge_tpu_like.yaml',
    'edge_tpu_like_mixed.yaml',
    'ascend_like.yaml',
    'ascend_like_mixed.yaml',
    'meta_prototype_like.yaml',
    'meta_prototype_like_mixed.yaml',
    'tesla_npu_like.yaml',
    'tesla_npu_like_mixed.yaml',
    'eyeriss_like.yaml',
    'generic_array.yaml',
    'gemm_l1.yaml',
    'gemm_l1_l3.yaml',
    'default.yaml',
    'default_imc.yaml',
  ],
};

/** Folder of the examples of a kind. */
export function exampleFolder(kind: InputKind): string {
  return `${kind}s`;
}

/** The file of a built-in example: `resnet18` → `workloads/resnet18.onnx`, `resnet18.yaml` → `workloads/resnet18.yaml`. */
export function exampleFile(kind: InputKind, name: string): string | undefined {
  const file = EXAMPLES[kind].find((candidate) => candidate === name || exampleName(candidate) === name);
  return file === undefined ? undefined : `${exampleFolder(kind)}/${file}`;
}

/** `tpu_like.yaml` → `tpu_like`. */
export function exampleName(file: string): string {
  return file.replace(/\.[^.]+$/, '');
}
