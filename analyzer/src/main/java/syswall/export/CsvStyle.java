package syswall.export;

/**
 * How tables are written as CSV.
 *
 * @param byteOrderMark whether files begin with one, by which Excel knows that they are UTF-8
 * @param raw whether text may be a formula where it is opened
 * @param rowLimit the most rows in a file, the names of the columns included
 */
public record CsvStyle(boolean byteOrderMark, boolean raw, int rowLimit) {}
