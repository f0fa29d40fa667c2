package io.kindling.plot;

import io.kindling.text.Printable;

/**
 * Numbers, one for each row.
 *
 * @param name what they are, for an axis
 * @param values the numbers
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record Column(String name, double[] values) {
  String shown() {
    return Printable.piece(name);
  }
}
