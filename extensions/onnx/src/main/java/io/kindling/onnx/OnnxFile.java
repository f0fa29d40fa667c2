package io.kindling.onnx;

import io.kindling.core.DType;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.error.CheckpointException;
import io.kindling.error.ShapeException;
import io.kindling.file.AtomicFile;
import io.kindling.file.FileFailures;
import io.kindling.model.TrainedModel;
import io.kindling.nn.ModuleSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Writes models as ONNX files, which ONNX Runtime and others run.
 *
 * <pre>{@code
 * OnnxFile.write(TrainedModel.load(Path.of("model.pt")), Path.of("model.onnx"));
 * }</pre>
 *
 * <p>A file has operators of {@code ai.onnx} {@value #OPSET} and, for text, of {@code ai.onnx.ml}
 * {@value #ML_OPSET}, in IR version {@value #IR_VERSION}: ONNX 1.12 and newer, ONNX Runtime 1.12
 * and newer. The same model gives the same bytes.
 *
 * <p>Of a {@link TrainedModel} the graph holds all that predicting needs. It takes each column of
 * the table as a tensor of its name, {@code [rows, 1]}: numbers, and dates as days since
 * 1970-01-01, in float64; text, truth values and categories as strings, without spaces around them.
 * Of missing values, numbers and dates are NaN, and texts are those of {@code
 * MissingValues.standard()}. It gives each target by its name, {@code [rows, 1]}: a number in the
 * target's own unit, in float64, or a label, a string; and of labels also {@code "NAME
 * probabilities"}, {@code [rows, labels]}, in float64, in the order of the labels' numbers. What
 * {@code kindling predict} refuses, as a missing value that nothing stands for, gives NaN, and of
 * labels the empty string.
 *
 * <p>The model's notes are the file's metadata.
 */
public final class OnnxFile {
  /** The version of ONNX's own operators. */
  public static final int OPSET = 17;

  /** The version of the operators {@code ai.onnx.ml}, which know strings. */
  public static final int ML_OPSET = 3;

  /** The version of the format. */
  public static final int IR_VERSION = 8;

  /** The operators that know strings. */
  static final String ML = "ai.onnx.ml";

  private OnnxFile() {}

  /**
   * Writes a model with its preparation.
   *
   * @param model the model
   * @param file the file to write or replace, whole or not at all
   * @throws io.kindling.error.SpecException if a module is none of Kindling's own
   * @throws io.kindling.error.StateDictException if the state is not the model's
   * @throws CheckpointException if it cannot be written, or would be larger than 2 GB, which ONNX
   *     has no room for; an old file stays as it was
   */
  public static void write(TrainedModel model, Path file) {
    write(message(TableGraph.of(model), model.notes()), file);
  }

  /**
   * Writes a model of numbers alone: one tensor {@code input} in, one {@code output} out.
   *
   * @param model what the model is
   * @param state its parameters, as {@link io.kindling.Module#stateDict()} returns them
   * @param input the shape of an input, int64 where the model takes indices, else float32;
   *     dimension 0 is that of the rows, of which there may be any number, unless the model takes
   *     none but so many
   * @param file the file to write or replace, whole or not at all
   * @throws ShapeException if the model does not take such an input
   * @throws io.kindling.error.SpecException if a module is none of Kindling's own
   * @throws io.kindling.error.StateDictException if the state is not the model's
   * @throws CheckpointException if it cannot be written, or would be larger than 2 GB; an old file
   *     stays as it was
   */
  public static void write(
      ModuleSpec model, Map<String, TensorData> state, Shape input, Path file) {
    Graph graph = new Graph();
    ElementType type = model.inputType() == DType.INT64 ? ElementType.INT64 : ElementType.FLOAT;
    Shape one = one(input);
    boolean any = made(model, one) != null;
    Shape shape = any ? one : input;
    String x = graph.input(Declared.of("input", type, sizes(shape, any)));
    String y = graph.fresh("output");
    Value made = new Modules(graph).add(model, state, new Value(x, shape));
    graph.named(y, "Identity", List.of(made.name()));
    graph.output(Declared.of(y, ElementType.FLOAT, sizes(made.shape(), any)));
    write(message(graph, Map.of("kindling_model", model.toString())), file);
  }

  /** One row, which stands for any number of them. */
  private static Shape one(Shape input) {
    long[] sizes = input.sizes();
    if (sizes.length > 0) {
      sizes[0] = 1;
    }
    return Shape.of(sizes);
  }

  /** What comes out; null where the model takes no such input. */
  private static @Nullable Shape made(ModuleSpec model, Shape input) {
    try {
      return model.outputShape(input);
    } catch (ShapeException e) {
      return null;
    }
  }

  /** Where there were rows of what is one now, nobody knows how many there will be. */
  private static long[] sizes(Shape shape, boolean any) {
    long[] sizes = shape.sizes();
    if (any && sizes.length > 0) {
      sizes[0] = sizes[0] == 1 ? Declared.ROWS : Declared.ANY;
    }
    return sizes;
  }

  /** As a {@code ModelProto}. */
  static Message message(Graph graph, Map<String, String> notes) {
    Message model =
        new Message()
            .integer(1, IR_VERSION)
            .text(2, "kindling")
            .text(3, version())
            .message(7, graph.message("kindling"))
            .message(8, new Message().text(1, "").integer(2, OPSET));
    if (graph.knowsText()) {
      model.message(8, new Message().text(1, ML).integer(2, ML_OPSET));
    }
    notes.forEach((key, note) -> model.message(14, new Message().text(1, key).text(2, note)));
    return model;
  }

  private static String version() {
    Properties properties = new Properties();
    try (InputStream stream = OnnxFile.class.getResourceAsStream("version.properties")) {
      properties.load(stream);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version");
  }

  private static void write(Message model, Path file) {
    check(model, file);
    try {
      AtomicFile.write(file, model::writeTo);
    } catch (IOException e) {
      throw FileFailures.unwritable(file, e);
    }
  }

  /** Whoever reads a message of Protocol Buffers takes 2 GB at most. */
  static void check(Message model, Path file) {
    if (model.size() > Integer.MAX_VALUE) {
      throw new CheckpointException(
          file.toString(),
          "a model must have room in an ONNX file",
          model.size() + " bytes",
          "less than 2 GB",
          null);
    }
  }
}
