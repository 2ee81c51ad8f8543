package org.harl.tck;

import java.util.List;
import org.harl.image.Image;
import org.harl.mask.MaskProvider;
import org.harl.tck.kit.Examination;
import org.harl.tck.kit.Rule;
import org.harl.tck.kit.Subject;
import org.harl.tck.provider.DrawnImages;
import org.harl.tck.provider.MaskProviderRules;
import org.harl.tck.provider.MaskProviderSubject;
import org.harl.tck.provider.MaskTrial;

/**
 * Every promise of a mask provider, each a test that names its rule in {@code RULES.md}:
 *
 * <pre>{@code
 * class MyMasksTckTest extends MaskProviderTck {
 *   protected MaskProvider provider() {
 *     return new MyMasks();
 *   }
 * }
 * }</pre>
 *
 * <p>{@code -Dharl.tck.rules=PROV-2} runs some rules; {@code -Dharl.tck.seed=7} draws other images.
 */
public abstract class MaskProviderTck extends Examination<MaskTrial> {
  /** For subclasses. */
  protected MaskProviderTck() {}

  /** {@return the provider to examine; another instance at every call, if there can be several} */
  protected abstract MaskProvider provider();

  /** {@return images that it must find a mask for; drawn pictures of objects unless overridden} */
  protected List<Image> images() {
    return DrawnImages.objects();
  }

  @Override
  protected final Subject<MaskTrial> subject() {
    return new MaskProviderSubject(provider(), this::provider, images());
  }

  @Override
  protected final List<Rule<MaskTrial>> promises() {
    return MaskProviderRules.all();
  }
}
