package dev.keyway.request;

import dev.keyway.http.ByteSlice;
import dev.keyway.request.AiRequest.Member;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One application of an edit. The body is its opening brace, its members with what separates them,
 * and its closing brace: a member that goes takes the separator before it along, and a member that
 * comes brings a comma.
 */
final class BodySplice {

  private static final byte[] COMMA = {','};
  private static final byte[] COLON = {':'};

  private final AiRequest request;
  private final Map<String, byte[]> set;
  private final Set<String> removed;
  private final List<ByteSlice> slices = new ArrayList<>();
  private final Set<String> written = new HashSet<>();

  /** The original bytes from here to {@code keptEnd} are to be written, but not yet. */
  private int keptStart;

  private int keptEnd;
  private boolean anyMember;

  BodySplice(AiRequest request, Map<String, byte[]> set, Set<String> removed) {
    this.request = request;
    this.set = set;
    this.removed = removed;
  }

  List<ByteSlice> slices() {
    List<Member> members = request.members();
    keep(0, members.isEmpty() ? afterBrace() : members.getFirst().start());
    int separator = 0;
    for (Member member : members) {
      if (stays(member)) {
        write(member, separator);
      }
      separator = member.end();
    }
    set.forEach(this::append);
    keep(members.isEmpty() ? afterBrace() : members.getLast().end(), request.body().length);
    flush();
    return List.copyOf(slices);
  }

  private boolean stays(Member member) {
    String name = member.name();
    return !removed.contains(name) && !(set.containsKey(name) && written.contains(name));
  }

  private void write(Member member, int separator) {
    if (anyMember) {
      keep(separator, member.start());
    }
    anyMember = true;
    written.add(member.name());
    byte[] value = set.get(member.name());
    if (value == null) {
      keep(member.start(), member.end());
    } else {
      keep(member.start(), member.valueStart());
      insert(value);
    }
  }

  private void append(String name, byte[] value) {
    if (!written.add(name)) {
      return;
    }
    if (anyMember) {
      insert(COMMA);
    }
    anyMember = true;
    insert(BodyEdit.quoted(name));
    insert(COLON);
    insert(value);
  }

  private int afterBrace() {
    int at = 0;
    while (request.body()[at] != '{') {
      at++;
    }
    return at + 1;
  }

  private void keep(int start, int end) {
    if (start != keptEnd) {
      flush();
      keptStart = start;
    }
    keptEnd = end;
  }

  private void insert(byte[] bytes) {
    flush();
    keptStart = keptEnd;
    slices.add(ByteSlice.of(bytes));
  }

  private void flush() {
    if (keptEnd > keptStart) {
      slices.add(new ByteSlice(request.body(), keptStart, keptEnd - keptStart));
    }
  }
}
