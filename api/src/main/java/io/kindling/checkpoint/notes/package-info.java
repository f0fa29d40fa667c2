/**
 * The texts that a file keeps beside its tensors: their form, and what they mean for predictions.
 */
@NullMarked
package io.kindling.checkpoint.notes;

import org.jspecify.annotations.NullMarked;
