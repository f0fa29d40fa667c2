/**
 * What can be computed of tensors, by five nouns: {@link io.kindling.ops.Arithmetic}, {@link
 * io.kindling.ops.Functions}, {@link io.kindling.ops.Reductions}, {@link io.kindling.ops.Layout}
 * and {@link io.kindling.ops.Comparisons}.
 */
@NullMarked
package io.kindling.ops;

import org.jspecify.annotations.NullMarked;
