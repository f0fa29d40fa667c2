package io.kindling.benchmarks.report;

/**
 * Whose values, of what.
 *
 * @param peer who
 * @param threads on how many
 * @param workload of what
 */
record Cell(String peer, String threads, String workload) {}
