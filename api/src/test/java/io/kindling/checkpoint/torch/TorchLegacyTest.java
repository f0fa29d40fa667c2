package io.kindling.checkpoint.torch;

import static io.kindling.checkpoint.torch.HostilePickle.ORDERED_DICT;
import static io.kindling.checkpoint.torch.HostilePickle.text;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.kindling.checkpoint.Cost;
import io.kindling.checkpoint.Fixtures;
import io.kindling.checkpoint.python.Unknown;
import io.kindling.checkpoint.stored.StoredTensor;
import io.kindling.core.TensorData;
import io.kindling.error.CheckpointException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The stream that {@code torch.save} wrote before version 1.6. The fixtures are those of {@code
 * good}, loaded and saved by torch 1.13 with {@code _use_new_zipfile_serialization=False}; the
 * others are written here, a character being a byte.
 */
final class TorchLegacyTest {
  private static final String MAGIC = "\u0080\2\u008a\nl\u00fc\u009cF\u00f9 j\u00a8P\31.";
  private static final String VERSION = "\u0080\2M\u00e9\3.";
  private static final String MACHINE = "\u0080\2}" + text("little_endian") + "\u0088s.";

  /** What comes before the values. */
  static final String HEAD = MAGIC + VERSION + MACHINE;

  private static final String TWO = storage("7", "K\2", "N");
  private static final String FLOATS = "\0\0\u0080?\0\0\0@"; // 1 and 2

  private static String storage(String key, String numel, String view) {
    return "("
        + text("storage")
        + "ctorch\nFloatStorage\n"
        + text(key)
        + text("cpu")
        + numel
        + view
        + "tQ";
  }

  private static String tensor(String storage, String offset, String numel) {
    String rest = numel + "\u0085K\1\u0085\u0089" + ORDERED_DICT;
    return "ctorch._utils\n_rebuild_tensor_v2\n(" + storage + offset + rest + "tR";
  }

  private static String values(String root) {
    return "\u0080\2" + root + ".";
  }

  private static String state(String tensor) {
    return values("}" + text("w") + tensor + "s");
  }

  private static String keys(String... keys) {
    return "\u0080\2](" + String.join("", Stream.of(keys).map(HostilePickle::text).toList()) + "e.";
  }

  private static String count(long numel) {
    return HostilePickle.littleEndian((int) numel)
        + HostilePickle.littleEndian((int) (numel >> 32));
  }

  private static byte[] file(String... parts) {
    return String.join("", parts).getBytes(StandardCharsets.ISO_8859_1);
  }

  private static void refused(byte[] file, String message) {
    Cost cost = new Cost();
    assertThatThrownBy(() -> MemoryFile.loadTree(file))
        .isInstanceOf(CheckpointException.class)
        .hasMessageStartingWith(MemoryFile.NAME + "")
        .hasMessageContaining(message);
    assertThat(cost.bytes()).isLessThan(Cost.MOST_BYTES);
  }

  static List<Path> fixtures() {
    return Fixtures.in("streams", ".pt");
  }

  @Test
  void thereAreFixtures() {
    assertThat(fixtures()).hasSizeGreaterThan(10);
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void holdsWhatTheArchiveHolds(Path file) {
    assertThat(comparable(TorchFile.loadTree(file)))
        .isEqualTo(comparable(TorchFile.loadTree(Fixtures.file("good/" + file.getFileName()))));
  }

  /** Stored tensors are equal if their bytes are. */
  private static Object comparable(Object value) {
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(entry -> List.of(entry.getKey(), comparable(entry.getValue())))
          .toList();
    }
    return value instanceof StoredTensor tensor ? List.of(tensor + "", tensor.bytes()) : value;
  }

  @Test
  void saysWhatItIs() {
    try (TorchFile stream = TorchFile.open(Fixtures.file("streams/plain_dict.pt"));
        TorchFile archive = TorchFile.open(Fixtures.file("good/plain_dict.pt"))) {
      assertThat(stream.isStream()).isTrue();
      assertThat(archive.isStream()).isFalse();
    }
  }

