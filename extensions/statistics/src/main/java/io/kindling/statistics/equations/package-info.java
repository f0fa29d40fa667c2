/**
 * Normal equations {@code Aβ = b} in whole numbers, solved so that what is told of the solution is
 * the nearest double to the exact one.
 *
 * <p>Three kinds of arithmetic take turns, each where it is sure. Residues modulo a prime of 62
 * bits tell which columns are independent, and whether something is exactly zero or exactly between
 * two doubles: there is no threshold. Fixed-point numbers of as many bits as it takes bring the
 * solution, with a bound of the error that holds by analysis, not by experience. Whole numbers
 * bring the residuals that refine it, and check what columns are combinations of others.
 */
@NullMarked
package io.kindling.statistics.equations;

import org.jspecify.annotations.NullMarked;
