package io.kindling.ops;

/**
 * Everything that can be computed of tensors on every backend. Each operation makes a new tensor
 * and leaves its inputs alone; each is differentiable unless it says otherwise.
 *
 * @param <V> the type of tensor
 */
public interface Operations<V extends Operations<V>>
    extends Arithmetic<V>, Functions<V>, Reductions<V>, Layout<V>, Comparisons<V> {}
