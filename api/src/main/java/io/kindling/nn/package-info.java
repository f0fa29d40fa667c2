/**
 * Descriptions of modules and losses: immutable records with PyTorch's names, options and defaults,
 * which check themselves, print as text and parse back.
 */
@NullMarked
@CheckReturnValue
package io.kindling.nn;

import io.kindling.core.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
