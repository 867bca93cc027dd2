using System.Text.Json;

namespace GitSwarm.Teams.Panes;

/// <summary>A pane as <c>it2 session list --json</c> tells of it.</summary>
/// <param name="Id">Its id, a UUID.</param>
/// <param name="Tab">The tab it is in.</param>
internal sealed record ITermSession(string Id, string Tab)
{
    /// <summary>Reads the list, in the order it2 gives it.</summary>
    /// <exception cref="JsonException">It is none.</exception>
    internal static List<ITermSession> Read(string json)
    {
        using var list = JsonDocument.Parse(json);
        return list.RootElement.ValueKind == JsonValueKind.Array
            ?
            [
                .. list
                    .RootElement.EnumerateArray()
                    .Select(s => new ITermSession(Text(s, "id"), Text(s, "tab_id")))
                    .Where(s => s.Id.Length > 0),
            ]
            : [];
    }

    /// <summary>The panes of the tab one is in; none where that is not in the list.</summary>
    internal static IEnumerable<string> InTabOf(string id, IReadOnlyList<ITermSession> all)
    {
        var tab = all.FirstOrDefault(s => s.Id == id)?.Tab;
        return all.Where(s => s.Tab == tab).Select(s => s.Id);
    }

    private static string Text(JsonElement session, string name) =>
        session.ValueKind == JsonValueKind.Object && session.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()!
            : "";
}
