package org.harl.objective;

/** What an objective compares the online network with. */
public enum Target {
  /** Projections by a moving average of the online network: BYOL, MoCo, HARL. */
  MOMENTUM,
  /** The online network's own projections, without gradient: SimSiam. */
  ONLINE,
  /** None: projections are compared among themselves (SimCLR), or with what is kept of them. */
  NONE
}
