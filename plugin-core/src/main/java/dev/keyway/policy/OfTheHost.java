package dev.keyway.policy;

import dev.keyway.document.Fields;
import dev.keyway.document.Node;
import dev.keyway.rule.RulesReader;

/** What a traffic policy may hold and Keyway does not carry out: most of it is the host's. */
record OfTheHost(Reading reading) implements RulesReader.Elsewhere {

  private static final String CONNECT = "on_tcp_connect";

  @Override
  public void action(Node.Scalar type) {
    Actions.refuse(type, reading);
  }

  @Override
  public void phases(Fields root) {
    Node node = root.names().contains(CONNECT) ? root.node(CONNECT) : null;
    boolean empty = node instanceof Node.Sequence list && list.items().isEmpty();
    if (node == null || empty) {
      return;
    }
    HostAction ofHost = HostAction.named(CONNECT);
    if (ofHost != null) {
      Actions.leaveToHost(CONNECT, ofHost, root.namePlace(CONNECT), reading);
    }
  }
}
