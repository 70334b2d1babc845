package dev.keyway.server.e2e;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a test shows of a client library, for {@code docs/compatibility.md}. It counts when the test
 * has passed.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface Shows {

  /** A surface as policies name it, or a subject such as {@code errors}. */
  String surface();

  /** What of it. */
  String what() default "answer";

  /** Whether the answer comes as a stream. */
  boolean stream() default false;

  /** What the client's user sees. */
  String result() default Showing.WORKS;
}
