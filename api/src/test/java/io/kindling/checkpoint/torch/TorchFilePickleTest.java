package io.kindling.checkpoint.torch;

import static io.kindling.checkpoint.torch.HostilePickle.ORDERED_DICT;
import static io.kindling.checkpoint.torch.HostilePickle.state;
import static io.kindling.checkpoint.torch.HostilePickle.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.checkpoint.Refusals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Pickles in sound archives that would run something, or never end, or say nothing. */
final class TorchFilePickleTest {
  @TempDir Path folder;

  private static Arguments refusal(String what, String message, String body) {
    return Arguments.of(what, message, new HostilePickle(body));
  }

  static Stream<Arguments> programs() {
    return Stream.of(
        refusal("p03 not called", "'pip main'", state("cpip\nmain\n")),
        refusal("p05 INST", "opcode 0x53 'S'", state("(S'true'\niposix\nsystem\n")),
        refusal("p05 INST", "'posix system'", state("(iposix\nsystem\n")),
        refusal("p07 STACK_GLOBAL", "'posix system'", text("posix") + text("system") + "\u0093"),
        refusal("p08 NEWOBJ_EX", "named arguments", "ccollections\nOrderedDict\n)}\u0092"),
        refusal("p10 PERSID", "opcode 0x50 'P'", state("Pstorage\n")),
        refusal("p12 REDUCE", "to a tuple (got a list", "ccollections\nOrderedDict\n]R"),
        refusal("p13 storage", "can be applied", state("ctorch\nFloatStorage\nJ\0\0\0\177\u0085R")),
        refusal(
            "p15 BUILD", "only of an OrderedDict or an unknown object (got a list", state("]}b")),
        refusal("p17 slots", "only of an OrderedDict", state(ORDERED_DICT + "}}\u0086b")),
        refusal("p20 APPEND", "only be appended to a list (got a dict", "}K\1a"),
        refusal("p52 like it", "a name must be readable", "ccollections\nOrdered\u00adDict\n)R"),
        refusal(
            "p52 older", "_rebuild_tensor must have its arg", "ctorch._utils\n_rebuild_tensor\n)R"),
        refusal("t35 quantized", "dequantize()", state("ctorch._utils\n_rebuild_qtensor\n)R")));
  }

  static Stream<Arguments> broken() {
    return Stream.of(
        refusal("p24 circle", "a circle through a dict", "}q\0" + text("self") + "h\0s"),
        refusal("p27 TUPLE3 of one", "must find its operands", "K\1\u0087"),
        refusal("p31 two values", "1 values, 0 marks and 0 bytes beside it", "}}"),
        refusal("p39 text", "must be complete", "X\377\377\17\0abc"),
        refusal("p41 number", "2147483647 bytes", state("\u008b\377\377\377\177")),
        refusal("p42 digits", "opcode 0x4c 'L'", state("L" + "9".repeat(100_000) + "L\n")),
        refusal("p45 laughs", "must not add up to too many", state("](]q\0" + laughs() + "e")),
        refusal("p51 endless name", "a name must be readable", "c" + "a".repeat(1_000_000)));
  }

  /** Sixty lists, each of the one before, twice. */
  private static String laughs() {
    StringBuilder laughs = new StringBuilder();
    for (char i = 0; i < 60; i++) {
      laughs.append("](h").append(i).append('h').append(i).append("eq").append((char) (i + 1));
    }
    return laughs.toString();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"programs", "broken"})
  void refusesPickles(String what, String message, HostilePickle pickle) throws IOException {
    Path file = Files.write(folder.resolve("model.pt"), pickle.file());
    assertThat(Refusals.expect(file)).hasMessageContaining(message);
  }
}
