package io.kindling.wrong;

import io.kindling.core.TensorData;
import io.kindling.nn.LossSpec;
import io.kindling.nn.ModuleSpec;
import io.kindling.optim.OptimizerSpec;
import io.kindling.spi.Engine;
import io.kindling.spi.LiveLoss;
import io.kindling.spi.LiveModule;
import io.kindling.spi.LiveOptimizer;
import io.kindling.spi.TensorOperations;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The places where a defect can sit. Those that get the right piece return the wrong one. */
final class Defects {
  private Defects() {}

  /** A defect of the tensor operations. */
  @FunctionalInterface
  interface OfOperations {
    <T> TensorOperations<T> in(TensorOperations<T> right);
  }

  /** A defect of a module. */
  @FunctionalInterface
  interface OfModule {
    <T> LiveModule<T> in(LiveModule<T> right, ModuleSpec spec, TensorOperations<T> math);
  }

  /** A defect of a loss. */
  @FunctionalInterface
  interface OfLoss {
    <T> LiveLoss<T> in(LiveLoss<T> right, LossSpec spec, TensorOperations<T> math);
  }

  /** A defect of an optimizer. */
  @FunctionalInterface
  interface OfOptimizer {
    <T> LiveOptimizer<T> in(Parts<T> parts);
  }

  /** What an optimizer is made of. */
  record Parts<T>(
      LiveOptimizer<T> right, OptimizerSpec spec, List<T> parameters, TensorOperations<T> math) {}

  static Defect operations(OfOperations defect) {
    return new Defect() {
      @Override
      public <T> Engine<T> in(Engine<T> right) {
        return new WrappedEngine<>(right, defect.in(right.tensors()));
      }
    };
  }

  static Defect module(OfModule defect) {
    return new Defect() {
      @Override
      public <T> Engine<T> in(Engine<T> right) {
        return new WrappedEngine<>(right) {
          @Override
          public @Nullable LiveModule<T> module(ModuleSpec spec, Map<String, TensorData> initial) {
            LiveModule<T> made = super.module(spec, initial);
            return made == null ? null : defect.in(made, spec, tensors());
          }
        };
      }
    };
  }

  static Defect loss(OfLoss defect) {
    return new Defect() {
      @Override
      public <T> Engine<T> in(Engine<T> right) {
        return new WrappedEngine<>(right) {
          @Override
          public @Nullable LiveLoss<T> loss(LossSpec spec) {
            LiveLoss<T> made = super.loss(spec);
            return made == null ? null : defect.in(made, spec, tensors());
          }
        };
      }
    };
  }

  static Defect optimizer(OfOptimizer defect) {
    return new Defect() {
      @Override
      public <T> Engine<T> in(Engine<T> right) {
        return new WrappedEngine<>(right) {
          @Override
          public @Nullable LiveOptimizer<T> optimizer(OptimizerSpec spec, List<T> parameters) {
            LiveOptimizer<T> made = super.optimizer(spec, parameters);
            return made == null ? null : defect.in(new Parts<>(made, spec, parameters, tensors()));
          }
        };
      }
    };
  }

  /** Makes another module than the one that was asked for. */
  static Defect otherModule(UnaryOperator<ModuleSpec> other) {
    return new Defect() {
      @Override
      public <T> Engine<T> in(Engine<T> right) {
        return new WrappedEngine<>(right) {
          @Override
          public @Nullable LiveModule<T> module(ModuleSpec spec, Map<String, TensorData> initial) {
            return super.module(other.apply(spec), initial);
          }
        };
      }
    };
  }

  /** Makes another loss than the one that was asked for. */
  static Defect otherLoss(UnaryOperator<LossSpec> other) {
    return new Defect() {
      @Override
      public <T> Engine<T> in(Engine<T> right) {
        return new WrappedEngine<>(right) {
          @Override
          public @Nullable LiveLoss<T> loss(LossSpec spec) {
            return super.loss(other.apply(spec));
          }
        };
      }
    };
  }

  /** Makes another optimizer than the one that was asked for. */
  static Defect otherOptimizer(UnaryOperator<OptimizerSpec> other) {
    return new Defect() {
      @Override
      public <T> Engine<T> in(Engine<T> right) {
        return new WrappedEngine<>(right) {
          @Override
          public @Nullable LiveOptimizer<T> optimizer(OptimizerSpec spec, List<T> parameters) {
            return super.optimizer(other.apply(spec), parameters);
          }
        };
      }
    };
  }
}
