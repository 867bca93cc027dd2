using GitSwarm.Briefing;
using GitSwarm.Claims;
using GitSwarm.Mail;
using GitSwarm.Sessions;
using GitSwarm.Tests.Delivery;
using Xunit;

namespace GitSwarm.Tests.Briefing;

/// <summary>What a session is told when: each thing once, at the moment it belongs to, and nothing when there is nothing.</summary>
public sealed class MomentTests : IDisposable
{
    private readonly MailWorld world = new();

    public MomentTests() => world.Join("alice").Join("bob");

    public void Dispose() => world.Dispose();

    [Fact]
    public void Alone_a_session_is_told_nothing()
    {
        world.Leave("alice");

        foreach (var moment in Enum.GetValues<Moment>())
        {
            Assert.Equal("", world.Tell("bob", moment));
        }
    }

    [Fact]
    public void Who_is_here_is_told_once_and_so_is_who_left()
    {
        Assert.Contains("- alice (shell, branch main) is at work here\n", world.Tell("bob", Moment.Start), StringComparison.Ordinal);
        Assert.Equal("", world.Tell("bob", Moment.Prompt));

        world.Leave("alice");

        Assert.Contains("- alice (shell, branch main) has left\n", world.Tell("bob", Moment.Prompt), StringComparison.Ordinal);
        Assert.Equal("", world.Tell("bob", Moment.Prompt));
    }

    [Theory]
    [InlineData(Moment.Start, "now next later note")]
    [InlineData(Moment.Prompt, "now next later note")]
    [InlineData(Moment.ToolBatch, "note")]
    [InlineData(Moment.Stop, "now next")]
    public void Each_moment_brings_out_what_belongs_to_it_once(Moment moment, string expected)
    {
        world.Tell("bob", Moment.Start);
        foreach (var priority in Enum.GetValues<Priority>().Reverse())
        {
            world.Send("alice", "bob", Priorities.Text(priority), priority);
        }
        world.Note("alice", "note");

        Assert.Equal(expected, Quoted(world.Tell("bob", moment)));
        Assert.Equal("", world.Tell("bob", moment));
        // The rest waits for the next prompt.
        Assert.Equal(
            4 - expected.Split(' ').Length,
            Quoted(world.Tell("bob", Moment.Prompt)).Split(' ', StringSplitOptions.RemoveEmptyEntries).Length
        );
    }

    [Fact]
    public void What_inbox_showed_is_not_told_and_what_was_told_is_not_in_inbox()
    {
        world.Tell("bob", Moment.Start);
        world.Send("alice", "bob", "one");
        world.Inbox("bob");
        Assert.Equal("", world.Tell("bob", Moment.Prompt));

        world.Send("alice", "bob", "two");
        Assert.Equal("two", Quoted(world.Tell("bob", Moment.Stop)));
        Assert.Empty(world.Inbox("bob"));
    }

    [Fact]
    public void What_did_not_fit_is_told_at_the_next_moment()
    {
        world.Tell("bob", Moment.Start);
        for (var i = 0; i < 5; i++)
        {
            world.Send("alice", "bob", $"m{i}");
        }

        var told = new List<string>();
        for (var text = world.Tell("bob", Moment.Stop, 400); text.Length > 0; text = world.Tell("bob", Moment.Stop, 400))
        {
            Assert.True(text.Length <= 400);
            told.AddRange(Quoted(text).Split(' '));
        }

        Assert.Equal(["m0", "m1", "m2", "m3", "m4"], told);
    }

    [Fact]
    public void A_note_about_a_file_one_works_on_comes_before_other_notes()
    {
        world.Tell("bob", Moment.Start);
        world.Sessions.Edit(MailWorld.As("bob"), new PresenceEdit { Touched = ["src/app.js"] });
        world.Note("alice", "plain");
        world.Note("alice", "mine", "README.md", "src/app.js");

        var text = world.Tell("bob", Moment.ToolBatch);

        Assert.Equal("mine plain", Quoted(text));
        Assert.Contains("about src/app.js, which you work on\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_claim_that_was_taken_over_is_told_first_and_once()
    {
        world.Tell("bob", Moment.Start);
        var src = new ClaimRequest([ClaimPattern.Parse("src/**", "")], TimeSpan.FromHours(1));
        world.Claims.Take(MailWorld.As("bob"), src);
        world.Claims.Take(MailWorld.As("alice"), src with { Steal = true });
        world.Send("alice", "bob", "sorry");

        var text = world.Tell("bob", Moment.Stop);

        Assert.Equal("- alice (shell, branch main) took over your claim on src/**", text.Split('\n')[1]);
        Assert.Equal("", world.Tell("bob", Moment.Stop));
    }

    [Fact]
    public void Somebodys_claim_on_a_file_one_changed_is_told_once()
    {
        world.Tell("bob", Moment.Start);
        world.Sessions.Edit(MailWorld.As("bob"), new PresenceEdit { Touched = ["src/app.js"] });
        world.Claims.Take(
            MailWorld.As("alice"),
            new ClaimRequest([ClaimPattern.Parse("src/**", "")], TimeSpan.FromHours(1)) { Reason = "new columns" }
        );

        Assert.Contains(
            "claims src/**, where you changed src/app.js: new columns\n",
            world.Tell("bob", Moment.ToolBatch),
            StringComparison.Ordinal
        );
        Assert.Equal("", world.Tell("bob", Moment.Prompt));
    }

    [Theory]
    [InlineData("all", "")]
    [InlineData("mail", "note")]
    [InlineData("notes", "mail")]
    public void Who_is_muted_is_left_alone(string muted, string expected)
    {
        world.Tell("bob", Moment.Start);
        world.Sessions.Edit(MailWorld.As("bob"), new PresenceEdit { Record = r => r with { Muted = [muted] } });
        world.Send("alice", "bob", "mail");
        world.Note("alice", "note");

        Assert.Equal(expected, Quoted(world.Tell("bob", Moment.Prompt)));
        // What was not told waits.
        Assert.Equal(["mail"], world.Inbox("bob").Concat(expected == "mail" ? ["mail"] : []));
    }

    /// <summary>What others said, in the order in which it stands there.</summary>
    private static string Quoted(string text) =>
        string.Join(
            ' ',
            text.Split('\n').Where(l => l.StartsWith(ModelText.Quote, StringComparison.Ordinal)).Select(l => l[ModelText.Quote.Length..])
        );
}
