package io.kindling.checkpoint.pickle;

import io.kindling.error.CheckpointException;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Random;

/**
 * Pickles that nobody would write: random instructions, and real ones cut up and glued together.
 */
final class Mutations {
  private static final List<byte[]> REAL =
      List.of(
          Pickles.pickle("good/checkpoint"),
          Pickles.pickle("good/python_scalars"),
          Pickles.pickle("good/parameter_objects"),
          Pickles.pickle("libtorch-1.13/cpp_archive_mixed"),
          Pickles.pickle("libtorch-1.13/cpp_pickle_save_generic"));

  private final Random random;

  Mutations(long seed) {
    random = new Random(seed);
  }

  /** Whether reading ends in our exception; any other exception goes through. */
  static boolean isRefused(byte[] pickle, PickleDialect dialect) {
    try {
      Pickles.read(pickle, dialect);
      return false;
    } catch (CheckpointException e) {
      return true;
    }
  }

  byte[] next() {
    return random.nextBoolean() ? instructions() : damaged();
  }

  private byte[] instructions() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {(byte) 0x80, 2});
    Opcode[] opcodes = Opcode.values();
    for (int i = random.nextInt(20); i >= 0; i--) {
      out.write(opcodes[random.nextInt(opcodes.length)].code());
      if (random.nextInt(4) == 0) {
        out.write(random.nextInt(4));
      }
    }
    out.write('.');
    return out.toByteArray();
  }

  private byte[] damaged() {
    byte[] pickle = REAL.get(random.nextInt(REAL.size())).clone();
    for (int i = random.nextInt(3); i >= 0; i--) {
      int at = random.nextInt(pickle.length);
      if (random.nextBoolean()) {
        pickle[at] = (byte) random.nextInt();
      } else {
        byte[] other = REAL.get(random.nextInt(REAL.size()));
        int from = random.nextInt(other.length);
        int length =
            Math.min(random.nextInt(40), Math.min(pickle.length - at, other.length - from));
        System.arraycopy(other, from, pickle, at, length);
      }
    }
    return pickle;
  }
}
