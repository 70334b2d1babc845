package dev.keyway.expression;

import static dev.keyway.expression.MemberFunction.Receiver.LIST;

import dev.cel.common.exceptions.CelInvalidArgumentException;
import dev.cel.common.types.CelKind;
import dev.keyway.expression.MemberFunction.Result;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * The member functions of lists that evaluate their arguments once; those that do so for each
 * element are {@link Loops}.
 */
final class ListFunctions {

  private static final Need ID = Need.text("id");
  private static final FactPath DATACENTERS = FactPath.of("datacenters");
  private static final FactPath PRICING = FactPath.of("pricing");
  private static final FactPath PRICE = FactPath.of("pricing.text.input");

  private static final Result SAME = (fact, facts) -> LIST.of(fact);
  private static final Result ELEMENT = (fact, facts) -> fact;

  /** The one place where a function is added. */
  static final List<MemberFunction> TABLE =
      List.of(
          new MemberFunction(
              "only",
              LIST,
              List.of(ID),
              List.of(Parameter.texts("ids")),
              SAME,
              (list, args, run) -> where(list, Naming.ID.among((List<?>) args[1])),
              new Manual(
                  "lists of models, providers, authors, keys",
                  "those with one of these ids or aliases, in their own order; a model may be named"
                      + " `provider:model`; names count whatever their case, a key's id exactly",
                  "ai.models.only(['GPT-4o', 'claude-house:sonnet'])",
                  "openai:gpt-4o, anthropic:claude-sonnet-4-5")),
          new MemberFunction(
              "ignore",
              LIST,
              List.of(ID),
              List.of(Parameter.texts("ids")),
              SAME,
              (list, args, run) -> where(list, Naming.ID.among((List<?>) args[1]).negate()),
              new Manual(
                  "lists of models, providers, authors, keys",
                  "all but those with one of these ids or aliases",
                  "ai.models.ignore(['gpt-4o', 'gpt-4o-mini'])",
                  "anthropic:claude-sonnet-4-5, own:Llama-70B")),
          named(
              "onlyProviders",
              Naming.PROVIDER,
              false,
              "those of one of these providers",
              "ai.models.onlyProviders(['openai', 'own'])",
              "openai:gpt-4o, openai:gpt-4o-mini, own:Llama-70B"),
          named(
              "ignoreProviders",
              Naming.PROVIDER,
              true,
              "all but those of these providers",
              "ai.models.ignoreProviders(['openai'])",
              "anthropic:claude-sonnet-4-5, own:Llama-70B"),
          named(
              "onlyAuthors",
              Naming.AUTHOR,
              false,
              "those made by one of these authors; one whose author is unknown is not among them",
              "ai.models.onlyAuthors(['meta-llama'])",
              "own:Llama-70B"),
          named(
              "ignoreAuthors",
              Naming.AUTHOR,
              true,
              "all but those made by these authors",
              "ai.models.ignoreAuthors(['openai', 'anthropic'])",
              "own:Llama-70B"),
          placed(
              "inRegion",
              "region",
              "those that a data centre of this region serves",
              "ai.models.inRegion('eu-west-1')",
              "anthropic:claude-sonnet-4-5"),
          placed(
              "inCountryCode",
              "country_code",
              "those that a data centre in this country serves (ISO 3166, two letters)",
              "ai.models.inCountryCode('US')",
              "openai:gpt-4o, anthropic:claude-sonnet-4-5"),
          new MemberFunction(
              "underCost",
              LIST,
              List.of(new Need(PRICING, CelKind.STRUCT)),
              List.of(Parameter.word("priceType", PRICING::numbersBelow), Parameter.number("max")),
              SAME,
              (list, args, run) -> underCost(list, (String) args[1], args[2], run),
              new Manual(
                  "lists of models",
                  "those whose price of this type is known and under `max`",
                  "ai.models.underCost('text.input', 2.6)",
                  "openai:gpt-4o, openai:gpt-4o-mini")),
          new MemberFunction(
              "sortBy",
              LIST,
              List.of(new Need(PRICE, CelKind.DOUBLE)),
              List.of(Parameter.word("field", fact -> List.of("price"))),
              SAME,
              (list, args, run) -> sortBy(list, (String) args[1], run),
              new Manual(
                  "lists of models",
                  "the cheapest first, by what a million input tokens cost; unknown prices last."
                      + " The only word it takes is `'price'`",
                  "ai.models.sortBy('price')",
                  "openai:gpt-4o-mini, openai:gpt-4o, anthropic:claude-sonnet-4-5,"
                      + " own:Llama-70B")),
          new MemberFunction(
              "get",
              LIST,
              List.of(ID),
              List.of(Parameter.text("id")),
              ELEMENT,
              (list, args, run) -> first(list, Naming.ID.among(List.of(args[1]))),
              new Manual(
                  "lists of models, providers, authors, keys",
                  "the first with this id or alias; null when there is none",
                  "ai.providers.get('openai').display_name",
                  "'OpenAI'")),
          new MemberFunction(
              "get",
              LIST,
              List.of(ID, Need.text("provider_id")),
              List.of(Parameter.text("provider"), Parameter.text("model")),
              ELEMENT,
              (list, args, run) ->
                  first(
                      list,
                      Naming.PROVIDER
                          .among(List.of(args[1]))
                          .and(Naming.ID.among(List.of(args[2])))),
              new Manual(
                  "lists of models",
                  "the model of this id or alias at this provider; null when there is none",
                  "ai.models.get('openai', 'gpt-4o-mini')",
                  "openai:gpt-4o-mini")),
          new MemberFunction(
              "take",
              LIST,
              List.of(),
              List.of(Parameter.count("n")),
              SAME,
              (list, args, run) -> take((List<?>) list, (Long) args[1]),
              new Manual(
                  "any list",
                  "the first `n`, or all when there are fewer",
                  "ai.models.sortBy('price').take(2)",
                  "openai:gpt-4o-mini, openai:gpt-4o")),
          new MemberFunction(
              "random",
              LIST,
              List.of(),
              List.of(),
              ELEMENT,
              (list, args, run) -> one((List<?>) list, run.random()),
              new Manual(
                  "any list",
                  "one of them, each as likely; null when the list is empty",
                  "ai.models.only(['gpt-4o']).random()",
                  "openai:gpt-4o")),
          new MemberFunction(
              "randomize",
              LIST,
              List.of(),
              List.of(),
              SAME,
              (list, args, run) -> shuffled((List<?>) list, run.random()),
              new Manual(
                  "any list",
                  "all of them in a random order",
                  "ai.models.randomize().size()",
                  "4")),
          new MemberFunction(
              "stickyBy",
              LIST,
              List.of(ID),
              List.of(Parameter.text("text")),
              SAME,
              (list, args, run) -> sticky((List<?>) list, (String) args[1], run),
              new Manual(
                  "lists of models, providers, authors, keys",
                  "all of them, in an order that is always the same for one text and another for"
                      + " other texts: rendezvous order, so that one more or one less moves only"
                      + " what is its own",
                  "ai.models.stickyBy('user-1')",
                  "openai:gpt-4o, openai:gpt-4o-mini, own:Llama-70B, anthropic:claude-sonnet-4-5")));

