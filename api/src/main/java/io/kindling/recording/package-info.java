/** What Java Flight Recorder is told; nothing where it does not record. */
@NullMarked
package io.kindling.recording;

import org.jspecify.annotations.NullMarked;
