package org.harl.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Map;
import org.harl.data.Colours;
import org.harl.model.StateDict;
import org.harl.spi.Backend;
import org.harl.spi.BackendOptions;
import org.harl.spi.Precision;
import org.harl.tck.reference.ReferenceBackendProvider;
import org.junit.jupiter.api.Test;

class EnergyTest {
  @Test
  void energyIsTheSumOfTheSquaresOverTheChannels() throws IOException {
    TrainedEncoder pixels =
        new TrainedEncoder((scope, images) -> images, Colours.SIDE, new StateDict(Map.of()));
    try (Backend reference =
            new ReferenceBackendProvider().open(new BackendOptions("cpu", Precision.FLOAT64, 1));
        Embedder embedder = new Embedder(reference, pixels)) {
      float[][] energy = embedder.energy(new Colours());
      assertThat(energy).hasDimensions(Colours.IMAGES, Colours.SIDE * Colours.SIDE);
      for (int i = 0; i < Colours.IMAGES; i++) {
        double sum = 0;
        for (int d = 0; d < 3; d++) {
          sum += Colours.normalised(i, d) * Colours.normalised(i, d);
        }
        assertThat((double) energy[i][5]).isCloseTo(sum, within(1e-6 * sum));
      }
    }
  }
}
