package org.harl.services;

import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.harl.error.HarlException;
import org.harl.error.NearestName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The services of one kind that are on the class path, by name. One that does not load leaves the
 * others.
 *
 * @param <S> their interface
 */
public final class Services<S> {
  /** A service loader that fails more often than this is not asked again. */
  private static final int MOST_FAULTS = 20;

  private static final Logger LOG = LoggerFactory.getLogger(Services.class);
  private static final Set<String> LOGGED = ConcurrentHashMap.newKeySet();

  private final String kind;
  private final Function<S, List<String>> names;
  private final List<S> found = new ArrayList<>();
  private final Set<String> faults = new LinkedHashSet<>();

  private Services(String kind, Function<S, List<String>> names) {
    this.kind = kind;
    this.names = names;
  }

  /**
   * {@return those that {@link ServiceLoader} finds from this thread's class loader, or, where that
   * knows none, as in pools of threads, from harl's own; a warning names what does not load, once a
   * process}
   *
   * @param <S> their interface
   * @param kind for messages, for example {@code mask provider}
   * @param type their interface, which harl-api's module uses
   * @param name of one of them
   */
  public static <S> Services<S> onClassPath(String kind, Class<S> type, Function<S, String> name) {
    return onClassPathBy(kind, type, name.andThen(List::of));
  }

  /**
   * {@return the same of services that have several names each}
   *
   * @param <S> their interface
   * @param kind for messages, for example {@code encoder}
   * @param type their interface, which harl-api's module uses
   * @param names of one of them
   */
  public static <S> Services<S> onClassPathBy(
      String kind, Class<S> type, Function<S, List<String>> names) {
    Services<S> services = by(kind, ServiceLoader.load(type).iterator(), names);
    if (services.found.isEmpty()) {
      Services<S> own = by(kind, ServiceLoader.load(type, type.getClassLoader()).iterator(), names);
      services = own.found.isEmpty() ? services : own;
    }
    services.faults.stream().filter(LOGGED::add).forEach(LOG::warn);
    return services;
  }

  /**
   * {@return those of an iterator that may throw for one and go on with the next}
   *
   * @param <S> their interface
   * @param kind what they are, for messages, for example {@code mask provider}
   * @param providers gives one after the other
   * @param name of one of them
   */
  public static <S> Services<S> of(String kind, Iterator<S> providers, Function<S, String> name) {
    return by(kind, providers, name.andThen(List::of));
  }

  private static <S> Services<S> by(
      String kind, Iterator<S> providers, Function<S, List<String>> names) {
    Services<S> services = new Services<>(kind, names);
    int failed = 0;
    while (failed < MOST_FAULTS) {
      try {
        if (!providers.hasNext()) {
          break;
        }
        services.found.add(providers.next());
      } catch (ServiceConfigurationError | LinkageError e) {
        failed++;
        services.faults.add(doesNotLoad(kind, e));
      }
    }
    return services;
  }

  /** {@return all of them that load, in the order of the class path} */
  public List<S> all() {
    return List.copyOf(found);
  }

  /** {@return what does not load, a line each} */
  public List<String> faults() {
    return List.copyOf(faults);
  }

  /**
   * {@return their names in alphabetical order}
   *
   * @throws HarlException if two have one name
   */
  public List<String> names() {
    return List.copyOf(byName().keySet());
  }

  /**
   * {@return the one of that name, in any case}
   *
   * @param asked the name as somebody gave it, in any case
   * @throws HarlException if two have one name
   */
  public Optional<S> find(String asked) {
    TreeMap<String, S> byName = byName();
    return Optional.ofNullable(byName.get(NearestName.inAnyCase(asked, byName.keySet())));
  }

  /**
   * {@return the line that says of a name that {@link #find} does not know what there is}
   *
   * @param asked the name as somebody gave it, in any case
   * @param add what to do, for example which artifact to add
   */
  public String unknown(String asked, String add) {
    List<String> names = names();
    String broken = faults.isEmpty() ? "" : " (" + String.join("; ", faults) + ")";
    return "%s '%s' is not on the class path, found %s%s; %s%s"
        .formatted(kind, asked, names, broken, add, NearestName.hint(asked, names));
  }

  private TreeMap<String, S> byName() {
    TreeMap<String, S> byName = new TreeMap<>();
    for (S service : found) {
      for (String name : names.apply(service)) {
        S other = byName.putIfAbsent(name, service);
        if (other != null) {
          throw new HarlException(twice(kind, name, described(other), described(service)));
        }
      }
    }
    return byName;
  }

  /**
   * {@return the line that says that two services have one name}
   *
   * @param kind what they are, for messages, for example {@code mask provider}
   * @param name that both have
   * @param one class and place, {@link #described}
   * @param other the same of the other
   */
  public static String twice(String kind, String name, String one, String other) {
    return "%s '%s' is there twice, as %s and %s; remove one from the class path"
        .formatted(kind, name, one, other);
  }

  /**
   * {@return the line that says that a service does not load, and which}
   *
   * @param kind what they are, for messages, for example {@code mask provider}
   * @param cause what was thrown, which names it
   */
  public static String doesNotLoad(String kind, Throwable cause) {
    String why = cause instanceof ServiceConfigurationError ? cause.getMessage() : "" + cause;
    Throwable reason = cause.getCause();
    return "a %s on the class path does not load: %s%s; take all harl artifacts of the same release"
        .formatted(kind, why, reason == null ? "" : " (" + reason + ")");
  }

  /**
   * {@return its class, and where that is}
   *
   * @param service an implementation
   */
  public static String described(Object service) {
    return service.getClass().getName() + " in " + place(service);
  }

  /**
   * {@return the jar or folder that a service's class came from; where that is not known, its name}
   *
   * @param service an implementation
   */
  public static String place(Object service) {
    CodeSource source = service.getClass().getProtectionDomain().getCodeSource();
    return source == null || source.getLocation() == null
        ? service.getClass().getName()
        : source.getLocation().getPath();
  }
}
