/** Those that are compared, a class each. */
@NullMarked
package io.kindling.benchmarks.peer;

import org.jspecify.annotations.NullMarked;
