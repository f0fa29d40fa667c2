/** What is measured: steps, streamed rows, memory; each in a process of its own. */
@NullMarked
package io.kindling.benchmarks.measure;

import org.jspecify.annotations.NullMarked;
