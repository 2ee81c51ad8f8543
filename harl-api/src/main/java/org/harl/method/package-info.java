/**
 * A method of the literature: {@link org.harl.method.Method} is what its paper defines, and nothing
 * of the run that follows it. Values, for any thread.
 *
 * <pre>{@code
 * Method method = Methods.parse("mocov2,queue=4096", 32).withEncoder(ResNet.resnet50().small());
 * PretrainingPlan plan = PretrainingPlan.builder().method(method).build();
 * }</pre>
 */
@NullMarked
package org.harl.method;

import org.jspecify.annotations.NullMarked;
