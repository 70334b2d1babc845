package dev.keyway.schema;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What an object or field means to the person who edits a policy. Values are JSON, or plain text.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.TYPE})
@interface Says {

  /** What it is, in which unit, and what follows from it. */
  String value();

  /** What holds when it is left out; empty: nothing, or what the text says. */
  String fallback() default "";

  /** A value that works, together with the examples of the object's other fields. */
  String example() default "";

  boolean required() default false;

  /** Whether it is another field's other name: not for new files, and not beside that one. */
  boolean other() default false;
}
