using System.Text;
using GitSwarm.Core.Tests.Processes;
using GitSwarm.Git;
using GitSwarm.Sessions;
using GitSwarm.Sessions.Processes;
using GitSwarm.Store;
using GitSwarm.Tasks;
using GitSwarm.TestKit;
using GitSwarm.Tests.Sessions;
using GitSwarm.Tests.Store;
using Xunit;

namespace GitSwarm.Tests.Tasks;

/// <summary>Lists of tasks in real repositories.</summary>
public class TaskStoreTests
{
    private static readonly RefName Main = SwarmRefs.TasksOf(TestStore.Clone, "main");

    [GitTheory(RepositoryFormat.Files, RepositoryFormat.Reftable, RepositoryFormat.Sha256)]
    public void Of_many_that_want_the_same_one_gets_it(TestGit git, RepositoryFormat format)
    {
        using var store = new TestStore(git, format);
        Do(store, "lead", (l, me, m) => TaskRules.Add(l, me, "the only one", null, [], m), makes: true);
        for (var i = 0; i < 8; i++)
        {
            Do(store, $"s{i}", (l, _, _) => (new TaskAnswer(l, null), null));
        }
        var answers = new TaskAnswer[8];

        Parallel.For(
            0,
            answers.Length,
            new ParallelOptions { MaxDegreeOfParallelism = 8 },
            i => answers[i] = Do(store, $"s{i}", (l, me, m) => TaskRules.Take(l, me, 1, m))
        );

        var winner = Assert.Single(answers, a => a.Refusal is null);
        Assert.All(
            answers.Where(a => a != winner),
            a => Assert.Equal((TaskRefusal.Taken, winner.Task!.Record.Owner!.Session), (a.Refusal, a.Task!.Record.Owner!.Session))
        );
    }

