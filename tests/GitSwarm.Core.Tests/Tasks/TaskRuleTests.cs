using GitSwarm.Sessions;
using GitSwarm.Tasks;
using Xunit;

namespace GitSwarm.Tests.Tasks;

/// <summary>What the rules answer, case by case.</summary>
public class TaskRuleTests
{
    private readonly TaskWorld world = new("ann", "bob", "eve");

    [Fact]
    public void The_next_one_is_the_first_that_is_ready()
    {
        world.Add("ann", "first");
        world.Add("ann", "behind it", 1);
        world.Add("ann", "beside it");

        Assert.Equal(1, world.Take("bob").Task!.Id);
        Assert.Equal(3, world.Take("eve").Task!.Id);
        var none = world.Take("ann");
        Assert.Equal(TaskRefusal.NothingReady, none.Refusal);
        Assert.Null(none.Task);
    }

    [Fact]
    public void Of_several_takers_one_gets_it_and_the_others_learn_who()
    {
        world.Add("ann", "first");
        Assert.Null(world.Take("bob", 1).Refusal);

        var refused = world.Take("eve", 1);

        Assert.Equal(TaskRefusal.Taken, refused.Refusal);
        Assert.Equal("bob", refused.Task!.Owner!.Name);
        Assert.True(world.Take("bob", 1).IsOldNews);
    }

    [Fact]
    public void Only_its_owner_and_its_family_say_that_it_is_done()
    {
        world.Start("child", parent: "bob");
        world.Add("ann", "first");
        world.Add("ann", "second");
        world.Take("bob", 1);
        world.Take("child", 2);

        Assert.Equal(TaskRefusal.Taken, world.Done("eve", 1).Refusal);
        Assert.Null(world.Done("bob", 1).Refusal);
        var ofChild = world.Done("bob", 2);
        Assert.Null(ofChild.Refusal);
        Assert.Equal("child", ofChild.Task!.Record.Owner!.Name);
        Assert.Equal(TaskRefusal.Done, world.Done("bob", 1).Refusal);
    }

    [Fact]
    public void One_that_nobody_took_is_done_by_whoever_says_so()
    {
        world.Add("ann", "first");

        Assert.Equal("eve", world.Done("eve", 1).Task!.Record.Owner!.Name);
    }

    [Fact]
    public void What_waits_is_not_done_either()
    {
        world.Add("ann", "first");
        world.Add("ann", "second", 1);

        var refused = world.Done("ann", 2);

        Assert.Equal(TaskRefusal.Waiting, refused.Refusal);
        Assert.Equal([1], refused.Task!.WaitsFor);
    }

    [Fact]
    public void A_task_whose_owner_is_gone_is_anybodys_and_says_whose_it_was()
    {
        world.Add("ann", "first");
        world.Take("bob");
        world.End("bob");

        var left = world.List[1]!;

        Assert.True(left.IsReady);
        Assert.Equal("bob", left.Left!.Name);
        Assert.Null(world.Take("eve").Refusal);
        world.Revive("bob");
        Assert.Equal("eve", world.List[1]!.Owner!.Name);
        Assert.Equal(TaskRefusal.Taken, world.Done("bob", 1).Refusal);
    }

    [Fact]
    public void A_session_that_started_anew_has_nothing_of_what_it_had()
    {
        world.Add("ann", "first");
        world.Take("bob");
        world.Start("bob");

        Assert.Equal("ready", world.List[1]!.Word);
        Assert.False(world.Take("bob", 1).IsOldNews);
        Assert.Equal("in_progress", world.List[1]!.Word);
    }

    [Fact]
    public void A_session_whose_record_cannot_be_read_keeps_its_task()
    {
        world.Add("ann", "first");
        world.Take("bob");
        world.Unreadable.Add("bob");

        Assert.Equal(TaskRefusal.Taken, world.Take("eve", 1).Refusal);
    }

    [Fact]
    public void Who_got_nothing_is_told_once_there_is_something()
    {
        world.Add("ann", "first");
        world.Add("ann", "second", 1);
        world.Add("ann", "third", 1);
        world.Take("ann");
        world.Take("bob");
        world.Take("eve", 3);
        Assert.Equal(2, world.Record!.Waiting!.Count);

        var done = world.Done("ann", 1);

        Assert.Equal([2, 3], done.Freed.Select(t => t.Id));
        Assert.Equal(["bob Ready 2,3", "eve Ready 3"], TaskWorld.Told(done));
        Assert.Null(world.Record!.Waiting);
        Assert.Empty(world.Add("ann", "fourth").Notices);
    }

    [Fact]
    public void Nobody_is_told_who_is_gone_or_did_it_himself_or_has_one_by_now()
    {
        world.Add("ann", "first");
        world.Take("ann");
        world.Take("bob");
        world.Take("eve");
        world.Take("ann");
        world.End("eve");

        Assert.Equal(["bob Ready 2"], TaskWorld.Told(world.Add("ann", "second")));
        world.Take("bob");
        Assert.Equal(["ann"], world.Record!.Waiting!.Select(w => w.Who.Name));
        world.Take("bob");
        world.Edit("bob", 2, new TaskEdit { Release = true });
        world.Take("bob", 2);
        Assert.DoesNotContain(TaskWorld.Told(world.Add("eve", "third")), t => t.StartsWith("bob", StringComparison.Ordinal));
    }

