/**
 * What a host programs against: a {@link io.kindling.Backend} makes tensors, modules, losses and
 * optimizers; {@link io.kindling.Backends} finds one.
 *
 * <p>{@code import io.kindling.*} makes {@code Module} ambiguous with {@link java.lang.Module};
 * import {@code io.kindling.Module} by its full name and it is not.
 *
 * <p>{@link io.kindling.Module}, {@link io.kindling.Loss}, {@link io.kindling.Optimizer} and {@link
 * io.kindling.core.Device} are interfaces that ask for little; default methods do the rest, so a
 * host can implement, decorate or mock them. What a backend makes comes as final classes behind
 * these interfaces ({@code LeafModule}, {@code LeafLoss}, {@code GroupedOptimizer}). They check
 * every call, in Java, before an engine sees it. Shapes are inferred here too, so no call crosses
 * into native code to ask for one. The only unchecked cast is in {@code Backend}; it is safe
 * because {@code Tensor.checkOn} refuses a tensor of another backend.
 *
 * <p>A description that an engine has no class for is run from its body by {@code WrittenModule},
 * {@code WrittenLoss} and {@code WrittenOptimizer}. Each call has a scope of its own, so that
 * intermediate tensors are freed at once.
 *
 * <p>{@code CompositeModule} and {@code Sequential} are written once, over modules of any origin.
 * (A Java module inside LibTorch's own {@code Sequential} crashes the process.) {@code ModuleTree}
 * walks through a module's parts for names, state, modes and devices. It relies on nothing that a
 * host's module might get wrong: neither on {@code equals}, nor on the parts being free of cycles.
 * Devices are compared by {@code Device.same} for the same reason.
 *
 * <p>{@code GroupedOptimizer} holds one engine's optimizer for each group of parameters, so an
 * engine knows one description and one list. {@code OptimizerDict} writes groups and states as
 * Python's {@code state_dict()} has them; {@code OptimizerDictReader} reads what any version of
 * PyTorch has written and reports everything that is wrong with it. Loading makes the live
 * optimizers of all groups anew, or of none.
 *
 * <p>{@code Scope} closes what its thread has made since it was opened, until {@code keep} moves it
 * out. On {@code libtorch} that frees native memory at once; JavaCPP's reference queue is only the
 * safety net for what is in no scope. On {@code cpu} the garbage collector would do, but closed
 * means closed there too, so that a program is right on both or on neither.
 *
 * <p>A result never changes together with what it was computed from: {@code reshape}, {@code
 * transpose}, {@code narrow} and {@code detach} may share memory inside, except with a parameter,
 * which an optimizer overwrites.
 */
@NullMarked
package io.kindling;

import org.jspecify.annotations.NullMarked;
