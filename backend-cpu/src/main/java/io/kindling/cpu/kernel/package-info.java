/** The inner loops over arrays, and the fixed order in which partial sums are combined. */
@NullMarked
package io.kindling.cpu.kernel;

import org.jspecify.annotations.NullMarked;
