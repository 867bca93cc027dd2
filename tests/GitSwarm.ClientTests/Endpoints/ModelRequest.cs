using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace GitSwarm.ClientTests.Endpoints;

/// <summary>What a client asked the model.</summary>
/// <param name="Script">The script that answers it.</param>
/// <param name="Turn">How often the model had spoken in that conversation.</param>
/// <param name="Body">The request.</param>
internal sealed record ModelRequest(string Script, int Turn, JsonElement Body)
{
    /// <summary>When it came, as <see cref="Stopwatch.GetTimestamp"/> counts.</summary>
    internal long At { get; } = Stopwatch.GetTimestamp();

    /// <summary>Every text in the request, one below the other: what the model reads, not how it is escaped.</summary>
    internal string Text { get; } = AllText(Body);

    /// <summary>What this request has and the one before it had not: the new end of the conversation, as lines.</summary>
    internal string Since(ModelRequest before)
    {
        // Counted, for git-swarm begins whatever it says with the same line.
        var old = before.Text.Split('\n').CountBy(line => line).ToDictionary(StringComparer.Ordinal);
        return string.Join('\n', Text.Split('\n').Where(IsNew));

        bool IsNew(string line)
        {
            var left = old.GetValueOrDefault(line);
            old[line] = left - 1;
            return left <= 0;
        }
    }

    private static string AllText(JsonElement body)
    {
        var text = new StringBuilder();
        Collect(body, text);
        return text.ToString();
    }

    private static void Collect(JsonElement element, StringBuilder text)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                text.Append(element.GetString()).Append('\n');
                break;
            case JsonValueKind.Object:
                foreach (var property in element.EnumerateObject())
                {
                    Collect(property.Value, text);
                }
                break;
            case JsonValueKind.Array:
                foreach (var item in element.EnumerateArray())
                {
                    Collect(item, text);
                }
                break;
        }
    }
}
