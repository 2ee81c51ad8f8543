package org.harl.train.step;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.harl.error.InvalidInputException;
import org.harl.objective.Region;
import org.harl.objective.Target;
import org.harl.trace.Tensor;
import org.junit.jupiter.api.Test;

/** What an objective may not do, and what is said of it. */
class ObjectiveFaultsTest {
  @Test
  void whatIsAssignedMustHaveBeenDeclared() {
    Own forgetful =
        new Own(
            Target.NONE,
            false,
            Set.of(Region.IMAGE),
            seen -> {
              Tensor first = seen.vectors(Region.IMAGE).projection(1);
              seen.state().assign("queue", first);
              return first.meanAll();
            });
    assertThatThrownBy(() -> Own.step(forgetful, 8, 8).program())
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "'objective.queue' is assigned, but was not declared; declare it as a buffer first");
  }

  @Test
  void anObjectiveThatSendsNoViewThroughTheOnlineNetworkIsRefused() {
    Own none =
        new Own(Target.NONE, false, Set.of(Region.IMAGE), seen -> seen.weight("none")) {
          @Override
          public boolean usesOnline(int view) {
            return false;
          }
        };
    assertThatThrownBy(() -> Own.step(none, 8, 8))
        .isInstanceOf(InvalidInputException.class)
        .hasMessage(
            "step: the objective sends none of the views 1..2 through the online network; send one"
                + " at least");
  }

  @Test
  void masksAndMapsOfLabelsAreNotMixed() {
    Own mixed =
        new Own(
            Target.NONE,
            false,
            Set.of(Region.FOREGROUND, Region.label(4)),
            seen -> seen.vectors(Region.FOREGROUND).projection(1).meanAll());
    assertThatThrownBy(() -> Own.step(mixed, 8, 8))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageContaining("of masks of 0 and 1 and of maps of labels; name those of one kind");
  }

  @Test
  void regionsAreSampledOnce() {
    Own twice =
        new Own(
            Target.NONE,
            false,
            Set.of(Region.sampled(4), Region.sampled(5)),
            seen -> seen.vectors(Region.sampled(4)).projection(1).meanAll());
    assertThatThrownBy(() -> Own.step(twice, 8, 8))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageEndingWith("; name those that are sampled once");
  }

  @Test
  void regionsOutsideTheirRangeAreRefused() {
    assertThatThrownBy(() -> Region.label(255))
        .hasMessage("region: the number of LABEL must be 0..254, got 255");
    assertThatThrownBy(() -> Region.sampled(0))
        .hasMessage("region: the number of SAMPLED must be 1..255, got 0");
  }

  @Test
  void whatAnObjectiveDidNotNameIsRefusedByName() {
    Own reader =
        new Own(
            Target.NONE,
            false,
            Set.of(Region.IMAGE),
            seen -> seen.vectors(Region.FOREGROUND).projection(1).meanAll());
    assertThatThrownBy(() -> Own.step(reader, 8, 8).program())
        .hasMessage(
            "objective: it reads region 'foreground', which its regions() do not name; they are"
                + " [image]");
    Own weigher =
        new Own(
            Target.NONE, false, Set.of(Region.IMAGE), seen -> seen.weight("temperature").meanAll());
    assertThatThrownBy(() -> Own.step(weigher, 8, 8).program())
        .hasMessage(
            "objective: it reads weight 'temperature', which its weights() do not name; they are"
                + " []");
  }
}
