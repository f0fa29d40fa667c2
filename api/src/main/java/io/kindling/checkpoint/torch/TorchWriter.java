package io.kindling.checkpoint.torch;

import io.kindling.checkpoint.notes.Metadata;
import io.kindling.checkpoint.pickle.PickleWriter;
import io.kindling.checkpoint.pickle.ScriptModuleWriter;
import io.kindling.checkpoint.pickle.StorageReference;
import io.kindling.checkpoint.pickle.TensorReference;
import io.kindling.checkpoint.pickle.WrittenModule;
import io.kindling.checkpoint.pickle.WrittenPickle;
import io.kindling.checkpoint.python.PythonTensor;
import io.kindling.checkpoint.stored.ModuleTree;
import io.kindling.checkpoint.stored.Payload;
import io.kindling.checkpoint.stored.StoredTensor;
import io.kindling.checkpoint.zip.TorchArchive;
import io.kindling.checkpoint.zip.TorchArchiveWriter;
import io.kindling.core.TensorData;
import io.kindling.file.AtomicFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes one torch file. A tensor that is there twice is stored once. */
final class TorchWriter {
  private static final ByteBuffer VERSION = ascii("3\n");
  private static final ByteBuffer BYTE_ORDER = ascii("little");

  /** An empty tuple: TorchScript's constants, of which a model's state has none. */
  private static final ByteBuffer CONSTANTS =
      ByteBuffer.wrap(new byte[] {(byte) 0x80, 2, ')', '.'}).asReadOnlyBuffer();

  private final Path file;
  private final ByteBuffer notes;
  private final List<Payload> payloads = new ArrayList<>();
  private final IdentityHashMap<Object, TensorReference> references = new IdentityHashMap<>();

  TorchWriter(Path file, Map<String, String> notes) {
    this.file = file;
    this.notes = notes.isEmpty() ? ByteBuffer.allocate(0) : Metadata.write(notes, file);
  }

  private static ByteBuffer ascii(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)).asReadOnlyBuffer();
  }

  /** As Python's {@code torch.save} does. */
  void write(@Nullable Object root) throws IOException {
    WrittenPickle pickle = PickleWriter.write(root, file.toString(), this::reference);
    write(
        archive -> {
          archive.add(TorchArchive.PICKLE, pickle.bytes());
          archive.add("byteorder", BYTE_ORDER);
          storages(archive, pickle);
        });
  }

  /** As C++ {@code torch::save} does for a module, whose code says what it holds and no more. */
  void writeScript(Map<String, ?> tensors, Collection<String> modules) throws IOException {
    write(script(tensors, modules));
  }

  /** What {@link #writeScript} writes, into a channel. */
  void writeScript(Map<String, ?> tensors, Collection<String> modules, WritableByteChannel channel)
      throws IOException {
    write(script(tensors, modules), channel);
  }

  private Records script(Map<String, ?> tensors, Collection<String> modules) {
    Map<String, TensorReference> all = new LinkedHashMap<>();
    tensors.forEach((name, values) -> all.put(name, references.computeIfAbsent(values, this::add)));
    ModuleTree<TensorReference> tree =
        ModuleTree.of(file.toString(), all, tensor -> tensor.storage().dtype(), modules);
    WrittenModule module = ScriptModuleWriter.write(tree, file.toString());
    return archive -> {
      storages(archive, module.pickle());
      archive.add(TorchArchive.PICKLE, module.pickle().bytes());
      ByteBuffer code = ByteBuffer.wrap(module.code().getBytes(StandardCharsets.UTF_8));
      archive.add("code/__torch__.py", code);
      archive.add(TorchArchive.CONSTANTS, CONSTANTS);
    };
  }

  /** What a pickle says of a value that is a tensor; null of any other. */
  private @Nullable TensorReference reference(Object value) {
    if (value instanceof PythonTensor tensor) {
      TensorReference plain = reference(tensor.values());
      return plain == null
          ? null
          : plain.as(tensor.requiresGrad(), tensor.parameter(), tensor.attributes());
    }
    boolean tensor = value instanceof TensorData || value instanceof StoredTensor;
    return tensor ? references.computeIfAbsent(value, this::add) : null;
  }

  private TensorReference add(Object tensor) {
    Payload payload = Payload.of(tensor);
    String key = Integer.toString(payloads.size());
    payloads.add(payload);
    List<Long> shape = Arrays.stream(payload.shape().sizes()).boxed().toList();
    Long[] stride = new Long[shape.size()];
    long next = 1;
    for (int i = stride.length - 1; i >= 0; i--) {
      stride[i] = next;
      next *= Math.max(1, shape.get(i));
    }
    StorageReference storage =
        new StorageReference(payload.type(), key, "cpu", payload.shape().numel());
    return new TensorReference(storage, 0, shape, List.of(stride), false, false);
  }

  /** Writes the records that a form has beside those of any. */
  private interface Records {
    void addTo(TorchArchiveWriter archive) throws IOException;
  }

  private void write(Records records) throws IOException {
    AtomicFile.writeChannel(file, channel -> write(records, channel));
  }

  private void write(Records records, WritableByteChannel channel) throws IOException {
    TorchArchiveWriter archive = new TorchArchiveWriter(channel, TorchArchiveWriter.rootOf(file));
    records.addTo(archive);
    if (notes.hasRemaining()) {
      archive.add(TorchFile.NOTES, notes);
    }
    archive.add("version", VERSION);
    archive.finish();
  }

  private void storages(TorchArchiveWriter archive, WrittenPickle pickle) throws IOException {
    ByteBuffer piece = Payload.piece();
    List<StorageReference> storages = pickle.storages();
    for (int i = 0; i < storages.size(); i++) {
      Payload payload = payloads.get(Integer.parseInt(storages.get(i).key()));
      archive.add("data/" + i, payload.bytes(), sink -> payload.writeTo(sink, piece));
    }
  }
}
