package dev.keyway.server.demo;

/** The policies of the demo; they are the files of {@code examples/quickstart}. */
enum DemoPolicy {
  QUICKSTART("policy.yaml"),
  BY_QUOTA("by-quota.yaml");

  private final String file;

  DemoPolicy(String file) {
    this.file = file;
  }

  /** The name of its file in {@code examples/quickstart}. */
  String file() {
    return file;
  }
}
