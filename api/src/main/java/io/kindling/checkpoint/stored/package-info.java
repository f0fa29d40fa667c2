/**
 * What checkpoints hold whatever their format: tensors as they are stored, and notes.
 *
 * <p>What is written is a {@code Payload}: a type, a shape, and the values, either as a {@code
 * TensorData} or as the bytes that another file had, so that a conversion changes no bit.
 */
@NullMarked
package io.kindling.checkpoint.stored;

import org.jspecify.annotations.NullMarked;
