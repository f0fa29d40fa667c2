package io.kindling.plot;

import io.kindling.error.DataException;
import io.kindling.file.FileFailures;
import io.kindling.train.Epoch;
import io.kindling.train.History;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * A picture of a training or of predictions, drawn from plain arrays and written as PNG, as SVG or
 * as text.
 *
 * <pre>{@code
 * Figure.losses(history).png(Path.of("losses.png"));
 * Figure.predictedAgainstActual(new Outcome("price", actual, predicted)).svg(Path.of("prices.svg"));
 * System.out.print(Figure.confusion("kind", classes, actual, predicted).text(Screen.of(80, 24)));
 * }</pre>
 *
 * <p>PNG and SVG are 960 by 640 pixels. Colours are distinct to the colour-blind, and lines differ
 * in their dashes as well. Digits are the same in every locale, and an SVG is the same bytes on
 * every machine; those of a PNG depend on its fonts. Names are shown so that none of their
 * characters steers anything, and shortened where they are long. Points whose coordinates are not
 * finite are left out, and the picture says so; of more than 2000 points, it shows how many are
 * where; of long lines, their outline. It reads the arrays it was made of, and makes no copies.
 */
public final class Figure {
  private final Picture picture;

  Figure(Picture picture) {
    this.picture = picture;
  }

  /**
   * Numbers over the one feature that they are predicted from: the true ones as points, what is
   * predicted as a dashed line.
   *
   * @param feature the feature's name
   * @param x its values, row by row
   * @param outcomes what was to be predicted, and what was
   * @return the figure
   * @throws DataException if columns are not of the same length
   */
  public static Figure fit(String feature, double[] x, Outcome... outcomes) {
    return new Figure(Charts.fit(feature, x, List.of(outcomes)));
  }

  /**
   * One of two classes over the one feature that it is predicted from: rows as points at 1 and 0,
   * the probability as a dashed line.
   *
   * @param feature the feature's name
   * @param x its values, row by row
   * @param other what the rows that are not of the class are called
   * @param scored the class, with its probability
   * @return the figure
   * @throws DataException if columns are not of the same length
   */
  public static Figure probability(String feature, double[] x, String other, Scored scored) {
    return new Figure(Charts.probability(feature, x, other, scored));
  }

  /**
   * What was predicted, over what it should have been, with the line on which they are equal.
   *
   * @param outcomes what was to be predicted, and what was
   * @return the figure
   */
  public static Figure predictedAgainstActual(Outcome... outcomes) {
    return new Figure(Charts.against(List.of(outcomes)));
  }

  /**
   * What is left of the true values when what was predicted is taken off, over what was predicted.
   *
   * @param outcomes what was to be predicted, and what was
   * @return the figure
   */
  public static Figure residuals(Outcome... outcomes) {
    return new Figure(Charts.residuals(List.of(outcomes)));
  }

  /**
   * The losses of a training, epoch by epoch, those of validation too, if there are some.
   *
   * @param history what the training has brought
   * @return the figure
   */
  public static Figure losses(History history) {
    List<Epoch> epochs = history.epochs();
    boolean validated = epochs.stream().anyMatch(epoch -> epoch.validationLoss().isPresent());
    return losses(
        epochs.stream().mapToDouble(Epoch::number).toArray(),
        epochs.stream().mapToDouble(Epoch::loss).toArray(),
        validated
            ? epochs.stream()
                .mapToDouble(epoch -> epoch.validationLoss().orElse(Double.NaN))
                .toArray()
            : new double[0]);
  }

  /**
   * The losses of a training, epoch by epoch. The axis is logarithmic where all are positive and
   * the largest is more than ten times the smallest.
   *
   * @param epochs the epochs' numbers
   * @param training the loss in each
   * @param validation the validation loss after each, NaN where there is none; empty if there is
   *     none at all
   * @return the figure
   * @throws DataException if columns are not of the same length
   */
  public static Figure losses(double[] epochs, double[] training, double[] validation) {
    return new Figure(Charts.losses(epochs, training, validation));
  }

  /**
   * The ROC curve of a class, its true positive rate over its false positive rate for every score
   * from which on rows might be taken to be of it, and the area under that curve (AUC): how often a
   * row of the class scores higher than another one. Of more than six classes the first are shown.
   *
   * @param classes the classes, each against the rest
   * @return the figure
   * @throws DataException if all rows are of a class, or none, or a score is NaN
   */
  public static Figure roc(Scored... classes) {
    return new Figure(Charts.roc(List.of(classes)));
  }

  /**
   * How often each class was taken for which. Where there are more than have room, the least
   * frequent ones are counted together.
   *
   * @param target what the classes are of
   * @param classes the classes' names
   * @param actual the number of each row's class, from 0
   * @param predicted the number of the class that each row was taken for
   * @return the figure
   * @throws DataException if columns are not of the same length, or a number is that of no class
   */
  public static Figure confusion(
      String target, List<String> classes, int[] actual, int[] predicted) {
    return new Figure(Matrix.of(target, classes, actual, predicted));
  }

  /**
   * How often each class was taken for which, counted already.
   *
   * @param target what the classes are of
   * @param classes the classes' names
   * @param counts how many rows of each class, in a row each, were taken for which
   * @return the figure
   * @throws DataException if there are not as many rows and columns as classes
   */
  public static Figure confusion(String target, List<String> classes, long[][] counts) {
    return new Figure(Matrix.of(target, classes, counts));
  }

  /**
   * Finds out whether a PNG can be drawn here: Java needs a font for it.
   *
   * @throws DataException if not
   */
  public static void checkFonts() {
    Png.checkFonts();
  }

  /**
   * Writes the figure as PNG, whole or not at all.
   *
   * @param file where to
   * @throws DataException if the file cannot be written
   */
  public void png(Path file) {
    FileFailures.writingData(file, stream -> Png.write(picture.drawing(), stream));
  }

  /**
   * Writes the figure as SVG, whole or not at all. Its words are text, in whatever sans-serif font
   * there is.
   *
   * @param file where to
   * @throws DataException if the file cannot be written
   */
  public void svg(Path file) {
    FileFailures.writingData(file, stream -> stream.write(svg().getBytes(StandardCharsets.UTF_8)));
  }

  /** {@return the figure as SVG, an element to put into a page too} */
  public String svg() {
    return Svg.of(picture.drawing());
  }

  /**
   * Draws the figure as text.
   *
   * @param screen where it is to be shown
   * @return its lines, each with its end, which fill the screen at most
   */
  public String text(Screen screen) {
    return picture.text(screen);
  }
}
