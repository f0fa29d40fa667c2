/** The text form of descriptions: {@code linear(8, 32)}, {@code sgd(lr=0.01)}. */
@NullMarked
package io.kindling.description;

import org.jspecify.annotations.NullMarked;
