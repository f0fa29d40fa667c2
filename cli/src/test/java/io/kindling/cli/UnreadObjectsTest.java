package io.kindling.cli;

import static io.kindling.cli.Run.kindling;
import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.checkpoint.StateFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the command says of objects whose classes nobody knows, and does with the rest. */
final class UnreadObjectsTest {
  private static final String HOOKS = "ccollections\nOrderedDict\n)R";
  private static final String WEIGHT =
      "ctorch._utils\n_rebuild_tensor_v2\n((X\7\0\0\0storagectorch\nFloatStorage\nX\1\0\0\0"
          + "0X\3\0\0\0cpuK\1tQK\0K\1K\1\u0086K\1K\1\u0086\u0089"
          + HOOKS
          + "tR";
  private static final String BIAS = WEIGHT.replace("K\1K\1\u0086", "K\1\u0085");

  @TempDir Path folder;

  /** A file of PyTorch's with such a pickle and a storage of one float, 0. */
  private Path file(String instructions) throws IOException {
    Path file = folder.resolve("model.pt");
    try (OutputStream out = Files.newOutputStream(file);
        ZipOutputStream zip = new ZipOutputStream(out)) {
      add(zip, "archive/data.pkl", "\u0080\2" + instructions + ".");
      add(zip, "archive/data/0", "\0\0\0\0");
      add(zip, "archive/version", "3\n");
    }
    return file;
  }

  private static void add(ZipOutputStream zip, String name, String content) throws IOException {
    byte[] bytes = content.getBytes(StandardCharsets.ISO_8859_1);
    CRC32 crc = new CRC32();
    crc.update(bytes);
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(bytes.length);
    entry.setCrc(crc.getValue());
    zip.putNextEntry(entry);
    zip.write(bytes);
    zip.closeEntry();
  }

  private static String state() {
    return "X\6\0\0\0weight" + WEIGHT + "X\4\0\0\0bias" + BIAS;
  }

  private Path checkpoint() throws IOException {
    String args = "cargparse\nNamespace\n)\u0081}(X\2\0\0\0lrG?\u00f0\0\0\0\0\0\0ub";
    return file("}(X\5\0\0\0model}(" + state() + "uX\4\0\0\0args" + args + "X\1\0\0\0ccm\nA\nu");
  }

  @Test
  void inspectNamesThemAndShowsTheRest() throws IOException {
    Run run = kindling("inspect", checkpoint());
    assertThat(run.err()).isEmpty();
    assertThat(run.out().lines().skip(1))
        .startsWith("not read: argparse.Namespace (1 place)", "not read: m.A (1 place)")
        .contains(
            "args     not read: argparse.Namespace", "args.lr  1.0", "c        not read: m.A");
    assertThat(run.out()).contains("| model.weight | float32 | [1, 1] |");
  }

  @Test
  void convertAndInitUseTheStateAndSayWhatIsLeftOut() throws IOException {
    String said = "not read: argparse.Namespace (1 place)\nnot read: m.A (1 place)\n";
    Path in = checkpoint();
    Path out = folder.resolve("out.safetensors");
    assertThat(kindling("convert", in, out)).isEqualTo(new Run(0, said, ""));
    assertThat(StateFile.load(out).tensors()).containsOnlyKeys("weight", "bias");
    Run train = kindling("train", "--init", in, "--epochs=1");
    assertThat(train.err()).isEmpty();
    assertThat(train.out()).contains(said);
  }

  @Test
  void aWholeModuleIsTakenApartAndThatIsSaid() throws IOException {
    String empty = "X\10\0\0\0_buffers}X\10\0\0\0_modules}";
    String module = "}(X\13\0\0\0_parameters}(" + state() + "u" + empty + "ub";
    Path in = file("ctorch.nn.modules.linear\nLinear\n)\u0081" + module);
    String said =
        """
        a whole module was pickled: its parameters and buffers are read, and no more
        not read: torch.nn.modules.linear.Linear (1 place)
        """;
    assertThat(kindling("convert", in, folder.resolve("out.pt"))).isEqualTo(new Run(0, said, ""));
    assertThat(kindling("inspect", in).out())
        .contains(said)
        .contains("| weight | float32 | [1, 1] |");
  }

  /** A dict of somebody's own class, and a tuple with names. */
  @Test
  void whatStandsInThemIsShownUnderItsWay() throws IOException {
    String dict = "cm\nHyper\n)\u0081(X\2\0\0\0lrK\1X\1\0\0\0w" + WEIGHT + "u";
    String pair = "cm\nPair\n(K\1" + BIAS + "t\u0081";
    Path in = file("}(X\1\0\0\0h" + dict + "X\1\0\0\0p" + pair + "u");
    assertThat(kindling("inspect", in).out())
        .contains("h     not read: m.Hyper\n", "h.lr  1\n", "p     not read: m.Pair(1, …)\n")
        .contains("| h.w    | float32 | [1, 1] |", "| p.1    | float32 |    [1] |");
    assertThat(kindling("inspect", in, "--entry=p.1").out()).contains("| (all)  | float32 |");
  }

  /** What is shown is what {@code --entry} takes. */
  @Test
  void aPartOfAModuleIsAnEntry() throws IOException {
    String linear = "ctorch.nn.modules.linear\nLinear\n)\u0081" + module(state(), "");
    String net = "cmine\nNet\n)\u0081" + module("", "X\1\0\0\0" + "0" + linear);
    Path in = file("}X\3\0\0\0net" + net + "s");
    assertThat(kindling("inspect", in).out())
        .contains("net.training  True", "| net.0.weight | float32 | [1, 1] |");
    Path out = folder.resolve("out.safetensors");
    assertThat(kindling("convert", in, out, "--entry=net.0").code()).isZero();
    assertThat(StateFile.load(out).tensors()).containsOnlyKeys("weight", "bias");
    assertThat(kindling("convert", in, out, "--entry=net").code()).isZero();
    assertThat(StateFile.load(out).tensors()).containsOnlyKeys("0.weight", "0.bias");
    assertThat(kindling("inspect", in, "--entry=net.training").out()).contains("(all)  True");
    assertThat(kindling("convert", in, out, "--entry=net.0.weight").err())
        .contains("the entry 'net.0.weight' must hold a dict (got a tensor, float32[1, 1]; ");
    assertThat(kindling("convert", in, out, "--entry=net.1").err())
        .contains("must have the entry 'net.1'");
  }

  private static String module(String parameters, String modules) {
    return "}(X\10\0\0\0training\u0088X\13\0\0\0_parameters}("
        + parameters
        + "uX\10\0\0\0_buffers}X\10\0\0\0_modules}("
        + modules
        + "uub";
  }

  @Test
  void whatWouldRunCodeIsRefused() throws IOException {
    Path file = file("}(" + state() + "X\1\0\0\0xcposix\nsystem\nX\1\0\0\0x\u0085Ru");
    for (Run run :
        new Run[] {kindling("inspect", file), kindling("convert", file, folder.resolve("o.pt"))}) {
      assertThat(run.code()).isEqualTo(2);
      assertThat(run.err()).contains("'posix system'").contains("this file would run code");
    }
  }
}
