package dev.keyway.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SocketFileTest {

  @TempDir Path folder;

  private Path path() {
    return folder.resolve("a.sock");
  }

  private static SocketFile at(Path path) {
    return new SocketFile(new UnixSocket(path, PosixFilePermissions.fromString("rw-rw-rw-"), null));
  }

  private static ServerSocketChannel bound(SocketFile file) throws IOException {
    ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      return channel.bind(UnixDomainSocketAddress.of(file.unready()));
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  /** It is listened at before it has permissions of its own, and those go by the umask. */
  @Test
  void nobody_else_reaches_a_socket_that_is_not_published() throws Exception {
    SocketFile file = at(path());
    file.prepare();
    assertThat(permissions(file.unready().getParent())).isEqualTo("rwx------");

    try (ServerSocketChannel channel = bound(file)) {
      file.restrict();
      assertThat(path()).doesNotExist();
      file.publish();

      assertThat(permissions(path())).isEqualTo("rw-rw-rw-");
      assertThat(folder).isDirectoryContaining(path()::equals);
      assertThat(folder.toFile().list()).hasSize(1);
      assertThat(channel.isOpen()).isTrue();
    }
    file.remove();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void what_a_process_left_that_was_killed_at_its_start_is_no_obstacle() throws Exception {
    SocketFile killed = at(path());
    killed.prepare();
    bound(killed).close();
    assertThat(killed.unready()).exists();

    SocketFile next = at(path());
    next.prepare();
    bound(next).close();
    next.remove();

    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void a_file_or_a_link_in_the_place_of_the_folder_is_replaced_and_not_followed() throws Exception {
    Path room = at(path()).unready().getParent();
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Path others = Files.createFile(elsewhere.resolve("s"));
    Files.createSymbolicLink(room, elsewhere);
    at(path()).prepare();
    assertThat(others).exists();

    Files.delete(room);
    Files.createFile(room);
    at(path()).prepare();
    assertThat(permissions(room)).isEqualTo("rwx------");
  }

  @Test
  void who_ends_leaves_alone_what_another_of_this_process_prepares() throws Exception {
    SocketFile before = at(path());
    before.prepare();
    try (ServerSocketChannel channel = bound(before)) {
      before.restrict();
      before.publish();
      assertThat(channel.isOpen()).isTrue();
    }
    SocketFile after = at(path());
    after.prepare();

    before.remove();

    assertThat(path()).doesNotExist();
    bound(after).close();
    assertThat(after.unready()).exists();
  }

  @Test
  void a_path_that_is_too_long_is_told_with_the_longest_that_is_not() throws Exception {
    Path tooLong = folder.resolve("n".repeat(107));
    int most = mostBytes(tooLong);
    Path longest = folder.resolve("n".repeat(most - (folder + "/").length()));

    SocketFile file = at(longest);
    file.prepare();
    bound(file).close();
    file.remove();

    assertThat(mostBytes(longest.resolveSibling(longest.getFileName() + "n"))).isEqualTo(most);
    assertThat(folder).isEmptyDirectory();
  }

  private static int mostBytes(Path tooLong) {
    StringBuilder told = new StringBuilder();
    assertThatThrownBy(() -> at(tooLong).prepare())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("the path is too long for a Unix socket (")
        .satisfies(thrown -> told.append(thrown.getMessage().replaceAll("\\D+", "")));
    return Integer.parseInt(told.toString());
  }
}
