using FsCheck;
using FsCheck.Fluent;
using GitSwarm.Sessions;
using GitSwarm.Sessions.Processes;
using Xunit;

namespace GitSwarm.Tests.Sessions;

public class WhoTests
{
    private static readonly Session Alice = Sample.Session(Sample.Record("alice-id-1", "alice"));
    private static readonly Session Bob = Sample.Session(Sample.Record("bob-id-2", "bob", "codex"), "feat");
    private static readonly Session Far = Sample.Session(Sample.Record("far-id-3", "far") with { Host = "mars" }, clone: "clone002");
    private static readonly Session Ended = Sample.Session(Sample.Record("ended-id-4", "ended") with { Ended = Sample.Now });
    private static readonly Roster All = Sample.Roster(Alice, Bob, Far, Ended);

    [Fact]
    public void Names_do_not_depend_on_the_order_of_the_records() =>
        Prop.ForAll(
                Gen.Elements("a", "a-2", "b", "a-2-2")
                    .Zip(Gen.Choose(0, 3))
                    .NonEmptyListOf()
                    .SelectMany(l => Gen.Shuffle(l.Select((x, i) => (x, i))).Select(s => (l, Shuffled: s)))
                    .ToArbitrary(),
                given =>
                {
                    static Session Make((string Name, int Start) x, int i) =>
                        Sample.Session(
                            Sample.Record($"id{i}", x.Name, startedBefore: x.Start),
                            clone: i % 4 == 3 ? "clone002" : Sample.Clone
                        );
                    static IEnumerable<(string, string)> Names(IEnumerable<Session> s) =>
                        SessionNames.MakeUnique(s).Select(n => (n.Id, n.Name)).Order();
                    var one = given.l.Select(Make).ToList();
                    var other = given.Shuffled.Select(x => Make(x.x, x.i)).ToList();

                    Assert.Equal(Names(one), Names(other));
                    Assert.Distinct(SessionNames.MakeUnique(one).Select(s => (s.Ref.CloneId, s.Name)));
                }
            )
            .QuickCheckThrowOnFailure();

    [Fact]
    public void The_earlier_session_keeps_its_name_and_an_ended_one_takes_none()
    {
        var named = SessionNames.MakeUnique([
            Sample.Session(Sample.Record("late", "x", startedBefore: 1)),
            Sample.Session(Sample.Record("early", "x", startedBefore: 9)),
            Sample.Session(Sample.Record("first", "x", startedBefore: 99) with { Ended = Sample.Now }),
        ]);

        Assert.Equal(["x", "x", "x-2"], new[] { "first", "early", "late" }.Select(id => named.Single(s => s.Id == id).Name));
    }

    [Theory]
    [InlineData("alice", "alice-id-1")]
    [InlineData("@alice", "alice-id-1")]
    [InlineData("bob-id-2", "bob-id-2")]
    [InlineData("bob-i", "bob-id-2")]
    [InlineData("id-3", "far-id-3")]
    [InlineData("far@mars", "far-id-3")]
    [InlineData("feat", "bob-id-2")]
    public void An_address_finds_one_session(string address, string id) => Assert.Equal(id, SessionAddress.Find(All, address).Id);

    [Theory]
    [InlineData("ended", "nobody called so")]
    [InlineData("bo", "did you mean bob? here are: ")]
    [InlineData("ali", "")]
    [InlineData("", "")]
    public void An_address_of_nobody_is_refused(string address, string hint)
    {
        var error = Assert.Throws<SwarmException>(() => SessionAddress.Find(All, address));

        Assert.Equal(ErrorCode.UnknownSession, error.Code);
        Assert.True(hint is "nobody called so" or "" || error.Hint!.StartsWith(hint, StringComparison.Ordinal), error.Hint);
    }

    [Fact]
    public void An_address_of_several_names_them()
    {
        var error = Assert.Throws<SwarmException>(() => SessionAddress.Find(All, "main"));

        Assert.Equal(ErrorCode.AmbiguousSession, error.Code);
        Assert.Contains("alice", error.Message, StringComparison.Ordinal);
        Assert.Contains("bob", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_local_name_comes_before_the_same_name_elsewhere()
    {
        var twin = Sample.Session(Sample.Record("twin-id-9", "alice"), clone: "clone002");

        Assert.Equal(Alice, SessionAddress.Find(Sample.Roster(twin, Alice), "alice"));
    }

    public static TheoryData<string, Caller, string?> Callers =>
        new()
        {
            { "--as wins over everything", Sample.Caller("claude", "alice-id-1", "alice-id-1") with { As = "bob" }, "bob-id-2" },
            { "the session of the client", Sample.Caller("claude", "alice-id-1"), "alice-id-1" },
            { "a new session of a client", Sample.Caller("claude", "new-id"), "new-id" },
            { "the variable in a shell", Sample.Caller(swarmSession: "bob-id-2"), "bob-id-2" },
            { "the variable of an outer client", Sample.Caller("claude", "alice-id-1", "bob-id-2"), "alice-id-1" },
            { "the variable of this client", Sample.Caller("codex", "inner-id", "bob-id-2"), "bob-id-2" },
            { "the only session of this work tree", Sample.Caller(), "alice-id-1" },
            { "the only session of another work tree", Sample.Caller() with { Worktree = "feat" }, "bob-id-2" },
            { "nobody in a work tree of nobody", Sample.Caller() with { Worktree = "other" }, null },
            { "a subagent by its parent", Sample.Caller() with { As = "alice/helper" }, "alice-id-1-helper" },
        };

    [Theory]
    [MemberData(nameof(Callers))]
    public void The_caller_is_known(string what, Caller caller, string? id) =>
        Assert.True(WhoAmI.Resolve(All, caller).Id?.Value == id, what);

    [Fact]
    public void With_several_in_one_worktree_nobody_is_guessed()
    {
        var second = Sample.Session(Sample.Record("second-id"));

        Assert.Null(WhoAmI.Resolve(Sample.Roster(Alice, second), Sample.Caller()).Id);
        Assert.Null(WhoAmI.Resolve(Sample.Roster(Alice), Sample.Caller(), joining: true).Id);
    }

    [Fact]
    public void Among_several_in_one_worktree_the_process_tells()
    {
        var second = Sample.Session(Sample.Record("second-id"));
        second = second with { Process = second.Process! with { Pid = 7, Start = "s", Boot = "b" } };
        var caller = Sample.Caller() with { Process = new ProcessIdentity(7, "s", "b", null) };

        Assert.Equal("second-id", WhoAmI.Resolve(Sample.Roster(Alice, second), caller).Id?.Value);
        var reused = caller with { Process = caller.Process! with { Start = "later" } };
        Assert.Null(WhoAmI.Resolve(Sample.Roster(Alice, second), reused).Id);
    }

    [Fact]
    public void Nobody_acts_for_a_session_of_another_clone() =>
        Assert.Equal(
            ErrorCode.UnknownSession,
            Assert.Throws<SwarmException>(() => WhoAmI.Resolve(All, Sample.Caller() with { As = "far" })).Code
        );
}
