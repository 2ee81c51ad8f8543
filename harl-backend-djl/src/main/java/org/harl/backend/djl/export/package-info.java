/**
 * Encoders as ONNX and as TorchScript, written without an engine: {@link
 * org.harl.backend.djl.export.OnnxExporter}, {@link
 * org.harl.backend.djl.export.TorchScriptExporter}. Without state.
 */
@NullMarked
package org.harl.backend.djl.export;

import org.jspecify.annotations.NullMarked;
