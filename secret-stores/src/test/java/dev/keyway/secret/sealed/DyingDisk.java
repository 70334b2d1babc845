package dev.keyway.secret.sealed;

import dev.keyway.document.Disk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A disk on which a program dies at a step: that step is done in part or not at all, and nothing
 * after it, cleaning up included.
 */
final class DyingDisk implements Disk {

  /** How many bytes a write is made of. */
  private static final int PIECE = 16;

  private final int last;
  private final List<String> steps = new ArrayList<>();

  /**
   * @param last how many steps there are before it dies
   */
  DyingDisk(int last) {
    this.last = last;
  }

  /** What was asked for, the step it died at included. */
  List<String> steps() {
    return steps;
  }

  @Override
  public Path create(Path folder, String name) throws IOException {
    step("create");
    return Disk.super.create(folder, name);
  }

  @Override
  public void write(FileChannel file, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      ByteBuffer piece = bytes.slice(bytes.position(), Math.min(PIECE, bytes.remaining()));
      bytes.position(bytes.position() + piece.remaining());
      step("write");
      Disk.super.write(file, piece);
    }
  }

  @Override
  public void sync(FileChannel file) throws IOException {
    step("sync");
    Disk.super.sync(file);
  }

  @Override
  public void move(Path from, Path to) throws IOException {
    step("move");
    Disk.super.move(from, to);
  }

  @Override
  public void delete(Path file) throws IOException {
    step("delete");
    Disk.super.delete(file);
  }

  private void step(String name) throws IOException {
    if (steps.size() > last) {
      throw new IOException("dead");
    }
    steps.add(name);
    if (steps.size() > last) {
      throw new IOException("died at " + name);
    }
  }
}
