package syswall.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The walls of the house: who may use what. Here, because only cli sees all modules. */
class ArchitectureTest {
  private static final String[] SCHEMAS = packages("event", "syscall", "journal", "policy");
  private static final String[] RECORDER =
      packages("linux", "tracer", "firewall", "record", "selftest");
  private static final String[] ANALYZER =
      packages(
          "replay",
          "state",
          "history",
          "decode",
          "trace",
          "position",
          "listing",
          "html",
          "report",
          "diff",
          "audit",
          "export");
  private static final String[] PURE =
      packages(
          "state",
          "history",
          "decode",
          "trace",
          "position",
          "listing",
          "html",
          "report",
          "diff",
          "audit",
          "export");
  private static final String CLI = "syswall.cli..";

  private static final JavaClasses SYSWALL =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("syswall");

  @Test
  void everyPackageBelongsToOneModule() {
    hold(
        classes()
            .should()
            .resideInAnyPackage(
                Stream.of(SCHEMAS, RECORDER, ANALYZER, new String[] {CLI})
                    .flatMap(Stream::of)
                    .toArray(String[]::new)));
  }

  @Test
  void schemasKnowsNoOtherModule() {
    hold(
        noClasses()
            .that()
            .resideInAnyPackage(SCHEMAS)
            .should()
            .dependOnClassesThat(
                resideInAPackage("syswall..").and(resideOutsideOfPackages(SCHEMAS))));
  }

  @Test
  void recorderAndAnalyzerNeverMeet() {
    hold(apart(RECORDER, ANALYZER));
    hold(apart(ANALYZER, RECORDER));
    hold(apart(RECORDER, CLI));
    hold(apart(ANALYZER, CLI));
  }

  @Test
  void packagesFormNoCycle() {
    hold(slices().matching("syswall.(*)..").should().beFreeOfCycles());
  }

  @Test
  void onlyLinuxUsesJna() {
    hold(onlyIn("syswall.linux..", "com.sun.jna.."));
  }

  @Test
  void onlyJournalUsesChronicle() {
    hold(onlyIn("syswall.journal..", "net.openhft.."));
  }

  @Test
  void onlyExportWritesTablesOfSpreadsheets() {
    hold(onlyIn("syswall.export..", "org.apache.commons.csv.."));
    hold(onlyIn("syswall.export..", "org.dhatim.."));
  }

  /** Recording starts without it. */
  @Test
  void ofTheContractOnlyPoliciesAreJson() {
    hold(
        noClasses()
            .that()
            .resideInAnyPackage(packages("event", "syscall", "journal"))
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.fasterxml.."));
  }

  @Test
  void onlyCliUsesTheCommandLineLibrary() {
    hold(onlyIn(CLI, "picocli.."));
  }

  @Test
  void onlyCliUsesTheStandardStreamsAndEndsTheProcess() {
    hold(
        noClasses()
            .that()
            .resideOutsideOfPackage(CLI)
            .should()
            .accessTargetWhere(
                accesses("java\\.lang\\.System\\.(in|out|err|exit|console|setIn|setOut|setErr)")
                    .or(accesses("java\\.lang\\.Runtime\\.(exit|halt)"))
                    .or(accesses(".*(Exception|Error|Throwable)\\.printStackTrace"))
                    .as("the standard streams or the end of the JVM")));
  }

  @Test
  void onlyTheTracerCallsPtrace() {
    hold(
        noClasses()
            .that()
            .resideOutsideOfPackages("syswall.tracer..", "syswall.linux..")
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("syswall.linux.Ptrace"));
  }

  /** The same journal must give the same bytes, on any machine and at any time. */
  @Test
  void answersUseNoFilesClocksOrThreads() {
    hold(
        noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .dependOnClassesThat()
            .haveNameMatching(
                "java\\.nio\\.(file|channels)\\..*"
                    + "|java\\.(net|util\\.concurrent)\\..*"
                    + "|java\\.io\\.(File|RandomAccess).*"
                    + "|java\\.time\\.(Clock|InstantSource)"
                    + "|java\\.util\\.(Date|.*Random|Timer|UUID)"
                    + "|java\\.lang\\.(Process.*|Runtime|Thread.*)"));
  }

  @Test
  void answersAskNothingOfTheMachine() {
    hold(
        noClasses()
            .that()
            .resideInAnyPackage(PURE)
            .should()
            .accessTargetWhere(
                accesses("java\\.lang\\.System\\.(?!arraycopy$).*")
                    .or(accesses("java\\.time\\..*\\.(now|systemDefault)"))
                    .or(accesses("java\\.util\\..*\\.getDefault"))
                    .or(accesses("java\\.lang\\.(Strict)?Math\\.random"))
                    .or(accesses("java\\.util\\..*\\.parallel(Stream)?"))
                    .as("the machine, the clock or the locale")));
  }

  @Test
  void eventsHoldFactsNotWhatCanBeDerived() {
    hold(
        classes()
            .that()
            .resideInAPackage("syswall.event..")
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage("syswall.event..", "java..", "org.jspecify.."));
  }

  private static ArchRule apart(String[] one, String... other) {
    return noClasses()
        .that()
        .resideInAnyPackage(one)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(other);
  }

  private static ArchRule onlyIn(String room, String library) {
    return noClasses()
        .that()
        .resideOutsideOfPackage(room)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library);
  }

  private static DescribedPredicate<JavaAccess<?>> accesses(String target) {
    return DescribedPredicate.describe(
        target,
        access -> access.getTarget().getFullName().replaceFirst("\\(.*", "").matches(target));
  }

  /** Some rooms are still empty; a rule about them holds. */
  private static void hold(ArchRule rule) {
    rule.allowEmptyShould(true).check(SYSWALL);
  }

  private static String[] packages(String... names) {
    return Stream.of(names).map(name -> "syswall." + name + "..").toArray(String[]::new);
  }
}