  /** A stream's values are read by the same machine as an archive's. */
  @Test
  void leavesUnknownObjectsUnreadOrRefusesThem() throws IOException {
    String args = text("args") + "cargparse\nNamespace\n)\u0081}" + text("lr") + "K\1sbs";
    String when = text("when") + "ccollections\nCounter\n}" + text("a") + "K\2s\u0085Rs";
    String root = "}" + text("w") + tensor(TWO, "K\0", "K\2") + "s" + args + when;
    byte[] file = file(MAGIC, VERSION, MACHINE, values(root), keys("7"), count(2), FLOATS);
    try (TorchFile open = MemoryFile.open(file)) {
      assertThat(open.remarks()).containsExactly("not read: argparse.Namespace (1 place)");
      open.verify();
    }
    assertThat(requireNonNull(MemoryFile.loadTree(file).get("when"))).hasToString("{a=2}");
    assertThatThrownBy(() -> MemoryFile.open(file, Unknown.REFUSE))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("(got 'argparse Namespace' at byte ");
  }

  @Test
  void refusesBooleansThatAreNeither() throws IOException {
    String truth = TWO.replace("Float", "Bool").replace("K\2", "K\1");
    byte[] file =
        file(
            MAGIC, VERSION, MACHINE, state(tensor(truth, "K\0", "K\1")), keys("7"), count(1), "\2");
    try (TorchFile open = MemoryFile.open(file)) {
      assertThatThrownBy(open::verify)
          .isInstanceOf(CheckpointException.class)
          .hasMessageContaining("storage 7 must hold booleans (got 2;");
    }
  }

  @Test
  void keepsTiedWeightsTied() {
    Map<String, TensorData> tied = TorchFile.load(Fixtures.file("streams/tied_weights.pt"));
    assertThat(tied.values().stream().distinct().count()).isLessThan(tied.size());
    assertThat(tied.values().stream().map(System::identityHashCode).distinct().count())
        .isLessThan(tied.size());
  }

  @Test
  void readsViewsOfStorages() throws IOException {
    String view = storage("7", "K\2", "(" + text("8") + "K\1K\1t");
    byte[] file =
        file(
            MAGIC,
            VERSION,
            MACHINE,
            state(tensor(view, "K\0", "K\1")),
            keys("7"),
            count(2),
            FLOATS);
    assertThat(requireNonNull(MemoryFile.load(file).get("w")).floats().get(0)).isEqualTo(2);
    String beyond = state(tensor(storage("7", "K\2", "(" + text("8") + "K\1K\2t"), "K\0", "K\1"));
    refused(file(MAGIC, VERSION, MACHINE, beyond), "a view of a storage must lie in it");
    String outOfView = state(tensor(view, "K\1", "K\1"));
    refused(file(MAGIC, VERSION, MACHINE, outOfView), "a tensor must lie in its storage");
  }

  @Test
  void passesOverTheSourceOfClasses() {
    String module = "(" + text("module") + "cposix\nsystem\n" + text("os.py") + text("…?") + "tQ";
    refused(file(MAGIC, VERSION, MACHINE, values(module)), "'posix system'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", "3", "4", "5"})
  void isKnownByItsMagicNumberInEveryProtocol(String protocol) {
    String frame = "\u0095\r\0\0\0\0\0\0\0";
    byte[] head = file("\u0080" + (char) (protocol.charAt(0) - '0'));
    String rest = (protocol.compareTo("4") < 0 ? "" : frame) + MAGIC.substring(2);
    byte[] magic = file(new String(head, StandardCharsets.ISO_8859_1), rest);
    refused(magic, " of the pickle of the protocol at byte " + magic.length);
  }

