/**
 * What a policy would do: to the calls of a recorded session ({@code Audit}), and to one call that
 * a person describes ({@code SpokenCall}).
 *
 * <p>Depends on: {@code syswall.policy}, {@code syswall.replay}, {@code syswall.state}, {@code
 * syswall.decode}, {@code syswall.report}, {@code syswall.journal}.
 */
@NullMarked
package syswall.audit;

import org.jspecify.annotations.NullMarked;
