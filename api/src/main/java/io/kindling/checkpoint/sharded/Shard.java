package io.kindling.checkpoint.sharded;

import io.kindling.checkpoint.safetensors.SafeTensors;
import io.kindling.checkpoint.safetensors.SafeTensorsFile;
import io.kindling.checkpoint.stored.StoredTensor;
import io.kindling.checkpoint.torch.TorchFile;
import io.kindling.checkpoint.torch.TorchTensor;
import io.kindling.core.TensorData;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** One file of a sharded model, open, of either form. */
interface Shard extends Closeable {
  Set<String> names();

  /** Reads what has not been read: afterwards nothing in the file is damaged. */
  void verify();

  Map<String, TensorData> read(Collection<String> names) throws IOException;

  Map<String, StoredTensor> readRaw(Collection<String> names) throws IOException;

  static Shard open(Path file) throws IOException {
    try (InputStream stream = Files.newInputStream(file)) {
      if (!SafeTensors.recognises(stream.readNBytes(SafeTensors.HEAD_BYTES))) {
        return new TorchShard(TorchFile.open(file));
      }
    }
    return new SafeTensorsShard(SafeTensorsFile.open(file));
  }

  /** A file of {@code torch.save}. */
  record TorchShard(TorchFile file) implements Shard {
    @Override
    public Set<String> names() {
      return file.stateDict().keySet();
    }

    @Override
    public Map<String, TensorData> read(Collection<String> names) throws IOException {
      return file.readAll(chosen(names), file.converted());
    }

    @Override
    public Map<String, StoredTensor> readRaw(Collection<String> names) throws IOException {
      return file.readAll(chosen(names), file.raw());
    }

    @Override
    public void verify() {
      file.verify();
    }

    private Map<String, TorchTensor> chosen(Collection<String> names) {
      Map<String, TorchTensor> chosen = new LinkedHashMap<>(file.stateDict());
      chosen.keySet().retainAll(Set.copyOf(names));
      return chosen;
    }

    @Override
    public void close() {
      file.close();
    }
  }

  /** A safetensors file. */
  record SafeTensorsShard(SafeTensorsFile file) implements Shard {
    @Override
    public Set<String> names() {
      return file.tensors().keySet();
    }

    @Override
    public void verify() {
      file.verify();
    }

    @Override
    public Map<String, TensorData> read(Collection<String> names) throws IOException {
      Map<String, TensorData> read = new LinkedHashMap<>();
      for (String name : names) {
        read.put(name, file.read(name));
      }
      return read;
    }

    @Override
    public Map<String, StoredTensor> readRaw(Collection<String> names) throws IOException {
      Map<String, StoredTensor> read = new LinkedHashMap<>();
      for (String name : names) {
        read.put(name, file.readRaw(name));
      }
      return read;
    }

    @Override
    public void close() {
      file.close();
    }
  }
}
