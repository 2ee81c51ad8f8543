/**
 * What a run leaves beside its encoder: tables, curves, events for TensorBoard, the report with
 * sample views and features.
 */
@NullMarked
package org.harl.cli.pretrain.record;

import org.jspecify.annotations.NullMarked;
