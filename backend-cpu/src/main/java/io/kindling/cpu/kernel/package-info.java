/**
 * The inner loops over arrays, and the fixed order in which partial sums are combined.
 *
 * <p>A {@code Processor} chooses three things, once: {@code Kernels} (the arithmetic; every sum has
 * a fixed order), {@code SampleLayout} (how samples lie in memory) and {@code Sharing} (which
 * threads do what). Scalar and vector loops give the same bits, and so do one thread and several.
 * {@code Vectors} takes vector loops where the JVM was started with {@code --add-modules
 * jdk.incubator.vector} and scalar ones elsewhere, and says why; {@code
 * -Dkindling.cpu.vector=false} forces scalar ones. There are as many threads as processors, or
 * {@code -Dkindling.cpu.threads}.
 *
 * <p>Matrix products of all layouts are one {@code Product}, read and written with strides, and
 * computed from the side that suits the kernels: as it is, or {@code outᵀ = bᵀ aᵀ}. Each sum runs
 * over k in order, so a vector holds neighbouring columns, never parts of one sum. The right matrix
 * is copied in the order in which it is read, to room that is kept for the next product ({@code
 * Scratch}); threads share the copying, and then the rows ({@code ReadyProduct}). Both matrices are
 * gone through in pieces that stay in the nearest caches. In plain Java rows get arrays of their
 * own ({@code ScalarProduct}): that is what makes the compiler compute neighbours side by side
 * ({@code ThreeRows}). Results that are too slim for that are summed eight rows at once ({@code
 * SlimProduct}).
 *
 * <p>Sums over rows go block by block ({@code Sharing.sumBlocks}); the blocks' sums are combined in
 * a binary tree over the block number. Threads take subtrees of it, so their number does not change
 * the result. The gradients of few outputs keep sixteen running sums, row r adding to sum r mod 16,
 * which are combined once at the end.
 *
 * <p>Samples that are read a second time are packed. For the Vector API ({@code PanelSamples}): 64
 * rows at a time, feature by feature, so that a vector holds one feature of several rows, no sum
 * goes across its lanes, and memory is read in one stream with as many sums side by side as the
 * processor needs to wait for none. (Four panels of sixteen rows at once were a third slower at 16
 * features.) Of up to 128 features some blocks are taken at once ({@code PanelSums}): they are read
 * in one go, for memory takes a while to be at full speed, and summed from the cache. For loops in
 * plain Java ({@code InterleavedSamples}): sixteen blocks side by side, so that 256 sums are
 * neighbours and the compiler can make vectors of the loop over them. The row-major array is let
 * go, so a data set takes its memory once, and is made again if somebody looks. While packing there
 * are two; where the heap has no room for two, samples stay as they are. A batch that {@code
 * narrow} has cut out along the rows is read where it lies, if that is whole groups of what lies
 * side by side; if not, the samples are not packed.
 *
 * <p>{@code Workers} are started by the first work that is large enough to share. The caller takes
 * part, so nothing waits for a busy worker. A thread that waits looks for a tenth of a millisecond
 * ({@code Spin}) before it sleeps.
 */
@NullMarked
package io.kindling.cpu.kernel;

import org.jspecify.annotations.NullMarked;
