package io.kindling.checkpoint;

import io.kindling.Backend;
import io.kindling.checkpoint.notes.LeftOut;
import io.kindling.checkpoint.safetensors.SafeTensors;
import io.kindling.checkpoint.sharded.ShardedFile;
import io.kindling.checkpoint.stored.SavedState;
import io.kindling.checkpoint.stored.StoredTensor;
import io.kindling.checkpoint.torch.CppArchive;
import io.kindling.checkpoint.torch.TorchFile;
import io.kindling.core.TensorData;
import io.kindling.error.BackendException;
import io.kindling.error.CheckpointException;
import io.kindling.error.SpecException;
import io.kindling.file.FileFailures;
import io.kindling.nn.ModuleSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A model's state in a file of any {@link StateFormat}, with notes beside the tensors. What a file
 * is, its bytes say and not its name.
 *
 * <p>Notes are a record of their own in torch files, which {@code torch.load} and {@code
 * torch::load} pass over, and the metadata of safetensors files.
 */
public final class StateFile {
  /** The note that says what model it is, as {@link ModuleSpec#parse} takes it. */
  public static final String MODEL_NOTE = "kindling_model";

  private StateFile() {}

  /**
   * Writes a state in the form that the file's ending stands for.
   *
   * @param file the file to write or replace, whole or not at all
   * @param state what to write
   * @throws CheckpointException if it cannot be written; an old file stays as it was
   */
  public static void save(Path file, SavedState state) {
    save(file, state, StateFormat.of(file));
  }

  /**
   * Writes a state.
   *
   * @param file the file to write or replace, whole or not at all
   * @param state what to write
   * @param format in which form
   * @throws CheckpointException if it cannot be written; an old file stays as it was
   */
  public static void save(Path file, SavedState state, StateFormat format) {
    write(file, state.tensors(), state.metadata(), format);
  }

  /**
   * Writes a state as C++ {@code torch::save} does, by the backend's own library.
   *
   * @param file the file to write or replace, whole or not at all
   * @param state what to write
   * @param backend whose library writes: {@code libtorch}
   * @throws BackendException if the backend has no files of its own
   * @throws CheckpointException if it cannot be written; an old file stays as it was
   */
  public static void save(Path file, SavedState state, Backend backend) {
    CppArchive.save(backend, file, state.tensors(), modules(state.metadata()), state.metadata());
  }

  /**
   * Reads a state as C++ {@code torch::load} does, by the backend's own library, once {@link
   * #load(Path)}'s checks are passed.
   *
   * @param file an archive of C++ {@code torch::save}
   * @param backend whose library reads: {@code libtorch}
   * @return its tensors and notes
   * @throws BackendException if the backend has no files of its own
   * @throws CheckpointException if there is no such file, or it is damaged or of another kind
   */
  public static SavedState load(Path file, Backend backend) {
    CppArchive archive = CppArchive.load(backend, file);
    Map<String, TensorData> tensors = new LinkedHashMap<>();
    archive.tensors().forEach((name, values) -> tensors.put(name, values.toTensorData()));
    return new SavedState(tensors, archive.notes());
  }

  /**
   * Reads a state: from a state dict or a whole module, from the entry {@code model}, {@code
   * model_state_dict} or {@code state_dict} of a checkpoint or its only state, from an archive of
   * C++ {@code torch::save}, from a safetensors file, or from the {@code .index.json} of a model in
   * several files. Objects of other classes beside it are passed over.
   *
   * <p>A model that was trained on standardized columns predicts nonsense of others: where the file
   * has such a scaling, or labels, a line at WARNING of the {@code System.Logger} {@code
   * io.kindling.checkpoint} says so. {@code io.kindling.model.TrainedModel} reads the whole model.
   *
   * @param file the file
   * @return its tensors and notes
   * @throws CheckpointException if there is no such file, or it is damaged or holds something else
   */
  public static SavedState load(Path file) {
    return load(file, StateChoice.MODEL);
  }

