using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using GitSwarm.ClientTests.Clients;
using GitSwarm.ClientTests.Endpoints;
using Xunit;

namespace GitSwarm.ClientTests;

/// <summary>A session that is alone must not notice git-swarm.</summary>
internal static partial class Alone
{
    // Quotes within strings as clients escape them.
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The same session, without git-swarm's hooks and with them, asks its model the same.</summary>
    internal static async Task IsTheSameWithHooks(string client)
    {
        var runs = await Task.WhenAll(Requests(Scene.Without(client), client), Requests(new Scene(client), client));
        var (without, with) = (runs[0], runs[1]);

        Assert.Equal(3, without.Count);
        Assert.Equal(without.Count, with.Count);
        // One by one: of strings the failure shows where they differ.
        Assert.All(without.Zip(with), pair => Assert.Equal(pair.First, pair.Second));
    }

    private static async Task<List<string>> Requests(Scene scene, string client)
    {
        using (scene)
        {
            var session = scene.Session(client, "ui");
            await session.Answers(session.Create("new.txt"), session.Shell("echo two >> new.txt")).Start().End();
            Assert.Equal("one\ntwo\n", session.File("new.txt"));
            return [.. session.Requests().Select(r => WithoutVariation(r, scene))];
        }
    }

    // Names in an order: Codex has its metadata in another one each time.
    private static string WithoutVariation(ModelRequest request, Scene scene)
    {
        var body = Sorted(request.Body)!
            .ToJsonString(Plain)
            .Replace(Path.GetFileName(scene.Sandbox.Root), "ROOT", StringComparison.Ordinal);
        return Varying().Replace(body, "VARIES");
    }

    private static JsonNode? Sorted(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.Object => new JsonObject(
                element
                    .EnumerateObject()
                    .OrderBy(p => p.Name, StringComparer.Ordinal)
                    .Select(p => KeyValuePair.Create(p.Name, Sorted(p.Value)))
            ),
            JsonValueKind.Array => new JsonArray([.. element.EnumerateArray().Select(Sorted)]),
            _ => JsonValue.Create(element),
        };

    // What differs from run to run without us, too: ids, times, and the id of Claude Code's installation.
    [GeneratedRegex(
        """
            [0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{64}
            |\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[.\d]*(Z|[+-]\d\d:\d\d)|(?<=Wall\ time:\ )[\d.]+
            |(?<=_unix_ms\\?":)\d+|(?<=Chunk\ ID:\ )[0-9a-f]+|(?<=(write_file|run_shell_command)_)\d+|(?<=Process\ Group\ PGID:\ )\d+
            """,
        RegexOptions.ExplicitCapture | RegexOptions.IgnorePatternWhitespace,
        1000
    )]
    private static partial Regex Varying();
}
