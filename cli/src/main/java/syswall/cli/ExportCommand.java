package syswall.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import syswall.export.CsvStyle;
import syswall.export.FoldedExport;
import syswall.export.JsonLinesExport;
import syswall.export.Parts;
import syswall.export.PerfettoExport;
import syswall.export.SessionExport;
import syswall.export.Table;
import syswall.export.TableExport;
import syswall.journal.JournalException;
import syswall.journal.JournalTailer;

/** {@code syswall export}: writes sessions in forms that other programs read. */
@Command(
    name = "export",
    description = "Write sessions for spreadsheets and other programs.",
    sortOptions = false,
    exitCodeOnInvalidInput = ExitCode.TROUBLE,
    exitCodeOnExecutionException = ExitCode.TROUBLE,
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:all of the sessions was written, or the output's reader is gone",
      "2:wrong usage, no session, a damaged one, or the output cannot be written"
    },
    footer = {
      "",
      "Examples:",
      "  syswall export -o ls-tables ls.cq",
      "  syswall export --table files -o - ls.cq | less",
      "  syswall export --bom --table events -o runs.csv one.cq two.cq",
      "  syswall export --format xlsx -o ls.xlsx ls.cq",
      "  syswall export --format jsonl -o - ls.cq | jq 'select(.error)'",
      "  syswall export --format perfetto -o ls.perfetto-trace ls.cq",
      "  syswall export --format folded -o - ls.cq | flamegraph.pl >ls.svg"
    })
final class ExportCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "csv",
      description =
          "csv: tables (the default); xlsx: the same in a workbook, a sheet each; jsonl: what show"
              + " --json prints; folded: stacks with microseconds, for flame graphs; perfetto: a"
              + " trace for ui.perfetto.dev.")
  private ExportFormat format;

  @Option(names = "--csv", description = "The same as --format csv.")
  private boolean csv;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "PATH",
      description = "Where to: a file, or for all tables as CSV a directory; - prints.")
  private Path output;

  @Option(
      names = "--table",
      paramLabel = "TABLE",
      converter = TableName.class,
      completionCandidates = TableName.class,
      description = "This table only: ${COMPLETION-CANDIDATES}.")
  private @Nullable Table table;

  @Option(names = "--bom", description = "Begin CSV files so that Excel sees they are UTF-8.")
  private boolean byteOrderMark;

  @Option(
      names = "--raw",
      description =
          "Leave text in CSV as it is. Otherwise an apostrophe stands in front of what a"
              + " spreadsheet would take for a formula.")
  private boolean raw;

  @Option(names = "--force", description = "Replace an export that exists.")
  private boolean force;

  @Parameters(paramLabel = "NAME.cq", arity = "1..*", description = "The sessions to export.")
  private List<Path> sessions;

  private int exitCode = ExitCode.OK;

  @Override
  public Integer call() throws JournalException, UserError {
    requireSense();
    try {
      return toPrint() ? print() : write();
    } catch (JournalException e) {
      throw e;
    } catch (UncheckedIOException e) {
      return failed(Objects.requireNonNull(e.getCause()));
    } catch (IOException e) {
      return failed(e);
    }
  }

  private void requireSense() {
    if (format != ExportFormat.csv && (csv || byteOrderMark || raw)) {
      throw mistake("--csv, --bom and --raw are for CSV, not for " + format);
    }
    if (!format.hasTables() && table != null) {
      throw mistake("--table is for csv and xlsx, not for " + format);
    }
    if (toPrint() && !format.isText() && Color.isTerminal(Color.STDOUT)) {
      throw mistake("-o -: " + format + " is no text for a terminal, name a file");
    }
    if (toPrint() && format == ExportFormat.csv && table == null) {
      throw mistake("-o -: say which table to print with --table");
    }
    if (format == ExportFormat.perfetto && severalSessions()) {
      throw mistake("--format perfetto: say one session");
    }
  }

  private ParameterException mistake(String text) {
    return new ParameterException(spec.commandLine(), text);
  }

  private int failed(IOException e) throws UserError {
    if (e instanceof PrintedText.NotPrintedException) {
      return ExitCode.OK;
    }
    throw e.getCause() instanceof UserError mistake
        ? mistake
        : new UserError(
            (toPrint() ? "standard output" : "cannot write " + output) + ": " + NewFiles.reason(e));
  }

  private boolean toPrint() {
    return output.toString().equals("-");
  }

  private int print() throws IOException {
    PrintedText out = new PrintedText(spec.commandLine().getOut());
    export(
        switch (format) {
          case csv -> csv((which, part) -> out, Integer.MAX_VALUE);
          case xlsx -> xlsx(new PrintedBytes());
          case jsonl -> new JsonLinesExport(out, severalSessions());
          case folded -> new FoldedExport(out, severalSessions());
          case perfetto -> new PerfettoExport(new PrintedBytes());
        });
    return exitCode;
  }

  private int write() throws IOException, UserError {
    try (NewFiles files = new NewFiles(force)) {
      export(
          switch (format) {
            case csv ->
                csv(
                    table == null
                        ? TableFiles.in(output, files, this::notice)
                        : TableFiles.of(output, files, this::notice),
                    TableExport.SHEET_ROWS);
            case xlsx -> xlsx(files.create(output));
            case jsonl -> new JsonLinesExport(files.createText(output), severalSessions());
            case folded -> new FoldedExport(files.createText(output), severalSessions());
            case perfetto -> new PerfettoExport(files.create(output));
          });
      files.commit();
    }
    return exitCode;
  }

  private boolean severalSessions() {
    return sessions.size() > 1;
  }

  private SortedSet<Table> tables() {
    return new TreeSet<>(table == null ? List.of(Table.values()) : List.of(table));
  }

  private TableExport csv(Parts parts, int rowLimit) throws IOException {
    CsvStyle style = new CsvStyle(byteOrderMark, raw, rowLimit);
    return TableExport.csv(tables(), parts, style, severalSessions());
  }

  private TableExport xlsx(OutputStream out) {
    return TableExport.xlsx(tables(), out, TableExport.SHEET_ROWS, this::notice, severalSessions());
  }

  private void notice(String line) {
    spec.commandLine().getErr().println("syswall: " + Failures.printable(line));
  }

  private void export(SessionExport opened) throws IOException {
    try (SessionExport export = opened) {
      for (Path session : sessions) {
        Reading.tellSelection(spec.commandLine(), session);
        try (Progress progress = new Progress(spec.commandLine().getErr());
            JournalTailer tailer = progress.open(session)) {
          export.add(session.toString(), tailer::next);
          progress.done();
          ended(session, tailer);
        }
      }
    }
  }

  /** The worst that was read decides. */
  private void ended(Path session, JournalTailer tailer) {
    int code =
        Reading.end(spec.commandLine(), session, tailer.integrity(), tailer.damage(), "exported");
    exitCode = Math.max(exitCode, code);
  }
}
