using System.Text.Json;
using GitSwarm.Sessions;
using GitSwarm.Store;
using GitSwarm.Teams;

namespace GitSwarm.Sync;

/// <summary>What of a team's record is for other clones: a pure function.</summary>
/// <remarks>
/// Everything called <c>local</c> stays here, at any depth, also in fields this version does not know; so do members whose sessions asked
/// not to appear, and whole teams that one of those leads.
/// </remarks>
public static class TeamFilter
{
    /// <summary>The record for other clones; null where they get none.</summary>
    /// <param name="blob">The record.</param>
    /// <param name="isHidden">Whether a session of this clone asked not to appear.</param>
    public static byte[]? ForOthers(StoredBlob blob, Func<string, bool> isHidden)
    {
        // What cannot be read, or a later version wrote, may be meant for nobody else.
        if (Records.Read(blob, TeamJson.Default.TeamRecord, []) is not { } team || isHidden(team.Lead.Session))
        {
            return null;
        }
        var shown = team with { Members = [.. team.Members.Where(m => !isHidden(m.Session))] };
        using var document = JsonDocument.Parse(Records.Write(shown, TeamJson.Default.TeamRecord));
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            Write(document.RootElement, writer);
        }
        return bytes.ToArray();
    }

    private static void Write(JsonElement element, Utf8JsonWriter writer)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var property in element.EnumerateObject().Where(p => p.Name != "local"))
                {
                    writer.WritePropertyName(property.Name);
                    Write(property.Value, writer);
                }
                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray())
                {
                    Write(item, writer);
                }
                writer.WriteEndArray();
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }
}
