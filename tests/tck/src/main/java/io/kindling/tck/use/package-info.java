/**
 * The contract of use, right and wrong: scopes, threads, memory, random numbers, messages, and what
 * a backend may lack.
 */
@NullMarked
package io.kindling.tck.use;

import org.jspecify.annotations.NullMarked;
