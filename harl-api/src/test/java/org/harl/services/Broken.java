package org.harl.services;

import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;

/** What a service loader does of which one service does not load. */
public final class Broken {
  private Broken() {}

  /** Throws for one, and goes on with the others. */
  public static <S> Iterator<S> before(String gone, List<S> others) {
    Iterator<S> rest = others.iterator();
    return new Iterator<>() {
      private boolean thrown;

      @Override
      public boolean hasNext() {
        return !thrown || rest.hasNext();
      }

      @Override
      public S next() {
        if (!thrown) {
          thrown = true;
          throw new ServiceConfigurationError(gone + " not found");
        }
        return rest.next();
      }
    };
  }
}
