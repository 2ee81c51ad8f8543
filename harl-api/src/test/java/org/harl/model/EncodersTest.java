package org.harl.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.harl.error.HarlException;
import org.harl.error.InvalidInputException;
import org.harl.trace.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** With a family of the tests' on the class path, {@link Plain}. */
class EncodersTest {
  @Test
  void namesAreThoseOfAllFamilies() {
    assertThat(Encoders.names())
        .containsExactly("nameless", "plain", "resnet101", "resnet18", "resnet34", "resnet50");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "plain | plain,channels=4",
        "PLAIN,Channels=7 | plain,channels=7",
        "ResNet18,SMALL,outputstride=16 | resnet18,small,outputStride=16"
      })
  void aTextIsReadInAnyCaseAsTheEncoderThatCallsItselfSo(String text, String named) {
    Encoder encoder = Encoders.parse(text);
    assertThat(encoder).hasToString(named).isEqualTo(Encoders.parse(named));
    assertThat(Encoders.text(encoder)).contains(named);
  }

  @Test
  void anUnknownNameIsToldWithWhatThereIsAndWhatToDo() {
    assertThatThrownBy(() -> Encoders.parse("plian,channels=3"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "encoder 'plian' is not on the class path, found [nameless, plain, resnet101, resnet18,"
                + " resnet34, resnet50]; name one of these, or add the jar that has its"
                + " EncoderFamily (HARL_CLASSPATH=FILE.jar for ./harl); did you mean 'plain'?");
  }

  @Test
  void aSettingThatTheFamilyDoesNotAskForIsRefused() {
    assertThatThrownBy(() -> Encoders.parse("plain,width=3"))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage("encoder 'plain,width=3': 'width=3' is none of channels=N");
  }

  @Test
  void anEncoderOfAFamilyThatCannotBeNamedIsRefusedByTheFamilysClass() {
    assertThatThrownBy(() -> Encoders.parse("nameless"))
        .isInstanceOf(HarlException.class)
        .isNotInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("encoder 'nameless': it calls itself 'org.harl.model.Plain$")
        .hasMessageContaining("mend org.harl.model.Plain in /")
        .hasMessageEndingWith(": make the encoder a record whose toString() is NAME[,SETTING]*");
  }

  @ParameterizedTest
  @ValueSource(strings = {"plain,channels=5", "resnet18,width=nothing", "a lambda of nobody's", ""})
  void anEncoderThatOnlyCallsItselfSoHasNoText(String name) {
    Encoder imitation =
        new Encoder() {
          @Override
          public Tensor encode(Scope scope, Tensor images) {
            return images;
          }

          @Override
          public String toString() {
            return name;
          }
        };
    assertThat(Encoders.text(imitation)).isEmpty();
  }
}
