package io.kindling.train;

import io.kindling.Backend;
import io.kindling.EvaluationMode;
import io.kindling.Loss;
import io.kindling.Module;
import io.kindling.NoGrad;
import io.kindling.Scope;
import io.kindling.Tensor;
import io.kindling.core.Device;
import io.kindling.core.Shape;
import io.kindling.core.TensorData;
import io.kindling.data.Dataset;
import io.kindling.data.TableDataset;
import io.kindling.error.DataException;
import io.kindling.error.ShapeException;
import io.kindling.train.batch.Batch;
import io.kindling.train.batch.Objective;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Applies a model to data: in evaluation, without gradients, some thousand rows at a time.
 *
 * <p>Several threads may predict and judge with one model at once. The mode of evaluation is each
 * call's own. Where another thread trains or changes the model meanwhile, the call ends with a
 * {@link io.kindling.error.BusyException}.
 */
public final class Evaluator {
  /** Enough rows to keep a processor busy, few enough for any memory. */
  static final int BATCH = 8192;

  private final Module model;
  private final Backend backend;
  private final Device device;
  private final BooleanSupplier cancelled;

  /**
   * For a model.
   *
   * @param model a model with parameters; it works where they are, and is left as it was, in
   *     training or in evaluation
   */
  public Evaluator(Module model) {
    this(model, () -> false);
  }

  /** One that ends with a {@link CancellationException}, between batches, as soon as it should. */
  Evaluator(Module model, BooleanSupplier cancelled) {
    this.cancelled = cancelled;
    Tensor parameter = Trainer.firstParameter(model);
    this.model = model;
    this.backend = parameter.backend();
    this.device = parameter.device();
  }

  /**
   * Predicts.
   *
   * @param data the rows, with their offset if they have one; their targets do not matter
   * @return what the model says of each, row by row
   */
  public float[] predict(Dataset data) {
    List<float[]> parts = new ArrayList<>();
    try (Scope scope = backend.scope()) {
      apply(
          feed(data, TargetCheck.NONE),
          (prediction, batch) -> parts.add(prediction.toFloatArray()));
    }
    float[] all = new float[parts.stream().mapToInt(part -> part.length).sum()];
    int at = 0;
    for (float[] part : parts) {
      System.arraycopy(part, 0, all, at, part.length);
      at += part.length;
    }
    return all;
  }

  /**
   * Judges.
   *
   * <p>The loss is what it would be with all rows in one batch. That of a backend is put together
   * from batches: the mean over all rows, or their sum, as it reduces. One of one's own, which may
   * be anything, is computed of all predictions at once, and so needs the memory for them, and rows
   * without weights. Rows with weights count by them, in the loss and in the metrics.
   *
   * @param data the rows
   * @param loss the loss, a scalar
   * @param metrics what else to compute
   * @return the loss and the metrics
   * @throws DataException if a target is none that the loss is defined for
   */
  public Evaluation evaluate(Dataset data, Loss loss, List<Metric> metrics) {
    try (Scope scope = backend.scope()) {
      return evaluate(feed(data, TargetCheck.of(loss)), loss, metrics);
    }
  }

  /**
   * Computes what {@link #evaluate(Dataset, Loss, List)} puts the loss together from, for rows of
   * which others are elsewhere.
   *
   * @param data some of the rows; where more come after them, whole batches
   * @param loss a loss that a backend has made
   * @return their losses
   * @throws DataException if a target is none that the loss is defined for
   */
  public PartialLosses losses(Dataset data, Loss loss) {
    List<Float> losses = new ArrayList<>();
    List<Double> counts = new ArrayList<>();
    List<Integer> rows = new ArrayList<>();
    try (Scope scope = backend.scope();
        Objective objective = new Objective(loss, data.beside().weight(), backend)) {
      apply(
          feed(data, TargetCheck.of(loss)),
          (prediction, batch) -> {
            losses.add(objective.of(prediction, batch).item());
            counts.add(objective.counts(batch));
            rows.add(batch.rows());
          });
    }
    return PartialLosses.of(losses, counts, rows);
  }

  /**
   * Judges by metrics alone. Rows with weights count by them.
   *
   * @param data the rows
   * @param metrics what to compute
   * @return the metrics by their names, in their order
   */
  public Map<String, Double> evaluate(Dataset data, List<Metric> metrics) {
    try (Scope scope = backend.scope()) {
      return evaluate(feed(data, TargetCheck.NONE), null, metrics).metrics();
    }
  }

  Feed feed(Dataset data, TargetCheck check) {
    int size = data instanceof TableDataset table ? Math.min(BATCH, table.rows()) : BATCH;
    return new Feed(backend, device, data, size, null, false, check);
  }

  Evaluation evaluate(Feed feed, @Nullable Loss loss, List<Metric> metrics) {
    if (loss == null) {
      return gather(feed, null, metrics);
    }
    try (Objective objective = new Objective(loss, feed.isWeighted(), backend)) {
      return gather(feed, objective, metrics);
    }
  }

  private Evaluation gather(Feed feed, @Nullable Objective objective, List<Metric> metrics) {
    Map<String, Metric.Gatherer> gatherers = new LinkedHashMap<>();
    metrics.forEach(metric -> gatherers.put(metric.name(), metric.start()));
    GatheredLoss gathered = GatheredLoss.of(objective, backend, device);
    apply(
        feed,
        (prediction, batch) -> {
          gathered.add(prediction, batch);
          if (!gatherers.isEmpty()) {
            check(prediction.shape(), batch.targets().shape());
            TensorData predicted = prediction.data();
            TensorData truth = batch.targets().data();
            TensorData weights = batch.weights() == null ? null : batch.weights().data();
            gatherers.values().forEach(gatherer -> gatherer.add(predicted, truth, weights));
          }
        });
    Map<String, Double> results = new LinkedHashMap<>();
    gatherers.forEach((name, gatherer) -> results.put(name, gatherer.result()));
    return new Evaluation(gathered.value(), results);
  }

  /** Metrics compare element by element, or logits with a class a row. */
  private static void check(Shape prediction, Shape target) {
    boolean classes = target.rank() == 1 && prediction.rank() == 2;
    if (classes ? prediction.size(0) != target.size(0) : !prediction.equals(target)) {
      throw new ShapeException(
          "evaluate",
          "prediction and target must have one shape, or the target one class for each row of"
              + " logits",
          "shapes " + prediction + " and " + target,
          "a model that makes as many columns as there are targets",
          null);
    }
  }

  /** What to do with each batch's prediction. */
  @FunctionalInterface
  private interface Use {
    void of(Tensor prediction, Batch batch);
  }

  private void apply(Feed feed, Use use) {
    try (EvaluationMode evaluating = model.evaluating();
        NoGrad noGrad = backend.noGrad();
        Feed.Pass pass = feed.pass()) {
      while (pass.hasNext()) {
        if (cancelled.getAsBoolean()) {
          throw new CancellationException();
        }
        try (Scope scope = backend.scope()) {
          Batch batch = pass.next();
          use.of(batch.prediction(model.forward(batch.inputs())), batch);
        }
      }
      evaluating.verify();
    }
  }
}
