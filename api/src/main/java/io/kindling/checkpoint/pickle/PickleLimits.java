package io.kindling.checkpoint.pickle;

/**
 * What a pickle may ask for. Each bound is far above what models need and keeps memory and time
 * proportional to the bytes that are really there.
 *
 * @param bytes length of the whole pickle
 * @param values how many values may be pushed, shared ones counted once; also the memo's size
 * @param containers how many of those may be maps, lists, tuples and small objects; a string counts
 *     half, a set twice, an object of another class thrice, and its entries and its elements as
 *     much
 * @param depth how deep maps, lists, tuples and objects may nest
 * @param marks how many collections may be under construction at once
 * @param textBytes length of one string, or of bytes
 * @param rank how many dimensions a tensor may have
 * @param expanded how many values there may be when what is shared is counted each time, and how
 *     many elements a tensor may have; a larger pickle or storage allows as many as itself has
 *     bytes or elements
 */
public record PickleLimits(
    int bytes,
    int values,
    int containers,
    int depth,
    int marks,
    int textBytes,
    int rank,
    int expanded) {
  /**
   * What is right unless there is a reason: enough for forty thousand parameters in a file, and few
   * enough that a flood of anything is refused before it takes 64 MB.
   */
  public static final PickleLimits DEFAULT =
      new PickleLimits(64 << 20, 3 << 19, 3 << 17, 200, 10_000, 16 << 20, 64, 16 << 20);
}
