package io.kindling.tck;

import io.kindling.tck.nn.CompositeContract;
import io.kindling.tck.nn.LossContract;
import io.kindling.tck.nn.LossGoldenContract;
import io.kindling.tck.nn.ModuleContract;
import io.kindling.tck.nn.ModuleGoldenContract;
import io.kindling.tck.nn.OwnModuleContract;
import io.kindling.tck.nn.WrittenLayerContract;
import io.kindling.tck.nn.WrittenModuleContract;
import io.kindling.tck.operations.ArithmeticContract;
import io.kindling.tck.operations.AutogradContract;
import io.kindling.tck.operations.ComparisonContract;
import io.kindling.tck.operations.FunctionContract;
import io.kindling.tck.operations.GradientContract;
import io.kindling.tck.operations.LayoutContract;
import io.kindling.tck.operations.OperationGoldenContract;
import io.kindling.tck.operations.ReductionContract;
import io.kindling.tck.operations.TensorContract;
import io.kindling.tck.optim.LbfgsContract;
import io.kindling.tck.optim.OptimizerContract;
import io.kindling.tck.optim.OptimizerDictContract;
import io.kindling.tck.optim.OptimizerGoldenContract;
import io.kindling.tck.optim.OptimizerStateContract;
import io.kindling.tck.training.EvaluationContract;
import io.kindling.tck.training.OwnTrainingContract;
import io.kindling.tck.training.ResumeContract;
import io.kindling.tck.training.RowWeightsContract;
import io.kindling.tck.training.StateFileContract;
import io.kindling.tck.training.TrainerContract;
import io.kindling.tck.training.TrainingContract;
import io.kindling.tck.training.TrajectoryContract;
import io.kindling.tck.training.TutorialContract;
import io.kindling.tck.training.WrittenTrainingContract;
import io.kindling.tck.use.CapabilityContract;
import io.kindling.tck.use.CatalogueContract;
import io.kindling.tck.use.LeakContract;
import io.kindling.tck.use.RandomContract;
import io.kindling.tck.use.ScopeContract;
import io.kindling.tck.use.SharedModelContract;
import io.kindling.tck.use.SlotContract;
import io.kindling.tck.use.ThreadContract;
import io.kindling.tck.use.WrongUseContract;

/** The whole contract: what a backend's test class implements. */
public interface KindlingContract
    extends TensorContract,
        ArithmeticContract,
        FunctionContract,
        ReductionContract,
        LayoutContract,
        ComparisonContract,
        AutogradContract,
        GradientContract,
        OperationGoldenContract,
        ModuleContract,
        CompositeContract,
        OwnModuleContract,
        OwnTrainingContract,
        ModuleGoldenContract,
        LossContract,
        LossGoldenContract,
        OptimizerContract,
        OptimizerStateContract,
        OptimizerDictContract,
        OptimizerGoldenContract,
        LbfgsContract,
        RandomContract,
        WrittenModuleContract,
        WrittenTrainingContract,
        WrittenLayerContract,
        TutorialContract,
        TrajectoryContract,
        TrainingContract,
        TrainerContract,
        EvaluationContract,
        RowWeightsContract,
        ResumeContract,
        StateFileContract,
        ScopeContract,
        SlotContract,
        LeakContract,
        ThreadContract,
        SharedModelContract,
        WrongUseContract,
        CapabilityContract,
        CatalogueContract {}
