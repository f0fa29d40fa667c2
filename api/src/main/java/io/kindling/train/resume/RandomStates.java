package io.kindling.train.resume;

import io.kindling.checkpoint.stored.StoredTensor;
import io.kindling.core.Shape;
import io.kindling.core.StoredType;
import io.kindling.core.TorchRandom;
import io.kindling.error.DataException;
import java.nio.ByteBuffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where the random numbers are: the backend's, and the shuffle's where it has its own. */
public final class RandomStates {
  private static final String RANDOM = "random";
  private static final String SHUFFLE_RANDOM = "shuffle_random";

  private final byte[] backend;
  private final byte @Nullable [] shuffle;

  private RandomStates(byte[] backend, byte @Nullable [] shuffle) {
    this.backend = backend;
    this.shuffle = shuffle;
  }

  /**
   * Looks where two streams are.
   *
   * @param backend the backend's
   * @param shuffle the shuffle's, which may be the same; null where nothing is shuffled
   * @return where they are
   */
  public static RandomStates of(TorchRandom backend, @Nullable TorchRandom shuffle) {
    byte[] own = shuffle == null || shuffle == backend ? null : shuffle.state();
    return new RandomStates(backend.state(), own);
  }

  /** {@return whether the shuffle has a stream of its own} */
  boolean apart() {
    return shuffle != null;
  }

  /**
   * Lets two streams go on from here.
   *
   * @param backendRandom the backend's
   * @param shuffleRandom the shuffle's; null where nothing is shuffled
   */
  public void restore(TorchRandom backendRandom, @Nullable TorchRandom shuffleRandom) {
    backendRandom.state(backend);
    if (shuffle != null && shuffleRandom != null) {
      shuffleRandom.state(shuffle);
    }
  }

  /** Adds the entries of a checkpoint that say it, as {@code torch.set_rng_state} takes them. */
  void put(Map<String, @Nullable Object> tree) {
    tree.put(RANDOM, tensor(backend));
    tree.put(SHUFFLE_RANDOM, shuffle == null ? null : tensor(shuffle));
  }

  private static StoredTensor tensor(byte[] bytes) {
    return StoredTensor.of(StoredType.UINT8, Shape.of(bytes.length), bytes);
  }

  static RandomStates from(Entries tree) {
    return new RandomStates(
        state(tree, RANDOM), tree.has(SHUFFLE_RANDOM) ? state(tree, SHUFFLE_RANDOM) : null);
  }

  private static byte[] state(Entries tree, String name) {
    Object value = tree.value(name);
    byte[] bytes = bytes(value);
    try {
      new TorchRandom(0).state(bytes);
    } catch (DataException e) {
      throw tree.error(name, value, "what torch.get_rng_state() returns");
    }
    return bytes;
  }

  /** The bytes of a tensor of bytes; of anything else, none. */
  private static byte[] bytes(@Nullable Object entry) {
    if (!(entry instanceof StoredTensor stored) || stored.type() != StoredType.UINT8) {
      return new byte[0];
    }
    ByteBuffer bytes = stored.bytes();
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    return copy;
  }
}
