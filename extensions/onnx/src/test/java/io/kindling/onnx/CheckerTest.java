package io.kindling.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.kindling.core.TorchRandom;
import io.kindling.data.Scaling;
import io.kindling.data.Standardizer;
import io.kindling.model.ColumnVectors;
import io.kindling.model.Outputs;
import io.kindling.model.TrainedModel;
import io.kindling.nn.ModuleSpec;
import io.kindling.table.BooleanEncoding;
import io.kindling.table.CategoryEncoding;
import io.kindling.table.Classes;
import io.kindling.table.DateEncoding;
import io.kindling.table.FeatureColumn;
import io.kindling.table.FeatureColumns;
import io.kindling.table.IndexEncoding;
import io.kindling.tck.kit.Golden;
import io.kindling.tck.kit.GoldenCase;
import io.kindling.tck.kit.GoldenCases;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * ONNX's own checker finds nothing, where there is a Python that has it: {@code /usr/bin/python3},
 * or what the environment's {@code KINDLING_PYTHON} names. With {@code KINDLING_REQUIRE_PYTHON=1}
 * it must be there.
 */
final class CheckerTest {
  private static final String INTERPRETER =
      Objects.requireNonNullElse(System.getenv("KINDLING_PYTHON"), "/usr/bin/python3");
  private static final boolean REQUIRED = "1".equals(System.getenv("KINDLING_REQUIRE_PYTHON"));

  @TempDir Path folder;

  @Test
  void onnxsCheckerTakesEveryFile() throws Exception {
    String lacking = python("-c", "import onnx");
    String remedy = INTERPRETER + " has no ONNX: apt-get install python3-onnx (" + lacking + ")";
    assumeTrue(lacking.isEmpty() || REQUIRED, remedy);
    assertThat(lacking).as(remedy).isEmpty();
    int files = 0;
    for (String name : GoldenCases.MODULES.names()) {
      for (GoldenCase golden : GoldenCases.MODULES.of(name)) {
        if (!golden.isRefused()) {
          OnnxFile.write(
              ModuleSpec.parse(golden.text()),
              Golden.state(golden.get("state")),
              golden.tensor("input").shape(),
              folder.resolve(++files + ".onnx"));
        }
      }
    }
    for (Outputs outputs :
        List.of(
            Outputs.numbers("y", "z"),
            Outputs.labels("y", List.of("a", "b")),
            new Outputs(List.of("y", "z"), List.of(List.of("a", "b"), List.of("0", "1")), true))) {
      OnnxFile.write(everyKindOfColumn(outputs), folder.resolve(++files + ".onnx"));
    }
    Path script = folder.resolve("check.py");
    try (var source = Objects.requireNonNull(CheckerTest.class.getResourceAsStream("check.py"))) {
      Files.copy(source, script);
    }
    assertThat(python(script.toString(), folder.toString())).isEqualTo(files + "");
  }

  private static TrainedModel everyKindOfColumn(Outputs outputs) {
    Classes levels = new Classes(List.of("a", "b"));
    FeatureColumn.Filling filling = new FeatureColumn.Filling(0.5, true);
    FeatureColumns columns =
        new FeatureColumns(
            List.of(
                FeatureColumn.number("number"),
                new FeatureColumn("yes", new BooleanEncoding(), filling),
                new FeatureColumn("date", new DateEncoding(true), filling),
                new FeatureColumn("level", new CategoryEncoding(levels), null),
                new FeatureColumn("index", new IndexEncoding(levels, 3), filling)));
    ModuleSpec linear =
        ModuleSpec.parse("linear(%d, 2, bias=false)".formatted(ColumnVectors.width(columns)));
    ModuleSpec spec = ColumnVectors.before(columns, linear);
    int features = columns.features().size();
    Standardizer scaling =
        new Standardizer(
            new Scaling(Collections.nCopies(features, 1.0), Collections.nCopies(features, 2.0)),
            null);
    return new TrainedModel(
        spec, columns, outputs, scaling, "offset", null, spec.initialState(new TorchRandom(0)));
  }

  /** What it prints; of one that fails, what it says and its exit code. */
  private String python(String... arguments) throws IOException, InterruptedException {
    Path out = folder.resolve("python.out");
    ProcessBuilder command = new ProcessBuilder(INTERPRETER);
    Collections.addAll(command.command(), arguments);
    Process process;
    try {
      process = command.redirectErrorStream(true).redirectOutput(out.toFile()).start();
    } catch (IOException e) {
      return Objects.requireNonNullElse(e.getMessage(), "it does not start");
    }
    if (!process.waitFor(5, TimeUnit.MINUTES)) {
      process.destroyForcibly().waitFor();
      return "it did not end within five minutes";
    }
    String said = Files.readString(out).strip();
    return process.exitValue() == 0 ? said : "exit code " + process.exitValue() + ": " + said;
  }
}
