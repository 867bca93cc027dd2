using System.Text.Json;

namespace GitSwarm.Agents.Definitions;

/// <summary>The fields of a definition, before anybody looked at what they mean.</summary>
/// <param name="Values">By name, as JSON.</param>
/// <param name="Notes">What was odd about how they were written.</param>
internal sealed record Fields(IReadOnlyDictionary<string, JsonElement> Values, IReadOnlyList<string> Notes)
{
    /// <summary>The members of an object; of those with one name the last counts, and a note says so.</summary>
    public static Fields Of(JsonElement map)
    {
        var values = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        var notes = new List<string>();
        foreach (var member in map.EnumerateObject())
        {
            if (!values.TryAdd(member.Name, member.Value))
            {
                notes.Add($"'{member.Name}' is there more than once; the last counts");
                values[member.Name] = member.Value;
            }
        }
        return new Fields(values, notes);
    }
}
