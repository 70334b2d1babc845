package dev.keyway.server.e2e;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/** The client library that a class tests; what its methods show ({@link Shows}) is written down. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ExtendWith(Showings.Writer.class)
@ExtendWith(SharedStage.class)
@interface ClientLibrary {

  /** Its name on the page. */
  String name();

  /** A class of it, by whose jar its version is told. */
  Class<?> of();
}
