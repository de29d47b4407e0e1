package syswall.cli;

import syswall.export.Table;

/** The values of {@code export --table}. */
final class TableName extends Words<Table> {
  TableName() {
    super(Table.values(), Table::label);
  }
}
