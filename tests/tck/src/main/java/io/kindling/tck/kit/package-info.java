/**
 * What the contract is written with: the backend under test, golden numbers, bounds, and
 * comparisons whose failures say what differs.
 */
@NullMarked
package io.kindling.tck.kit;

import org.jspecify.annotations.NullMarked;
