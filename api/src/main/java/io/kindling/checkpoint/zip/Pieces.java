package io.kindling.checkpoint.zip;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Takes a record's bytes piece by piece. */
@FunctionalInterface
public interface Pieces {
  /**
   * Takes the next piece.
   *
   * @param piece the bytes, in little-endian order; a multiple of 64 of them but in the last piece.
   *     The buffer is used again for the next
   * @throws IOException if that fails
   */
  void accept(ByteBuffer piece) throws IOException;
}
