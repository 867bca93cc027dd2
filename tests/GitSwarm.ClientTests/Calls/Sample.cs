using System.Text.Json;

namespace GitSwarm.ClientTests.Calls;

/// <summary>What a client once sent to its hooks: tests/fixtures/clients.</summary>
internal static class Sample
{
    /// <summary>The calls in a sample, in order.</summary>
    internal static IEnumerable<JsonElement> Of(string file) =>
        File.ReadLines(Root.File("tests", "fixtures", "clients", file)).Select(line => JsonSerializer.Deserialize<JsonElement>(line));

    /// <summary>What real calls lack that the sample has, one line each; a name more is no difference.</summary>
    /// <param name="file">The sample.</param>
    /// <param name="calls">What was recorded.</param>
    /// <param name="kinds">The kinds of calls that must have come.</param>
    /// <param name="kind">Tells the kind of a call: its event, and the tool where there is one; null for none.</param>
    internal static string Missing(string file, IReadOnlyList<JsonElement> calls, string[] kinds, Func<JsonElement, string?> kind)
    {
        var known = Of(file).ToLookup(kind);
        var real = calls.ToLookup(kind);
        var missing =
            from k in kinds
            let expected = Common(known[k])
            let found = Common(real[k])
            from line in !known[k].Any() ? [$"{k}: not in the sample"]
            : !real[k].Any() ? [$"{k}: never called"]
            : expected.Except(found).Select(name => $"{k}: no {name}")
            select line;
        return string.Join('\n', missing);
    }

    // What every call of a kind has; two levels, so that the arguments of tools are compared as well.
    private static HashSet<string> Common(IEnumerable<JsonElement> calls) =>
        calls
            .Select(call => Names(call, "", 2).ToHashSet(StringComparer.Ordinal))
            .Aggregate((HashSet<string>?)null, (all, names) => all is null ? names : [.. all.Intersect(names)])
        ?? [];

    private static IEnumerable<string> Names(JsonElement element, string prefix, int depth) =>
        element.ValueKind != JsonValueKind.Object || depth == 0
            ? []
            : element
                .EnumerateObject()
                .SelectMany(p => Names(p.Value, $"{prefix}{p.Name}.", depth - 1).Prepend($"{prefix}{p.Name}:{Type(p.Value)}"));

    // True and false are one type; what is null somewhere may be anything elsewhere.
    private static string Type(JsonElement value) =>
        value.ValueKind is JsonValueKind.True or JsonValueKind.False ? "Boolean" : value.ValueKind.ToString();
}
