package dev.keyway.secret.sealed;

import dev.keyway.document.BoundedFile;
import dev.keyway.document.UnfitFileException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Where a passphrase comes from when nobody is there to type it. */
public sealed interface PassphraseSource {

  /** More than anybody types and any program makes up. */
  int MOST_BYTES = 4 << 10;

  /**
   * Reads it.
   *
   * @throws SealedVaultException when there is none; the message says where, and what to do
   */
  Passphrase read() throws SealedVaultException;

  /** A file that holds the passphrase; one line break at its end is dropped. */
  record InFile(Path path) implements PassphraseSource {

    @Override
    public Passphrase read() throws SealedVaultException {
      try {
        return present(
            Passphrase.ofFile(BoundedFile.read(path, MOST_BYTES)),
            "the passphrase file " + path + " is empty: write the passphrase into it");
      } catch (IOException e) {
        throw new SealedVaultException("the passphrase file " + path + " " + why(e));
      }
    }

    private static String why(IOException failure) {
      return switch (failure) {
        case UnfitFileException unfit -> String.valueOf(unfit.getMessage());
        case NoSuchFileException none -> "is not there";
        case AccessDeniedException denied -> "may not be read by the user keyway runs as";
        case IOException other -> "can't be read (" + other.getClass().getSimpleName() + ")";
      };
    }
  }

  /**
   * A file descriptor that whoever starts the program has opened for it, as by {@code 3<FILE} in a
   * shell; one line break at the end is dropped. A pipe can be read once.
   */
  record OnDescriptor(int number) implements PassphraseSource {

    @Override
    public Passphrase read() throws SealedVaultException {
      return present(
          Passphrase.ofFile(content()),
          "the file descriptor %d holds no passphrase (a pipe can be read only once)"
              .formatted(number));
    }

    private byte[] content() throws SealedVaultException {
      byte[] content;
      try (InputStream in = Files.newInputStream(Path.of("/dev/fd", Integer.toString(number)))) {
        content = in.readNBytes(MOST_BYTES + 1);
      } catch (IOException e) {
        throw new SealedVaultException(
            "there is no passphrase to be read from the file descriptor %d; start keyway with %d< and the passphrase's file"
                .formatted(number, number));
      }
      if (content.length > MOST_BYTES) {
        throw new SealedVaultException(
            "what the file descriptor %d holds is longer than 4 KiB, and so no passphrase"
                .formatted(number));
      }
      return content;
    }
  }

  private static Passphrase present(Passphrase read, String otherwise) throws SealedVaultException {
    if (read.isEmpty()) {
      throw new SealedVaultException(otherwise);
    }
    return read;
  }
}
