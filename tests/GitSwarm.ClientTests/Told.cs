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
        var request = await session.Request(number);
        var text = number == 1 ? request.Text : request.Since(await session.Request(number - 1));
        Assert.Contains(Opening, text);
        var report = text[text.IndexOf(Opening, StringComparison.Ordinal)..];
        Assert.All(parts, part => Assert.Contains(part, report));
    }

    /// <summary>A text has not reached the model up to now.</summary>
    internal static void NotYet(AgentSession session, string text) =>
        Assert.All(session.Requests(), r => Assert.DoesNotContain(text, r.Text));

    /// <summary>Nothing of git-swarm has reached the model up to now.</summary>
    internal static void Nothing(AgentSession session) => NotYet(session, Opening);

    /// <summary>A subagent's first request has a report of git-swarm in which all this occurs.</summary>
    internal static void AtStart(ModelRequest request, params string[] parts)
    {
        Assert.Equal(0, request.Turn);
        Assert.Contains(Opening, request.Text);
        Assert.All(parts, part => Assert.Contains(part, request.Text));
    }
}
