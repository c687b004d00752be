/**
 * Where the built-in examples are, by their path in `examples/`. This is the list of the examples; of two with one name, the first is found.
 * Every address is written out: bundlers copy a file into an application only if they find its address as a literal.
 */
export const EXAMPLE_ADDRESSES: Readonly<Record<string, () => URL>> = {
  'accelerators/tpu_like.yaml': () => new URL('../../examples/accelerators/tpu_like.yaml', import.meta.url),
  'accelerators/edge_tpu_like.yaml': () => new URL('../../examples/accelerators/edge_tpu_like.yaml', import.meta.url),
  'accelerators/ascend_like.yaml': () => new URL('../../examples/accelerators/ascend_like.yaml', import.meta.url),
  'accelerators/meta_prototype.yaml': () => new URL('../../examples/accelerators/meta_prototype.yaml', import.meta.url),
  'accelerators/tesla_npu_like.yaml': () => new URL('../../examples/accelerators/tesla_npu_like.yaml', import.meta.url),
  'accelerators/eyeriss_like.yaml': () => new URL('../../examples/accelerators/eyeriss_like.yaml', import.meta.url),
  'accelerators/gemm_l1.yaml': () => new URL('../../examples/accelerators/gemm_l1.yaml', import.meta.url),
  'accelerators/gemm_l1_l3.yaml': () => new URL('../../examples/accelerators/gemm_l1_l3.yaml', import.meta.url),
  'accelerators/generic_array.yaml': () => new URL('../../examples/accelerators/generic_array.yaml', import.meta.url),
  'accelerators/edge_lpddr5.yaml': () => new URL('../../examples/accelerators/edge_lpddr5.yaml', import.meta.url),
  'accelerators/cloud_hbm.yaml': () => new URL('../../examples/accelerators/cloud_hbm.yaml', import.meta.url),
  'accelerators/aimc.yaml': () => new URL('../../examples/accelerators/aimc.yaml', import.meta.url),
  'accelerators/dimc.yaml': () => new URL('../../examples/accelerators/dimc.yaml', import.meta.url),
  'workloads/resnet18.onnx': () => new URL('../../examples/workloads/resnet18.onnx', import.meta.url),
  'workloads/mobilenetv2.onnx': () => new URL('../../examples/workloads/mobilenetv2.onnx', import.meta.url),
  'workloads/alexnet.onnx': () => new URL('../../examples/workloads/alexnet.onnx', import.meta.url),
  'workloads/resnet18.yaml': () => new URL('../../examples/workloads/resnet18.yaml', import.meta.url),
  'workloads/gemm.yaml': () => new URL('../../examples/workloads/gemm.yaml', import.meta.url),
  'mappings/tpu_like.yaml': () => new URL('../../examples/mappings/tpu_like.yaml', import.meta.url),
  'mappings/tpu_like_mixed.yaml': () => new URL('../../examples/mappings/tpu_like_mixed.yaml', import.meta.url),
  'mappings/edge_tpu_like.yaml': () => new URL('../../examples/mappings/edge_tpu_like.yaml', import.meta.url),
  'mappings/edge_tpu_like_mixed.yaml': () =>
    new URL('../../examples/mappings/edge_tpu_like_mixed.yaml', import.meta.url),
  'mappings/ascend_like.yaml': () => new URL('../../examples/mappings/ascend_like.yaml', import.meta.url),
  'mappings/ascend_like_mixed.yaml': () => new URL('../../examples/mappings/ascend_like_mixed.yaml', import.meta.url),
  'mappings/meta_prototype_like.yaml': () =>
    new URL('../../examples/mappings/meta_prototype_like.yaml', import.meta.url),
  'mappings/meta_prototype_like_mixed.yaml': () =>
    new URL('../../examples/mappings/meta_prototype_like_mixed.yaml', import.meta.url),
  'mappings/tesla_npu_like.yaml': () => new URL('../../examples/mappings/tesla_npu_like.yaml', import.meta.url),
  'mappings/tesla_npu_like_mixed.yaml': () =>
    new URL('../../examples/mappings/tesla_npu_like_mixed.yaml', import.meta.url),
  'mappings/eyeriss_like.yaml': () => new URL('../../examples/mappings/eyeriss_like.yaml', import.meta.url),
  'mappings/generic_array.yaml': () => new URL('../../examples/mappings/generic_array.yaml', import.meta.url),
  'mappings/edge_lpddr5.yaml': () => new URL('../../examples/mappings/edge_lpddr5.yaml', import.meta.url),
  'mappings/cloud_hbm.yaml': () => new URL('../../examples/mappings/cloud_hbm.yaml', import.meta.url),
  'mappings/gemm_l1.yaml': () => new URL('../../examples/mappings/gemm_l1.yaml', import.meta.url),
  'mappings/gemm_l1_l3.yaml': () => new URL('../../examples/mappings/gemm_l1_l3.yaml', import.meta.url),
  'mappings/default.yaml': () => new URL('../../examples/mappings/default.yaml', import.meta.url),
  'mappings/default_imc.yaml': () => new URL('../../examples/mappings/default_imc.yaml', import.meta.url),
  'sweeps/sram-array.yaml': () => new URL('../../examples/sweeps/sram-array.yaml', import.meta.url),
  'sweeps/exact-front.yaml': () => new URL('../../examples/sweeps/exact-front.yaml', import.meta.url),
  'sweeps/two-networks.yaml': () => new URL('../../examples/sweeps/two-networks.yaml', import.meta.url),
  'sweeps/llama-edge.yaml': () => new URL('../../examples/sweeps/llama-edge.yaml', import.meta.url),
  'sweeps/in-memory.yaml': () => new URL('../../examples/sweeps/in-memory.yaml', import.meta.url),
};

/**
 * The address of a built-in example, e.g. of `accelerators/tpu_like.yaml`.
 * @throws Error for a path that is no built-in example.
 */
export function exampleAddress(path: string): URL {
  const address = EXAMPLE_ADDRESSES[path];
  if (address === undefined) throw new Error(`there is no built-in example "${path}"`);
  return address();
}
