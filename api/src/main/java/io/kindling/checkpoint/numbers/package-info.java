/** The kinds of number that files store, as the two that Kindling computes with. */
@NullMarked
package io.kindling.checkpoint.numbers;

import org.jspecify.annotations.NullMarked;
