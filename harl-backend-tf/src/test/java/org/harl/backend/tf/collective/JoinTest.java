package org.harl.backend.tf.collective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import org.harl.error.HarlException;
import org.harl.error.InvalidInputException;
import org.harl.spi.collective.Collective;
import org.harl.spi.collective.CollectiveProvider;
import org.harl.spi.collective.Collectives;
import org.harl.spi.collective.Membership;
import org.harl.trace.DataType;
import org.harl.trace.Shape;
import org.harl.trace.TensorData;
import org.junit.jupiter.api.Test;

class JoinTest {
  private final CollectiveProvider runtime = Collectives.find(null);

  private static Membership of(String... addresses) {
    return new Membership(List.of(addresses), 0, "token", Duration.ofSeconds(1));
  }

  @Test
  void oneWorkerAloneListensNowhere() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Collective alone = runtime.join(of("127.0.0.1:" + taken.getLocalPort()))) {
      TensorData value = TensorData.of(Shape.of(2), 1.5, Double.NaN);
      alone.mean(List.of(value));
      assertThat(value.toDoubles()).containsExactly(1.5, Double.NaN);
      assertThat(alone.gather(new byte[] {1, 2})).containsExactly(new byte[] {1, 2});
      assertThat(alone.rank()).isZero();
      assertThat(alone.size()).isOne();
    }
  }

  @Test
  void anAddressThatIsTakenIsRefusedBeforeAnythingIsLoaded() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String address = "127.0.0.1:" + taken.getLocalPort();
      assertThatThrownBy(() -> runtime.join(of(address, "127.0.0.1:1")))
          .isExactlyInstanceOf(HarlException.class)
          .hasMessageContainingAll("'" + address + "' cannot be listened at: ", "a free port");
    }
  }

  @Test
  void anAddressOfAnotherMachineIsRefused() {
    assertThatThrownBy(() -> runtime.join(of("203.0.113.1:7000", "127.0.0.1:1")))
        .isExactlyInstanceOf(HarlException.class)
        .hasMessageContaining("'203.0.113.1:7000' cannot be listened at");
  }

  @Test
  void aMeanOfBytesOrOfTwoTypesIsRefused() {
    TensorData bytes = TensorData.allocate(DataType.U8, Shape.of(1));
    TensorData wide = TensorData.of(Shape.of(1), 1.0);
    try (Collective alone = runtime.join(of("127.0.0.1:7000"))) {
      assertThatThrownBy(() -> alone.mean(List.of(bytes))).hasMessageContaining("F32 or F64");
      assertThatThrownBy(() -> alone.mean(List.of(wide, TensorData.scalar(1))))
          .hasMessageContaining("[F64, F32]");
    }
  }

  @Test
  void anotherVersionIsRefusedByItsRank() {
    Introduction own = Introduction.of("token", "1.0");
    Introduction other = Introduction.of("token", "1.1");
    assertThatThrownBy(() -> own.compare(given(own, own, other)))
        .isInstanceOf(InvalidInputException.class)
        .hasMessageStartingWith("workers: rank 2 has another version of harl than rank 0; ");
    own.compare(given(own, own, own));
  }

  /** Rank 0 of workers that gave this. */
  private static Collective given(Introduction... all) {
    return new Collective() {
      @Override
      public int rank() {
        return 0;
      }

      @Override
      public int size() {
        return all.length;
      }

      @Override
      public void mean(List<TensorData> buffers) {}

      @Override
      public List<byte[]> gather(byte[] bytes) {
        return List.of(all).stream().map(Introduction::bytes).toList();
      }

      @Override
      public void close() {}
    };
  }
}
