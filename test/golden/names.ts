/** Our names of the reference's example files, where they differ. */
const RENAMED: Readonly<Record<string, string>> = {
  generic_array_cacti: 'generic_array',
  'gemm_layer.yaml': 'gemm.yaml',
};

/** The built-in example that stands for a file of the reference. */
export function exampleNameOf(reference: string): string {
  return RENAMED[reference] ?? reference;
}
