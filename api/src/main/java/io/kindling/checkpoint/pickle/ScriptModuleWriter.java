package io.kindling.checkpoint.pickle;

import io.kindling.checkpoint.stored.ModuleTree;
import io.kindling.checkpoint.stored.ModuleTree.Node;
import io.kindling.error.CheckpointException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Writes a model's state in the form that C++ {@code torch::load} reads into a module: an object
 * for each module, and a text that declares what each holds. The text has no function in it, so
 * loading it runs nothing.
 */
public final class ScriptModuleWriter {
  private static final String PACKAGE = "__torch__";
  private static final int MODULES = 10_000;

  private final String file;
  private final PickleOutput out = new PickleOutput();
  private final TensorOutput tensors = new TensorOutput(out, true);
  private final StringBuilder code = new StringBuilder();
  private int modules;

  private ScriptModuleWriter(String file) {
    this.file = file;
  }

  /**
   * Writes a model.
   *
   * @param tree its modules
   * @param file the file's name, for messages
   * @return {@code data.pkl}, its storages and the text
   * @throws CheckpointException if there are too many modules
   */
  public static WrittenModule write(ModuleTree<TensorReference> tree, String file) {
    ScriptModuleWriter writer = new ScriptModuleWriter(file);
    writer.out.protocol();
    writer.module(tree.root(), writer.nextName());
    writer.out.op(Opcode.STOP);
    WrittenPickle written = new WrittenPickle(writer.out.toBytes(), writer.tensors.storages());
    // nothing leaves that would be refused on its way back
    PickleReader.read(written.bytes(), file, PickleDialect.TORCHSCRIPT, PickleLimits.DEFAULT);
    return new WrittenModule(written, writer.code.toString());
  }

  /** {@code Module} for the whole, {@code M0}, {@code M1} … for what is in it. */
  private String nextName() {
    if (modules > MODULES) {
      throw new CheckpointException(
          file,
          "a model must not have too many modules",
          "more than " + MODULES + ", those between numbered ones included",
          "at most " + MODULES,
          "number the modules from 0 on");
    }
    return modules++ == 0 ? "Module" : "M" + (modules - 2);
  }

  private void module(Node<TensorReference> node, String name) {
    Map<String, Node<TensorReference>> children = node.modules();
    Map<String, String> types = new LinkedHashMap<>();
    children.keySet().forEach(child -> types.put(child, nextName()));
    declare(node, name, types);
    out.global(PACKAGE, name).op(Opcode.EMPTY_TUPLE).op(Opcode.NEWOBJ);
    out.op(Opcode.EMPTY_DICT).op(Opcode.MARK);
    node.parameters().forEach((own, tensor) -> attribute(own, tensor, true));
    node.buffers().forEach((own, tensor) -> attribute(own, tensor, false));
    children.forEach(
        (own, child) -> {
          out.text(own);
          module(child, types.getOrDefault(own, ""));
        });
    out.op(Opcode.SETITEMS).op(Opcode.BUILD);
  }

  private void attribute(String name, TensorReference tensor, boolean requiresGrad) {
    out.text(name);
    if (!out.recall(tensor)) { // or a weight that two modules share would be two to C++
      tensors.write(tensor, requiresGrad);
      out.memoize(tensor);
    }
  }

  /**
   * Adds a class to the text. Types are noted under {@code __annotations__}, for a number or a word
   * like {@code in} could not be declared as a name.
   */
  private void declare(Node<TensorReference> node, String name, Map<String, String> types) {
    code.append("class ").append(name).append("(Module):\n");
    names("__parameters__", node.parameters().keySet());
    names("__buffers__", node.buffers().keySet());
    code.append("  __annotations__ = []\n");
    node.parameters().keySet().forEach(own -> annotation(own, "Tensor"));
    node.buffers().keySet().forEach(own -> annotation(own, "Tensor"));
    types.forEach((own, type) -> annotation(own, PACKAGE + "." + type));
  }

  private void names(String list, Set<String> names) {
    code.append("  ").append(list).append(" = [");
    names.forEach(name -> code.append('"').append(name).append("\", "));
    code.append("]\n");
  }

  private void annotation(String name, String type) {
    code.append("  __annotations__[\"").append(name).append("\"] = ").append(type).append('\n');
  }
}
