package org.harl.backend.tf.collective;

import com.google.auto.service.AutoService;
import org.harl.backend.tf.engine.ProcessSettings;
import org.harl.backend.tf.engine.TensorFlowLibrary;
import org.harl.spi.collective.Collective;
import org.harl.spi.collective.CollectiveProvider;
import org.harl.spi.collective.Membership;

/**
 * TensorFlow's collective runtime: rings over gRPC between processors, whatever computes the
 * values. One worker alone needs no server.
 *
 * <p>An address can be joined at once in a process: TensorFlow's server cannot be stopped. Its
 * threads are those of the process, so a backend {@code tf} with a number of threads is opened
 * first.
 */
@AutoService(CollectiveProvider.class)
public final class TfCollectiveProvider implements CollectiveProvider {
  /** Loads nothing. */
  public TfCollectiveProvider() {}

  @Override
  public String name() {
    return "tf";
  }

  @Override
  public Collective join(Membership membership) {
    if (membership.size() == 1) {
      return new Alone();
    }
    Port port = Port.free(membership.own());
    TensorFlowLibrary.start();
    ProcessSettings.startsWith(0);
    Calls calls = Calls.start(membership);
    port.refuseOtherAddresses();
    calls.peers().await();
    TfCollective workers = new TfCollective(membership, calls);
    Introduction.of(membership).compare(workers);
    return workers;
  }
}