    [Fact]
    public void Whoever_has_a_task_is_told_what_others_do_to_it()
    {
        world.Add("ann", "first");
        world.Add("ann", "second");
        world.Take("bob", 2);

        Assert.Equal(["bob Blocked 2"], TaskWorld.Told(world.Block("ann", 2, 1)));
        Assert.Equal(["bob Unblocked 2"], TaskWorld.Told(world.Done("ann", 1)));
        Assert.Equal(
            ["bob Blocked 2"],
            TaskWorld.Told(world.Edit("eve", 1, new TaskEdit { Reopen = true })).Where(t => t.StartsWith("bob", StringComparison.Ordinal))
        );
        Assert.Equal(["bob Released 2"], TaskWorld.Told(world.Edit("ann", 2, new TaskEdit { Release = true })));
        Assert.Equal(TaskRefusal.NothingToDo, world.Edit("ann", 2, new TaskEdit { Release = true }).Refusal);
    }

    [Fact]
    public void What_was_done_and_is_open_again_is_told_to_who_did_it()
    {
        world.Add("ann", "first");
        world.Done("bob", 1);

        var opened = world.Edit("ann", 1, new TaskEdit { Reopen = true });

        Assert.Equal(["bob Reopened 1"], TaskWorld.Told(opened));
        Assert.Equal("ready", opened.Task!.Word);
        Assert.Equal(TaskRefusal.NotDone, world.Edit("ann", 1, new TaskEdit { Reopen = true }).Refusal);
    }

    [Fact]
    public void A_circle_is_refused_and_named()
    {
        world.Add("ann", "first");
        world.Add("ann", "second", 1);
        world.Add("ann", "third", 2);

        var far = Assert.Throws<SwarmException>(() => world.Block("ann", 1, 3));
        var near = Assert.Throws<SwarmException>(() => world.Block("ann", 1, 1));

        Assert.Equal(ErrorCode.TaskCycle, far.Code);
        Assert.Contains("1 → 3 → 2 → 1", far.Message, StringComparison.Ordinal);
        Assert.Contains("1 → 1", near.Message, StringComparison.Ordinal);
        Assert.True(world.Block("ann", 3, 1).Task!.WaitsFor is [1, 2]);
    }

    [Fact]
    public void What_is_not_there_is_not_found()
    {
        world.Add("ann", "first");

        Assert.Equal(ErrorCode.UnknownTask, Assert.Throws<SwarmException>(() => world.Take("ann", 2)).Code);
        Assert.Equal(ErrorCode.UnknownTask, Assert.Throws<SwarmException>(() => world.Add("ann", "x", 7)).Code);
        Assert.Equal(ErrorCode.UnknownTask, Assert.Throws<SwarmException>(() => world.Block("ann", 1, 9)).Code);
    }

    [Fact]
    public void A_full_list_makes_room_by_what_was_done_first_and_else_takes_no_more()
    {
        for (var i = 0; i < TaskLimits.Tasks; i++)
        {
            world.Now += TimeSpan.FromSeconds(1);
            world.Add("ann", "s");
        }
        Assert.Contains("500 are the most", Assert.Throws<SwarmException>(() => world.Add("ann", "s")).Message, StringComparison.Ordinal);
        world.Done("ann", 8);
        world.Block("ann", 9, 8);
        world.Now += TimeSpan.FromSeconds(1);
        world.Done("ann", 7);

        Assert.Equal(501, world.Add("ann", "s").Task!.Id);

        Assert.Null(world.List[7]);
        Assert.NotNull(world.List[8]);
        Assert.Throws<SwarmException>(() => world.Add("ann", "s"));
    }

    [Fact]
    public void Texts_over_their_limit_are_refused_with_the_limit()
    {
        Assert.Equal(new string('x', 200), TaskLimits.Subject(new string('x', 200)));
        Assert.Contains(
            "200",
            Assert.Throws<SwarmException>(() => TaskLimits.Subject(new string('x', 201))).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "4096",
            Assert.Throws<SwarmException>(() => TaskLimits.Description(new string('ä', 2049))).Message,
            StringComparison.Ordinal
        );
        Assert.Throws<SwarmException>(() => TaskLimits.Subject(" \u200b "));
        Assert.Null(TaskLimits.Description(" \n"));
    }

    [Fact]
    public void What_was_done_long_ago_is_forgotten_unless_somebody_waits_behind_it()
    {
        world.Add("ann", "first");
        world.Add("ann", "second", 1);
        world.Add("ann", "third");
        world.Done("ann", 1);
        world.Done("ann", 3);
        var limit = world.Now + TimeSpan.FromDays(1);

        Assert.Null(TaskCleanup.Of(world.List, world.Now, world.Moment));
        var cleaned = TaskCleanup.Of(world.List, limit, world.Moment)!.Value.After!;

        Assert.Equal([1, 2], cleaned.Tasks.Select(t => t.Id));
        world.Record = cleaned;
        Assert.Equal(4, world.Add("ann", "fourth").Task!.Id);
        world.Done("ann", 2);
        world.Done("ann", 4);
        Assert.Null(TaskCleanup.Of(world.List, limit, world.Moment)!.Value.After);
    }

    [Fact]
    public void Sessions_that_do_not_appear_are_not_named_to_others_nor_is_who_waits()
    {
        world.Add("ann", "first");
        world.Take("bob");
        world.Take("eve");

        var shown = TaskSharing.ForOthers(world.Record!, new HashSet<string> { "bob" }, world.Of("bob").Ref.CloneId);

        Assert.Null(shown.Waiting);
        Assert.Equal(("somebody", ""), (shown.Tasks[0].Owner!.Name, shown.Tasks[0].Owner!.Session));
        Assert.Equal("ann", shown.Tasks[0].By!.Name);
        var text = System.Text.Encoding.UTF8.GetString(Records.Write(shown, TaskJson.Default.TaskListRecord));
        Assert.DoesNotContain("bob", text, StringComparison.Ordinal);
        Assert.Same(shown, TaskSharing.ForOthers(shown, new HashSet<string> { "bob" }, world.Of("bob").Ref.CloneId));
    }
}
