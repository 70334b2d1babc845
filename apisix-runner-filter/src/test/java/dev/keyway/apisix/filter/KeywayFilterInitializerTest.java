package dev.keyway.apisix.filter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.keyway.access.SignedContext;
import java.nio.file.Path;
import java.util.Map;
import org.apache.apisix.plugin.runner.A6ConfigWatcher;
import org.apache.apisix.plugin.runner.filter.PluginFilter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.io.support.SpringFactoriesLoader;

class KeywayFilterInitializerTest {

  @TempDir private Path folder;

  @Test
  void boot_finds_it() {
    assertThat(
            SpringFactoriesLoader.loadFactories(
                ApplicationContextInitializer.class, getClass().getClassLoader()))
        .hasAtLeastOneElementOfType(KeywayFilterInitializer.class);
  }

  @Test
  void runner_finds_the_filter_and_what_watches_its_configurations() {
    String file = new KeyFolder(folder).write("context.key").toString();
    try (GenericApplicationContext context = new GenericApplicationContext()) {
      context
          .getEnvironment()
          .getPropertySources()
          .addFirst(new MapPropertySource("file", Map.of("keyway.context.key-files", file)));
      new KeywayFilterInitializer().initialize(context);
      context.refresh();

      PluginFilter filter = context.getBeanProvider(PluginFilter.class).getObject();
      assertThat(filter.name()).isEqualTo("keyway");
      assertThat(context.getBeanProvider(A6ConfigWatcher.class).getObject()).isSameAs(filter);
      assertThat(new Call().through("{\"policy\":\"chat\"}", filter).headers())
          .containsKey(SignedContext.HEADER);
    }
  }
}
