package syswall.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import syswall.policy.Policy;
import syswall.policy.PolicyException;
import syswall.report.JsonSchema;

/** The schema of policies against their reader: what one accepts, the other does. */
class PolicySchemaTest {
  private static final Path SCHEMAS = Path.of("../schemas");

  static List<String> documents() throws IOException {
    List<String> documents = new ArrayList<>();
    for (String folder :
        List.of("src/main/resources/syswall/policies", "src/test/resources/policies")) {
      try (Stream<Path> files = Files.list(SCHEMAS.resolve(folder))) {
        for (Path file : files.sorted().toList()) {
          documents.add(Files.readString(file));
        }
      }
    }
    for (Path readme : List.of(SCHEMAS.resolve("README.md"), Path.of("../README.md"))) {
      Matcher block =
          Pattern.compile("```json\n(\\{\\s*\"version\".*?)```", Pattern.DOTALL)
              .matcher(Files.readString(readme));
      while (block.find()) {
        documents.add(block.group(1));
      }
    }
    return documents;
  }

  @ParameterizedTest
  @MethodSource("documents")
  void whatIsShippedAndShownFollowsTheSchema(String text) throws Exception {
    assertTrue(documents().size() >= 9);
    JsonSchema.of("policy.schema.json").assertFollowedBy(new ObjectMapper().readTree(text));
    assertEquals("p.json", Policy.parse("p.json", text).file());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'version': 1}",
        "{'version': 1, 'defaultAction': 'ask', 'unattended': 'deny', 'askTimeout': '30s'}",
        "{'version': 1, 'extends': 'builtin:build'}",
        "{'version': 1, 'extends': ['a.json', 'b.json'], 'syscalls': []}",
        "{'defaultAction': 'SCMP_ACT_ERRNO', 'defaultErrnoRet': 1, 'flags': ['x'], 'y': null}",
        "{'defaultAction': 'SCMP_ACT_ERRNO', 'defaultErrno': 'ENOSYS', 'syscalls': null}",
        "{'defaultAction': 'SCMP_ACT_ALLOW', 'syscalls': [{'name': 'x', 'action': 'SCMP_ACT_LOG'}]}",
        "{'syscalls': {'257': 'HardBlocked'}}",
        "{'syscalls': {}}",
        "{'version': 1, 'rules': [{'names': ['*'], 'action': 'allow'}]}",
        "{'version': 1, 'rules': [{'names': ['open'], 'action': 'fake', 'fake': {'return': 0}}]}",
        "{'version': 1, 'rules': [{'names': ['open'], 'action': 'fake', 'fake': {'fd': 'empty'}}]}",
        "{'version': 1, 'rules': [{'names': ['open'], 'action': 'deny', 'errnoRet': 'EIO', 'args':"
            + " [{'index': 1, 'value': 'O_CREAT|O_EXCL', 'valueTwo': 64, 'op': 'SCMP_CMP_MASKED_EQ'}]}]}",
        "{'version': 1, 'rules': [{'names': ['connect'], 'action': 'ask', 'match': {'address':"
            + " {'family': ['inet', 'AF_INET6'], 'port': '1-9,443', 'cidr': '::1'}}}]}",
        "{'version': 1, 'rules': [{'names': ['%file'], 'action': 'ask', 'match': {'path': '/x',"
            + " 'path2': ['/y'], 'access': 'read', 'exe': '/a', 'parent': '/b', 'argv': 'c',"
            + " 'origin': 'ld.so'}, 'id': 'i', 'comment': 'c', 'source': 's', 'created': 'd',"
            + " 'expires': '2030-01-01T00:00:00Z', 'includes': {'minKernel': '4.8'}}]}",
      })
  void bothAcceptIt(String text) throws Exception {
    assertEquals("schema accepts, reader accepts", verdict(text));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{}",
        "7",
        "{'version': 2, 'defaultAction': 'ask'}",
        "{'version': '1'}",
        "{'version': 1, 'default': 'ask'}",
        "{'version': 1, 'defaultAction': 'block'}",
        "{'version': 1, 'unattended': 'ask'}",
        "{'version': 1, 'askTimeout': 30}",
        "{'version': 1, 'askTimeout': '0s'}",
        "{'version': 1, 'extends': []}",
        "{'version': 1, 'comment': 1}",
        "{'version': 1, 'rules': {}}",
        "{'version': 1, 'rules': null}",
        "{'version': 1, 'rules': [], 'syscalls': []}",
        "{'version': 1, 'rules': [7]}",
        "{'version': 1, 'rules': [{'names': ['open']}]}",
        "{'version': 1, 'rules': [{'action': 'ask'}]}",
        "{'version': 1, 'rules': [{'names': [], 'action': 'ask'}]}",
        "{'version': 1, 'rules': [{'names': 'open', 'action': 'ask'}]}",
        "{'version': 1, 'rules': [{'name': 'open', 'action': 'ask'}]}",
        "{'version': 1, 'rules': [{'names': ['open'], 'action': 'ask', 'mach': {}}]}",
        "{'version': 1, 'rules': [{'names': ['open'], 'action': 'ask', 'match': {'path': 7}}]}",
        "{'version': 1, 'rules': [{'names': ['open'], 'action': 'ask', 'match': {'path': []}}]}",
        "{'version': 1, 'rules': [{'names': ['open'], 'action': 'ask', 'match': {'path': ''}}]}",
        "{'version': 1, 'rules': [{'names': ['open'], 'action': 'ask', 'match': {'access': 'r'}}]}",
        "{'version': 1, 'rules': [{'names': ['open'], 'action': 'ask', 'match': {'origin': 'any'}}]}",
        "{'version': 1, 'rules': [{'names': ['bind'], 'action': 'ask', 'match': {'address': {}}}]}",
        "{'version': 1, 'rules': [{'names': ['bind'], 'action': 'ask', 'match': {'address':"
            + " {'port': 65536}}}]}",
        "{'version': 1, 'rules': [{'names': ['bind'], 'action': 'ask', 'match': {'address':"
            + " {'host': 'x'}}}]}",
        "{'version': 1, 'rules': [{'names': ['open'], 'action': 'deny', 'errnoRet': 4096}]}",
        "{'version': 1, 'rules': [{'names': ['open'], 'action': 'deny', 'errnoRet': 0}]}",
        "{'version': 1, 'rules': [{'names': ['open'], 'action': 'deny', 'fake': {'return': 0}}]}",
        "{'version': 1, 'rules': [{'names': ['open'], 'action': 'fake', 'fake': {'return': -1}}]}",
        "{'version': 1, 'rules': [{'names': ['open'], 'action': 'fake', 'fake': {'fd': 'x'}}]}",
        "{'version': 1, 'rules': [{'names': ['open'], 'action': 'fake', 'fake': {}}]}",
        "{'version': 1, 'rules': [{'names': ['open'], 'action': 'ask', 'args': [{'index': 6,"
            + " 'value': 1, 'op': 'SCMP_CMP_EQ'}]}]}",
        "{'version': 1, 'rules': [{'names': ['open'], 'action': 'ask', 'args': [{'index': 0,"
            + " 'value': 1, 'op': 'EQ'}]}]}",
        "{'version': 1, 'rules': [{'names': ['open'], 'action': 'ask', 'args': [{'index': 0,"
            + " 'op': 'SCMP_CMP_EQ'}]}]}",
        "{'version': 1, 'rules': [{'names': ['open'], 'action': 'ask', 'args': null}]}",
        "{'version': 1, 'rules': [{'names': ['open'], 'action': 'ask', 'expires': 'soon'}]}",
        "{'version': 1, 'rules': [{'names': ['open'], 'action': 'ask', 'includes': {'x': 1}}]}",
        "{'version': 1, 'rules': [{'names': ['open'], 'action': 'ask', 'includes':"
            + " {'minKernel': '5'}}]}",
        "{'defaultAction': 'SCMP_ACT_NONE'}",
        "{'syscalls': []}",
        "{'defaultAction': 'SCMP_ACT_ALLOW', 'syscalls': [{'names': ['x']}]}",
        "{'defaultAction': 'SCMP_ACT_ALLOW', 'syscalls': [{'names': ['x'], 'name': 'y', 'action':"
            + " 'SCMP_ACT_LOG'}]}",
        "{'syscalls': {'open': 'Allowed'}}",
        "{'syscalls': {'1': 'Denied'}}",
        "{'syscalls': {'1': 'Allowed'}, 'x': 1}",
      })
  void neitherAcceptsIt(String text) throws Exception {
    assertEquals("schema refuses, reader refuses", verdict(text));
  }

  private static String verdict(String quoted) throws IOException {
    String text = quoted.replace('\'', '"');
    JsonNode value = new ObjectMapper().readTree(text);
    boolean follows = JsonSchema.of("policy.schema.json").isFollowedBy(value);
    return "schema " + (follows ? "accepts" : "refuses") + ", reader " + reader(text);
  }

  private static String reader(String text) {
    try {
      Policy.parse("p.json", text);
      return "accepts";
    } catch (PolicyException e) {
      return "refuses";
    }
  }
}
