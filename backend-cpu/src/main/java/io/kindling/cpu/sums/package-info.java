/**
 * A step over rows that lie in several JVMs, with the bits that it has in one.
 *
 * <p>In a model whose rows go through it alone, other rows are known by sums over blocks of rows
 * only, which {@code Sharing} is asked for. {@code RecordingSharing} takes its place on a worker:
 * it computes the sums of its rows as nodes of the one {@code Tree} over all of them, and remembers
 * them call by call. {@code NodeSet} joins nodes, wherever they come from, in the tree's order.
 * {@code ReplayingSharing} takes its place on the driver, where the same modules run over two rows
 * that stand in for all: it gives them the totals. So no module and no loss knows of shards.
 *
 * <p>What a sharing is asked must then depend on the model alone, and not on how many rows there
 * are: no short cuts are taken past it ({@code isOptional}), and operations always wait where they
 * may. A mean asks it what to divide by. Sums that do not go over rows have another sharing ({@code
 * withinRows}). Running sums of gradients, which lie in memory as each layout of samples likes,
 * have their lanes last in nodes; a layout of rows as they come turns them.
 *
 * <p>A node keeps the sixteen running sums of each gradient. To fold them block by block would make
 * nodes a sixteenth as long, but give other bits than all trainings so far had.
 */
@NullMarked
package io.kindling.cpu.sums;

import org.jspecify.annotations.NullMarked;
