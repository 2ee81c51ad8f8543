package org.harl.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.harl.error.InvalidInputException;
import org.harl.schedule.Schedule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ObjectivesTest {
  private static Schedule at(double value) {
    return Schedule.constant(value);
  }

  static Stream<Arguments> texts() {
    return Stream.of(
        Arguments.of("byol", RegionObjective.byol()),
        Arguments.of("mask", RegionObjective.mask(at(0.7))),
        Arguments.of("Mask,Foreground=0.25", RegionObjective.mask(at(0.25))),
        Arguments.of("hybrid", RegionObjective.hybrid(at(0.5), at(0.7))),
        Arguments.of("HYBRID,object=0.2", RegionObjective.hybrid(at(0.2), at(0.7))),
        Arguments.of("mask,regions=4", SampledRegionObjective.mask(4)),
        Arguments.of("hybrid,regions=16", SampledRegionObjective.hybrid(at(0.5), 16)),
        Arguments.of("hybrid,object=1,regions=2", SampledRegionObjective.mask(2)),
        Arguments.of("hybrid,foreground=1,object=0", RegionObjective.hybrid(at(0), at(1))));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void aTextNamesTheObjective(String text, Objective objective) {
    assertThat(Objectives.parse(text)).isEqualTo(objective);
  }

  @Test
  void namesAreThoseOfAllFamilies() {
    assertThat(Objectives.names())
        .containsExactly(
            "byol",
            "detcon-b",
            "detcon-s",
            "hybrid",
            "mask",
            "moco",
            "pirl",
            "simclr",
            "simsiam",
            "supervised");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hybird | objective 'hybird' is not on the class path, found [byol, detcon-b, detcon-s, hybrid, mask, moco, pirl, simclr, simsiam, supervised]; name one of these, or add the jar that has its ObjectiveFamily (HARL_CLASSPATH=FILE.jar for ./harl); did you mean 'hybrid'?",
        "byol,object=1 | objective 'byol,object=1': 'object=1' is set, 'byol' takes no settings",
        "mask,object=1 | objective 'mask,object=1': 'object=1' is none of regions=N and foreground=NUMBER",
        "mask,regions=4,foreground=1 | objective 'mask,regions=4,foreground=1': 'foreground=1' is none of regions=N",
        "hybrid,regions=0 | region: the number of SAMPLED must be 1..255, got 0",
        "mask,foreground=2 | objective: 'foregroundWeight' must stay within 0..1, constant(2.0) gives 2.0"
      })
  void whatIsNoObjectiveIsRefused(String text, String fault) {
    assertThatThrownBy(() -> Objectives.parse(text))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(fault);
  }
}
