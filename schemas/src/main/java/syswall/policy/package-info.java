/**
 * The policies of the firewall: which call is allowed, asked about, blocked or faked, as JSON for
 * people and as a matcher for the tracer. {@link syswall.policy.PolicyLoader} reads, {@link
 * syswall.policy.PolicyMatcher} decides; nothing here knows how a decision is enforced.
 *
 * <p>Depends on: {@code syswall.event}, {@code syswall.syscall}; the only user of Jackson in this
 * module.
 */
@NullMarked
package syswall.policy;

import org.jspecify.annotations.NullMarked;
