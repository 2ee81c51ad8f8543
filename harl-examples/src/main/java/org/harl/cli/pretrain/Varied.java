package org.harl.cli.pretrain;

import io.soabase.recordbuilder.core.RecordBuilder;
import org.jspecify.annotations.Nullable;

/**
 * What a study may change of a plan (Tran et al. 2022, section 4.3).
 *
 * @param method its name, or a text of it
 * @param objective its name, or a text of it; null for the method's own
 * @param objectWeight read by the hybrid objective
 * @param foregroundWeight read by objectives with regions
 * @param outputStride of a ResNet; null for another encoder
 * @param masks a folder, or a provider by name
 */
@RecordBuilder
public record Varied(
    String method,
    @Nullable String objective,
    double objectWeight,
    double foregroundWeight,
    @Nullable Integer outputStride,
    String masks)
    implements VariedBuilder.With {}
