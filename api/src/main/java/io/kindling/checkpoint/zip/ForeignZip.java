package io.kindling.checkpoint.zip;

import io.kindling.error.CheckpointException;
import io.kindling.text.Printable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Names zip archives that are no torch archives by the records that they have: those of other
 * programs, of old versions, and those that hold whole files.
 */
final class ForeignZip {
  private static final String STATE = "torch.save the model's state_dict()";

  /** In the order in which they are looked for: the one whose record others have too is last. */
  private static final List<ForeignZip> KNOWN =
      List.of(
          new ForeignZip(
              "[^/]+/model\\.json",
              "a TorchScript archive of PyTorch 1.0 to 1.2, from 2018 or 2019,",
              "save it anew with a later PyTorch, torch.jit.save(torch.jit.load(file), new_file), if"
                  + " you trust it"),
          new ForeignZip("([^/]+/)?archive_format", "an archive of torch.export", STATE),
          new ForeignZip(
              "([^/]+/)?serialized_exported_program\\.json", "an archive of torch.export", STATE),
          new ForeignZip(
              "MAR-INF/.*",
              "a model archive of TorchServe",
              "unzip it and take the file with the weights, *.pt or *.pth"),
          new ForeignZip(
              "model\\.weights\\.h5",
              "a model of Keras",
              "load it in Keras and torch.save a dict of tensors made of its weights"),
          new ForeignZip(
              "[^/]+\\.npy",
              "a NumPy .npz file",
              "torch.save a dict of tensors made of its arrays"),
          new ForeignZip(
              "\\[Content_Types\\]\\.xml",
              "a document of Word, Excel or PowerPoint",
              ForeignFormat.WEIGHTS),
          new ForeignZip("META-INF/MANIFEST\\.MF", "a Java archive", "take the model itself"));

  /** The weights of Stable-Baselines3. */
  private static final String POLICY = "policy.pth";

  private static final Pattern PICKLE = Pattern.compile("[^/]+/data\\.pkl");

  private final Pattern record;
  private final String name;
  private final String remedy;

  private ForeignZip(String record, String name, String remedy) {
    this.record = Pattern.compile(record);
    this.name = name;
    this.remedy = remedy;
  }

  /**
   * Refuses an archive by the names in its directory.
   *
   * @throws CheckpointException if it is one of another kind, or of whole files
   */
  static void refuse(ArchiveBytes bytes, ZipLimits limits) throws IOException {
    Map<String, Integer> methods = DirectoryNames.read(bytes, limits);
    Set<String> names = methods.keySet();
    if (hasPickle(names)) {
      return;
    }
    for (ForeignZip zip : KNOWN) {
      if (names.stream().anyMatch(name -> zip.record.matcher(name).matches())) {
        throw refusal(bytes, zip.name, zip.remedy);
      }
    }
    List<String> models = names.stream().filter(FilesArchive::isModel).limit(10).toList();
    if (!models.isEmpty()) {
      boolean baselines = names.contains(POLICY);
      String kind = baselines ? "an archive of Stable-Baselines3" : "a zip of files";
      String first = baselines ? POLICY : models.get(0);
      String shown = Printable.piece(String.join(", ", models));
      throw refusal(
          bytes,
          kind + " with " + shown,
          Objects.equals(methods.get(first), Zip.STORED)
              ? "choose one, as with --entry " + Printable.piece(first)
              : FilesArchive.unzip(first));
    }
  }

  /** Whether a record is called as that which makes an archive torch's. */
  static boolean hasPickle(Set<String> names) {
    return names.stream().anyMatch(name -> PICKLE.matcher(name).matches());
  }

  private static CheckpointException refusal(ArchiveBytes bytes, String got, String remedy) {
    return bytes.refused(
        "the file must be a zip archive of torch.save", got, 0, "a record data.pkl", remedy);
  }
}
