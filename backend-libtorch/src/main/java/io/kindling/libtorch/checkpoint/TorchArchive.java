package io.kindling.libtorch.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.kindling.Device;
import io.kindling.TensorData;
import io.kindling.checkpoint.SavedState;
import io.kindling.error.KindlingException;
import io.kindling.libtorch.tensor.TorchOperations;
import io.kindling.spi.StateFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.InputArchive;
import org.bytedeco.pytorch.OutputArchive;
import org.bytedeco.pytorch.StringVector;

/**
 * The archive that {@code torch::save} writes for a module: an archive within the archive for each
 * part, so {@code 0.weight} is {@code weight} in {@code 0}; C++ reads it with {@code torch::load}
 * into a module of the same parts. Notes are texts beside the parts, which C++ passes over.
 *
 * <p>LibTorch itself reads these files, and its archives can hold programs: only files from a
 * trusted source belong here.
 */
public final class TorchArchive implements StateFormat {
  private final TorchOperations operations;

  /**
   * Reads and writes by LibTorch.
   *
   * @param operations copies the values
   */
  public TorchArchive(TorchOperations operations) {
    this.operations = operations;
  }

  @Override
  public boolean recognises(byte[] head) {
    return head.length > 3 && head[0] == 'P' && head[1] == 'K' && head[2] == 3 && head[3] == 4;
  }

  @Override
  public void write(OutputStream out, SavedState state) throws IOException {
    try (PointerScope scope = new PointerScope()) {
      OutputArchive archive = new OutputArchive();
      write(archive, Node.of(state.tensors()));
      state.metadata().keySet().forEach(ArchiveNames::check);
      state
          .metadata()
          .forEach((key, text) -> archive.write(key, new IValue(new BytePointer(text, UTF_8))));
      out.write(MemoryArchive.bytes(archive));
    } catch (KindlingException e) {
      throw e;
    } catch (OutOfMemoryError e) {
      throw new IOException("the archive does not fit into memory", e);
    } catch (RuntimeException e) {
      throw new IOException(firstLine(e), e);
    }
  }

  private void write(OutputArchive archive, Node node) {
    node.tensors()
        .forEach((name, data) -> archive.write(name, operations.create(data, Device.CPU).detach()));
    node.parts()
        .forEach(
            (name, part) -> {
              OutputArchive inner = new OutputArchive(archive.compilation_unit());
              write(inner, part);
              archive.write(name, inner);
            });
  }

  /** A module as the archive nests it: its own tensors, and its parts. */
  private record Node(Map<String, TensorData> tensors, Map<String, Node> parts) {
    static Node of(Map<String, TensorData> flat) {
      Node root = new Node(new LinkedHashMap<>(), new LinkedHashMap<>());
      flat.forEach(
          (name, data) -> {
            String[] path = name.split("\\.", -1);
            for (String part : path) {
              ArchiveNames.check(part);
            }
            Node node = root;
            for (int i = 0; i < path.length - 1; i++) {
              node =
                  node.parts.computeIfAbsent(
                      path[i], part -> new Node(new LinkedHashMap<>(), new LinkedHashMap<>()));
            }
            node.tensors.put(path[path.length - 1], data);
          });
      return root;
    }
  }

  @Override
  public SavedState read(byte[] contents) throws IOException {
    Map<String, TensorData> tensors = new LinkedHashMap<>();
    Map<String, String> metadata = new LinkedHashMap<>();
    try (PointerScope scope = new PointerScope()) {
      InputArchive archive = MemoryArchive.read(contents);
      read("", archive, tensors, metadata);
    } catch (RuntimeException e) {
      throw new IOException("not an archive of torch::save: " + firstLine(e), e);
    }
    return new SavedState(tensors, metadata);
  }

  private void read(
      String prefix,
      InputArchive archive,
      Map<String, TensorData> tensors,
      Map<String, String> metadata) {
    StringVector keys = archive.keys();
    for (long i = 0; i < keys.size(); i++) {
      String key = keys.get(i).getString(UTF_8);
      IValue value = new IValue();
      archive.read(key, value);
      if (value.isTensor()) {
        tensors.put(prefix + key, operations.read(value.toTensor()));
      } else if (value.isModule()) {
        InputArchive part = new InputArchive();
        archive.read(key, part);
        read(prefix + key + ".", part, tensors, metadata);
      } else if (value.isString()) {
        BytePointer text = value.toStringRef(); // null for an empty one
        metadata.put(prefix + key, text == null ? "" : text.getString(UTF_8));
      }
    }
  }

  private static String firstLine(RuntimeException e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
