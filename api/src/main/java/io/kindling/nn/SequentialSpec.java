package io.kindling.nn;

import static io.kindling.description.Field.specs;

import io.kindling.core.DType;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.core.TorchRandom;
import io.kindling.description.Schema;
import io.kindling.error.KindlingException;
import io.kindling.error.SpecException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Modules one after the other: the output of each is the input of the next. Its children are named
 * {@code 0}, {@code 1}, …, so parameters are called {@code 0.weight}, {@code 2.bias}.
 *
 * @param modules the modules, at least one
 * @see <a href="https://pytorch.org/docs/stable/generated/torch.nn.Sequential.html">
 *     torch.nn.Sequential</a>
 */
public record SequentialSpec(List<ModuleSpec> modules) implements ModuleSpec {
  static final String NAME = "sequential";

  public static final Schema<SequentialSpec> SCHEMA =
      Schema.of(
          KIND,
          NAME,
          "one after the other",
          specs("modules", SequentialSpec::modules, ModuleSpec.KIND),
          SequentialSpec::new);

  /** Copies the list. */
  public SequentialSpec {
    modules = List.copyOf(modules);
    if (modules.isEmpty()) {
      throw new SpecException(
          NAME, "there must be at least one module", "none", "sequential(linear(8, 1))", null);
    }
    checkWidths(modules);
  }

  /**
   * Checks what is sure before there is an input: a linear layer gives so many columns, and another
   * after it takes what comes of them.
   */
  private static void checkWidths(List<ModuleSpec> modules) {
    Shape shape = null;
    ModuleSpec before = null;
    for (ModuleSpec module : leaves(modules).toList()) {
      if (module instanceof LinearSpec linear) {
        if (shape != null && shape.rank() == 2 && shape.size(1) != linear.inFeatures()) {
          throw new SpecException(
              NAME,
              "each module must take as many columns as the one before gives",
              linear + " after " + before + ", which gives " + shape.size(1),
              "linear(" + shape.size(1) + ", " + linear.outFeatures() + ")",
              null);
        }
        shape = Shape.of(1, linear.outFeatures());
      } else {
        shape = shape == null ? null : shapeAfter(module, shape);
      }
      before = module;
    }
  }

  private static Stream<ModuleSpec> leaves(List<ModuleSpec> modules) {
    return modules.stream()
        .flatMap(module -> module.parts().isEmpty() ? Stream.of(module) : leaves(module.parts()));
  }

  /** What comes out for one row; null where that is not sure. */
  private static @Nullable Shape shapeAfter(ModuleSpec module, Shape shape) {
    try {
      return module.outputShape(shape);
    } catch (KindlingException e) { // it may be right for more rows
      return null;
    }
  }

  /** The first module's. */
  @Override
  public DType inputType() {
    return modules.get(0).inputType();
  }

  @Override
  public long indices() {
    return modules.get(0).indices();
  }

  @Override
  public Map<Integer, Integer> indexColumns() {
    return modules.get(0).indexColumns();
  }

  @Override
  public Shape outputShape(Shape input) {
    Shape shape = input;
    for (ModuleSpec module : modules) {
      shape = module.outputShape(shape);
    }
    return shape;
  }

  @Override
  public Map<String, TensorData> initialState(TorchRandom random) {
    Map<String, TensorData> state = new LinkedHashMap<>();
    for (int i = 0; i < modules.size(); i++) {
      String prefix = i + ".";
      modules
          .get(i)
          .initialState(random)
          .forEach((name, values) -> state.put(prefix + name, values));
    }
    return state;
  }

  @Override
  public List<ModuleSpec> parts() {
    return modules;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String toString() {
    return SCHEMA.text(this);
  }
}
