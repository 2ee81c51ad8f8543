/**
 * Teachers: trained networks whose features an encoder learns beside, or in place of, what its
 * method minimises. {@link org.harl.teach.Teachers} reads one from a file, {@link
 * org.harl.teach.Teaching} says how it is learned from; a {@link org.harl.teach.TeacherReader} of
 * one's own reads another format.
 *
 * <pre>{@code
 * Teacher teacher = Teachers.read(Path.of("resnet50.safetensors"), 224);
 * PretrainingPlan plan =
 *     PretrainingPlan.builder()
 *         .method(Methods.parse("byol", 224).withEncoder(ResNet.resnet18()))
 *         .teaching(Teaching.by(teacher).withWeight(0.5))
 *         .build();
 * }</pre>
 */
@NullMarked
package org.harl.teach;

import org.jspecify.annotations.NullMarked;
