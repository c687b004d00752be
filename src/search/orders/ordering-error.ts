/** A temporal ordering of the user that no order can satisfy. The caller knows the layer and makes a finding of it. */
export class OrderingError extends Error {
  override readonly name = 'OrderingError';
}
