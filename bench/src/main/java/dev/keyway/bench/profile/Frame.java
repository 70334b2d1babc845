package dev.keyway.bench.profile;

import jdk.jfr.consumer.RecordedFrame;

/**
 * One call of a stack.
 *
 * @param type the class, with its package
 * @param isNative whether the JVM left Java here
 */
record Frame(String type, String method, boolean isNative) {

  static Frame of(RecordedFrame frame) {
    return new Frame(
        frame.getMethod().getType().getName(),
        frame.getMethod().getName(),
        "Native".equals(frame.getType()));
  }

  /** Whether it is Keyway's, and not of the relay, which carries all others. */
  boolean isCarried() {
    return type.startsWith("dev.keyway.") && !type.startsWith("dev.keyway.relay.");
  }

  /** Without package, and without the numbers that differ from run to run. */
  String shown() {
    String outer = type.replaceFirst("\\$\\$Lambda.*", "");
    String name = outer.substring(outer.lastIndexOf('.') + 1);
    return name + "." + method.replaceFirst("^lambda\\$(\\w+)\\$\\d+$", "$1");
  }
}
