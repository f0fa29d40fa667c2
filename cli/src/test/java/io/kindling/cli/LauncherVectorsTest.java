package io.kindling.cli;

import static io.kindling.cli.PretendedProject.executable;
import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.cli.PretendedProject.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When the launcher starts Java with the Vector API, and that nothing else changes by it. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "a POSIX shell script")
final class LauncherVectorsTest {
  private static final String VECTORS = "\n--add-modules\njdk.incubator.vector\n";

  /** With the 1,000 rows of five numbers below, as many epochs as make a large training. */
  private static final String ENOUGH = "1000000";

  private static final String TOO_FEW = "900000";

  @TempDir Path temp;

  private PretendedProject pretended;
  private Path table;

  @BeforeEach
  void pretend() throws IOException {
    pretended = new PretendedProject(temp);
    table = Files.writeString(temp.resolve("a = table,\t1.csv"), table("1,2,3,4,5\n"));
    release(pretended.jdk17, "java.base jdk.incubator.vector jdk.zipfs");
  }

  private static String table(String row) {
    return "a,b,c,d,e\n".substring(0, row.length()) + row.repeat(999);
  }

  private static void release(Path jdk, String modules) throws IOException {
    Files.writeString(
        jdk.resolve("release"), "JAVA_VERSION=\"17.0.15\"\nMODULES=\"" + modules + "\"\n");
  }

  private Outcome launch(Map<String, String> more, String... args) throws Exception {
    return launch(pretended.project.resolve("kindling"), more, args);
  }

