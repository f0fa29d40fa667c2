/** What the results come to: docs/performance.md and its picture. */
@NullMarked
package io.kindling.benchmarks.report;

import org.jspecify.annotations.NullMarked;
