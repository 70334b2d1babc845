package dev.keyway.server.daemon;

import dev.keyway.access.AccessKeys;
import dev.keyway.access.ContextKeys;
import dev.keyway.secret.SecretResolver;
import dev.keyway.server.config.DaemonConfig;
import dev.keyway.server.config.PolicyFile;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a configuration comes to with the files it names as they are now; nothing of it is in force.
 *
 * @param config what it was made of
 * @param secrets finds the secrets of its vaults
 * @param policies those that load, and those that go on as they were because their file does not
 * @param refused the problems, a line each, of policies whose file does not load, by their names
 * @param providers where providers' traffic goes, and how they are spoken to
 * @param contextKeys sign and verify contexts
 * @param accessKeys followed from now on, or null: the file is the same as before
 * @param keys what that file holds, or null
 * @param flaws a line each: what keeps the configuration as a whole from being taken
 */
record Candidate(
    DaemonConfig config,
    SecretResolver secrets,
    Map<String, LoadedPolicy> policies,
    Map<String, List<String>> refused,
    ProviderIds providers,
    ContextKeys contextKeys,
    @Nullable FollowedAccessKeys accessKeys,
    @Nullable AccessKeys keys,
    List<String> flaws) {

  /** Every file it was made of, and the folders where further ones may turn up. */
  Set<Path> files() {
    Set<Path> files = new HashSet<>(config.policyFolders());
    config.policies().stream().map(PolicyFile::path).forEach(files::add);
    files.addAll(config.context().keyFiles());
    config.providerTls().forEach(one -> files.addAll(one.files()));
    files.addAll(secrets.files().values());
    if (!config.file().isEmpty()) {
      files.add(Path.of(config.file()));
    }
    return files;
  }
}
