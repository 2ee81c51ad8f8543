package org.harl.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.harl.error.HarlException;
import org.harl.error.InvalidInputException;
import org.harl.image.Image;
import org.harl.image.Mask;
import org.harl.services.Services;
import org.junit.jupiter.api.Test;

class MaskProvidersTest {
  private record Named(String name) implements MaskProvider {
    @Override
    public Mask mask(Image image) {
      return new Mask(image.width(), image.height(), new byte[image.width() * image.height()]);
    }
  }

  private static Services<MaskProvider> services(String... names) {
    return Services.of(
        "mask provider",
        Stream.of(names).<MaskProvider>map(Named::new).iterator(),
        MaskProvider::name);
  }

  @Test
  void providerIsFoundByItsName() {
    Services<MaskProvider> found = services("b", "a");
    assertThat(MaskProviders.find("a", found)).isSameAs(found.all().get(1));
  }

  @Test
  void unknownNameListsWhatIsThere() {
    assertThatThrownBy(() -> MaskProviders.find("c", services("b", "a")))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "mask provider 'c' is not on the class path, found [a, b]; name one of these,"
                + " 'files:DIR' or 'labels:DIR', or add the artifact that has it (org.harl:harl-masks has 'drfi',"
                + " 'mbd' and others)");
  }

  @Test
  void nameThatIsThereTwiceIsRefused() {
    assertThatThrownBy(() -> MaskProviders.find("a", services("a", "a")))
        .isInstanceOf(HarlException.class)
        .hasMessageStartingWith(
            "mask provider 'a' is there twice, as org.harl.mask.MaskProvidersTest$Named in ");
  }
}
