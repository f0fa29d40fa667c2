/** Tensors, the operations on them with their derivatives, and the walk back through them. */
@NullMarked
package io.kindling.cpu.tensor;

import org.jspecify.annotations.NullMarked;
