/**
 * Networks of other programs as teachers ({@link org.harl.teach.Teacher}): {@link
 * org.harl.backend.djl.teach.OnnxTeachers} by ONNX Runtime, {@link
 * org.harl.backend.djl.teach.TorchScriptTeachers} by DJL's PyTorch engine. They serve runs on any
 * backend.
 */
@NullMarked
package org.harl.backend.djl.teach;

import org.jspecify.annotations.NullMarked;
