/**
 * Pages for a browser, each one file that asks for nothing else: the writer that all text goes
 * through, the page around the sections, their tables. Pure and deterministic.
 *
 * <p>Depends on: nothing.
 */
@NullMarked
package syswall.html;

import org.jspecify.annotations.NullMarked;