  private ListFunctions() {}

  /** A function that keeps, or leaves out, what a naming other than its own id names. */
  private static MemberFunction named(
      String name, Naming naming, boolean out, String does, String example, String gives) {
    return new MemberFunction(
        name,
        LIST,
        List.of(Need.text(naming.field()), Need.list(naming.aliases())),
        List.of(Parameter.texts("ids")),
        SAME,
        (list, args, run) -> {
          Predicate<Object> among = naming.among((List<?>) args[1]);
          return where(list, out ? among.negate() : among);
        },
        new Manual("lists of models", does, example, gives));
  }

  /** A function that keeps what has a data centre of this kind. */
  private static MemberFunction placed(
      String name, String field, String does, String example, String gives) {
    return new MemberFunction(
        name,
        LIST,
        List.of(new Need(DATACENTERS.then(field), CelKind.STRING)),
        List.of(Parameter.text("code")),
        SAME,
        (list, args, run) ->
            where(list, model -> isPlaced(model, FactPath.of(field), (String) args[1], run)),
        new Manual("lists of models", does + "; where it runs must be known", example, gives));
  }

  private static boolean isPlaced(Object model, FactPath field, String code, Run run) {
    if (!(DATACENTERS.read(model) instanceof List<?> places)) {
      return false;
    }
    run.meter().charge(places.size());
    return places.stream()
        .anyMatch(
            place -> field.read(place) instanceof String found && found.equalsIgnoreCase(code));
  }

  private static List<Object> where(Object list, Predicate<Object> wanted) {
    List<Object> chosen = new ArrayList<>();
    for (Object element : (List<?>) list) {
      if (wanted.test(element)) {
        chosen.add(element);
      }
    }
    return Collections.unmodifiableList(chosen);
  }

  private static List<Object> underCost(Object list, String priceType, Object max, Run run) {
    FactPath price = FactPath.of("pricing." + priceType);
    run.meter().charge((long) ((List<?>) list).size() * price.names().size());
    return where(
        list,
        model -> {
          Object known = price.read(model);
          return known instanceof Number && Comparison.compare(known, max) < 0;
        });
  }

  private static List<Object> sortBy(Object list, String field, Run run) {
    if (!field.equals("price")) {
      throw new CelInvalidArgumentException("sortBy takes 'price' or a name and an expression");
    }
    Gathered gathered = new Gathered();
    for (Object model : (List<?>) list) {
      gathered.rank(model, PRICE.read(model));
    }
    run.meter().charge(((List<?>) list).size());
    return gathered.sorted();
  }

  private static Object first(Object list, Predicate<Object> wanted) {
    for (Object element : (List<?>) list) {
      if (wanted.test(element)) {
        return element;
      }
    }
    return Absent.ABSENT;
  }

  private static List<?> take(List<?> list, long count) {
    if (count < 0) {
      throw new CelInvalidArgumentException("take needs a count that is not negative");
    }
    return list.subList(0, (int) Math.min(count, list.size()));
  }

  private static Object one(List<?> list, RandomGenerator random) {
    return list.isEmpty() ? Absent.ABSENT : list.get(random.nextInt(list.size()));
  }

  private static List<Object> shuffled(List<?> list, RandomGenerator random) {
    List<Object> shuffled = new ArrayList<>(list);
    Collections.shuffle(shuffled, Random.from(random));
    return Collections.unmodifiableList(shuffled);
  }

  private static List<Object> sticky(List<?> list, String text, Run run) {
    run.meter().charge(2L * list.size() + text.length());
    return Rendezvous.order(list, text);
  }
}
