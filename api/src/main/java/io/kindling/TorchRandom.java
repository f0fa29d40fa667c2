package io.kindling;

import io.kindling.error.SpecException;
import java.util.concurrent.ThreadLocalRandom;

/**
 * PyTorch's own stream of random numbers, in pure Java: the same seed gives the same values, bit
 * for bit, as {@code torch.manual_seed} on PyTorch's CPU. Every backend and device takes its
 * initial weights and shuffles from here, so all of them start alike.
 *
 * <p>The generator is mt19937, seeded with the low 32 bits of the seed. Threads may share one; each
 * call then gets an unbroken piece of the stream.
 *
 * @see <a href="https://doi.org/10.1145/272991.272995">M. Matsumoto, T. Nishimura: Mersenne
 *     Twister, 1998</a>
 * @see <a href="https://pytorch.org/docs/stable/generated/torch.manual_seed.html">torch.manual_seed
 *     </a>
 */
public final class TorchRandom {
  private static final int STATE_WORDS = 624;
  private static final int SHIFT = 397;
  private static final int MATRIX = 0x9908b0df;
  private static final int UPPER = 0x80000000;
  private static final int LOWER = 0x7fffffff;
  private static final int MANTISSA_MASK = (1 << 24) - 1;

  private final int[] state = new int[STATE_WORDS];
  private int next;
  private long seed;

  /** Starts from a seed of chance; {@link #initialSeed()} tells it. */
  public TorchRandom() {
    this(ThreadLocalRandom.current().nextLong());
  }

  /**
   * Starts from a seed.
   *
   * @param seed the seed; its low 32 bits count
   */
  public TorchRandom(long seed) {
    seed(seed);
  }

  /**
   * Starts the stream anew.
   *
   * @param seed the seed; its low 32 bits count
   * @return this
   */
  public synchronized TorchRandom manualSeed(long seed) {
    seed(seed);
    return this;
  }

  private void seed(long seed) {
    this.seed = seed;
    state[0] = (int) seed;
    for (int i = 1; i < STATE_WORDS; i++) {
      state[i] = 1812433253 * (state[i - 1] ^ (state[i - 1] >>> 30)) + i;
    }
    next = STATE_WORDS;
  }

  /** {@return the seed that this stream started from} */
  public synchronized long initialSeed() {
    return seed;
  }

  /** {@return the next 32 random bits, as a number from 0 to 2³² − 1} */
  public synchronized long random() {
    if (next == STATE_WORDS) {
      twist();
    }
    int y = state[next++];
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    y ^= y >>> 18;
    return Integer.toUnsignedLong(y);
  }

  private void twist() {
    for (int i = 0; i < STATE_WORDS; i++) {
      int y = (state[i] & UPPER) | (state[(i + 1) % STATE_WORDS] & LOWER);
      int mixed = (y >>> 1) ^ ((y & 1) == 0 ? 0 : MATRIX);
      state[i] = state[(i + SHIFT) % STATE_WORDS] ^ mixed;
    }
    next = 0;
  }

  /** {@return the next float, uniform in [0, 1): the low 24 bits of {@link #random()} over 2²⁴} */
  public float nextFloat() {
    return (random() & MANTISSA_MASK) * 0x1p-24f;
  }

  /**
   * Draws uniform values in [0, 1), as {@code torch.rand}.
   *
   * @param shape the shape to fill
   * @return the values, drawn row by row
   */
  public TensorData rand(Shape shape) {
    return uniform(shape, 0, 1);
  }

  /**
   * Draws uniform values in [from, to), as {@code Tensor.uniform_}: each is {@code fma(u, to −
   * from, from)} in float32 with u from {@link #nextFloat()}.
   *
   * @param shape the shape to fill
   * @param from the smallest value
   * @param to the bound above
   * @return the values, drawn row by row
   */
  public synchronized TensorData uniform(Shape shape, float from, float to) {
    float[] values = new float[Math.toIntExact(shape.numel())];
    float range = to - from;
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.fma(nextFloat(), range, from);
    }
    return TensorData.of(values, shape);
  }

  /**
   * Draws a permutation, as {@code torch.randperm}: for i from 0 to n − 2, element i is swapped
   * with element {@code i + random() % (n − i)}.
   *
   * @param n how many numbers to permute, 0 or more
   * @return the numbers 0 … n − 1 in random order
   * @throws SpecException if n is negative
   */
  public synchronized int[] randperm(int n) {
    if (n < 0) {
      throw new SpecException("randperm", "n must not be negative", n + "", "0 or more", null);
    }
    int[] order = new int[n];
    for (int i = 0; i < n; i++) {
      order[i] = i;
    }
    for (int i = 0; i < n - 1; i++) {
      int j = i + (int) (random() % (n - i));
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
    return order;
  }
}