  private Outcome launch(Path command, Map<String, String> more, String... args) throws Exception {
    Map<String, String> environment = new HashMap<>(Map.of("JAVA_HOME", pretended.jdk17 + ""));
    environment.putAll(more);
    Outcome outcome = pretended.launch(command, temp, environment, args);
    assertThat(outcome.err()).isEmpty();
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out()).endsWith("\n" + String.join("\n", args) + "\n");
    return outcome;
  }

  /** A training of all of the table, with more options. */
  private String[] train(String epochs, String... more) {
    List<String> args = new ArrayList<>(List.of("train", "--data", table + "", "--target", "e"));
    args.addAll(List.of("--epochs", epochs));
    args.addAll(List.of(more));
    return args.toArray(String[]::new);
  }

  private void assertVectors(String... args) throws Exception {
    assertThat(launch(Map.of(), args).out())
        .contains(VECTORS)
        .contains("\n-Dkindling.stderr=stdin\n");
  }

  private void assertPlain(String... args) throws Exception {
    assertPlain(Map.of(), args);
  }

  private void assertPlain(Path command, String... args) throws Exception {
    assertPlain(launch(command, Map.of(), args));
  }

  private void assertPlain(Map<String, String> environment, String... args) throws Exception {
    assertPlain(launch(environment, args));
  }

  private static void assertPlain(Outcome outcome) {
    assertThat(outcome.out())
        .doesNotContain(VECTORS)
        .doesNotContain("-Dkindling.stderr")
        .doesNotContain("HugePages");
  }

  @Test
  void manyMultiplicationsStartThem() throws Exception {
    assertVectors(train(ENOUGH));
    assertVectors(train(ENOUGH, "--backend", "cpu", "--stream"));
    assertVectors("train", table + "", "--target", "e", "--epochs", ENOUGH);
    assertVectors("train", "--epochs=" + ENOUGH, "--data=" + table, "--backend=cpu");
  }

  @Test
  void fewDoNot() throws Exception {
    assertPlain(train(TOO_FEW));
    assertPlain("train");
    assertPlain("train", "--epochs", ENOUGH);
    assertPlain("train", "--data", table + "");
    assertPlain("train", "--data");
    assertPlain(train("many"));
    assertPlain(train(""));
    table = temp.resolve("none.csv");
    assertPlain(train(ENOUGH));
    Files.writeString(table, "");
    assertPlain(train(ENOUGH));
    Files.writeString(table, "a line".repeat(100_000));
    assertPlain(train(ENOUGH));
    table = temp;
    assertPlain(train(ENOUGH));
  }

  @Test
  void everyWeightOfAModelMultipliesARow() throws Exception {
    String model =
        "sequential(linear(4, 500), relu(), linear(bias=false, in_features=500, out_features=6))";
    assertVectors(train("1000", "--model", model));
    assertVectors(train("1000", "--model=" + model));
    assertPlain(train("900", "--model", model));
    assertPlain(train("1000", "--model", "sequential(embedding(500, 10), flatten(), relu())"));
    assertPlain(train("1000", "--model", "linear(4"));
    assertPlain(train("1000", "--model", "\\"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--backend=libtorch", "--backend=auto", "@options", "--init=/dev/stdin"})
  void otherBackendsAndWhatIsNotToBeReadHereDoNot(String option) throws Exception {
    assertPlain(train(ENOUGH, option));
    assertPlain(train(ENOUGH, option.split("=")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"-", "/dev/stdin", "/dev/fd/0", "/dev/stderr", "link"})
  void whatNamesAStreamHasIt(String name) throws Exception {
    Path linked = Files.createSymbolicLink(temp.resolve("link"), Path.of("/dev/stdin"));
    Path kindling = pretended.project.resolve("kindling");
    Path fed = temp.resolve("fed");
    executable(fed, "#!/bin/sh\nexec '" + kindling + "' \"$@\" <'" + table + "'\n");
    Files.copy(table, temp.resolve("-"));
    String input = name.equals("link") ? linked + "" : name;
    assertPlain(fed, "train", "--epochs", ENOUGH, "--data", input);
    assertPlain(fed, "train", "--epochs", ENOUGH, "--data=" + input);
    table = Files.copy(table, temp.resolve("another.csv"));
    assertPlain(fed, train(ENOUGH, "--validation-data", input));
    assertPlain(fed, train(ENOUGH, "--validation-data=" + input));
    assertThat(launch(fed, Map.of(), train(ENOUGH)).out()).contains(VECTORS);
  }

  @Test
  void onlyTrainingDoes() throws Exception {
    assertPlain("predict", "--data", table + "", "--epochs", ENOUGH);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--add-modules=jdk.incubator.vector",
        "--limit-modules java.base",
        "-Dkindling.cpu.vector=false",
        "-Dx=y -javaagent:a.jar",
        "-Xlog:gc:stderr",
        "@options"
      })
  void whoSaysOtherwiseIsObeyed(String options) throws Exception {
    Outcome outcome = launch(Map.of("KINDLING_OPTS", options), train(ENOUGH));
    assertThat(outcome.out()).doesNotContain(VECTORS).doesNotContain("-Dkindling.stderr");
  }

  @Test
  void otherOptionsGoWithThem() throws Exception {
    assertThat(launch(Map.of("KINDLING_OPTS", "-Xmx8g"), train(ENOUGH)).out())
        .contains(VECTORS)
        .contains("\n-Xmx8g\n");
  }

  @Test
  void javaThatSpeaksByItselfIsHeard() throws Exception {
    assertPlain(Map.of("JAVA_TOOL_OPTIONS", "-Dx=y"), train(ENOUGH));
    assertPlain(Map.of("JDK_JAVA_OPTIONS", "-Dx=y"), train(ENOUGH));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "java.base", "jdk.incubator.vectors jdk.incubator_vector"})
  void aJdkWithoutThemDoesWithout(String modules) throws Exception {
    release(pretended.jdk17, modules);
    assertPlain(train(ENOUGH));
  }

  @Test
  void withoutStderrThereAreNone() throws Exception {
    pretended.launch();
    Path closing = temp.resolve("closing");
    executable(
        closing, "#!/bin/sh\nexec '" + pretended.project.resolve("kindling") + "' \"$@\" 2>&-\n");
    Outcome outcome =
        pretended.launch(closing, temp, Map.of("JAVA_HOME", pretended.jdk17 + ""), train(ENOUGH));
    assertThat(outcome.code()).isZero();
    assertThat(outcome.out()).doesNotContain(VECTORS).contains("\nio.kindling.cli.Main\n");
  }

  @Test
  void withoutStdoutNothingIsSaidOfIt() throws Exception {
    pretended.launch();
    Path closing = temp.resolve("closing");
    executable(
        closing, "#!/bin/sh\nexec '" + pretended.project.resolve("kindling") + "' \"$@\" >&-\n");
    executable(pretended.jdk17.resolve("bin/java"), "#!/bin/sh\n");
    Outcome outcome =
        pretended.launch(closing, temp, Map.of("JAVA_HOME", pretended.jdk17 + ""), train(ENOUGH));
    assertThat(outcome).isEqualTo(new Outcome(0, "", ""));
  }

  @Test
  void onlyTheCommandIsHeardAndItsExitCodeStays() throws Exception {
    String java = Files.readString(pretended.jdk17.resolve("bin/java"));
    String speaks =
        "case $* in *vector*) echo WARNING >&2; echo 'kindling: ours' >&0; exit 2 ;; esac\n";
    executable(
        pretended.jdk17.resolve("bin/java"), java.replace("#!/bin/sh\n", "#!/bin/sh\n" + speaks));
    Outcome outcome = pretended.launch(train(ENOUGH));
    assertThat(outcome.err()).isEqualTo("kindling: ours\n");
    assertThat(outcome.code()).isEqualTo(2);
  }
}
