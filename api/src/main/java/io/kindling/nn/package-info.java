/**
 * Descriptions of modules and losses: immutable records with PyTorch's names, options and defaults,
 * which check themselves, print as text and parse back.
 */
@NullMarked
package io.kindling.nn;

import org.jspecify.annotations.NullMarked;