  @Test
  void refusesWhatContradictsItself() {
    String state = state(tensor(TWO, "K\0", "K\2"));
    refused(file(MAGIC, "\u0080\2K\1."), "must be of the known protocol (got protocol 1; expected");
    refused(file(MAGIC, "\u0080\2}."), "must be of the known protocol (got another value");
    String big = "\u0080\2}" + text("little_endian") + "\u0089s.";
    refused(file(MAGIC, VERSION, big), "the stream must be little-endian");
    refused(file(MAGIC, VERSION, "\u0080\2]."), "the stream must be little-endian");
    refused(file(HEAD, state, "\u0080\2}."), "the keys of the storages must be a list");
    refused(file(HEAD, state, keys()), "must hold each storage of its values and nothing else");
    refused(file(HEAD, state, keys("8")), "listed once, and have a tensor (got one that no tensor");
    refused(file(HEAD, state, "\u0080\2]N a.".replace(" ", "")), "got one that no tensor uses");
    refused(
        file(HEAD, state, keys("7", "7"), count(2), FLOATS),
        "listed once, and have a tensor (got 7 twice");
    refused(file(HEAD, state, keys("7")), "must hold the bytes of its storages (got 0 bytes");
    refused(file(HEAD, state, keys("7"), count(2), "1234567"), "(got 7 bytes before the end");
    refused(file(HEAD, state, keys("7"), count(3), FLOATS), "as long as its tensors say (got 3");
    refused(file(HEAD, state, keys("7"), count(-1), FLOATS), "as long as its tensors say (got -1");
    refused(file(HEAD, state, keys("7"), count(2), FLOATS, "x"), "1 storages and 1 more bytes");
  }

  /** What a storage says that it has is compared with the file before memory is taken for it. */
  @Test
  void takesNoMemoryForWhatIsNotThere() {
    String huge = storage("7", HostilePickle.number(1L << 60), "N");
    byte[] file =
        file(
            MAGIC, VERSION, MACHINE, state(tensor(huge, "K\0", "K\2")), keys("7"), count(1L << 60));
    refused(file, "must hold the bytes of its storages");
    refused(file(MAGIC, "\u0080\2X\u00ff\u00ff\u00ff\u007f"), "must not be too long");
    refused(file(MAGIC, VERSION, "\u0080\2" + "N".repeat(5000)), "at most 4096");
  }

  @ParameterizedTest
  @CsvSource({"I1\\n", "S'a'\\n", "i", "\u0095\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff"})
  void refusesInstructionsThatTheReaderLacks(String instruction) {
    refused(file(MAGIC, VERSION, MACHINE, values(instruction.replace("\\n", "\n"))), "the values");
  }

  @Test
  void refusesEveryTruncation() {
    byte[] file = Fixtures.bytes("good/linear_3x2_legacy.pt");
    for (int length = 0; length < file.length; length++) {
      byte[] cut = Arrays.copyOf(file, length);
      assertThatThrownBy(() -> MemoryFile.load(cut)).isInstanceOf(CheckpointException.class);
    }
  }

  /** There is no checksum, so other bytes are other values; but never a crash, nor much memory. */
  @Test
  void survivesEveryFlippedBitAndMore() throws IOException {
    byte[] file = Fixtures.bytes("good/linear_3x2_legacy.pt");
    Random random = new Random(0);
    int refused = 0;
    for (int at = 0; at < file.length; at++) {
      for (int bit = 0; bit < 8; bit++) {
        byte[] changed = file.clone();
        changed[at] ^= (byte) (1 << bit);
        if (random.nextInt(4) == 0) {
          changed[random.nextInt(file.length)] = (byte) random.nextInt();
        }
        Cost cost = new Cost();
        try {
          MemoryFile.loadTree(changed);
        } catch (CheckpointException e) {
          refused++;
        }
        if (cost.bytes() > Cost.MOST_BYTES) {
          throw new AssertionError(cost.bytes() + " bytes for a flip at " + at);
        }
      }
    }
    assertThat(refused).isBetween(file.length * 3, file.length * 8 - 1);
  }

  /** As somebody makes it who renames the file to what a zip has. */
  @Test
  void saysOfAStreamInAZipThatItIsOne() {
    byte[] zip = HostilePickle.file(MAGIC.substring(2, MAGIC.length() - 1));
    assertThatThrownBy(() -> MemoryFile.load(zip))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("data.pkl must be a pickle of values (got a whole file of torch.save")
        .hasMessageContaining("; unzip it and open data.pkl, which kindling reads as it is)");
  }

  @Test
  void saysWhichPickleOfTheStreamIsWrong() {
    String at = " of the pickle of the values at byte " + (MAGIC + VERSION + MACHINE).length();
    refused(
        file(MAGIC, VERSION, MACHINE, values("cposix\nsystem\n")),
        "'posix system' at byte 2" + at + ";");
    refused(
        file(MAGIC, VERSION, MACHINE, values("K\1"), keys()),
        "the file must hold a dict (got 1; expected a dict with strings as keys; ");
  }
}