  /**
   * Reads a part of a file as a state, or a state under other names.
   *
   * @param file the file
   * @param choice what is meant
   * @return its tensors and notes
   * @throws CheckpointException if there is no such file or part, or it is damaged or holds
   *     something else
   */
  public static SavedState load(Path file, StateChoice choice) {
    SavedState state = loadWithNotes(file, choice);
    LeftOut.warn(file, state.metadata());
    return state;
  }

  /**
   * Reads a state as {@link #load} does, for who heeds its notes: nothing is logged.
   *
   * @param file the file
   * @return its tensors and notes
   * @throws CheckpointException if there is no such file, or it is damaged or holds something else
   */
  public static SavedState loadWithNotes(Path file) {
    return loadWithNotes(file, StateChoice.MODEL);
  }

  /**
   * Reads a part of a file as {@link #load(Path, StateChoice)} does, for who heeds its notes.
   *
   * @param file the file
   * @param choice what is meant
   * @return its tensors and notes
   * @throws CheckpointException if there is no such file or part, or it is damaged or holds
   *     something else
   */
  public static SavedState loadWithNotes(Path file, StateChoice choice) {
    return opened(file, choice, open -> new SavedState(open.read(), open.notes()));
  }

  /**
   * Writes the state that one file holds as another, with the types of number and the notes that it
   * has.
   *
   * @param in the file to read, as {@link #load} does
   * @param out the file to write or replace, whole or not at all
   * @param format in which form
   * @throws CheckpointException if the one cannot be read or the other not be written; an old file
   *     stays as it was
   */
  public static void convert(Path in, Path out, StateFormat format) {
    convert(in, out, format, StateChoice.MODEL);
  }

  /**
   * Writes a part of a file as another, as {@link #convert(Path, Path, StateFormat)} does.
   *
   * @param in the file to read, as {@link #load} does
   * @param out the file to write or replace, whole or not at all
   * @param format in which form
   * @param choice what is meant
   * @throws CheckpointException if the one cannot be read or the other not be written; an old file
   *     stays as it was
   */
  public static void convert(Path in, Path out, StateFormat format, StateChoice choice) {
    Stored stored = stored(in, choice);
    write(out, stored.tensors(), stored.notes(), format);
  }

  /**
   * Writes the state that one file holds as another, archives of C++ by the backend's own library:
   * the one read if it is such an archive, the other written if {@code format} is {@link
   * StateFormat#CPP}.
   *
   * @param in the file to read
   * @param out the file to write or replace, whole or not at all
   * @param format in which form
   * @param backend whose library reads and writes: {@code libtorch}
   * @throws BackendException if the backend has no files of its own
   * @throws CheckpointException if neither is an archive of C++, the one cannot be read or the
   *     other not be written; an old file stays as it was
   */
  public static void convert(Path in, Path out, StateFormat format, Backend backend) {
    convert(in, out, format, StateChoice.MODEL, backend);
  }

  /**
   * Writes a part of a file as another, as {@link #convert(Path, Path, StateFormat, Backend)} does.
   *
   * @param in the file to read
   * @param out the file to write or replace, whole or not at all
   * @param format in which form
   * @param choice what is meant
   * @param backend whose library reads and writes: {@code libtorch}
   * @throws BackendException if the backend has no files of its own
   * @throws CheckpointException if neither is an archive of C++, the one cannot be read or the
   *     other not be written; an old file stays as it was
   */
  public static void convert(
      Path in, Path out, StateFormat format, StateChoice choice, Backend backend) {
    CppArchive.archives(backend);
    boolean script = opened(in, choice, OpenState::isScript);
    if (!script && format != StateFormat.CPP) {
      throw new CheckpointException(
          in.toString(),
          "a backend's library reads and writes archives of C++ torch::save",
          "neither " + in + " nor " + out,
          "one of them",
          "leave the backend out");
    }
    Stored stored = script ? storedByLibrary(in, choice, backend) : stored(in, choice);
    if (format == StateFormat.CPP) {
      CppArchive.save(backend, out, stored.tensors(), modules(stored.notes()), stored.notes());
    } else {
      write(out, stored.tensors(), stored.notes(), format);
    }
  }

