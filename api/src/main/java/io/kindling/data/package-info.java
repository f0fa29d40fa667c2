/**
 * Data to learn from: rows of features with their targets, in memory or streamed, and what is done
 * to them before training: splitting, standardizing, batching.
 *
 * <p>What is chained here copies: a method that returns the same type leaves its object as it was,
 * and ignoring what it returns is a mistake that Error Prone warns of. What is wrong with data, on
 * the disk too, is a {@link io.kindling.error.DataException}.
 */
@NullMarked
package io.kindling.data;

import org.jspecify.annotations.NullMarked;
