package io.kindling.checkpoint;

import io.kindling.Backend;
import io.kindling.checkpoint.safetensors.SafeTensors;
import io.kindling.checkpoint.safetensors.SafeTensorsFile;
import io.kindling.checkpoint.stored.LeftOut;
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
import java.io.InputStream;
import java.nio.file.Files;
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

  private static final int HEAD_BYTES = 16;

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
   * model_state_dict} or {@code state_dict} of a checkpoint, from an archive of C++ {@code
   * torch::save}, or from a safetensors file. Objects of other classes beside it are passed over.
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
    SavedState state = loadWithNotes(file);
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
    try {
      if (isSafeTensors(file)) {
        return SafeTensors.readWithNotes(file);
      }
      try (TorchFile open = TorchFile.open(file)) {
        Map<String, TensorData> tensors = open.readAll(open.modelState(), open.converted());
        open.verify();
        return new SavedState(tensors, open.modelNotes());
      }
    } catch (IOException e) {
      throw FileFailures.unreadable(file, e);
    }
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
    Stored stored = stored(in);
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
    CppArchive.archives(backend);
    boolean script = isScript(in);
    if (!script && format != StateFormat.CPP) {
      throw new CheckpointException(
          in.toString(),
          "a backend's library reads and writes archives of C++ torch::save",
          "neither " + in + " nor " + out,
          "one of them",
          "leave the backend out");
    }
    Stored stored = script ? Stored.of(CppArchive.load(backend, in)) : stored(in);
    if (format == StateFormat.CPP) {
      CppArchive.save(backend, out, stored.tensors(), modules(stored.notes()), stored.notes());
    } else {
      write(out, stored.tensors(), stored.notes(), format);
    }
  }

  /** A state with the types of number that a file has. */
  private record Stored(Map<String, StoredTensor> tensors, Map<String, String> notes) {
    static Stored of(CppArchive archive) {
      return new Stored(archive.tensors(), archive.notes());
    }
  }

  private static Stored stored(Path in) {
    if (isSafeTensors(in)) {
      return FileFailures.reading(
          in,
          () -> {
            try (SafeTensorsFile open = SafeTensorsFile.open(in)) {
              open.verify();
              Map<String, StoredTensor> tensors = new LinkedHashMap<>();
              for (String name : open.tensors().keySet()) {
                tensors.put(name, open.readRaw(name));
              }
              return new Stored(tensors, open.metadata());
            }
          });
    }
    return FileFailures.reading(
        in,
        () -> {
          try (TorchFile open = TorchFile.open(in)) {
            Map<String, StoredTensor> tensors = open.readAll(open.modelState(), open.raw());
            open.verify();
            return new Stored(tensors, open.modelNotes());
          }
        });
  }

  private static boolean isScript(Path file) {
    if (isSafeTensors(file)) {
      return false;
    }
    try (TorchFile open = TorchFile.open(file)) {
      return open.isScript();
    }
  }

  /**
   * What should be known of how {@link #load} and {@link #convert} read a file.
   *
   * @param file the file
   * @return lines: that the state was taken out of a whole module, and each class whose objects
   *     stay unread; none for most files
   * @throws CheckpointException if there is no such file, or it is damaged
   */
  public static List<String> remarks(Path file) {
    if (isSafeTensors(file)) {
      return List.of();
    }
    try (TorchFile open = TorchFile.open(file)) {
      return open.remarks();
    }
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
   * @return whether it does; every other file is read as {@link TorchFile}
   * @throws CheckpointException if it cannot be read
   */
  public static boolean isSafeTensors(Path file) {
    try (InputStream stream = Files.newInputStream(file)) {
      return SafeTensors.recognises(stream.readNBytes(HEAD_BYTES));
    } catch (IOException e) {
      throw FileFailures.unreadable(file, e);
    }
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
