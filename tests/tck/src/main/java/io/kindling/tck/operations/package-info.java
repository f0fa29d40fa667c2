/** The contract of tensors and of what is computed of them, with its derivatives. */
@NullMarked
package io.kindling.tck.operations;

import org.jspecify.annotations.NullMarked;
