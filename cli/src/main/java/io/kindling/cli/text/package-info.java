/** How numbers and lists are written for people and files. */
@NullMarked
package io.kindling.cli.text;

import org.jspecify.annotations.NullMarked;
