using System.Buffers;
using System.Globalization;
using System.Text.Json;
using GitSwarm.Clients;
using GitSwarm.Feeds;

namespace GitSwarm.Requests;

/// <summary>What messages that ask carry.</summary>
public static class RequestFields
{
    /// <summary>Bytes the input of a tool may have in a question; a longer one is told in its beginnings.</summary>
    public const int MostInput = FeedLimits.TextBytes / 2;

    private const int LongestText = 500;

    /// <summary>A line of mail has two levels more, and is read with 64 at most.</summary>
    private const int Deepest = 32;

    /// <summary>Why an answer may be as it is, in so many characters.</summary>
    public const int LongestReason = 1000;

    /// <summary>The fields of a question whether a tool may be used.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="tool">The tool.</param>
    /// <param name="input">With what it would be called.</param>
    /// <param name="suggestions">Rules that would allow it for good, in the client's words; left out where they are long.</param>
    /// <param name="until">When nobody waits for the answer any more, UTC.</param>
    public static JsonElement Permission(string id, string tool, JsonElement? input, JsonElement? suggestions, DateTimeOffset until) =>
        Of(json =>
        {
            json.WriteString("id", id);
            json.WriteString("tool", Texts.Cut(tool, 100));
            json.WritePropertyName("input");
            Bounded(input).WriteTo(json);
            if (suggestions is { } rules && IsPlain(rules) && rules.GetRawText().Length <= MostInput / 4)
            {
                json.WritePropertyName("suggestions");
                rules.WriteTo(json);
            }
            json.WriteString("until", until.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
        });

    /// <summary>The fields of a question whether a plan shall be carried out.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="plan">The plan; of a longer one the beginning.</param>
    public static JsonElement Plan(string id, string plan) =>
        Of(json =>
        {
            json.WriteString("id", id);
            json.WriteString("plan", Texts.Beginning(plan, MostInput, "\n… (cut; the member's transcript has all of it)"));
        });

    /// <summary>The fields of a question whether a member ends now.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="reason">Why it should.</param>
    public static JsonElement Shutdown(string id, string? reason) =>
        Of(json =>
        {
            json.WriteString("id", id);
            if (reason is not null)
            {
                json.WriteString("reason", Texts.Cut(reason, LongestReason));
            }
        });

    /// <summary>The id of a question; null where it has none.</summary>
    public static string? Id(JsonElement fields) => fields.Id("id");

    /// <summary>When its asker stops waiting.</summary>
    public static DateTimeOffset? Until(JsonElement fields) =>
        DateTimeOffset.TryParse(fields.Text("until"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var until)
            ? until
            : null;

    /// <summary>The tool a question is about, and the argument that tells most of what it would do.</summary>
    public static (string Tool, string? Detail) Call(JsonElement fields) =>
        (
            fields.Text("tool") ?? "a tool",
            Agents.Runners.Output.ToolDetail.Of(fields.Field("input")) ?? fields.Field("input")?.Text("input")
        );

    /// <summary>True for JSON that can be written again and read by anybody: neither halves of surrogate pairs nor a thousand levels.</summary>
    public static bool IsPlain(JsonElement element)
    {
        try
        {
            var buffer = new ArrayBufferWriter<byte>();
            using (var json = new Utf8JsonWriter(buffer))
            {
                element.WriteTo(json);
            }
            using var again = JsonDocument.Parse(buffer.WrittenMemory, new JsonDocumentOptions { MaxDepth = Deepest });
            return true;
        }
        catch (Exception error) when (error is InvalidOperationException or JsonException)
        {
            return false;
        }
    }

    internal static JsonElement Of(Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }
        using var document = JsonDocument.Parse(buffer.WrittenMemory);
        return document.RootElement.Clone();
    }

    /// <summary>The input, or the beginnings of its texts: who is asked must see what would be done, not all of a file.</summary>
    private static JsonElement Bounded(JsonElement? input)
    {
        if (input is not { ValueKind: JsonValueKind.Object } whole)
        {
            return Of(_ => { });
        }
        if (!IsPlain(whole))
        {
            return Of(json => json.WriteString("input", Texts.Cut(whole.GetRawText(), LongestText)));
        }
        if (whole.GetRawText().Length <= MostInput)
        {
            return whole;
        }
        var room = MostInput;
        return Of(json =>
        {
            foreach (var member in whole.EnumerateObject())
            {
                var text = member.Value.ValueKind == JsonValueKind.String ? member.Value.GetString()! : member.Value.GetRawText();
                var cut = Texts.Cut(text, LongestText);
                // At six bytes a character at most, and its name.
                room -= (cut.Length + member.Name.Length) * 6;
                if (room >= 0)
                {
                    json.WriteString(member.Name, cut);
                }
            }
        });
    }
}
