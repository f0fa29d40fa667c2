package io.kindling.checkpoint.torch;

import static io.kindling.checkpoint.torch.HostilePickle.REST;
import static io.kindling.checkpoint.torch.HostilePickle.littleEndian;
import static io.kindling.checkpoint.torch.HostilePickle.state;
import static io.kindling.checkpoint.torch.HostilePickle.storage;
import static io.kindling.checkpoint.torch.HostilePickle.tensor;
import static io.kindling.checkpoint.torch.HostilePickle.text;
import static io.kindling.checkpoint.torch.HostilePickle.view;
import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.checkpoint.Cost;
import io.kindling.error.CheckpointException;
import io.kindling.file.SavingProgram;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Floods of values, in a process with room for 64 MB of them. */
final class TorchFileMemoryTest {
  private static final int MILLION = 1_000_000;

  @TempDir Path folder;

  /** Reads files, and says why they are refused and how long that took. */
  static final class Program {
    private Program() {}

    public static void main(String[] files) {
      for (String file : files) {
        Cost cost = new Cost();
        String end;
        try {
          TorchFile.loadTree(Path.of(file));
          end = "read " + TorchFile.load(Path.of(file)).size();
        } catch (CheckpointException e) {
          end = "refused: " + e.rule();
        }
        System.out.printf("%s %d ms %s%n", Path.of(file).getFileName(), cost.time() / MILLION, end);
      }
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

  @Test
  void noPickleTakesMuchMemory() throws Exception {
    List<String> command = SavingProgram.process(List.of(), "").command();
    // 64 MB for what is kept, and a little for what is not
    command.addAll(1, List.of("-XX:+UseSerialGC", "-Xmn8m"));
    command.set(command.indexOf("-Xmx64m"), "-Xmx72m");
    command.set(command.size() - 2, Program.class.getName());
    command.remove(command.size() - 1);
    for (Map.Entry<String, String> flood : floods().entrySet()) {
      Path file = folder.resolve(flood.getKey());
      command.add(Files.write(file, HostilePickle.file(flood.getValue())).toString());
    }
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    System.out.print(output);
    assertThat(process.waitFor()).isZero();
    assertThat(output.lines())
        .hasSize(floods().size())
        .allMatch(line -> line.contains(" refused: "));
  }
}
