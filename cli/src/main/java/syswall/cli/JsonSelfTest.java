package syswall.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import syswall.report.IndentedJson;
import syswall.selftest.Finding;
import syswall.selftest.KernelPart;

/** What the self-test found, for programs: {@code selftest.schema.json}. */
final class JsonSelfTest {
  private JsonSelfTest() {}

  /** All of it as JSON. */
  static String render(List<KernelPart> kernel, List<Finding> findings) {
    ObjectNode top = JsonNodeFactory.instance.objectNode();
    top.put("syswall", Syswall.version());
    top.put("holds", SelfTestCommand.holds(findings));
    ObjectNode about = top.putObject("kernel");
    about.put("release", SelfTestCommand.release());
    ArrayNode parts = about.putArray("parts");
    for (KernelPart part : kernel) {
      parts
          .addObject()
          .put("name", part.name())
          .put("description", part.description())
          .put("present", part.present());
    }
    ArrayNode attempts = top.putArray("attempts");
    for (Finding finding : findings) {
      attempts
          .addObject()
          .put("name", finding.name())
          .put("description", finding.description())
          .put("outcome", IndentedJson.label(finding.outcome()))
          .put("detail", finding.detail());
    }
    return IndentedJson.of(top);
  }
}
