package dev.keyway.server.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.FencedCodeBlock;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.parser.Parser;

/**
 * What the README shows and where it leads.
 *
 * @param blocks its code, in order
 * @param links the targets of its links
 */
record Readme(List<Block> blocks, List<String> links) {

  /** A piece of code and what it is written in. */
  record Block(String language, String text) {}

  static Readme read(Path file) {
    List<Block> blocks = new ArrayList<>();
    List<String> links = new ArrayList<>();
    parse(file)
        .accept(
            new AbstractVisitor() {
              @Override
              public void visit(FencedCodeBlock block) {
                blocks.add(new Block(block.getInfo(), block.getLiteral()));
              }

              @Override
              public void visit(Link link) {
                links.add(link.getDestination());
                visitChildren(link);
              }
            });
    return new Readme(blocks, links);
  }

  /** The blocks in one language. */
  List<String> in(String language) {
    return blocks.stream()
        .filter(block -> block.language().equals(language))
        .map(Block::text)
        .toList();
  }

  /** The one block that holds these words. */
  String block(String language, String words) {
    List<String> found = in(language).stream().filter(text -> text.contains(words)).toList();
    if (found.size() != 1) {
      throw new AssertionError(found.size() + " " + language + " blocks hold: " + words);
    }
    return found.getFirst();
  }

  private static Node parse(Path file) {
    try {
      return Parser.builder().build().parse(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
