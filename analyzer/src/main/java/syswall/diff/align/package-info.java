/**
 * What has to be taken out of a sequence of numbers and put in to make another of it. It knows
 * nothing of calls.
 */
@NullMarked
package syswall.diff.align;

import org.jspecify.annotations.NullMarked;
