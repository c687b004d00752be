/** A user-given temporal ordering that cannot be met. Turned into a finding with its place by whoever knows the layer. */
export class OrderingError extends Error {
  override readonly name = 'OrderingError';
}
