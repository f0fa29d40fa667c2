/**
 * Models with their preparation, for other programs: as ONNX files and as MLflow folders.
 *
 * <p>{@link io.kindling.onnx.OnnxFile} makes a {@code Graph} of a model: {@code Features} of the
 * table's columns, {@code Modules} of what was learned, {@code Answers} of what comes out. A graph
 * is a {@code Message} of Protocol Buffers, which is all of that format that writing takes.
 */
@NullMarked
package io.kindling.onnx;

import org.jspecify.annotations.NullMarked;