  /** A state with the types of number that a file has. */
  private record Stored(Map<String, StoredTensor> tensors, Map<String, String> notes) {}

  private static Stored stored(Path in, StateChoice choice) {
    return opened(in, choice, open -> new Stored(open.readRaw(), open.notes()));
  }

  private static Stored storedByLibrary(Path in, StateChoice choice, Backend backend) {
    CppArchive archive = CppArchive.load(backend, in, choice.entry());
    return new Stored(choice.named(in.toString(), archive.tensors()), archive.notes());
  }

  /**
   * What should be known of how {@link #load} and {@link #convert} read a file.
   *
   * @param file the file
   * @return lines: that the state was taken out of a whole module, each class whose objects stay
   *     unread, and that the state has no tensors; none for most files
   * @throws CheckpointException if there is no such file, or it is damaged
   */
  public static List<String> remarks(Path file) {
    return remarks(file, StateChoice.MODEL);
  }

  /**
   * What should be known of how a part of a file is read, as {@link #remarks(Path)} says it.
   *
   * @param file the file
   * @param choice what is meant
   * @return lines
   * @throws CheckpointException if there is no such file or part, or it is damaged
   */
  public static List<String> remarks(Path file, StateChoice choice) {
    return opened(
        file,
        choice,
        open -> {
          List<String> remarks = new ArrayList<>(open.remarks());
          if (open.isEmpty()) {
            remarks.add("the state has no tensors, as of a model without parameters");
          }
          return remarks;
        });
  }

  /** What is done with an open file. */
  private interface Use<T> {
    T of(OpenState open) throws IOException;
  }

  private static <T> T opened(Path file, StateChoice choice, Use<T> use) {
    return FileFailures.reading(
        file,
        () -> {
          try (OpenState open = OpenState.open(file, choice)) {
            return use.of(open);
          }
        });
  }

  private static void write(
      Path file, Map<String, ?> tensors, Map<String, String> notes, StateFormat format) {
    switch (format) {
      case TORCH -> TorchFile.save(file, tensors, notes);
      case CPP -> TorchFile.saveForCpp(file, tensors, modules(notes), notes);
      case SAFETENSORS -> SafeTensors.save(file, tensors, notes);
    }
  }

  /**
   * Whether a file begins as a safetensors file does.
   *
   * @param file the file
   * @return whether it does
   * @throws CheckpointException if it cannot be read
   */
  public static boolean isSafeTensors(Path file) {
    return FileFailures.reading(file, () -> SafeTensors.recognises(OpenState.head(file)));
  }

  /**
   * Whether a file begins as the index of a model in several files does; every file that does not,
   * and is no safetensors file, is read as {@link TorchFile}.
   *
   * @param file the file
   * @return whether it does
   * @throws CheckpointException if it cannot be read
   */
  public static boolean isSharded(Path file) {
    return FileFailures.reading(file, () -> ShardedFile.recognises(OpenState.head(file)));
  }

  /** The modules of the model that notes speak of, those without tensors among them. */
  private static List<String> modules(Map<String, String> notes) {
    List<String> names = new ArrayList<>();
    String model = notes.get(MODEL_NOTE);
    if (model != null) {
      try {
        addModules("", ModuleSpec.parse(model), names);
      } catch (SpecException e) {
        return List.of(); // a note of a later version; the gaps between numbers are filled anyway
      }
    }
    return names;
  }

  private static void addModules(String prefix, ModuleSpec model, List<String> names) {
    List<ModuleSpec> parts = model.parts();
    for (int i = 0; i < parts.size(); i++) {
      names.add(prefix + i);
      addModules(prefix + i + ".", parts.get(i), names);
    }
  }
}
