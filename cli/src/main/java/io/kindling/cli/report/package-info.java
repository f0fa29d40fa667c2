/** What the command says of a training, and the CSV files that it writes. */
@NullMarked
package io.kindling.cli.report;

import org.jspecify.annotations.NullMarked;
