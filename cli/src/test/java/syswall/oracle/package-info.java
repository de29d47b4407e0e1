/** Tests that hold what recorder and analyzer write together against what others say of it. */
@NullMarked
package syswall.oracle;

import org.jspecify.annotations.NullMarked;
