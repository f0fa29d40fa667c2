package io.kindling.checkpoint.notes;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a file says of its model that its tensors alone are without. Who takes only the tensors is
 * told: standardized features or targets make other predictions, and no error.
 */
public final class LeftOut {
  /** The note with the means and deviations of the features. */
  public static final String FEATURE_SCALING = "kindling_feature_scaling";

  /** The note with the means and deviations of the targets. */
  public static final String TARGET_SCALING = "kindling_target_scaling";

  /** The note with the labels that the outputs stand for. */
  public static final String CLASSES = "kindling_classes";

  /** The note with how columns become features, where they are not just numbers. */
  public static final String COLUMNS = "kindling_columns";

  /** The note with the column that is added to the output. */
  public static final String OFFSET = "kindling_offset";

  private static final String LOG = "io.kindling.checkpoint";

  private static final Map<String, String> NAMES =
      Map.of(
          COLUMNS, "how columns become features",
          FEATURE_SCALING, "the scaling of the features",
          TARGET_SCALING, "the scaling of the targets",
          CLASSES, "the labels",
          OFFSET, "the offset");

  private LeftOut() {}

  /**
   * What is left out where only the tensors are taken.
   *
   * @param notes the notes beside them
   * @return what it is, in words; empty if the tensors are all that predicting needs
   */
  public static List<String> of(Map<String, String> notes) {
    return List.of(COLUMNS, FEATURE_SCALING, TARGET_SCALING, CLASSES, OFFSET).stream()
        .filter(notes::containsKey)
        .map(NAMES::get)
        .toList();
  }

  /** Says at WARNING what is left out, if anything is. */
  public static void warn(Path file, Map<String, String> notes) {
    List<String> left = of(notes);
    if (!left.isEmpty() && !"false".equals(System.getProperty("kindling.log"))) {
      System.getLogger(LOG)
          .log(
              System.Logger.Level.WARNING,
              file
                  + ": the state is read without "
                  + left.stream().collect(Collectors.joining(" and "))
                  + ", which the file has too; TrainedModel.load reads all");
    }
  }
}
