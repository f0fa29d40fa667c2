package io.kindling.nn;

import static io.kindling.description.Field.specs;

import io.kindling.core.DType;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.core.TorchRandom;
import io.kindling.description.Schema;
import io.kindling.error.SpecException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
