package io.kindling.checkpoint.torch;

import io.kindling.Backend;
import io.kindling.checkpoint.python.Unknown;
import io.kindling.checkpoint.stored.ModuleTree;
import io.kindling.checkpoint.stored.Payload;
import io.kindling.checkpoint.stored.StoredTensor;
import io.kindling.checkpoint.zip.ByteSource;
import io.kindling.error.BackendException;
import io.kindling.error.CheckpointException;
import io.kindling.file.AtomicFile;
import io.kindling.file.FileFailures;
import io.kindling.spi.StateArchives;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Archives of C++ {@code torch::save}, written and read by a backend's own LibTorch: its {@code
 * OutputArchive} and {@code InputArchive}. {@link TorchFile#saveForCpp} writes, and {@link
 * TorchFile} reads, the same values without LibTorch, and each reads what the other wrote.
 *
 * <p>Both go through memory: LibTorch meets no file. What is read has been through {@link
 * TorchFile} with all its checks, and LibTorch is given those tensors in an archive that Kindling
 * made of them. So no code that a file may hold reaches it.
 */
public final class CppArchive {
  private static final int MOST_BYTES = Integer.MAX_VALUE - 8;

  private final String file;
  private final Map<String, StoredTensor> tensors;
  private final Map<String, String> notes;

  private CppArchive(String file, Map<String, StoredTensor> tensors, Map<String, String> notes) {
    this.file = file;
    this.tensors = tensors;
    this.notes = notes;
  }

  /**
   * Writes a state as {@code torch::save} does.
   *
   * @param backend whose library writes
   * @param file the file to write or replace, whole or not at all
   * @param state {@link io.kindling.core.TensorData} or {@link StoredTensor} by dotted name
   * @param modules names of modules that must be there though they hold nothing
   * @param notes texts beside them; keys are identifiers
   * @throws BackendException if the backend has no files of its own
   * @throws CheckpointException if the file cannot be written, or C++ could not load a name; an old
   *     file stays as it was
   */
  public static void save(
      Backend backend,
      Path file,
      Map<String, ?> state,
      Collection<String> modules,
      Map<String, String> notes) {
    StateArchives archives = archives(backend);
    Map<String, Payload> payloads = new LinkedHashMap<>();
    state.forEach((name, values) -> payloads.put(name, Payload.of(values)));
    ModuleTree<Payload> model = ModuleTree.of(file.toString(), payloads, Payload::type, modules);
    byte[] contents = archives.write(model, notes);
    try {
      AtomicFile.write(file, stream -> stream.write(contents));
    } catch (IOException e) {
      throw FileFailures.unwritable(file, e);
    }
  }

  /**
   * Reads an archive as {@code torch::load} does.
   *
   * @param backend whose library reads
   * @param file an archive of C++ {@code torch::save}, by LibTorch or by Kindling
   * @return what it holds
   * @throws BackendException if the backend has no files of its own
   * @throws CheckpointException if there is no such file, it is damaged, of another kind, or larger
   *     than 2 GiB
   */
  public static CppArchive load(Backend backend, Path file) {
    return load(backend, file, null);
  }

  /**
   * Reads a part of an archive as {@code torch::load} does.
   *
   * @param backend whose library reads
   * @param file an archive of C++ {@code torch::save}, by LibTorch or by Kindling
   * @param entry the way to the part that is meant; null for all
   * @return what it holds
   * @throws BackendException if the backend has no files of its own
   * @throws CheckpointException if there is no such file, or part, it is damaged, of another kind,
   *     or larger than 2 GiB
   */
  public static CppArchive load(Backend backend, Path file, @Nullable String entry) {
    StateArchives archives = archives(backend);
    return FileFailures.reading(file, () -> checked(file, contents(file), entry).readBy(archives));
  }

  /** {@return the tensors by dotted name, with the types of number that the file has} */
  public Map<String, StoredTensor> tensors() {
    return tensors;
  }

  /** {@return the texts beside them} */
  public Map<String, String> notes() {
    return notes;
  }

  /**
   * A backend's own library.
   *
   * @param backend the backend
   * @return how the library writes and reads states
   * @throws BackendException if it has none
   */
  public static StateArchives archives(Backend backend) {
    return backend
        .stateArchives()
        .orElseThrow(
            () ->
                new BackendException(
                    "torch::save",
                    "the backend must have files of its own",
                    "backend " + backend,
                    "backend libtorch",
                    "leave the backend out: Kindling writes and reads such files itself"));
  }

  private static byte[] contents(Path file) throws IOException {
    if (Files.isRegularFile(file) && Files.size(file) > MOST_BYTES) {
      throw new CheckpointException(
          file.toString(),
          "an archive that LibTorch reads must fit an array",
          Files.size(file) + " bytes",
          "at most " + MOST_BYTES,
          "read it without the backend");
    }
    return Files.readAllBytes(file);
  }

  /** What Kindling's own reader, which believes nothing, finds in a file. */
  private static CppArchive checked(Path file, byte[] contents, @Nullable String entry)
      throws IOException {
    ByteSource source = ByteSource.of(ByteBuffer.wrap(contents));
    try (TorchFile open = TorchFile.of(file, source, () -> {}, Unknown.KEEP, entry)) {
      if (!open.isScript()) {
        throw new CheckpointException(
            file.toString(),
            "LibTorch's torch::load reads archives of torch::save",
            "a file of Python's torch.save",
            "an archive of C++ torch::save",
            "read it without the backend");
      }
      open.verify();
      return new CppArchive(
          file.toString(), open.readAll(open.stateDict(), open.raw()), open.modelNotes());
    }
  }

  private CppArchive readBy(StateArchives archives) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new TorchWriter(Path.of(file), Map.of())
        .writeScript(tensors, List.of(), Channels.newChannel(bytes));
    return new CppArchive(file, archives.read(bytes.toByteArray(), tensors.keySet()), notes);
  }
}
