using GitSwarm.ClientTests.Endpoints;
using Xunit;

namespace GitSwarm.ClientTests;

/// <summary>What git-swarm told a model, or did not, read from what the client sent to it.</summary>
internal static class Told
{
    /// <summary>How everything begins that git-swarm tells.</summary>
    private const string Opening = "git-swarm:";

    /// <summary>A request has, at the new end of its conversation, a report of git-swarm in which all this occurs.</summary>
    internal static async Task InRequest(AgentSession session, int number, params string[] parts)
    {
        var text = await session.News(number);
        var at = text.IndexOf(Opening, StringComparison.Ordinal);
        Assert.True(at >= 0, $"request {number} of {session.Name} has nothing of git-swarm\n{session.SceneReport()}");
        Assert.All(parts, part => AssertContains(part, text[at..], session));
    }

    /// <summary>A text has not reached the model up to now.</summary>
    internal static void NotYet(AgentSession session, string text) =>
        Assert.All(session.Requests(), r => Assert.DoesNotContain(text, r.Text));

    /// <summary>Nothing of git-swarm has reached the model up to now.</summary>
    internal static void Nothing(AgentSession session) => NotYet(session, Opening);

    /// <summary>A subagent's first request has a report of git-swarm in which all this occurs.</summary>
    internal static async Task SubagentAtStart(AgentSession session, string script, params string[] parts)
    {
        var text = (await session.Request(1, script)).Text;
        Assert.All(parts.Prepend(Opening), part => AssertContains(part, text, session));
    }

    private static void AssertContains(string part, string text, AgentSession session) =>
        Assert.True(text.Contains(part, StringComparison.Ordinal), $"\"{part}\" is not in: {text}\n{session.SceneReport()}");
}
