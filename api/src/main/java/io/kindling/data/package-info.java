/**
 * Data to learn from: rows of features with their targets, in memory or streamed, and what is done
 * to them before training: splitting, standardizing, batching.
 */
@NullMarked
package io.kindling.data;

import org.jspecify.annotations.NullMarked;
