package syswall.audit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import syswall.audit.Audit.Deed;
import syswall.decode.QuotedText;
import syswall.decode.SocketAddress;
import syswall.policy.Action;
import syswall.report.IndentedJson;
import syswall.syscall.Errno;

/** What a policy would have done to a session, for programs: {@code policy-test.schema.json}. */
public final class JsonAudit {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private JsonAudit() {}

  /** An audit as JSON, in full. */
  public static String render(Audit audit) {
    ObjectNode top = NODES.objectNode();
    ObjectNode calls = top.putObject("calls");
    audit.calls().forEach(calls::put);
    top.put("silent", audit.isSilent());
    top.put("originAssumed", audit.asksOrigin());
    ArrayNode deeds = top.putArray("decisions");
    for (Deed deed : audit.deeds()) {
      deeds.add(deed(deed));
    }
    return IndentedJson.of(top);
  }

  private static ObjectNode deed(Deed deed) {
    ObjectNode node = NODES.objectNode();
    node.put("action", deed.action().label());
    if (deed.action() instanceof Action.Deny deny) {
      node.put("error", Errno.name(deny.errno()));
    }
    if (deed.rule() != null) {
      node.put("rule", deed.rule().id());
      node.put("where", deed.rule().where());
    }
    node.put("call", deed.call());
    if (deed.access() != null) {
      node.put("access", deed.access().label());
    }
    if (deed.path() != null) {
      node.put("path", QuotedText.plain(deed.path()));
    }
    if (deed.address() != null) {
      node.put("address", SocketAddress.decode(deed.address()).endpoint());
    }
    node.put("count", deed.count());
    node.put("failed", deed.failed());
    node.put("event", deed.event());
    node.put("pid", deed.pid());
    if (deed.program() != null) {
      node.put("program", QuotedText.plain(deed.program()));
    }
    return node;
  }
}
