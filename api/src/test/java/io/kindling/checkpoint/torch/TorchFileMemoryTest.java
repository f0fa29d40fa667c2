package io.kindling.checkpoint.torch;

import static io.kindling.checkpoint.torch.HostilePickle.REST;
import static io.kindling.checkpoint.torch.HostilePickle.littleEndian;
import static io.kindling.checkpoint.torch.HostilePickle.state;
import static io.kindling.checkpoint.torch.HostilePickle.storage;
import static io.kindling.checkpoint.torch.HostilePickle.tensor;
import static io.kindling.checkpoint.torch.HostilePickle.text;
import static io.kindling.checkpoint.torch.HostilePickle.view;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.checkpoint.Cost;
import io.kindling.checkpoint.StateChoice;
import io.kindling.checkpoint.StateFile;
import io.kindling.checkpoint.zip.TorchArchiveWriter;
import io.kindling.error.CheckpointException;
import io.kindling.file.SavingProgram;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Floods of values in every container, in a process with room for 64 MB of them. */
final class TorchFileMemoryTest {
  private static final int MILLION = 1_000_000;

  @TempDir Path folder;

  /** Opens files by every door, and says why they are refused and how long that took. */
  static final class Program {
    private Program() {}

    public static void main(String[] files) {
      for (String file : files) {
        Cost cost = new Cost();
        String end = end(Path.of(file));
        System.out.printf("%s %d ms %s%n", Path.of(file).getFileName(), cost.time() / MILLION, end);
      }
    }

    private static String end(Path file) {
      List<Consumer<Path>> doors =
          List.of(
              file.endsWith("in a zip") ? Program::part : Program::inspect,
              StateFile::load,
              TorchFile::load,
              TorchFile::loadTree,
              TorchFile::loadExact);
      for (Consumer<Path> door : doors) {
        try {
          door.accept(file);
        } catch (CheckpointException e) {
          if (door == doors.get(0)) {
            return "refused: " + e.rule(); // in its structure, which is all the same to the others
          }
        }
      }
      return "read";
    }

    /** As {@code kindling inspect} does. */
    private static void inspect(Path file) {
      if (StateFile.isSharded(file)) {
        StateFile.load(file);
        return;
      }
      try (TorchFile open = TorchFile.open(file)) {
        open.verify();
        open.remarks();
        open.modelNotes();
        TorchFile.withoutUnread(open.root());
      }
    }

    private static void part(Path file) {
      StateFile.load(file, StateChoice.of("model/policy.pth"));
    }
  }

  private static Map<String, String> floods() {
    Map<String, String> floods = new LinkedHashMap<>();
    floods.put("lists", "]".repeat(MILLION) + "a".repeat(MILLION - 1));
    floods.put("tuples", ")" + "\u0085".repeat(MILLION));
    floods.put("marks", "(".repeat(MILLION));
    floods.put("nothing", "N".repeat(5 * MILLION));
    floods.put("doubles", "](" + "G\1\2\3\4\5\6\7\b".repeat(2 * MILLION) + "e");
    floods.put("memo", "](" + memo("", 5 * MILLION));
    floods.put("numbered", "](" + memo("N", 2 * MILLION));
    floods.put("maps", "](" + "}".repeat(MILLION) + "e");
    floods.put("entries", "](" + "}K\1Ns".repeat(MILLION) + "e");
    floods.put("ordered", "](" + HostilePickle.ORDERED_DICT.repeat(MILLION) + "e");
    floods.put("name", "c" + "a".repeat(MILLION));
    floods.put("complex", complex());
    floods.put("expanded", state(view("K\0", "J\0\0@\0K\4\u0086", "K\0K\0\u0086")));
    floods.put("views", "}(" + views());
    PickleFloods.addTo(floods);
    PickleFloods.addSoundTo(floods);
    return floods;
  }

  private static String memo(String each, int count) {
    StringBuilder memo = new StringBuilder("N");
    for (int i = 0; i < count; i++) {
      memo.append(each).append('r').append(littleEndian(i));
    }
    return memo.toString();
  }

  /** As large as a tensor can be made of nothing; it becomes neither float nor integer. */
  private static String complex() {
    String storage = storage("ctorch\nComplexDoubleStorage\n", text("0"), text("cpu"), "K\1");
    String large = tensor(storage, "K\0", "J\0\0\40\0\u0085", "K\0\u0085", REST);
    return state(large);
  }

  /** Each of them makes as much out of nothing as it may. */
  private static String views() {
    StringBuilder views = new StringBuilder();
    for (int i = 0; i < 6; i++) {
      String offset = "K" + (char) i;
      views.append(text("view" + i)).append(view(offset, "J\0\0@\0\u0085", "K\0\u0085"));
    }
    return views.append('u').toString();
  }

  /** The floods in archives; some of them in other containers; and many records. */
  private static Map<String, byte[]> files() throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    Map<String, String> floods = floods();
    floods.forEach((name, flood) -> files.put(name, HostilePickle.file(flood)));
    for (String name : List.of("lists", "doubles", "entries", "objects", "encoded", "numpy")) {
      String stream = TorchLegacyTest.HEAD + "\u0080\2" + floods.get(name) + ".";
      files.put(name + " in a stream", stream.getBytes(StandardCharsets.ISO_8859_1));
    }
    files.put("flood.bin", requireNonNull(files.get("numpy")));
    String index = "{\"weight_map\":{\"weight\":\"flood.bin\"}}";
    files.put("flood.index.json", index.getBytes(StandardCharsets.US_ASCII));
    files.put("in a zip", archive("policy.pth", requireNonNull(files.get("maps"))));
    files.put("records", records());
    return files;
  }

  private static byte[] archive(String name, byte[] contents) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    TorchArchiveWriter writer = new TorchArchiveWriter(bytes, "model");
    writer.add(name, ByteBuffer.wrap(contents));
    writer.finish();
    return bytes.toByteArray();
  }

  /** As many as there may be, with names as long as they may be, and that fold to others. */
  private static byte[] records() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    TorchArchiveWriter writer = new TorchArchiveWriter(bytes, "model");
    String name = "N".repeat(190);
    for (int i = 0; i < 65_535; i++) {
      writer.add(name + i, ByteBuffer.allocate(0));
    }
    writer.finish();
    return bytes.toByteArray();
  }

  @Test
  void noFileTakesMuchMemory() throws Exception {
    List<String> command = SavingProgram.process(List.of(), "").command();
    // 64 MB for what is kept, and a little for what is not
    command.addAll(1, List.of("-XX:+UseSerialGC", "-Xmn8m"));
    command.set(command.indexOf("-Xmx64m"), "-Xmx72m");
    command.set(command.size() - 2, Program.class.getName());
    command.remove(command.size() - 1);
    Map<String, byte[]> files = files();
    for (Map.Entry<String, byte[]> flood : files.entrySet()) {
      Path file = Files.write(folder.resolve(flood.getKey()), flood.getValue());
      command.add(file.toString());
    }
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    System.out.print(output);
    assertThat(process.waitFor()).isZero();
    assertThat(output.lines())
        .hasSize(files.size())
        .allMatch(line -> line.matches(".* ms (refused: .+|read)"))
        .filteredOn(line -> line.contains(" ms refused: "))
        .hasSizeGreaterThan(35);
  }
}
