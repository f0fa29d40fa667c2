package io.kindling.spark;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.kindling.Backend;
import io.kindling.Backends;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code of docs/spark.md runs, and prints what is written below it. */
final class SparkPageTest {
  private static final boolean UPDATE = Boolean.getBoolean("docs.update");
  private static final Path PAGE = Path.of("../../docs/spark.md");
  private static final Pattern CODE =
      Pattern.compile("```java\n(.*?)\n```\n\n```text\n(.*?)```\n", Pattern.DOTALL);

  /** A program's text around the page's lines. */
  private static final String AROUND =
      """
      import static io.kindling.Specs.*;
      import static io.kindling.optim.LbfgsSpec.LineSearch.STRONG_WOLFE;
      import static org.apache.spark.sql.functions.col;
      import static org.apache.spark.sql.functions.expr;
      import io.kindling.Backend;
      import io.kindling.Module;
      import io.kindling.Optimizer;
      import io.kindling.predict.Predictor;
      import io.kindling.spark.RowOrder;
      import io.kindling.spark.SparkMoments;
      import io.kindling.spark.SparkPredictor;
      import io.kindling.spark.SparkTrainer;
      import io.kindling.spark.ml.KindlingRegressionModel;
      import io.kindling.spark.ml.KindlingRegressor;
      import io.kindling.statistics.*;
      import io.kindling.train.*;
      import java.nio.file.*;
      import java.util.*;
      import org.apache.spark.ml.evaluation.RegressionEvaluator;
      import org.apache.spark.sql.Dataset;
      import org.apache.spark.sql.Row;
      import org.apache.spark.sql.SparkSession;

      public class Page {
        public static void main(SparkSession spark, Backend backend, String folder) throws Exception {
      CODE
        }
      }
      """;

  @TempDir private Path folder;

  @Test
  void itsCodeRunsAndPrintsWhatItSays() throws Exception {
    String page = Files.readString(PAGE);
    Matcher matcher = CODE.matcher(page);
    List<String> codes = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    while (matcher.find()) {
      codes.add(matcher.group(1));
      texts.add(matcher.group(2));
    }
    assertThat(codes).isNotEmpty();
    String[] printed =
        run(String.join("\nSystem.out.println(\"\\u000c\");\n", codes)).split("\f\n", -1);
    assertThat(printed).hasSameSizeAs(texts);
    if (UPDATE) {
      Matcher again = CODE.matcher(page);
      int[] block = {0};
      Files.writeString(
          PAGE,
          again.replaceAll(
              found ->
                  Matcher.quoteReplacement(
                      "```java\n"
                          + found.group(1)
                          + "\n```\n\n```text\n"
                          + printed[block[0]++]
                          + "```\n")));
      return;
    }
    assertThat(printed).containsExactlyElementsOf(texts);
  }

  private String run(String code) throws Exception {
    compile(code);
    PrintStream before = System.out;
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    SparkSession session = Sessions.local();
    try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()});
        Backend backend = Backends.open("cpu")) {
      System.setOut(new PrintStream(said, true, UTF_8));
      loader
          .loadClass("Page")
          .getMethod("main", SparkSession.class, Backend.class, String.class)
          .invoke(null, session, backend, folder.resolve("homes").toString());
    } finally {
      System.setOut(before);
    }
    return said.toString(UTF_8);
  }

  private void compile(String code) throws IOException {
    Path source = Files.writeString(folder.resolve("Page.java"), AROUND.replace("CODE", code));
    ByteArrayOutputStream complaints = new ByteArrayOutputStream();
    int failed =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                complaints,
                complaints,
                "-proc:none",
                "-nowarn",
                "-cp",
                classPath(),
                source.toString());
    assertThat(failed).as(complaints.toString(UTF_8)).isZero();
  }

  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }
}
