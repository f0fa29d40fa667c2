package io.kindling.libtorch.state;

import io.kindling.checkpoint.stored.ModuleTree;
import io.kindling.checkpoint.stored.Payload;
import io.kindling.checkpoint.stored.StoredTensor;
import io.kindling.error.CheckpointException;
import io.kindling.spi.StateArchives;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.InputArchive;
import org.bytedeco.pytorch.OutputArchive;
import org.bytedeco.pytorch.Tensor;

/** What {@code torch::save} and {@code torch::load} do for a module, without the module. */
public final class TorchStateArchives implements StateArchives {
  @Override
  public byte[] write(ModuleTree<Payload> model, Map<String, String> notes) {
    try (PointerScope scope = new PointerScope()) {
      OutputArchive archive = new OutputArchive();
      new Writer().write(model.root(), archive);
      notes.forEach((name, text) -> archive.write(name, note(name, text)));
      return MemoryArchive.bytes(archive);
    }
  }

  /** The presets pass a text on as C does, to its first zero. */
  private static IValue note(String name, String text) {
    if (text.indexOf('\0') >= 0) {
      throw new CheckpointException(
          "note " + name,
          "a text that LibTorch writes must hold no NUL",
          "NUL at character " + text.indexOf('\0'),
          "a text without",
          "write the file without the backend");
    }
    return new IValue(new BytePointer(text, StandardCharsets.UTF_8));
  }

  /** Writes modules into archives. A tensor that is there twice is stored once. */
  private static final class Writer {
    private final Map<Object, Tensor> tensors = new IdentityHashMap<>();

    void write(ModuleTree.Node<Payload> module, OutputArchive archive) {
      module
          .parameters()
          .forEach(
              (name, values) -> archive.write(name, tensor(values).set_requires_grad(true), false));
      module.buffers().forEach((name, values) -> archive.write(name, tensor(values), true));
      module
          .modules()
          .forEach(
              (name, part) -> {
                OutputArchive inner = new OutputArchive(archive.compilation_unit());
                write(part, inner);
                archive.write(name, inner);
              });
    }

    private Tensor tensor(Payload values) {
      return tensors.computeIfAbsent(values.values(), value -> StoredTensors.create(values));
    }
  }

  @Override
  public Map<String, StoredTensor> read(byte[] archive, Collection<String> names) {
    try (PointerScope scope = new PointerScope()) {
      Reader reader = new Reader(MemoryArchive.read(archive));
      Map<String, StoredTensor> tensors = new LinkedHashMap<>();
      names.forEach(name -> tensors.put(name, reader.read(name)));
      return tensors;
    }
  }

  /** Reads tensors by dotted names. Each module's archive is opened once. */
  private static final class Reader {
    private final Map<String, InputArchive> modules = new HashMap<>();

    Reader(InputArchive archive) {
      modules.put("", archive);
    }

    StoredTensor read(String name) {
      int dot = name.lastIndexOf('.');
      Tensor tensor = new Tensor();
      module(name.substring(0, Math.max(dot, 0))).read(name.substring(dot + 1), tensor);
      return StoredTensors.read(tensor);
    }

    private InputArchive module(String name) {
      InputArchive known = modules.get(name);
      if (known != null) {
        return known;
      }
      int dot = name.lastIndexOf('.');
      InputArchive module = new InputArchive();
      module(name.substring(0, Math.max(dot, 0))).read(name.substring(dot + 1), module);
      modules.put(name, module);
      return module;
    }
  }
}
