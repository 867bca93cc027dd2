using System.Text;
using GitSwarm.Store;
using GitSwarm.Sync;
using Xunit;

namespace GitSwarm.Tests.Sync;

/// <summary>What of a team leaves the machine.</summary>
public class TeamFilterTests
{
    private const string Whole = """
        {"v":1,"id":"i","name":"web","lead_agent":"team-lead@web","at":"2026-01-05T09:00:00Z","created":"2026-01-05T09:00:00Z",
        "lead":{"session":"lead","nonce":"n","name":"alice","local":{"pane":"%1"}},
        "members":[{"agent_id":"ui@web","name":"ui","session":"ui","local":{"pane":"%2","directory":"/secret/place","run":"r"},
        "later":{"kept":[{"fine":1,"local":{"token":"secret"}}]}},{"agent_id":"api@web","name":"api","session":"api"}],
        "local":"secret","later":2}
        """;

    [Fact]
    public void Nothing_called_local_leaves_at_any_depth_and_everything_else_does()
    {
        var sent = Sent(Whole);

        Assert.DoesNotContain("local", sent, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", sent, StringComparison.Ordinal);
        Assert.DoesNotContain("%", sent, StringComparison.Ordinal);
        Assert.Contains("\"later\":{\"kept\":[{\"fine\":1}]}", sent, StringComparison.Ordinal);
        Assert.Contains("\"later\":2", sent, StringComparison.Ordinal);
        Assert.Contains("api@web", sent, StringComparison.Ordinal);
        // What left is what would leave again.
        Assert.Equal(sent, Sent(sent!));
    }

    [Fact]
    public void Who_asked_not_to_appear_does_not_and_takes_its_team_along_where_it_leads()
    {
        Assert.DoesNotContain("ui@web", Sent(Whole, "ui"), StringComparison.Ordinal);
        Assert.Contains("api@web", Sent(Whole, "ui"), StringComparison.Ordinal);
        Assert.Null(Sent(Whole, "lead"));
    }

    [Fact]
    public void What_cannot_be_read_here_stays_here()
    {
        Assert.Null(Sent("no record"));
        Assert.Null(Sent(Whole.Replace("\"v\":1", "\"v\":2", StringComparison.Ordinal)));
    }

    private static string? Sent(string record, params string[] hidden) =>
        TeamFilter.ForOthers(
            new StoredBlob(default, new SwarmRef(SwarmRefs.Teams, "clone001", "web", null), default, Encoding.UTF8.GetBytes(record)),
            hidden.Contains
        )
            is { } sent
            ? Encoding.UTF8.GetString(sent)
            : null;
}