    [GitTheory(RepositoryFormat.Files, RepositoryFormat.Reftable)]
    public void What_a_newer_version_wrote_beside_survives(TestGit git, RepositoryFormat format)
    {
        using var store = new TestStore(git, format);
        Put(
            store,
            """{"v":1,"id":"main","at":"2026-01-05T09:00:00Z","nonce":"n","colour":"red","next":2,"tasks":[{"id":1,"subject":"s","weight":3,"by":{"clone":"c","session":"x","name":"x","start":"y","face":":)"}}],"waiting":[{"who":{"clone":"clone001","session":"nobody","name":"x","start":"y"}}]}"""
        );

        Do(store, "ann", (l, me, m) => TaskRules.Take(l, me, 1, m));

        var text = TextOf(store);
        Assert.Contains("\"colour\":\"red\"", text, StringComparison.Ordinal);
        Assert.Contains("\"weight\":3", text, StringComparison.Ordinal);
        Assert.Contains("\"face\":", text, StringComparison.Ordinal);
        Assert.DoesNotContain("nobody", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"v":2,"id":"main","jobs":[]}""", ErrorCode.NewerRecord)]
    [InlineData("""{"v":1,"id":"main","nonce":"n","tasks":[{"id":"one"}]}""", ErrorCode.UnreadableRecord)]
    [InlineData("not json", ErrorCode.UnreadableRecord)]
    public void What_cannot_be_read_is_told_and_not_written_over(string text, ErrorCode code)
    {
        using var store = new TestStore();
        Put(store, text);

        var refused = Assert.Throws<SwarmException>(() =>
            Do(store, "ann", (l, me, m) => TaskRules.Add(l, me, "s", null, [], m), makes: true)
        );

        Assert.Equal(code, refused.Code);
        Assert.Equal(text, TextOf(store));
        var book = Tasks(store).Read();
        Assert.Empty(book.Lists);
        Assert.Equal(Main, Assert.Single(book.Problems).Name);
    }

    [Fact]
    public void Nonsense_in_a_readable_list_harms_nobody()
    {
        using var store = new TestStore();
        Put(
            store,
            """{"v":1,"id":"main","nonce":"n","tasks":[null,{"id":-1,"subject":"m"},{"id":2,"subject":"a","blocked_by":[3,2]},{"id":3,"subject":"b","blocked_by":[2]},{"id":3,"subject":"again"},{"id":4,"subject":"c","blocked_by":[99]}],"waiting":[null]}"""
        );

        var list = Assert.Single(Tasks(store).Read().Lists);

        Assert.Equal([2, 3, 4], list.All.Select(t => t.Id));
        Assert.Equal([4], list.Ready.Select(t => t.Id));
        Assert.Equal(4, Do(store, "ann", (l, me, m) => TaskRules.Take(l, me, null, m)).Task!.Id);
    }

    [Fact]
    public void A_list_that_would_be_too_large_is_refused_with_the_limit()
    {
        using var store = new TestStore();
        var description = new string('\u4e00', 1300);

        var refused = Assert.Throws<SwarmException>(() =>
        {
            for (var i = 0; i < 100; i++)
            {
                Do(store, "ann", (l, me, m) => TaskRules.Add(l, me, "s", description, [], m), makes: true);
            }
        });

        Assert.Contains("512 are the most", refused.Message, StringComparison.Ordinal);
        Assert.InRange(TextOf(store).Length, 400_000, TaskLimits.ListBytes);
    }

    [Fact]
    public void A_name_that_is_no_list_is_not_begun_by_taking_from_it()
    {
        using var store = new TestStore();

        Assert.Equal(
            ErrorCode.UnknownTask,
            Assert.Throws<SwarmException>(() => Do(store, "ann", (l, me, m) => TaskRules.Take(l, me, null, m))).Code
        );

        Assert.DoesNotContain(Main, store.Read().Names().Keys);
        Assert.All(["head", "a/b", "Web", "", "con"], n => Assert.Throws<SwarmException>(() => TaskLimits.ListName(n)));
    }

    [Fact]
    public void A_killed_session_gives_its_task_back_at_the_next_look()
    {
        using var store = new TestStore();
        Do(store, "lead", (l, me, m) => TaskRules.Add(l, me, "s", null, [], m), makes: true);
        Do(store, "bob", (l, me, m) => TaskRules.Take(l, me, 1, m));
        Assert.Equal("in_progress", Tasks(store).Read().Lists[0][1]!.Word);

        var left = Tasks(store, dead: "bob").Read().Lists[0][1]!;

        Assert.Equal(("ready", "bob"), (left.Word, left.Left!.Name));
        Assert.Null(Do(store, "eve", (l, me, m) => TaskRules.Take(l, me, 1, m), dead: "bob").Refusal);
        Assert.Equal(TaskRefusal.Taken, Do(store, "bob", (l, me, m) => TaskRules.Done(l, me, 1, m)).Refusal);
    }

    [Fact]
    public void Old_lists_of_which_nothing_is_left_go_and_others_stay()
    {
        using var store = new TestStore();
        Do(store, "ann", (l, me, m) => TaskRules.Add(l, me, "s", null, [], m), makes: true);
        Do(store, "ann", (l, me, m) => TaskRules.Add(l, me, "s", null, [], m), makes: true, list: "web");
        Do(store, "ann", (l, me, m) => TaskRules.Done(l, me, 1, m), list: "web");

        Assert.Equal(0, Tasks(store).CleanUp(TimeSpan.FromDays(14)));
        Assert.Equal(1, Tasks(store, later: TimeSpan.FromDays(15)).CleanUp(TimeSpan.FromDays(14)));

        Assert.Equal("main", Assert.Single(Tasks(store).Read().Lists).Name);
    }

    private static TaskAnswer Do(
        TestStore store,
        string who,
        Func<TaskList, Session, TaskMoment, (TaskAnswer, TaskListRecord?)> rule,
        bool makes = false,
        string list = "main",
        string? dead = null
    ) => Tasks(store, dead).Change(As(who), list, makes, rule);

    private static TaskStore Tasks(TestStore store, string? dead = null, TimeSpan later = default)
    {
        var rows = new[] { "lead", "ann", "bob", "eve", "s0", "s1", "s2", "s3", "s4", "s5", "s6", "s7" }
            .Where(n => n != dead)
            .Select(n => FakeProcessTable.Row(PidOf(n), 1, "agent"));
        var from = new Vantage(TestStore.Clone, "machine", new FakeProcessTable([.. rows]), Sample.Now + later);
        var ids = new Ids(TimeProvider.System, new Random());
        var records = TestStore.StoreAt(store.Git);
        return new TaskStore(records, new SessionStore(records, from, ids), from, ids);
    }

    private static Caller As(string who) =>
        Sample.Caller(swarmSession: who) with
        {
            Process = new ProcessIdentity(
                PidOf(who),
                FakeProcessTable.Row(PidOf(who), 1, "agent").Start,
                new FakeProcessTable().Boot,
                Liveness.FirstNamespace
            ),
            Defaults = new Lazy<SessionDefaults>(new SessionDefaults("host", who)),
        };

    private static int PidOf(string who) => 100 + who.Sum(c => c);

    private static void Put(TestStore store, string text) =>
        store.Store.Update(
            ["refs/swarm"],
            s => new Decision<bool>(true, [new RefChange(Main, Encoding.UTF8.GetBytes(text), s.IdOf(Main))])
        );

    private static string TextOf(TestStore store) => Encoding.UTF8.GetString(store.Read().Blobs[Main].Content.Span);
}
