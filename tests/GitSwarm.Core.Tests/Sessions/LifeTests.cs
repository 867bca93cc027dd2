using GitSwarm.Git;
using GitSwarm.Sessions;
using GitSwarm.Sessions.Processes;
using GitSwarm.Status;
using GitSwarm.Store;
using Xunit;

namespace GitSwarm.Tests.Sessions;

public class LifeTests
{
    [Theory]
    [InlineData("claude", Activity.Active, 0, Life.Alive, SessionState.Active)]
    [InlineData("claude", Activity.Active, 300, Life.Alive, SessionState.Active)]
    [InlineData("claude", Activity.Idle, 300, Life.Alive, SessionState.Idle)]
    [InlineData("shell", Activity.Active, 10, Life.Alive, SessionState.Active)]
    [InlineData("shell", Activity.Active, 15, Life.Alive, SessionState.Idle)]
    [InlineData("claude", Activity.Active, 0, Life.Dead, SessionState.Gone)]
    [InlineData("claude", Activity.Active, 10, Life.Unknown, SessionState.Active)]
    [InlineData("claude", Activity.Active, 15, Life.Unknown, SessionState.Stale)]
    [InlineData("claude", Activity.Idle, 120, Life.Unknown, SessionState.Idle)]
    [InlineData("claude", Activity.Idle, 125, Life.Unknown, SessionState.Stale)]
    public void The_state_follows_from_tick_and_process(string client, Activity activity, int minutes, Life life, SessionState expected)
    {
        var tick = HeartbeatRecord.At(Sample.Now.AddMinutes(-minutes), activity);
        var record = Sample.Record("s", client: client);

        Assert.Equal(expected, SessionStates.Of(record, tick, life, Sample.Now));
        Assert.Equal(SessionState.Gone, SessionStates.Of(record with { Ended = Sample.Now }, tick, life, Sample.Now));
    }

    [Fact]
    public void Cleaning_up_ends_the_dead_forgets_the_old_and_leaves_the_rest()
    {
        var live = Sample.Session(Sample.Record("live"));
        var dead = Sample.Session(Sample.Record("dead")) with { State = SessionState.Gone };
        var stale = Sample.Session(Sample.Record("stale")) with { State = SessionState.Stale };
        var abandoned = stale with
        {
            LastSeen = Sample.Now.AddHours(-25),
            Ref = stale.Ref with { Stream = "abandoned" },
            Name = "abandoned",
        };
        var recent = Sample.Session(Sample.Record("recent") with { Ended = Sample.Now.AddDays(-13) });
        var old = Sample.Session(Sample.Record("old") with { Ended = Sample.Now.AddDays(-15) });
        var far = Sample.Session(Sample.Record("far") with { Ended = Sample.Now.AddDays(-99) }, clone: "clone002");

        var cleanup = SessionCleanup.Decide(
            Sample.Roster(live, dead, stale, abandoned, recent, old, far),
            Sample.Vantage,
            TimeSpan.FromDays(14)
        );

        Assert.Equal(["dead", "abandoned"], cleanup.Result.Ended);
        Assert.Equal(["old"], cleanup.Result.Forgotten);
        Assert.Equal(
            ["refs/swarm/sessions/clone001/abandoned", "refs/swarm/sessions/clone001/dead", "refs/swarm/sessions/clone001/old -"],
            cleanup.Changes.Select(c => c.Name + (c.Content is null ? " -" : "")).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void Two_sessions_that_touch_one_file_overlap()
    {
        var one = Sample.Session(Sample.Record("one"), "a", touched: "src/x.cs");
        var two = Sample.Session(Sample.Record("two"), "b", touched: ["src/x.cs", "src/y.cs"]);

        var overlap = Assert.Single(Overlaps(one, two));

        Assert.Equal(("src/x.cs", "one two"), (overlap.Path, string.Join(' ', overlap.Sessions)));
    }

    [Fact]
    public void In_a_shared_worktree_a_change_is_that_of_whom_recorded_it()
    {
        var one = Sample.Session(Sample.Record("one"), "w", touched: "src/x.cs");
        var two = Sample.Session(Sample.Record("two"), "w", touched: "src/y.cs");
        var seen = new Observation(
            new Worktree("w", "/app/w", "main"),
            new WorktreeStatus("main", default, []),
            [new("src/x.cs", Sample.Now, Uncommitted: true), new("src/y.cs", Sample.Now, Uncommitted: true)]
        );

        var report = Answer([seen], one, two);

        Assert.Empty(report.Overlaps);
        Assert.Equal(
            ["one src/x.cs", "two src/y.cs"],
            report.Sessions.SelectMany(s => s.Files.Select(f => $"{s.Session.Id} {f.Path}")).Order()
        );
    }

    [Fact]
    public void A_parent_and_its_child_do_not_overlap_but_siblings_do()
    {
        var parent = Sample.Session(Sample.Record("parent"), touched: "src/x.cs");
        var child = Sample.Session(Sample.Record("child") with { Parent = "parent" }, touched: "src/x.cs");
        var sibling = Sample.Session(Sample.Record("sibling") with { Parent = "parent" }, touched: "src/x.cs");

        Assert.Empty(Overlaps(parent, child));
        Assert.Single(Overlaps(child, sibling));
        Assert.Single(Overlaps(parent, child, sibling));
    }

    [Fact]
    public void Sessions_of_two_clones_overlap_even_under_one_id()
    {
        var here = Sample.Session(Sample.Record("same"), touched: "src/x.cs");
        var there = Sample.Session(Sample.Record("same"), clone: "clone002", touched: "src/x.cs");

        Assert.Single(Overlaps(here, there));
    }

    [Fact]
    public void An_ended_session_overlaps_with_nobody()
    {
        var one = Sample.Session(Sample.Record("one"), touched: "src/x.cs");
        var over = Sample.Session(Sample.Record("over") with { Ended = Sample.Now }, touched: "src/x.cs");

        Assert.Empty(StatusQuery.Answer(Sample.Roster(one, over), [], null, new StatusRequest(true, null), Sample.Now).Overlaps);
    }

    private static IReadOnlyList<Overlap> Overlaps(params Session[] sessions) => Answer([], sessions).Overlaps;

    private static StatusReport Answer(IReadOnlyList<Observation> seen, params Session[] sessions) =>
        StatusQuery.Answer(Sample.Roster(sessions), seen, null, new StatusRequest(false, null), Sample.Now);
}
