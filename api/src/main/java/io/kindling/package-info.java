/**
 * What a host programs against: a {@link io.kindling.Backend} makes tensors, modules, losses and
 * optimizers; {@link io.kindling.Backends} finds one.
 *
 * <p>{@code import io.kindling.*} makes {@code Module} ambiguous with {@link java.lang.Module};
 * import {@code io.kindling.Module} by its full name and it is not.
 */
@NullMarked
package io.kindling;

import org.jspecify.annotations.NullMarked;
