/**
 * What the results come to: docs/performance.md and its picture.
 *
 * <p>Ratios are taken round by round ({@code Series.over}); what was aimed at is in {@code
 * Targets}.
 */
@NullMarked
package io.kindling.benchmarks.report;

import org.jspecify.annotations.NullMarked;
