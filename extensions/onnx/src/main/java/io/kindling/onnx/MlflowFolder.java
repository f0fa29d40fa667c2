package io.kindling.onnx;

import io.kindling.checkpoint.json.JsonWriter;
import io.kindling.error.CheckpointException;
import io.kindling.file.AtomicFile;
import io.kindling.file.AtomicFolder;
import io.kindling.file.FileFailures;
import io.kindling.model.TrainedModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Writes models as MLflow folders, of the flavours {@code onnx} and {@code python_function}: {@code
 * mlflow.pyfunc.load_model} gives what takes a data frame of the table's columns, {@code mlflow
 * models serve} serves it.
 *
 * <p>A folder holds {@code model.onnx} as {@link OnnxFile} writes it; {@code MLmodel}, which says
 * what goes in and what comes out; and what Python needs for it, in {@code requirements.txt} and
 * {@code python_env.yaml}. There is no date in it and no random number: the same model gives the
 * same bytes.
 *
 * @see <a href="https://mlflow.org/docs/latest/ml/model/">MLflow Models</a>
 */
public final class MlflowFolder {
  private static final String MODEL = "model.onnx";
  private static final String DESCRIPTION = "MLmodel";
  private static final String REQUIREMENTS = "requirements.txt";
  private static final String ENVIRONMENT = "python_env.yaml";
  private static final List<String> FILES = List.of(DESCRIPTION, MODEL, ENVIRONMENT, REQUIREMENTS);

  /** From the first versions that know {@link OnnxFile#OPSET}. */
  private static final String ONNX_VERSION = "1.12.0";

  private static final String ENVIRONMENT_TEXT =
      """
      python: "3.11"
      build_dependencies:
      - pip
      dependencies:
      - -r requirements.txt
      """;

  private static final String REQUIREMENTS_TEXT =
      """
      mlflow
      onnx>=%s
      onnxruntime>=1.12.0
      """
          .formatted(ONNX_VERSION);

  private MlflowFolder() {}

  /**
   * Writes a model with its preparation.
   *
   * @param model the model
   * @param folder a new folder, an empty one, or one of such a model, which is replaced
   * @throws io.kindling.error.SpecException if a module is none of Kindling's own
   * @throws io.kindling.error.StateDictException if the state is not the model's
   * @throws CheckpointException if there is another folder, or it cannot be written; an old folder
   *     stays as it was
   */
  public static void write(TrainedModel model, Path folder) {
    Graph graph = TableGraph.of(model);
    Message onnx = OnnxFile.message(graph, model.notes());
    OnnxFile.check(onnx, folder.resolve(MODEL));
    Map<String, AtomicFile.Body> files = new LinkedHashMap<>();
    files.put(MODEL, onnx::writeTo);
    files.put(DESCRIPTION, text(description(graph)));
    files.put(ENVIRONMENT, text(ENVIRONMENT_TEXT));
    files.put(REQUIREMENTS, text(REQUIREMENTS_TEXT));
    try {
      check(folder);
      AtomicFolder.write(folder, files);
    } catch (IOException e) {
      throw FileFailures.unwritable(folder, e);
    }
  }

  private static AtomicFile.Body text(String text) {
    return stream -> stream.write(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Nothing that others put there is deleted. */
  private static void check(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    String strange = "a file";
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        strange =
            files
                .filter(file -> !isOurs(file))
                .map(file -> "one with " + file.getFileName())
                .sorted()
                .findFirst()
                .orElse("");
      }
    }
    if (!strange.isEmpty()) {
      throw new CheckpointException(
          folder.toString(),
          "the folder must have nothing in it but a model",
          strange,
          "a new or empty folder, or one of a model that was written so",
          "name another");
    }
  }

  private static boolean isOurs(Path file) {
    return FILES.contains(file.getFileName().toString()) && Files.isRegularFile(file);
  }

  private static String description(Graph graph) {
    return """
        flavors:
          onnx:
            code: null
            data: %1$s
            onnx_version: %2$s
            providers:
            - CPUExecutionProvider
          python_function:
            data: %1$s
            env:
              virtualenv: %3$s
            loader_module: mlflow.onnx
            python_version: "3.11"
        signature:
          inputs: %4$s
          outputs: %5$s
          params: null
        """
        .formatted(
            MODEL, ONNX_VERSION, ENVIRONMENT, tensors(graph.inputs()), tensors(graph.outputs()));
  }

  /** Tensors as MLflow's schema has them: JSON, as a text of YAML. */
  private static String tensors(List<Declared> tensors) {
    List<Map<String, Object>> schema = new ArrayList<>();
    for (Declared tensor : tensors) {
      Map<String, Object> spec = new LinkedHashMap<>();
      spec.put("dtype", tensor.type().numpy);
      spec.put("shape", tensor.sizes()); // any number of rows is −1 there too
      Map<String, Object> named = new LinkedHashMap<>();
      named.put("name", tensor.name());
      named.put("type", "tensor");
      named.put("tensor-spec", spec);
      schema.add(named);
    }
    return "'" + JsonWriter.write(schema).replace("'", "''") + "'";
  }
}
