package org.harl.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.harl.error.HarlException;
import org.harl.error.InvalidInputException;
import org.harl.image.Image;
import org.harl.image.Mask;
import org.junit.jupiter.api.Test;

class MaskProvidersTest {
  private record Named(String name) implements MaskProvider {
    @Override
    public Mask mask(Image image) {
      return new Mask(image.width(), image.height(), new byte[image.width() * image.height()]);
    }
  }

  @Test
  void providerIsFoundByItsName() {
    List<MaskProvider> found = List.of(new Named("b"), new Named("a"));
    assertThat(MaskProviders.find("a", found)).isSameAs(found.get(1));
  }

  @Test
  void unknownNameListsWhatIsThere() {
    assertThatThrownBy(() -> MaskProviders.find("c", List.of(new Named("b"), new Named("a"))))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "mask provider 'c': there are [a, b] and 'files:DIR'; name one of them, or add the artifact that has"
                + " it (org.harl:harl-masks has 'drfi', 'mbd' and others)");
  }

  @Test
  void nameThatIsThereTwiceIsRefused() {
    assertThatThrownBy(() -> MaskProviders.find("a", List.of(new Named("a"), new Named("a"))))
        .isInstanceOf(HarlException.class)
        .hasMessageStartingWith("mask provider 'a' is there twice: ");
  }
}
