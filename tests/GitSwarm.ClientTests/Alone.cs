using System.Text.RegularExpressions;
using GitSwarm.ClientTests.Clients;
using GitSwarm.ClientTests.Endpoints;
using Xunit;

namespace GitSwarm.ClientTests;

/// <summary>A session that is alone must not notice git-swarm.</summary>
internal static partial class Alone
{
    /// <summary>The same session, without git-swarm's hooks and with them, asks its model the same, byte for byte.</summary>
    internal static async Task IsTheSameWithHooks(string client)
    {
        var without = await Requests(Scene.Without(client), client);
        var with = await Requests(new Scene(client), client);

        Assert.Equal(3, without.Count);
        Assert.Equal(without, with);
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

    // What differs from run to run without us, too: ids, times, process ids, the name of the temporary directory.
    private static string WithoutVariation(ModelRequest request, Scene scene)
    {
        var body = request.Body.GetRawText().Replace(scene.Sandbox.Root, "ROOT", StringComparison.Ordinal);
        return Varying().Replace(body, "VARIES");
    }

    [GeneratedRegex(
        @"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[.\d]*(Z|[+-]\d\d:\d\d)",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Varying();
}
