/**
 * Predictions in a host application: from many threads, in nanoseconds, and without a backend.
 *
 * <p>A {@code Predictor} is a trained model with its preparation, immutable; a {@code Binding} asks
 * it about objects of the host's; a {@code ModelSlot} holds the one that is live while others take
 * its place.
 */
@NullMarked
package io.kindling.predict;

import org.jspecify.annotations.NullMarked;
