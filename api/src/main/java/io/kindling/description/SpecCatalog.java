package io.kindling.description;

import io.kindling.nn.BatchNorm1dSpec;
import io.kindling.nn.BceWithLogitsSpec;
import io.kindling.nn.CrossEntropySpec;
import io.kindling.nn.DropoutSpec;
import io.kindling.nn.EmbeddingSpec;
import io.kindling.nn.FlattenSpec;
import io.kindling.nn.GeluSpec;
import io.kindling.nn.HuberSpec;
import io.kindling.nn.L1Spec;
import io.kindling.nn.LayerNormSpec;
import io.kindling.nn.LeakyReluSpec;
import io.kindling.nn.LinearSpec;
import io.kindling.nn.LossSpec;
import io.kindling.nn.ModuleSpec;
import io.kindling.nn.MseSpec;
import io.kindling.nn.PoissonNllSpec;
import io.kindling.nn.ReluSpec;
import io.kindling.nn.SequentialSpec;
import io.kindling.nn.SigmoidSpec;
import io.kindling.nn.SiluSpec;
import io.kindling.nn.SmoothL1Spec;
import io.kindling.nn.SoftplusSpec;
import io.kindling.nn.TanhSpec;
import io.kindling.optim.AdagradSpec;
import io.kindling.optim.AdamSpec;
import io.kindling.optim.AdamWSpec;
import io.kindling.optim.ClipNormSpec;
import io.kindling.optim.ClipSpec;
import io.kindling.optim.ClipValueSpec;
import io.kindling.optim.ConstantSpec;
import io.kindling.optim.CosineSpec;
import io.kindling.optim.ExponentialSpec;
import io.kindling.optim.LbfgsSpec;
import io.kindling.optim.LinearWarmupSpec;
import io.kindling.optim.OneCycleSpec;
import io.kindling.optim.OptimizerSpec;
import io.kindling.optim.PlateauSpec;
import io.kindling.optim.RmspropSpec;
import io.kindling.optim.ScheduleSpec;
import io.kindling.optim.SgdSpec;
import io.kindling.optim.StepSpec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * The descriptions that have a text form, by name. A new one is added here and nowhere else.
 *
 * @param kind what they describe, as errors name it
 * @param readers by name, what makes the description from its arguments
 */
public record SpecCatalog<S>(String kind, Map<String, Function<Arguments, ? extends S>> readers) {
  public static final SpecCatalog<ModuleSpec> MODULES =
      new SpecCatalog<ModuleSpec>("module")
          .with(LinearSpec.NAME, LinearSpec::from)
          .with(SequentialSpec.NAME, SequentialSpec::from)
          .with(ReluSpec.NAME, ReluSpec::from)
          .with(LeakyReluSpec.NAME, LeakyReluSpec::from)
          .with(GeluSpec.NAME, GeluSpec::from)
          .with(SiluSpec.NAME, SiluSpec::from)
          .with(SigmoidSpec.NAME, SigmoidSpec::from)
          .with(TanhSpec.NAME, TanhSpec::from)
          .with(SoftplusSpec.NAME, SoftplusSpec::from)
          .with(DropoutSpec.NAME, DropoutSpec::from)
          .with(LayerNormSpec.NAME, LayerNormSpec::from)
          .with(BatchNorm1dSpec.NAME, BatchNorm1dSpec::from)
          .with(FlattenSpec.NAME, FlattenSpec::from)
          .with(EmbeddingSpec.NAME, EmbeddingSpec::from);

  public static final SpecCatalog<LossSpec> LOSSES =
      new SpecCatalog<LossSpec>("loss")
          .with(MseSpec.NAME, MseSpec::from)
          .with(L1Spec.NAME, L1Spec::from)
          .with(SmoothL1Spec.NAME, SmoothL1Spec::from)
          .with(HuberSpec.NAME, HuberSpec::from)
          .with(BceWithLogitsSpec.NAME, BceWithLogitsSpec::from)
          .with(CrossEntropySpec.NAME, CrossEntropySpec::from)
          .with(PoissonNllSpec.NAME, PoissonNllSpec::from);

  public static final SpecCatalog<OptimizerSpec> OPTIMIZERS =
      new SpecCatalog<OptimizerSpec>("optimizer")
          .with(SgdSpec.NAME, SgdSpec::from)
          .with(AdamSpec.NAME, AdamSpec::from)
          .with(AdamWSpec.NAME, AdamWSpec::from)
          .with(RmspropSpec.NAME, RmspropSpec::from)
          .with(AdagradSpec.NAME, AdagradSpec::from)
          .with(LbfgsSpec.NAME, LbfgsSpec::from);

  public static final SpecCatalog<ScheduleSpec> SCHEDULES =
      new SpecCatalog<ScheduleSpec>("schedule")
          .with(ConstantSpec.NAME, ConstantSpec::from)
          .with(StepSpec.NAME, StepSpec::from)
          .with(ExponentialSpec.NAME, ExponentialSpec::from)
          .with(CosineSpec.NAME, CosineSpec::from)
          .with(LinearWarmupSpec.NAME, LinearWarmupSpec::from)
          .with(OneCycleSpec.NAME, OneCycleSpec::from)
          .with(PlateauSpec.NAME, PlateauSpec::from);

  public static final SpecCatalog<ClipSpec> CLIPS =
      new SpecCatalog<ClipSpec>("clipping")
          .with(ClipNormSpec.NAME, ClipNormSpec::from)
          .with(ClipValueSpec.NAME, ClipValueSpec::from);

  private SpecCatalog(String kind) {
    this(kind, Map.of());
  }

  private SpecCatalog<S> with(String name, Function<Arguments, ? extends S> reader) {
    Map<String, Function<Arguments, ? extends S>> extended = new LinkedHashMap<>(readers);
    extended.put(name, reader);
    return new SpecCatalog<>(kind, extended);
  }

  public String names() {
    return String.join(", ", readers.keySet());
  }

  /** What they describe, with its article. */
  public String a() {
    return ("aeiou".indexOf(kind.charAt(0)) < 0 ? "a " : "an ") + kind;
  }
}
