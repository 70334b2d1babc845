package dev.keyway.apisix.filter;

import dev.keyway.apisix.Callers;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * What the filter is told, in the runner's own configuration. The names are those of {@code
 * keyway.yaml}, which Spring reads in any of its spellings ({@code key_files}, {@code key-files},
 * {@code KEYWAY_CONTEXT_KEYFILES}).
 *
 * @param keyFiles files of the keys that sign; the first does
 * @param callers who calls
 */
record FilterSettings(List<Path> keyFiles, Callers callers) {

  static final String KEY_FILES = "keyway.context.key-files";
  static final String ANONYMOUS_CONSUMERS = "keyway.anonymous-consumers";

  /**
   * Reads them.
   *
   * @throws java.nio.file.InvalidPathException when a file's name is none
   */
  static FilterSettings of(Environment environment) {
    Binder binder = Binder.get(environment);
    List<Path> files =
        binder.bind(KEY_FILES, Bindable.listOf(String.class)).orElse(List.of()).stream()
            .map(Path::of)
            .toList();
    Callers callers =
        binder
            .bind(ANONYMOUS_CONSUMERS, Bindable.setOf(String.class))
            .map(names -> new Callers(Set.copyOf(names)))
            .orElse(Callers.USUAL);
    return new FilterSettings(files, callers);
  }
}
