package io.kindling.checkpoint.torch;

import static io.kindling.checkpoint.torch.HostilePickle.littleEndian;
import static io.kindling.checkpoint.torch.HostilePickle.number;

import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Pickles that would take much memory or time if values of Python's were made without counting:
 * many small ones, copies of one large one, keys that all have the same hash.
 */
final class PickleFloods {
  private static final int MILLION = 1_000_000;
  private static final int LARGE = 100_000;

  private PickleFloods() {}

  static void addTo(Map<String, String> floods) {
    floods.put("objects", list("cm\nA\n)R".repeat(MILLION)));
    floods.put("names", list(each(LARGE, i -> "cm\nA" + i + "\n")));
    floods.put("old objects", list("cm\nA\nq\0" + "(h\0o".repeat(190_000)));
    floods.put("filled objects", list("cm\nA\nq\0" + "(h\0oNNsNaNb".repeat(190_000)));
    floods.put("sets", list("\u008f".repeat(MILLION)));
    floods.put("items", list("\u008f(K\1\u0090".repeat(MILLION)));
    floods.put("frozen", list("(K\1\u0091".repeat(MILLION)));
    floods.put("bytes", list("C\1a".repeat(2 * MILLION)));
    floods.put("strings", list("\u008c\1a".repeat(2 * MILLION)));
    floods.put("numbers", list("\u008a\11\1\2\3\4\5\6\7\b\1".repeat(2 * MILLION)));
    floods.put("encoded", list(shared("X" + littleEndian(LARGE) + "a".repeat(LARGE), ENCODED)));
    floods.put("arrays of bytes", list(shared(large(), "c__builtin__\nbytearray\nh\0\u0085R")));
    floods.put("sets of one list", list(shared(numbers(), "c__builtin__\nset\nh\0\u0085R")));
    floods.put("counters", list(shared(entries(), "ccollections\nCounter\nh\0\u0085R")));
    floods.put("attributes", list(shared(entries(), HostilePickle.ORDERED_DICT + "h\0b")));
    floods.put("states", list(shared(entries(), "cm\nA\n)\u0081h\0b")));
    floods.put("numpy", list(shared(large(), NUMPY)));
    floods.put("chain", chain());
    floods.put("pairs of pairs", pairs());
    floods.put("keys alike", "}(" + each(LARGE, i -> number(alike(i)) + "\u0085N") + "u");
    floods.put("keys of two kinds", "}(" + each(LARGE, PickleFloods::twoKinds) + "u");
    floods.put("items alike", "\u008f(" + each(LARGE, i -> number(alike(i)) + "\u0085") + "\u0090");
    floods.put("one large key", list(shared(large(), "}h\0Ns")));
  }

  /** What may be read, and says the same of itself again and again. */
  static void addSoundTo(Map<String, String> floods) {
    floods.put("fewer objects", list("cm\nA\nq\0" + "(h\0o".repeat(130_000)));
    floods.put("fewer filled objects", list("cm\nA\nq\0" + "(h\0oNNsNaNb".repeat(43_000)));
    String letters = "\u00d0\u00b6".repeat(500); // a Cyrillic letter in UTF-8
    String named = "c" + letters + "\n" + letters + "\n)R";
    floods.put("long names", list(each(9_000, i -> "c" + letters + "\nA" + i + "\n)R")));
    floods.put("places", list(named + "q\0" + "h\0".repeat(LARGE)));
    floods.put(
        "arguments",
        list("cm\nA\n" + large() + "q\0" + "\u0085R" + "cm\nA\nh\0h\0\u0086R".repeat(10_000)));
    floods.put("nested", list(shared(longs(), NESTED)));
    floods.put("sparse", list(shared(longs(), SPARSE)));
  }

  private static final String NESTED = "ctorch._utils\n_rebuild_nested_tensor\n(h\0h\0h\0h\0tR";

  private static final String SPARSE =
      "ctorch._utils\n_rebuild_sparse_tensor\nctorch.serialization\n_get_layout\n"
          + "X\20\0\0\0torch.sparse_coo\u0085R(h\0h\0ctorch\nSize\nK\2\u0085\u0085Rt\u0086R";

  private static String longs() {
    String storage =
        HostilePickle.storage(
            "ctorch\nLongStorage\n", HostilePickle.text("0"), HostilePickle.text("cpu"), "K\3");
    return HostilePickle.tensor(storage, "K\0", "K\3\u0085", "K\1\u0085", HostilePickle.REST);
  }

  private static final String ENCODED = "c_codecs\nencode\nh\0X\6\0\0\0latin1\u0086R";

  private static final String NUMPY =
      "cnumpy.core.numeric\n_frombuffer\n(h\0cnumpy\ndtype\nX\2\0\0\0u1\u0089\u0088\u0087R"
          + "(K\3X\1\0\0\0|NNNJ\377\377\377\377J\377\377\377\377K\0tbJ\u00a0\u0086\1\0\u0085X\1\0\0\0CtR";

  private static String list(String items) {
    return "](" + items + "e";
  }

  private static String each(int count, IntFunction<String> item) {
    return IntStream.range(0, count).mapToObj(item).collect(Collectors.joining());
  }

  /** One value, numbered 0, and what is made of it many times. */
  private static String shared(String value, String made) {
    return value + "q\0" + made.repeat(2_000);
  }

  private static String large() {
    return "B" + littleEndian(LARGE) + "a".repeat(LARGE);
  }

  private static String numbers() {
    return list(each(LARGE, i -> "J" + littleEndian(i)));
  }

  private static String entries() {
    return "}("
        + each(LARGE / 4, i -> "X" + littleEndian(7) + String.format("%07d", i) + "N")
        + "u";
  }

  /** An object in an object in an object; there is no depth to refuse, for nobody goes down. */
  private static String chain() {
    return "cm\nA\nq\0" + "h\0".repeat(LARGE) + ")R" + "\u0085R".repeat(LARGE);
  }

  /** A tuple that is a key, of the one before, twice; who hashed it would never end. */
  private static String pairs() {
    return "}(K\1q\0"
        + each(60, i -> "h" + (char) i + "h" + (char) i + "\u0086q" + (char) (i + 1))
        + "Nu";
  }

  /** Numbers whose hash is 0. */
  private static long alike(int i) {
    return (long) i << 32 | i;
  }

  private static String twoKinds(int i) {
    String bigEndian = new StringBuilder(number(alike(i)).substring(2)).reverse().toString();
    return number(alike(i)) + "N" + (i == 0 ? "" : "G" + bigEndian + "N");
  }
}
