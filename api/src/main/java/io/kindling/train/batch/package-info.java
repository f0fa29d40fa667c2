/** Rows on a device, and the loss of them, by weights and classes; what a step is taken with. */
@NullMarked
package io.kindling.train.batch;

import org.jspecify.annotations.NullMarked;
