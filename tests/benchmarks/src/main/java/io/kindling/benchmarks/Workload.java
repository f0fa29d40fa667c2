package io.kindling.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What is trained: the same for everyone. A step is one batch: zero the gradients, forward, loss,
 * backward, update, and the loss read as a number. Where nothing is updated, it is the answers to
 * one batch, read as numbers.
 *
 * @param name how results are filed
 * @param rows of the data
 * @param layers how many numbers go into the model, and come out of each of its linear layers; a
 *     relu stands between two
 * @param batch rows of a step; all of them, or so many that they go into the rows evenly
 */
public record Workload(
    String name, int rows, List<Integer> layers, int batch, Criterion criterion, Rule rule) {
  /** The loss, a mean. */
  public enum Criterion {
    /** Squared differences. */
    MSE,
    /** As {@link #MSE} up to a difference of 1, beyond it linear. */
    HUBER,
    /** Of labels. */
    CROSS_ENTROPY,
    /** None. */
    NONE
  }

  /** How weights are updated. */
  public enum Rule {
    /** Against the gradient. */
    SGD,
    /** With a momentum of 0.9. */
    MOMENTUM,
    /** Adam with its defaults. */
    ADAM,
    /** Not at all: the model only answers. */
    NONE
  }

  /** Of {@link Rule#SGD} and {@link Rule#MOMENTUM}. */
  public static final double RATE = 0.01;

  /** Of {@link Rule#ADAM}. */
  public static final double ADAM_RATE = 0.001;

  /** The tutorial's table. */
  public static final String TUTORIAL = "tutorial";

  /** The first of {@link #epochs}, as the others of {@link #variations} are held against it. */
  public static final String PLAIN = "plain";

  /** How names of growing sizes begin; the number of values follows. */
  public static final String GROWTH = "growth-";

  private static final int GROWTH_FEATURES = 16;
  private static final int ROWS_OF_BATCHES = 16_384;
  private static final List<Integer> MLP = List.of(784, 128, 10);

  /** Copies the list. */
  public Workload {
    layers = List.copyOf(layers);
  }

  /** {@return the full-batch epochs that are compared with everyone} */
  public static List<Workload> epochs() {
    return List.of(epoch(1_000_000, 64), epoch(4_000_000, 16), epoch(200_000, 784));
  }

  /** {@return the first of {@link #epochs}, and what differs from it in one thing} */
  public static List<Workload> variations() {
    Workload first = epochs().get(0);
    Workload plain = first.with(PLAIN, first.layers, first.criterion, first.rule);
    return List.of(
        plain,
        plain.with("momentum", List.of(64, 1), Criterion.MSE, Rule.MOMENTUM),
        plain.with("adam", List.of(64, 1), Criterion.MSE, Rule.ADAM),
        plain.with("huber", List.of(64, 1), Criterion.HUBER, Rule.SGD),
        plain.with("outputs-4", List.of(64, 4), Criterion.MSE, Rule.SGD));
  }

  /** {@return the tutorial's eleven rows} */
  public static Workload tutorial() {
    return new Workload(TUTORIAL, 11, List.of(1, 1), 11, Criterion.MSE, Rule.SGD);
  }

  /** {@return a small net on batches} */
  public static List<Workload> nets() {
    return List.of(mlp(256), mlp(32));
  }

  /** {@return what trained models answer to one row and to many} */
  public static List<Workload> answers() {
    return List.of(
        answer("linear-1", List.of(64, 1), 1),
        answer("linear-256", List.of(64, 1), 256),
        answer("mlp-1", MLP, 1),
        answer("mlp-256", MLP, 256));
  }

  private static Workload answer(String model, List<Integer> layers, int batch) {
    return new Workload(
        "answer-" + model, ROWS_OF_BATCHES, layers, batch, Criterion.NONE, Rule.NONE);
  }

  /** {@return full-batch epochs of about a thousand to a hundred million values} */
  public static List<Workload> growth() {
    return IntStream.rangeClosed(3, 8).mapToObj(Workload::growing).toList();
  }

  private static Workload growing(int power) {
    int values = (int) Math.round(Math.pow(10, power));
    Workload epoch = epoch(values / GROWTH_FEATURES, GROWTH_FEATURES);
    return epoch.with(GROWTH + values, epoch.layers, epoch.criterion, epoch.rule);
  }

  private static Workload epoch(int rows, int features) {
    String name = rows + "x" + features;
    return new Workload(name, rows, List.of(features, 1), rows, Criterion.MSE, Rule.SGD);
  }

  private static Workload mlp(int batch) {
    return new Workload(
        "mlp-" + batch, ROWS_OF_BATCHES, MLP, batch, Criterion.CROSS_ENTROPY, Rule.ADAM);
  }

  private Workload with(String newName, List<Integer> newLayers, Criterion loss, Rule update) {
    return new Workload(newName, rows, newLayers, batch, loss, update);
  }

  /** {@return a workload of a name} */
  public static Workload named(String name) {
    return all().stream()
        .filter(workload -> workload.name.equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no workload " + name));
  }

  /** {@return all of them} */
  public static List<Workload> all() {
    List<Workload> all = new ArrayList<>(epochs());
    all.addAll(variations());
    all.add(tutorial());
    all.addAll(nets());
    all.addAll(answers());
    all.addAll(growth());
    return all;
  }

  /**
   * The same with fewer rows, for trying out.
   *
   * @param most rows
   * @return a workload of at most so many rows
   */
  public Workload atMost(int most) {
    int fewer = Math.min(rows, batch < rows ? Math.max(batch, most / batch * batch) : most);
    return new Workload(name, fewer, layers, Math.min(batch, fewer), criterion, rule);
  }

  /** {@return how the bytes are filed that a step allocates} */
  public String allocation() {
    return name + "-allocated";
  }

  /** {@return how many numbers a row has} */
  public int features() {
    return layers.get(0);
  }

  /** {@return how many numbers the model answers with} */
  public int outputs() {
    return layers.get(layers.size() - 1);
  }

  /** {@return whether the model is one linear layer} */
  public boolean isLinear() {
    return layers.size() == 2;
  }

  /** {@return whether it is one linear output, mean squared error and plain gradient descent} */
  public boolean isPlainRegression() {
    return isLinear() && outputs() == 1 && criterion == Criterion.MSE && rule == Rule.SGD;
  }

  /** {@return whether it is one of {@link #nets}} */
  public boolean isNet() {
    return !isLinear() && rule == Rule.ADAM;
  }

  /** {@return whether nothing is trained} */
  public boolean isAnswer() {
    return rule == Rule.NONE;
  }

  /** {@return the learning rate} */
  public double rate() {
    return rule == Rule.ADAM ? ADAM_RATE : RATE;
  }
}
