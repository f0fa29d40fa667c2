/** CSV files of any size as data sets. */
@NullMarked
package io.kindling.csv;

import org.jspecify.annotations.NullMarked;
