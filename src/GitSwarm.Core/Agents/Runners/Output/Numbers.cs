using System.Text.Json;
using GitSwarm.Clients;

namespace GitSwarm.Agents.Runners.Output;

/// <summary>Numbers in a program's output; what is none, or below zero, is not there.</summary>
internal static class Numbers
{
    /// <summary>A whole number.</summary>
    public static long? Number(this JsonElement from, string name) =>
        from.Field(name) is { ValueKind: JsonValueKind.Number } field && field.TryGetInt64(out var number) && number >= 0 ? number : null;

    /// <summary>The sum of those that are there; null where none is.</summary>
    public static long? Sum(this JsonElement from, params ReadOnlySpan<string> names)
    {
        long? sum = null;
        foreach (var name in names)
        {
            // Below any sum that could overflow; nobody uses so many.
            if (from.Number(name) is { } number and < (1L << 50))
            {
                sum = (sum ?? 0) + number;
            }
        }
        return sum;
    }
}
