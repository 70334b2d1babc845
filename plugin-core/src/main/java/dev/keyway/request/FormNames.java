package dev.keyway.request;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Names of form fields that Keyway reads. Frameworks differ in how they take names: some fold case,
 * some undo {@code %6D}, some make a list of {@code model[]}; so a name that any of them could take
 * for one of these must be spelled exactly.
 */
final class FormNames {

  static final String MODEL = "model";
  static final String MODELS = "models";

  /** How the clients of frameworks write a list. */
  static final String MODELS_LIST = "models[]";

  static final String STREAM = "stream";
  static final String USER = "user";
  static final String PROMPT = "prompt";

  /** Says in which encoding the values of all others are (RFC 7578, section 4.6). */
  static final String CHARSET = "_charset_";

  private static final Set<String> READ = Set.of(MODEL, MODELS, STREAM, USER, PROMPT, CHARSET);

  /** Longer names mean something else, however they are spelled: 9 letters, each as an escape. */
  private static final int LONGEST = 64;

  private static final String AROUND = " \t\r\n\"'<>";

  private FormNames() {}

  /** The field that some framework takes this one for, or null. */
  static @Nullable String readAs(String name) {
    if (READ.contains(name) || name.equals(MODELS_LIST)) {
      return field(name);
    }
    if (name.length() > LONGEST) {
      return null;
    }
    String folded = field(bare(unescaped(name))).toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    return READ.contains(bare(folded)) ? bare(folded) : null;
  }

  /** Whether it is spelled as that field is. */
  static boolean isExact(String name, String field) {
    return name.equals(field) || (field.equals(MODELS) && name.equals(MODELS_LIST));
  }

  /** The field's name without the brackets that make a list of it, or an object. */
  static String field(String name) {
    int bracket = name.indexOf('[');
    return bracket > 0 ? name.substring(0, bracket) : name;
  }

  /** Without what a parser may take for quotation marks, or pass over. */
  private static String bare(String name) {
    int start = 0;
    int end = name.length();
    while (start < end && AROUND.indexOf(name.charAt(start)) >= 0) {
      start++;
    }
    while (start < end && AROUND.indexOf(name.charAt(end - 1)) >= 0) {
      end--;
    }
    return name.substring(start, end).strip();
  }

  private static String unescaped(String name) {
    if (name.indexOf('%') < 0) {
      return name;
    }
    StringBuilder text = new StringBuilder(name.length());
    for (int at = 0; at < name.length(); at++) {
      int escaped = name.charAt(at) == '%' && at + 2 < name.length() ? octet(name, at + 1) : -1;
      text.append(escaped < 0 ? name.charAt(at) : (char) escaped);
      at += escaped < 0 ? 0 : 2;
    }
    return text.toString();
  }

  private static int octet(String name, int at) {
    int high = Character.digit(name.charAt(at), 16);
    int low = Character.digit(name.charAt(at + 1), 16);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
  }
}
