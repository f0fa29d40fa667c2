package io.kindling.cli;

import static io.kindling.cli.HostileFile.bytes;
import static io.kindling.cli.HostileFile.dict;
import static io.kindling.cli.HostileFile.pickle;
import static io.kindling.cli.HostileFile.tensor;
import static io.kindling.cli.Run.kindling;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.kindling.cli.HostileFile.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every command says the same of a file, before it takes memory for what the file claims. */
final class OneVerdictTest {
  private static final String WEIGHT = tensor("FloatStorage", "0", 1, 1, 1);
  private static final String BIAS = tensor("FloatStorage", "1", 1, 1, 1);
  private static final Entry ZERO = Entry.of("data/0", new byte[4]);
  private static final Entry ONE = Entry.of("data/1", new byte[4]);
  private static final int GIGA = 1_000_000_000;

  @TempDir Path folder;
  private Path file;
  private Path table;

  @BeforeEach
  void write() throws IOException {
    file = folder.resolve("model.pt");
    table = Files.writeString(folder.resolve("x.csv"), "x,y\n1,2\n2,3\n");
  }

  private List<Run> runs() {
    Path out = folder.resolve("out.pt");
    return List.of(
        kindling("inspect", file),
        kindling("convert", file, out),
        kindling("predict", "--model-file", file, "--data", table),
        kindling("train", "--init", file, "--data", table, "--target=y", "--epochs=1", "--quiet"));
  }

  private static HostileFile model() {
    return HostileFile.of(pickle(dict("weight", WEIGHT, "bias", BIAS)));
  }

  static Stream<Arguments> files() {
    String views =
        dict(
            IntStream.range(0, 100)
                .boxed()
                .flatMap(i -> Stream.of("w" + i, tensor("FloatStorage", "0", 4, (1 << 20) - i, 0)))
                .toArray(String[]::new));
    String others = dict("model", dict("weight", WEIGHT), "other", BIAS);
    String huge = dict("weight", tensor("FloatStorage", "0", GIGA, GIGA, 1));
    return Stream.of(
        arguments("must be stored", model().with(ZERO.deflated(4)).with(ONE)),
        arguments("must be stored", HostileFile.of(pickle(huge)).with(ZERO.deflated(4L * GIGA))),
        arguments(
            "far larger than what is stored",
            HostileFile.of(pickle(views)).with(Entry.of("data/0", new byte[16]))),
        arguments(
            "whatever their case",
            model().with(ZERO).with(ONE).with(Entry.of("DATA/0", new byte[] {0, 0, 1, 1}))),
        arguments(
            "whatever their case",
            model().with(ZERO).with(ONE).with(Entry.of("DATA.PKL", bytes(pickle("N"))))),
        arguments(
            "must not rename", model().with(ZERO.withExtra(bytes("up\5\0\1\0\0\0\0"))).with(ONE)),
        arguments("must be plain files", model().with(ZERO.withAttributes(0x10)).with(ONE)),
        arguments("must have its CRC-32", model().with(ZERO.withCrc(1)).with(ONE)),
        arguments(
            "must have its CRC-32", HostileFile.of(pickle(others)).with(ZERO).with(ONE.withCrc(1))),
        arguments(
            "must hold booleans",
            HostileFile.of(pickle(dict("weight", tensor("BoolStorage", "0", 1, 1, 1))))
                .with(Entry.of("data/0", new byte[] {2}))),
        arguments("must have a record data/1", model().with(ZERO)),
        arguments("must have the bytes", model().with(ZERO).with(Entry.of("data/1", new byte[5]))));
  }

  @ParameterizedTest
  @MethodSource("files")
  void allCommandsRefuseAHostileFileAlike(String reason, HostileFile hostile) throws IOException {
    Files.write(file, hostile.archive());
    for (Run run : runs()) {
      assertThat(run.err()).startsWith("kindling: " + file + ": ").contains(reason).hasLineCount(1);
      assertThat(run).extracting(Run::code, Run::out).containsExactly(2, "");
    }
  }

  @Test
  void allCommandsTakeAGoodFile() throws IOException {
    String weight = tensor("FloatStorage", "140234567890128", 1, 1, 1);
    String bias = tensor("FloatStorage", "140234567890208", 1, 1, 1).replace("K\1t", "t");
    Files.write(
        file,
        HostileFile.of(pickle(dict("weight", weight, "bias", bias)))
            .with(Entry.of("data/140234567890128", new byte[4]))
            .with(Entry.of("data/140234567890208", new byte[4]))
            .archive());
    assertThat(runs()).allMatch(run -> run.code() == 0 && run.err().isEmpty());
  }

  @Test
  void booleansOfSafetensorsAreOneOfTwo() throws IOException {
    String header = "{'w':{'dtype':'BOOL','shape':[1],'data_offsets':[0,1]}}".replace('\'', '"');
    Files.write(file, bytes((char) header.length() + "\0\0\0\0\0\0\0" + header + "\2"));
    assertThat(runs()).allMatch(run -> run.code() == 2 && run.err().contains("must hold booleans"));
  }
}
