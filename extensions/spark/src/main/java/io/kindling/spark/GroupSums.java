package io.kindling.spark;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kindling.statistics.Moments;

/**
 * The exact sums of a group's rows, or of some of them.
 *
 * @param label what the group is called
 * @param problem what is wrong with one of its rows, as {@link RowSums} says it; empty if nothing
 *     is
 * @param sums the bytes of the sums; none where something is wrong
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
record GroupSums(String label, String problem, byte[] sums) {
  private static final String LETTERS = "KGRP";

  static GroupSums of(String label, RowSums rows) {
    return new GroupSums(label, rows.problem(), rows.bytes());
  }

  byte[] bytes() {
    byte[] name = label.getBytes(UTF_8);
    byte[] wrong = problem.getBytes(UTF_8);
    long length = 3L * Integer.BYTES + name.length + wrong.length + sums.length;
    return Bytes.write(LETTERS, length).put(name).put(wrong).put(sums).done();
  }

  static GroupSums read(byte[] bytes) {
    return Bytes.read(
        LETTERS,
        bytes,
        in ->
            new GroupSums(
                new String(in.getBytes(), UTF_8), new String(in.getBytes(), UTF_8), in.getBytes()));
  }

  /** Adds up two parts of one group; the problem of either is theirs. */
  static byte[] merged(byte[] one, byte[] other) {
    GroupSums first = read(one);
    GroupSums second = read(other);
    if (!first.problem.isEmpty() || !second.problem.isEmpty()) {
      return first.problem.isEmpty() ? other : one;
    }
    Moments all = first.moments();
    all.merge(second.moments());
    return new GroupSums(first.label, "", all.bytes()).bytes();
  }

  Moments moments() {
    if (!problem.isEmpty()) {
      throw RowSums.failure(problem);
    }
    return Moments.of(sums);
  }
}
