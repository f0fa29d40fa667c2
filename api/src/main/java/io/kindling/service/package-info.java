/** Where implementations of what Kindling calls are looked for. */
@NullMarked
package io.kindling.service;

import org.jspecify.annotations.NullMarked;
