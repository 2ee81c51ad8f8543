/**
 * Which implementations of an interface are on the class path: {@link org.harl.services.Services}
 * looks them up for every kind that harl has, in one wording, {@link org.harl.services.Families}
 * finds by the name that a text begins with the one to read it, {@link
 * org.harl.services.NamedSettings} are what follows. Immutable once looked up, but for settings,
 * which belong to the thread that reads them.
 *
 * <pre>{@code
 * NamedSettings settings = NamedSettings.of("encoder", "mine,width=0.5,small");
 * double width = settings.number("width", 1);
 * boolean small = settings.flag("small");
 * settings.requireNoOther();
 * }</pre>
 */
@NullMarked
package org.harl.services;

import org.jspecify.annotations.NullMarked;
