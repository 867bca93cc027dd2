using GitSwarm.Notes;
using GitSwarm.Store;
using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Delivery;

/// <summary>Notes are seen once by everybody who is here, and are never lost on their way into the archive.</summary>
public class NoteTests
{
    [GitTheory(RepositoryFormat.Files, RepositoryFormat.Reftable)]
    public void Others_see_a_note_once_and_its_author_never(TestGit git, RepositoryFormat format)
    {
        using var world = new MailWorld(git, format);
        world.Join("alice").Join("bob");

        world.Note("alice", "the schema changed");

        Assert.Equal(["the schema changed"], world.Notes("bob"));
        Assert.Empty(world.Notes("bob"));
        Assert.Empty(world.Notes("alice"));
    }

    [Fact]
    public void Who_comes_later_is_not_flooded_with_old_notes()
    {
        using var world = new MailWorld();
        world.Join("alice");
        world.Note("alice", "old");
        world.Now += TimeSpan.FromMinutes(1);

        world.Join("bob");

        Assert.Empty(world.Notes("bob"));
        Assert.Equal(["old"], AllNotes(world));
    }

    [Fact]
    public void Notes_of_a_session_that_ended_move_into_the_archive_and_stay_unread_where_they_were()
    {
        using var world = new MailWorld();
        world.Join("alice").Join("bob").Join("carol");
        world.Note("alice", "one");
        Assert.Equal(["one"], world.Notes("bob"));
        world.Note("alice", "two");
        world.Leave("alice");

        Assert.Equal(1, world.CleanUp());

        Assert.Empty(Segments(world, "alice"));
        Assert.Equal(["one", "two"], AllNotes(world));
        Assert.Equal(["two"], world.Notes("bob"));
        Assert.Equal(["one", "two"], world.Notes("carol"));
        Assert.Empty(world.Notes("bob"));
        Assert.Empty(world.Notes("carol"));
    }

    [Fact]
    public void A_session_that_comes_back_after_its_notes_were_archived_is_heard()
    {
        using var world = new MailWorld();
        world.Join("alice").Join("bob");
        world.Note("alice", "one");
        world.Note("alice", "two");
        Assert.Equal(2, world.Notes("bob").Count);
        world.Leave("alice");
        world.CleanUp();
        world.Now += TimeSpan.FromMinutes(1);

        world.Join("alice");
        world.Note("alice", "three");

        // Bob's cursor still stands where alice's old feed ended.
        Assert.Equal(["three"], world.Notes("bob"));
    }

    [Fact]
    public void It_is_heard_although_its_old_notes_filled_more_segments_than_its_new_ones()
    {
        using var world = new MailWorld();
        world.Join("alice").Join("bob");
        var padding = new string('x', 8000);
        for (var i = 0; i < 10; i++)
        {
            world.Note("alice", $"{i} {padding}");
        }
        Assert.Equal(10, world.Notes("bob").Count);
        Assert.Equal(2, Segments(world, "alice").Count);
        world.Leave("alice");
        world.CleanUp();
        world.Now += TimeSpan.FromMinutes(1);

        world.Join("alice");
        world.Note("alice", "new");

        Assert.Equal(["new"], world.Notes("bob"));
    }

    [Fact]
    public void What_is_past_retention_goes_but_the_newest_segment_of_a_live_session()
    {
        using var world = new MailWorld();
        world.Join("alice").Join("bob");
        world.Note("alice", "old");
        world.Send("bob", "alice", "old");
        world.Now += TimeSpan.FromDays(15);
        world.Sessions.Edit(MailWorld.As("alice"), new());

        world.CleanUp();
        Assert.Single(Segments(world, "alice"));

        world.Leave("alice");
        world.Leave("bob");
        world.CleanUp();
        Assert.Empty(Segments(world, "alice"));
        Assert.Empty(Segments(world, "bob"));
    }

    private static List<string> AllNotes(MailWorld world) => [.. new NoteFeed(world.Store, world.Vantage).Read().Select(n => n.Line.Text)];

    private static List<string> Segments(MailWorld world, string session) =>
        [
            .. world
                .Store.Read([SwarmRefs.Prefix(SwarmRefs.Notes), SwarmRefs.Prefix(SwarmRefs.Mail)])
                .Blobs.Keys.Select(n => n.Value)
                .Where(n => n.Contains($"/{session}/", StringComparison.Ordinal)),
        ];
}
