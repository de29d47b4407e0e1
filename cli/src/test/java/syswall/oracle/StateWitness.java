package syswall.oracle;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import syswall.event.CallSelection;
import syswall.record.Inheritance;
import syswall.record.RecordRequest;
import syswall.record.Recorder;
import syswall.record.Recording;

/**
 * The main class of the JVM that records a program and compares state and kernel meanwhile: {@code
 * SESSION REPORT STRIDE PROGRAM [ARG...]}. The report is a file: the program's exit code, then what
 * {@link Findings#report} gives.
 */
final class StateWitness {
  private static final int OWN_ARGUMENTS = 3;
  private static final int CONTENT_LIMIT = 32;

  private StateWitness() {}

  public static void main(String[] args) throws Exception {
    Inheritance inheritance = Inheritance.snapshot();
    StateSampler sampler = new StateSampler(Integer.parseInt(args[2]));
    Recording recording =
        Recorder.record(
            new RecordRequest(
                Path.of(args[0]),
                "test",
                inheritance.lastArguments(args.length - OWN_ARGUMENTS),
                inheritance,
                CallSelection.ALL,
                CONTENT_LIMIT,
                null,
                null,
                List.of(),
                sampler));
    List<String> report = new ArrayList<>();
    report.add(Integer.toString(recording.exitCode()));
    report.addAll(sampler.findings().report());
    Files.write(Path.of(args[1]), report);
    Runtime.getRuntime().halt(0);
  }
}
