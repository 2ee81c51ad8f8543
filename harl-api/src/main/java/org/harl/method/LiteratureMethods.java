package org.harl.method;

import com.google.auto.service.AutoService;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import org.harl.services.NamedSettings;

/** The methods of {@link Methods}, by name; settings are those of their objectives. */
@AutoService(MethodFamily.class)
public final class LiteratureMethods implements MethodFamily {
  /**
   * A method of a paper.
   *
   * @param source the paper
   * @param ofSize the method, given the side of view 1
   */
  private record Published(String source, IntFunction<Method> ofSize) {}

  private static final Map<String, Published> ALL =
      Map.of(
          "harl", new Published("Tran et al. 2022, doi 10.3390/s22145169", Methods::harl),
          "byol", new Published("Grill et al. 2020, arXiv 2006.07733", Methods::byol),
          "simclr", new Published("Chen et al. 2020, arXiv 2002.05709", Methods::simclr),
          "moco", new Published("He et al. 2020, arXiv 1911.05722", Methods::moco),
          "mocov2", new Published("Chen et al. 2020, arXiv 2003.04297", Methods::mocoV2),
          "pirl", new Published("Misra and van der Maaten 2020, arXiv 1912.01991", Methods::pirl),
          "supervised", new Published("He et al. 2016, arXiv 1512.03385", Methods::supervised),
          "detcon-b", new Published("Hénaff et al. 2021, arXiv 2103.10957", Methods::detconB),
          "detcon-s", new Published("Hénaff et al. 2021, arXiv 2103.10957", Methods::detconS),
          "simsiam", new Published("Chen and He 2021, arXiv 2011.10566", Methods::simsiam));

  /** For the service loader. */
  public LiteratureMethods() {}

  @Override
  public List<String> names() {
    return List.copyOf(ALL.keySet());
  }

  @Override
  public String source(String name) {
    return published(name).source;
  }

  @Override
  public Method method(NamedSettings settings, int size) {
    Method method = published(settings.name()).ofSize.apply(size);
    return method.objective() instanceof Configurable objective
        ? method.withObjective(objective.with(settings))
        : method;
  }

  private static Published published(String name) {
    return Objects.requireNonNull(ALL.get(name));
  }
}
