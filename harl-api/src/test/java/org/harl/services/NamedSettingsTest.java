package org.harl.services;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.harl.error.InvalidInputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamedSettingsTest {
  private static NamedSettings of(String text) {
    return NamedSettings.of("tree", text);
  }

  /** Asks for all that there is, as a family does. */
  private static String read(String text) {
    NamedSettings settings = of(text);
    String read =
        settings.name()
            + settings.flag("bare")
            + settings.number("height", 2.5)
            + settings.integer("rings", 7)
            + settings.word("leaf", "round");
    settings.requireNoOther();
    return read;
  }

  @Test
  void whatIsNotSetIsAsOtherwise() {
    assertThat(read("oak")).isEqualTo("oakfalse2.57round");
  }

  @Test
  void keysAreTakenInAnyCaseAndOrderValuesAsTheyAre() {
    assertThat(read("oak,LEAF=a=B,Rings=9,bare,height=1e-3")).isEqualTo("oaktrue0.0019a=B");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "oak,rings=1.5 | '1.5' is no whole number for 'rings'",
        "oak,height=tall | 'tall' is no number for 'height'",
        "oak,rings=1,Rings=1 | 'Rings' is set twice",
        "oak,bare=1 | 'bare=1' is none of bare, height=NUMBER, rings=N and leaf=WORD",
        "oak,rings | 'rings' is none of bare, height=NUMBER, rings=N and leaf=WORD",
        "oak,ring=3 | 'ring=3' is none of bare, height=NUMBER, rings=N and leaf=WORD; did you mean 'rings'?",
        "oak, | '' is none of bare, height=NUMBER, rings=N and leaf=WORD"
      })
  void whatIsNotAskedForOrNotReadableIsRefusedWithTheText(String text, String fault) {
    assertThatThrownBy(() -> read(text))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("tree '" + text + "': " + fault);
  }

  @Test
  void aNameThatTakesNoSettingsSaysSo() {
    NamedSettings settings = of("oak,old");
    assertThatThrownBy(settings::requireNoOther)
        .hasMessage("tree 'oak,old': 'old' is set, 'oak' takes no settings");
  }
}
