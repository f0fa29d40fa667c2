/** The tables that the command reads, kept in memory or read anew. */
@NullMarked
package io.kindling.cli.table;

import org.jspecify.annotations.NullMarked;
