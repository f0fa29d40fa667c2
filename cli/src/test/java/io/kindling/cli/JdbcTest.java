package io.kindling.cli;

import static io.kindling.cli.Run.kindling;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code --jdbc}, {@code --query} and {@code --lib}. */
final class JdbcTest {
  private static final String QUERY = "--query=SELECT x, y FROM points ORDER BY x";

  private final String name = "jdbc:h2:mem:" + UUID.randomUUID();
  private final String database = "--jdbc=" + name + ";USER=me;PASSWORD=s3cret";
  private Connection connection;

  private static final String SGD = "--optimizer=sgd(lr=0.01)";

  @TempDir Path folder;

  @BeforeEach
  void fill() throws SQLException {
    connection = DriverManager.getConnection(name, "me", "s3cret");
    connection
        .createStatement()
        .execute("CREATE TABLE points AS SELECT X, 2 * X + 1 AS Y FROM SYSTEM_RANGE(0, 10)");
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  private static void refused(Run run, String message) {
    assertThat(run.err()).startsWith("kindling: ").contains(message).hasLineCount(1);
    assertThat(run.err()).doesNotContain("s3cret");
    assertThat(run.code()).isEqualTo(2);
  }

  private Path sameInAFile() throws IOException {
    StringBuilder text = new StringBuilder("X,Y\n");
    for (int x = 0; x <= 10; x++) {
      text.append(x + "," + (2 * x + 1) + "\n");
    }
    return Files.writeString(folder.resolve("points.csv"), text);
  }

  @Test
  void trainsOnWhatADatabaseAnswersAsOnTheSameTableInAFile() throws IOException {
    Path file = sameInAFile();
    Run answered = kindling("train", database, QUERY, "--target=Y", SGD);
    assertThat(answered.err()).isEmpty();
    assertThat(answered.out())
        .isEqualTo(kindling("train", "--data", file, "--target=Y", SGD).out());
    assertThat(answered.out()).contains("Y = 2.0140 X + 0.9025");
  }

  @Test
  void streamsAndPredicts() {
    Path model = folder.resolve("model.pt");
    Run streamed =
        kindling(
            "train",
            database,
            QUERY,
            "--target=Y",
            SGD,
            "--stream",
            "--batch-size=11",
            "--save=" + model);
    assertThat(streamed.err()).isEmpty();
    assertThat(streamed.out())
        .contains("streamed: query is read anew in every epoch")
        .contains("Y = 2.0140 X + 0.9025");
    Run predicted = kindling("predict", "--model-file", model, database, QUERY);
    assertThat(predicted.err()).isEmpty();
    assertThat(predicted.lines())
        .hasSize(12)
        .startsWith("Y,Y_predicted")
        .element(1)
        .asString()
        .startsWith("1,0.90");
  }

  @Test
  void theDriverIsFoundInTheJarsOfLib() {
    String jar =
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(path -> path.matches(".*[/\\\\]h2-[^/\\\\]*\\.jar"))
            .findFirst()
            .orElseThrow();
    String rows = "--query=SELECT X, 2 * X + 1 AS Y FROM SYSTEM_RANGE(0, 10)";
    Run run = kindling("train", "--jdbc=jdbc:h2:mem:", rows, "--lib=" + jar, "--target=Y", SGD);
    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains("Y = 2.0140 X + 0.9025");
    refused(
        kindling("train", database, QUERY, "--lib=" + jar, "--target=Y"), // a driver of its own
        "Table \"POINTS\" not found");
  }

  @Test
  void aDriverThatIsNotThereIsNamed() throws IOException {
    String wanted =
        "query: there must be a driver for the database (got none for jdbc:h2:…; expected one that"
            + " takes such a URL; name the jar of the database's driver with --lib)";
    Path empty = Files.createFile(folder.resolve("empty.jar"));
    refused(kindling("train", database, QUERY, "--lib=" + empty, "--target=Y"), wanted);
    refused(
        kindling("train", "--jdbc=jdbc:x://me:s3cret@host", QUERY, "--target=Y"),
        "got none for jdbc:x:…;");
    refused(
        kindling("train", database, QUERY, "--lib=no.jar", "--target=Y"),
        "no.jar: the file must exist (got no such file; expected the jar of a database's driver)");
  }

  @Test
  void optionsThatDoNotGoTogetherAreRefused() {
    refused(
        kindling("train", database, QUERY, "--data=x.csv", "--target=Y"),
        "--data and --jdbc exclude each other");
    refused(
        kindling("predict", "--model-file=m.pt", database, QUERY, "--data=x.csv"),
        "--data and --jdbc exclude each other");
    refused(kindling("train", database, "--target=Y"), "--jdbc needs --query SQL");
    refused(kindling("train", QUERY, "--target=Y"), "--query and --lib need --jdbc URL");
    refused(kindling("train", "--lib=x.jar"), "--query and --lib need --jdbc URL");
    refused(
        kindling("predict", "--model-file=m.pt"),
        "predict needs a table: TABLE, --data FILE, or --jdbc URL --query SQL");
  }

  @Test
  void whatTheDatabaseRefusesIsSaidInItsWords() {
    refused(
        kindling("train", database, "--query=SELECT nothing FROM points", "--target=Y"),
        "query: the database must answer it (got Column \"NOTHING\" not found");
    refused(
        kindling("train", database.replace("s3cret", "guess"), QUERY, "--target=Y"),
        "query: there must be a connection to the database (got Wrong user name or password");
  }

  @Test
  void aCheckpointDoesNotHoldThePasswordNorNameTheDatabase() throws IOException {
    Path model = folder.resolve("model.pt");
    Object[] begun = {
      "train",
      database,
      QUERY,
      "--target=Y",
      "--epochs=20",
      SGD,
      "--checkpoint-every=10",
      "--save=" + model
    };
    assertThat(kindling(begun).err()).isEmpty();
    Path checkpoint = folder.resolve("model.checkpoint-20.pt");
    assertThat(Files.readString(checkpoint, StandardCharsets.ISO_8859_1))
        .contains("--target=Y")
        .doesNotContain("s3cret", "jdbc", "SELECT");
    refused(
        kindling("train", "--resume=" + model, "--epochs=100"),
        "--resume: the table that the training began with must be there (got an answer of a"
            + " database, which a checkpoint does not name; expected it; say --jdbc, --query and"
            + " --lib again)");
    Run resumed = kindling("train", "--resume=" + model, "--epochs=100", database, QUERY);
    assertThat(resumed.err()).isEmpty();
    assertThat(resumed.out()).contains("Y = 2.0140 X + 0.9025");
  }

  @Test
  void aTrainingOnAFileGoesOnWithTheSameTableInADatabase() throws IOException {
    Path file = sameInAFile();
    Path model = folder.resolve("model.pt");
    kindling(
        "train",
        "--data=" + file,
        "--target=Y",
        "--epochs=20",
        SGD,
        "--checkpoint-every=10",
        "--save=" + model);
    Run resumed = kindling("train", "--resume=" + model, "--epochs=100", database, QUERY);
    assertThat(resumed.err()).isEmpty();
    assertThat(resumed.out()).contains("Y = 2.0140 X + 0.9025");
  }
}
