package io.kindling.checkpoint;

import io.kindling.checkpoint.safetensors.SafeTensors;
import io.kindling.checkpoint.safetensors.SafeTensorsFile;
import io.kindling.checkpoint.sharded.ShardedFile;
import io.kindling.checkpoint.stored.StoredTensor;
import io.kindling.checkpoint.torch.TorchFile;
import io.kindling.core.TensorData;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The part of a file that is meant, open, whatever the file's form. Who has read it knows too that
 * nothing else in the file is damaged.
 */
interface OpenState extends Closeable {
  Map<String, TensorData> read() throws IOException;

  Map<String, StoredTensor> readRaw() throws IOException;

  Map<String, String> notes();

  /** Whether it is an archive of C++ {@code torch::save}. */
  default boolean isScript() {
    return false;
  }

  /** Whether it has no tensors. */
  boolean isEmpty();

  /** What should be known of how it is read, in lines. */
  default List<String> remarks() {
    return List.of();
  }

  @Override
  void close();

  static OpenState open(Path file, StateChoice choice) throws IOException {
    byte[] head = head(file);
    if (SafeTensors.recognises(head)) {
      return new SafeTensorsState(SafeTensorsFile.open(file), file, choice);
    }
    return ShardedFile.recognises(head)
        ? new ShardedState(ShardedFile.open(file), file, choice)
        : new TorchState(TorchFile.open(file, choice.entry()), file, choice);
  }

  static byte[] head(Path file) throws IOException {
    try (InputStream stream = Files.newInputStream(file)) {
      return stream.readNBytes(SafeTensors.HEAD_BYTES);
    }
  }

  /** A file of PyTorch's. */
  record TorchState(TorchFile open, Path file, StateChoice choice) implements OpenState {
    private <T> Map<String, T> all(TorchFile.Reader<T> reader) throws IOException {
      Map<String, T> read = open.readAll(choice.named(file.toString(), open.modelState()), reader);
      open.verify();
      return read;
    }

    @Override
    public Map<String, TensorData> read() throws IOException {
      return all(open.converted());
    }

    @Override
    public Map<String, StoredTensor> readRaw() throws IOException {
      return all(open.raw());
    }

    @Override
    public boolean isScript() {
      return open.isScript();
    }

    @Override
    public boolean isEmpty() {
      return open.modelState().isEmpty();
    }

    @Override
    public Map<String, String> notes() {
      return open.modelNotes();
    }

    @Override
    public List<String> remarks() {
      return open.remarks();
    }

    @Override
    public void close() {
      open.close();
    }
  }

  /** A safetensors file. */
  record SafeTensorsState(SafeTensorsFile open, Path file, StateChoice choice)
      implements OpenState {
    private <T> Map<String, T> each(Function<String, T> reading) {
      open.verify();
      Map<String, T> read = new LinkedHashMap<>();
      names(file, choice, open.tensors().keySet())
          .forEach((name, own) -> read.put(name, reading.apply(own)));
      return read;
    }

    @Override
    public Map<String, TensorData> read() {
      return each(open::read);
    }

    @Override
    public Map<String, StoredTensor> readRaw() {
      return each(open::readRaw);
    }

    @Override
    public Map<String, String> notes() {
      return choice.entry() == null ? open.metadata() : Map.of(); // they are not of a part
    }

    @Override
    public boolean isEmpty() {
      return open.tensors().isEmpty();
    }

    @Override
    public void close() {
      open.close();
    }
  }

  /** A model in several files. */
  record ShardedState(ShardedFile open, Path file, StateChoice choice) implements OpenState {
    private <T> Map<String, T> all(Function<Collection<String>, Map<String, T>> reading) {
      Map<String, String> names = names(file, choice, open.weightMap().keySet());
      Map<String, T> values = reading.apply(names.values());
      Map<String, T> read = new LinkedHashMap<>();
      names.forEach((name, own) -> read.put(name, values.get(own)));
      return read;
    }

    @Override
    public Map<String, TensorData> read() {
      return all(open::read);
    }

    @Override
    public Map<String, StoredTensor> readRaw() {
      return all(open::readRaw);
    }

    @Override
    public Map<String, String> notes() {
      return Map.of();
    }

    @Override
    public boolean isEmpty() {
      return open.weightMap().isEmpty();
    }

    @Override
    public void close() {}
  }

  /** The names that are meant, as they will be, with what they are in the file. */
  private static Map<String, String> names(Path file, StateChoice choice, Set<String> names) {
    Map<String, String> own = new LinkedHashMap<>();
    names.forEach(name -> own.put(name, name));
    return choice.of(file.toString(), own);
  }
}
