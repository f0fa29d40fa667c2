package io.kindling.core;

import io.kindling.error.DataException;
import io.kindling.error.SpecException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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
  private static final long MANTISSA_MASK_53 = (1L << 53) - 1;
  private static final int NORMAL_BLOCK = 16;
  private static final int STATE_BYTES = 5056;

  private final int[] state = new int[STATE_WORDS];
  private int next;
  private boolean fresh;
  private long seed;

  /** The second value of a pair of normal ones, if it waits to be drawn; else NaN. */
  private double waitingNormal;

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
    fresh = true;
    waitingNormal = Double.NaN;
  }

  /** {@return the seed that this stream started from} */
  public synchronized long initialSeed() {
    return seed;
  }

  /**
   * Copies out where the stream is, as {@code torch.get_rng_state} does: PyTorch goes on from these
   * bytes, and this from PyTorch's.
   *
   * @return {@value #STATE_BYTES} bytes
   */
  public synchronized byte[] state() {
    ByteBuffer bytes = ByteBuffer.allocate(STATE_BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(seed).putInt(STATE_WORDS + 1 - (fresh ? STATE_WORDS : next)).putInt(1);
    bytes.putLong(fresh ? 0 : next);
    for (int word : state) {
      bytes.putLong(Integer.toUnsignedLong(word));
    }
    boolean waits = !Double.isNaN(waitingNormal);
    bytes.putDouble(0).putDouble(waits ? waitingNormal : 0).putDouble(0).putInt(waits ? 1 : 0);
    return bytes.array();
  }

  /**
   * Goes on from where another stream was.
   *
   * @param bytes what {@link #state()} or {@code torch.get_rng_state} returned
   * @throws DataException if they are no such state; nothing has changed then
   */
  public synchronized void state(byte[] bytes) {
    ByteBuffer given = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    if (bytes.length != STATE_BYTES
        || !valid(given.getInt(8), given.getInt(12), given.getLong(16))) {
      throw new DataException(
          "TorchRandom.state",
          "the bytes must be a state of mt19937",
          bytes.length + " bytes",
          STATE_BYTES + " bytes from state() or torch.get_rng_state()",
          null);
    }
    seed = given.getLong();
    fresh = given.getInt() == 1 && given.getLong(16) == 0;
    given.getInt();
    next = (int) given.getLong();
    next = fresh ? STATE_WORDS : next;
    for (int i = 0; i < STATE_WORDS; i++) {
      state[i] = (int) given.getLong();
    }
    given.getDouble();
    double waiting = given.getDouble();
    given.getDouble();
    waitingNormal = given.getInt() == 0 ? Double.NaN : waiting;
  }

  /** Whether a state's counters are such as drawing leaves behind. */
  private static boolean valid(int left, int seeded, long position) {
    boolean unused = left == 1 && position == 0;
    return seeded == 1
        && (unused
            || (position >= 1 && position <= STATE_WORDS && left == STATE_WORDS + 1 - position));
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
    fresh = false;
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
    float[] values = TensorData.floats(shape);
    float range = to - from;
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.fma(nextFloat(), range, from);
    }
    return TensorData.view(values, shape);
  }

  /** The next double, uniform in [0, 1): the low 53 bits of two draws, the first one above. */
  private double nextDouble() {
    return ((random() << 32 | random()) & MANTISSA_MASK_53) * 0x1p-53;
  }

  /**
   * Draws zeros and ones, as {@code Tensor.bernoulli_} on PyTorch's CPU: 1 where a double that is
   * uniform in [0, 1) is below p.
   *
   * @param shape the shape to fill
   * @param p the probability of a 1, from 0 to 1
   * @return the values, drawn row by row
   */
  public synchronized TensorData bernoulli(Shape shape, double p) {
    float[] values = TensorData.floats(shape);
    for (int i = 0; i < values.length; i++) {
      values[i] = nextDouble() < p ? 1 : 0;
    }
    return TensorData.view(values, shape);
  }

  /**
   * Draws from the normal distribution N(0, 1), as {@code torch.randn}, by the Box–Muller
   * transform: fewer than 16 values in double, in pairs of which one may wait for the next call; 16
   * and more in float, in blocks of 16.
   *
   * @param shape the shape to fill
   * @return the values, drawn row by row
   */
  public synchronized TensorData randn(Shape shape) {
    float[] values = TensorData.floats(shape);
    if (values.length < NORMAL_BLOCK) {
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) nextNormal();
      }
    } else {
      fillNormal(values);
    }
    return TensorData.view(values, shape);
  }

  private double nextNormal() {
    if (!Double.isNaN(waitingNormal)) {
      double waited = waitingNormal;
      waitingNormal = Double.NaN;
      return waited;
    }
    double angle = 2 * Math.PI * nextDouble();
    double radius = StrictMath.sqrt(-2 * StrictMath.log1p(-nextDouble()));
    waitingNormal = radius * StrictMath.sin(angle);
    return radius * StrictMath.cos(angle);
  }

  private void fillNormal(float[] values) {
    for (int i = 0; i < values.length; i++) {
      values[i] = nextFloat();
    }
    int whole = values.length / NORMAL_BLOCK * NORMAL_BLOCK;
    for (int from = 0; from < whole; from += NORMAL_BLOCK) {
      toNormal(values, from);
    }
    if (whole < values.length) { // the last 16 are drawn once more
      int from = values.length - NORMAL_BLOCK;
      for (int i = from; i < values.length; i++) {
        values[i] = nextFloat();
      }
      toNormal(values, from);
    }
  }

  /** Turns 16 uniform values into normal ones: the first half makes radii, the second angles. */
  private static void toNormal(float[] values, int from) {
    int half = NORMAL_BLOCK / 2;
    for (int i = from; i < from + half; i++) {
      float radius = (float) StrictMath.sqrt(-2 * (float) StrictMath.log(1 - values[i]));
      float angle = 2 * (float) Math.PI * values[i + half];
      values[i] = radius * (float) StrictMath.cos(angle);
      values[i + half] = radius * (float) StrictMath.sin(angle);
    }
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
