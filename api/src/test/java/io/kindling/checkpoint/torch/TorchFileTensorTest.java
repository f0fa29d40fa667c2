package io.kindling.checkpoint.torch;

import static io.kindling.checkpoint.torch.HostilePickle.REST;
import static io.kindling.checkpoint.torch.HostilePickle.SIZE;
import static io.kindling.checkpoint.torch.HostilePickle.STORAGE;
import static io.kindling.checkpoint.torch.HostilePickle.STRIDE;
import static io.kindling.checkpoint.torch.HostilePickle.number;
import static io.kindling.checkpoint.torch.HostilePickle.state;
import static io.kindling.checkpoint.torch.HostilePickle.storage;
import static io.kindling.checkpoint.torch.HostilePickle.tensor;
import static io.kindling.checkpoint.torch.HostilePickle.text;
import static io.kindling.checkpoint.torch.HostilePickle.view;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.checkpoint.Cost;
import io.kindling.checkpoint.Refusals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Tensors that reach out of their storages, and storages that are not what is said of them. */
final class TorchFileTensorTest {
  private static final String FLOATS = "ctorch\nFloatStorage\n";
  private static final String CPU = text("cpu");

  @TempDir Path folder;

  private static Arguments refusal(String what, String message, String value) {
    return Arguments.of(what, message, new HostilePickle(state(value)));
  }

  private static String of(String storage) {
    return tensor(storage, "K\0", SIZE, STRIDE, REST);
  }

  private static String six(String key) {
    return of(storage(FLOATS, key, CPU, "K\6"));
  }

  static Stream<Arguments> views() {
    String large = number(1L << 16) + number(1L << 16) + "\u0086";
    String ones = "(" + "K\1".repeat(10_000) + "t";
    return Stream.of(
        refusal("t02 offset", "must lie in its storage", view("K\1", SIZE, STRIDE)),
        refusal("t10 2^32", "not be far larger than it", view("K\0", large, "K\0K\0\u0086")),
        refusal("t13 stride", "must lie", view("K\0", SIZE, number(1L << 62) + "K\1\u0086")),
        refusal("t15 rank", "10000 sizes", view("K\0", ones, ones)),
        refusal("t33 size", "(got true", view("K\0", "\u0088K\3\u0086", STRIDE)),
        refusal("t30 five", "(got 5", tensor(STORAGE, "K\0", SIZE, STRIDE, "\u0089")),
        refusal("t31 eight", "(got 8", tensor(STORAGE, "K\0", SIZE, STRIDE, REST + "NN")),
        refusal("t31 hooks", "(got a list", tensor(STORAGE, "K\0", SIZE, STRIDE, "\u0089]")),
        refusal("t33 no storage", "a storage (got 0", of("K\0")));
  }

  static Stream<Arguments> storages() {
    String kind = "(" + text("module") + FLOATS + text("0") + CPU + "K\6tQ";
    String four = "(" + text("storage") + FLOATS + text("0") + CPU + "tQ";
    String five = storage(FLOATS, text("0"), CPU, "K\5");
    String name = text("FloatStorage");
    return Stream.of(
        refusal("t05 2^60", "24 bytes", of(storage(FLOATS, text("0"), CPU, number(1L << 60)))),
        refusal("t06 longer", "24 bytes", of(storage(FLOATS, text("0"), CPU, "K\7"))),
        refusal("t07 shorter", "24 bytes", tensor(five, "K\0", "K\5\u0085", "K\1\u0085", REST)),
        refusal("t16 no record", "must have a record data/7", six(text("7"))),
        refusal("t18 other digits", "must have a record data/٠", six("X\2\0\0\0\331\240")),
        refusal("t18 negative", "must have a record data/-1", six(text("-1"))),
        refusal("t24 two lengths", "one type", "](" + of(STORAGE) + of(five) + "e"),
        refusal("t25 id", "a persistent id must be a storage", of(text("storage") + "Q")),
        refusal("t26 four", "(got 4", of(four)),
        refusal("t27 six", "(got 6", of(storage(FLOATS, text("0"), CPU, "K\6N"))),
        refusal("t28 kind", "'module' '0'", of(kind)),
        refusal("t29 type", "a storage class (got 'F", of(storage(name, text("0"), CPU, "K\6"))),
        refusal("t38 location", "a device (got 0", of(storage(FLOATS, text("0"), "K\0", "K\6"))));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource({"views", "storages"})
  void refusesTensors(String what, String message, HostilePickle pickle) throws IOException {
    Path file = Files.write(folder.resolve("model.pt"), pickle.file());
    assertThat(Refusals.expect(file)).hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource({"t19, 0", "t20, 20", "t21, 25", "t22, 4000"})
  void refusesRecordsOfOtherLengths(String what, int bytes) throws IOException {
    byte[] file = HostilePickle.file(state(view("K\0", SIZE, STRIDE)), bytes);
    assertThat(Refusals.expect(Files.write(folder.resolve("model.pt"), file)))
        .hasMessageContaining("record data/0 must have the bytes of its elements");
  }

  @Test
  void readsTwentyThousandViewsOfOneStorageInNoTime() throws IOException { // t39
    StringBuilder body = new StringBuilder("}(");
    for (int i = 0; i < 20_000; i++) {
      body.append(text("view" + i)).append(view("K" + (char) (i % 6), "K\1\u0085", "K\1\u0085"));
    }
    Path file = Files.write(folder.resolve("model.pt"), HostilePickle.file(body + "u"));
    Cost cost = new Cost();
    assertThat(TorchFile.load(file)).hasSize(20_000);
    assertThat(cost.time()).isLessThan(2 * Cost.MOST_TIME);
  }

  @Test
  void readsATensorOfAnyDeviceToMemory() throws IOException { // t37
    String cuda = of(storage(FLOATS, text("0"), text("cuda:7"), "K\6"));
    Path file = Files.write(folder.resolve("model.pt"), HostilePickle.file(state(cuda)));
    assertThat(requireNonNull(TorchFile.load(file).get("weight")).toFloatArray()).containsOnly(0);
  }
}
