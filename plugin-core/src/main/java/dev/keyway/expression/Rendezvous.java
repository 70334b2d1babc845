package dev.keyway.expression;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * Rendezvous order, or highest random weight: each element's score comes from its own name and the
 * text to stick by, and nothing else. So when an element goes, only what stuck to it moves, and
 * when one comes, only what it wins.
 *
 * <p>The score is the 64-bit FNV-1a hash of the text's UTF-8 bytes, a zero byte, and the element's
 * name ({@code id}, or {@code provider_id:id} where it has a provider), mixed by the finalizer of
 * SplitMix64; the greatest, unsigned, comes first. Every gateway and every release must compute the
 * same, or what stuck to a key would move.
 */
final class Rendezvous {

  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;

  private Rendezvous() {}

  static List<Object> order(List<?> list, String text) {
    long seed = hash(hash(FNV_OFFSET, text), (byte) 0);
    List<Scored> scored = new ArrayList<>(list.size());
    for (Object element : list) {
      scored.add(new Scored(element, mixed(hash(seed, name(element)))));
    }
    scored.sort(Comparator.comparing(Scored::score, Long::compareUnsigned).reversed());
    return Collections.unmodifiableList(
        new ArrayList<Object>(scored.stream().map(Scored::element).toList()));
  }

  private record Scored(Object element, long score) {}

  private static String name(Object element) {
    if (!(element instanceof FactValue fact)) {
      return "";
    }
    String id = fact.select("id").toString();
    return fact.has("provider_id") ? fact.select("provider_id") + ":" + id : id;
  }

  private static long hash(long seed, String text) {
    long hash = seed;
    for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
      hash = hash(hash, each);
    }
    return hash;
  }

  private static long hash(long seed, byte each) {
    return (seed ^ (each & 0xff)) * FNV_PRIME;
  }

  private static long mixed(long hash) {
    long mixed = (hash ^ (hash >>> 30)) * 0xbf58476d1ce4e5b9L;
    mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
    return mixed ^ (mixed >>> 31);
  }
}
