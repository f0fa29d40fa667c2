package io.kindling.tck.kit;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DynamicTest;

/**
 * A kind of golden cases: a script of its name makes them, {@code golden/modules.py}, and a file
 * holds those of a description, {@code golden/modules/relu.json}. {@code golden/make.py} writes all
 * files and an index of them.
 */
public enum GoldenCases {
  /** By the names of modules' descriptions. */
  MODULES("module"),
  /** By the names of losses' descriptions. */
  LOSSES("loss"),
  /** By the names of optimizers' descriptions. */
  OPTIMIZERS("optimizer"),
  /** By the names of {@link io.kindling.Tensor}'s methods. */
  OPERATIONS("operation");

  private final String noun;

  GoldenCases(String noun) {
    this.noun = noun;
  }

  /** What a description of this kind describes. */
  public String noun() {
    return noun;
  }

  private String folder() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What there are cases of, by name. */
  public List<String> names() {
    return Golden.read("index.json").getAsJsonObject().getAsJsonArray(folder()).asList().stream()
        .map(JsonElement::getAsString)
        .toList();
  }

  /** The cases of one description, or a failure that says where to write them. */
  public List<GoldenCase> of(String name) {
    if (!names().contains(name)) {
      Assertions.fail(
          "no golden cases of %s: add them to golden/%s.py, of which golden/make.py makes %s"
              .formatted(name, folder(), file(name)));
    }
    JsonObject file = Golden.read(file(name)).getAsJsonObject();
    return file.getAsJsonArray("cases").asList().stream()
        .map(golden -> new GoldenCase(noun, golden.getAsJsonObject()))
        .toList();
  }

  private String file(String name) {
    return folder() + "/" + name + ".json";
  }

  /** A test for each case of all descriptions. */
  public Stream<DynamicTest> replay(Consumer<GoldenCase> test) {
    return names().stream().flatMap(name -> of(name).stream().map(golden -> test(golden, test)));
  }

  private DynamicTest test(GoldenCase golden, Consumer<GoldenCase> test) {
    return dynamicTest(noun + " " + golden.name(), () -> test.accept(golden));
  }
}
