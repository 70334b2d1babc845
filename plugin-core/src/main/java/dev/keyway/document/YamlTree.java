package dev.keyway.document;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.composer.Composer;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;
import org.yaml.snakeyaml.resolver.Resolver;

/** YAML to {@link Node}s, by SnakeYAML's composer: nothing is constructed, tags name no classes. */
final class YamlTree {

  private static final Set<Tag> KNOWN_TAGS =
      Set.of(
          Tag.STR,
          Tag.INT,
          Tag.FLOAT,
          Tag.BOOL,
          Tag.NULL,
          Tag.TIMESTAMP,
          Tag.MERGE,
          Tag.MAP,
          Tag.SEQ);

  private final Problems problems;
  private final YamlScalars scalars;
  private final TreeLimits limits = new TreeLimits();
  private final Set<org.yaml.snakeyaml.nodes.Node> open =
      Collections.newSetFromMap(new IdentityHashMap<>());

  private YamlTree(String text, Problems problems) {
    this.problems = problems;
    this.scalars = new YamlScalars(text);
  }

  /** The document's value, or null: empty, or an error is left. */
  static @Nullable Node read(String text, Problems problems) {
    try {
      org.yaml.snakeyaml.nodes.Node root = compose(text);
      Node node = root == null ? null : new YamlTree(text, problems).node(root, Place.START, 0);
      return node instanceof Node.Scalar scalar && scalar.kind() == Node.Kind.NULL ? null : node;
    } catch (Unreadable e) {
      e.tell(problems);
      return null;
    }
  }

  private static org.yaml.snakeyaml.nodes.@Nullable Node compose(String text) {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(TreeLimits.MOST_BYTES);
    options.setNestingDepthLimit(TreeLimits.MOST_LEVELS);
    options.setMaxAliasesForCollections(Integer.MAX_VALUE); // TreeLimits counts what they grow to
    StreamReader reader = new StreamReader(text);
    try {
      return new Composer(new ParserImpl(reader, options), new Resolver(), options).getSingleNode();
    } catch (
        RuntimeException e) { // SnakeYAML's own, and number formats and the like from its depths
      throw YamlSyntax.explain(e, reader.getMark(), text);
    }
  }

  private Node node(org.yaml.snakeyaml.nodes.Node yaml, Place parent, int level) {
    Place place = placeOf(yaml, parent);
    limits.count(place, level);
    checkTag(yaml, place);
    if (!open.add(yaml)) {
      throw new Unreadable(place, "an alias (*name) stands inside the very value it refers to");
    }
    try {
      return switch (yaml) {
        case ScalarNode scalar -> scalars.scalar(scalar, place);
        case SequenceNode sequence -> sequence(sequence, place, level);
        case MappingNode mapping -> mapping(mapping, place, level);
        default -> throw new Unreadable(place, "expected a text, a list or an object");
      };
    } finally {
      open.remove(yaml);
    }
  }

  private Node sequence(SequenceNode yaml, Place place, int level) {
    List<Node> items = new ArrayList<>();
    for (org.yaml.snakeyaml.nodes.Node item : yaml.getValue()) {
      items.add(node(item, place.item(items.size()), level + 1));
    }
    return new Node.Sequence(place, items);
  }

  /** What {@code <<} merges comes after the object's own fields, and never replaces one. */
  private Node mapping(MappingNode yaml, Place place, int level) {
    Members members = new Members(place, problems);
    for (NodeTuple tuple : yaml.getValue()) {
      if (!isMerge(tuple)) {
        addMember(tuple, place, level, members);
      }
    }
    for (NodeTuple tuple : yaml.getValue()) {
      if (isMerge(tuple)) {
        merge(tuple.getValueNode(), place, level, members);
      }
    }
    return members.mapping();
  }

  private void addMember(NodeTuple tuple, Place object, int level, Members members) {
    if (tuple.getKeyNode() instanceof ScalarNode key) {
      Place path = object.field(key.getValue());
      Node value = node(tuple.getValueNode(), path, level + 1);
      members.add(new Node.Member(key.getValue(), placeOf(key, path), value));
    } else {
      problems.error(placeOf(tuple.getKeyNode(), object), "a field's name must be a plain text");
    }
  }

  /** An object, or a list of them of which the first wins; built anew, so that it is counted. */
  private void merge(org.yaml.snakeyaml.nodes.Node yaml, Place place, int level, Members members) {
    switch (node(yaml, place, level + 1)) {
      case Node.Mapping source -> members.addAbsent(source);
      case Node.Sequence sources -> sources.items().forEach(item -> mergeOne(item, members));
      case Node.Scalar scalar -> mergeOne(scalar, members);
    }
  }

  private void mergeOne(Node source, Members members) {
    if (source instanceof Node.Mapping object) {
      members.addAbsent(object);
    } else {
      problems.error(source.place(), "<< merges an object, or an alias of one, and nothing else");
    }
  }

  private static boolean isMerge(NodeTuple tuple) {
    return tuple.getKeyNode().getTag().equals(Tag.MERGE);
  }

  private void checkTag(org.yaml.snakeyaml.nodes.Node yaml, Place place) {
    if (!KNOWN_TAGS.contains(yaml.getTag())) {
      problems.error(
          place, "YAML tags such as !!binary or !name mean nothing here; remove the tag");
    }
  }

  private static Place placeOf(org.yaml.snakeyaml.nodes.Node yaml, Place path) {
    Mark start = yaml.getStartMark();
    return path.at(start.getLine() + 1, start.getColumn() + 1);
  }
}
