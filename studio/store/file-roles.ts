/** What a dragged file will be read as, by its name alone: its content is not known before it is let go. */
export function roleOfName(name: string): string {
  if (/\.onnx$/i.test(name)) return 'workload';
  if (!/\.(ya?ml|json)$/i.test(name)) return 'nothing: only .yaml and .onnx are read';
  const kinds = ['accelerator', 'mapping', 'workload'];
  return kinds.find((kind) => name.toLowerCase().includes(kind)) ?? 'accelerator, mapping or workload, by its content';
}
