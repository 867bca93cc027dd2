using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Binary;

/// <summary>Records of a newer git-swarm beside this one: nothing of them is written over, and nobody hears things twice for it.</summary>
[Trait("Category", "Binary")]
public sealed class OldProgramTests : IDisposable
{
    private readonly Cli cli = new();
    private readonly CliUser bob;

    public OldProgramTests()
    {
        cli.Me.Variables["GIT_SWARM_SESSION"] = "alice-1";
        cli.Do("join", "--name", "alice");
        bob = cli.UserOn("bob");
        bob.Variables["GIT_SWARM_SESSION"] = "bob-1";
        bob.Do("join", "--name", "bob");
    }

    public void Dispose() => cli.Dispose();

    [Fact]
    public void What_somebody_said_is_not_repeated_when_their_record_is_newer()
    {
        bob.Do("send", "alice", "hello");
        bob.Do("send", "*", "hello all");
        bob.Do("note", "a note");
        Assert.Equal(2, cli.Me.Json("inbox").GetArrayLength());
        Assert.Contains("a note", cli.Do("notes", "--unread"), StringComparison.Ordinal);

        MakeNewer("sessions", "bob-1");

        for (var look = 0; look < 3; look++)
        {
            Assert.Equal("[]\n", cli.Do("inbox", "--json"));
            Assert.Equal("", cli.Do("notes", "--unread"));
        }
    }

    [Fact]
    public void A_newer_record_of_ones_own_is_left_as_it_is()
    {
        var newer = MakeNewer("sessions", "alice-1");
        foreach (var command in new string[][] { ["touch", "a"], ["focus", "x"], ["join"], ["send", "bob", "x"] })
        {
            Refused(cli.Run(command));
        }
        Assert.Equal(newer, IdOf("sessions", "alice-1"));
    }

    [Fact]
    public void What_was_shown_is_left_as_a_newer_one_wrote_it_down()
    {
        bob.Do("send", "alice", "hello");
        cli.Do("inbox");
        var newer = MakeNewer("cursors", "alice-1");

        Refused(cli.Run("inbox"));
        Refused(cli.Run("notes", "--unread"));

        Assert.Equal(newer, IdOf("cursors", "alice-1"));
    }

    private static void Refused(Finished finished)
    {
        Assert.Equal(128, finished.ExitCode);
        Assert.Contains("by a newer git-swarm\nhint: update git-swarm", finished.Error, StringComparison.Ordinal);
    }

    /// <summary>Raises the version of a record; gives its blob.</summary>
    private string MakeNewer(string kind, string session)
    {
        var text = cli.Repository.Git("cat-file", "blob", IdOf(kind, session)).Replace("{\"v\":1,", "{\"v\":2,", StringComparison.Ordinal);
        Assert.StartsWith("{\"v\":2,", text, StringComparison.Ordinal);
        var blob = cli
            .Sandbox.Run("git", ["hash-object", "-w", "--stdin"], cli.Repository.Path, input: text)
            .OutputOrThrow("hash-object")
            .Trim();
        cli.Repository.Git("update-ref", Ref(kind, session), blob);
        return blob;
    }

    private string IdOf(string kind, string session) => cli.Repository.Git("rev-parse", Ref(kind, session));

    private string Ref(string kind, string session) => $"refs/swarm/{kind}/{cli.Repository.Git("config", "swarm.clone")}/{session}";
}
