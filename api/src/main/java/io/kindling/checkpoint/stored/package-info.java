/** What checkpoints hold whatever their format: tensors as they are stored, and notes. */
@NullMarked
package io.kindling.checkpoint.stored;

import org.jspecify.annotations.NullMarked;
