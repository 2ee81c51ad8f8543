package org.harl.cli.pretrain;

import io.soabase.recordbuilder.core.RecordBuilder;

/**
 * What a study may change of a plan (Tran et al. 2022, section 4.3).
 *
 * @param objectWeight read by the hybrid objective
 * @param foregroundWeight read by objectives with regions
 * @param masks a folder, or a provider by name
 */
@RecordBuilder
public record Varied(
    TrainingArguments.ObjectiveName objective,
    double objectWeight,
    double foregroundWeight,
    int outputStride,
    String masks)
    implements VariedBuilder.With {}
