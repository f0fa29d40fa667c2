/**
 * Descriptions of modules and losses: immutable records with PyTorch's names, options and defaults,
 * which check themselves, print as text and parse back.
 *
 * <p>A description may have a body: its forward or its loss, written in {@link io.kindling.ops}. A
 * body is generic in its tensors, so descriptions do not depend on {@code Tensor}. The description
 * also says what used to be asked of its class: a module its parts, a loss what its targets and
 * predictions are. {@code dropout} is a body too: its mask is drawn in Java ({@code
 * ModuleState.bernoulli}), so that it drops the same elements on every backend.
 */
@NullMarked
@CheckReturnValue
package io.kindling.nn;

import io.kindling.core.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
