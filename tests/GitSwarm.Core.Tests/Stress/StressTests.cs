using GitSwarm.Git;
using GitSwarm.Store;
using GitSwarm.TestKit;
using GitSwarm.Tests.Store;
using GitSwarm.Worker;
using Xunit;

namespace GitSwarm.Tests.Stress;

public class StressTests
{
    // 4 processes on refs of their own and 4 on one ref, 10 updates each, beside pack-refs and gc.
    // More: dotnet run --project tests/GitSwarm.Worker -c Release -- stress 32 100 10
    [GitTheory(RepositoryFormat.Files, RepositoryFormat.Reftable)]
    public void No_update_is_lost_while_refs_are_packed_and_garbage_is_collected(TestGit git, RepositoryFormat format)
    {
        var report = StressRun.Run(git, format, new StressPlan(4, 10));

        Assert.Equal((80, 0, 0), (report.Expected, report.Lost, report.Extra));
        Assert.True(report.Attempts >= report.Expected, report.ToString());
        Assert.True(report is { Packs: > 0, Gcs: > 0 }, report.ToString());
    }

    // 4 sessions that ask 6 times each, all at once. More: dotnet run --project tests/GitSwarm.Worker -c Release -- stress claims 32 60
    [GitTheory(RepositoryFormat.Files, RepositoryFormat.Reftable)]
    public void Of_all_that_claim_the_same_one_holds_it_while_refs_are_packed(TestGit git, RepositoryFormat format)
    {
        foreach (var shape in Enum.GetValues<ClaimShape>())
        {
            var report = ClaimStress.Run(git, format, shape, processes: 4, rounds: 6);

            Assert.True(report is { Doubles: 0, Idle: 0, Strays: 0, Packs: > 0 }, $"{shape}: {report}");
            Assert.Equal((6, 24), (report.Grants, report.Grants + report.Refusals + report.GaveUp));
        }
    }

    // 4 clones that ask 8 times each. More: dotnet run --project tests/GitSwarm.Worker -c Release -- stress remote-claims 8 40
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Of_all_clones_that_claim_the_same_one_holds_it(bool packs)
    {
        var report = RemoteClaimStress.Run(Gits.System, clones: 4, rounds: 8, packs);

        Assert.True(report is { Doubles: 0, GaveUp: 0, Said: "" } && (packs || report.Grants >= 6), report.ToString());
        Assert.True(!packs || report.Packs > 0, report.ToString());
    }

    // 4 senders of 15 messages. More: dotnet run --project tests/GitSwarm.Worker -c Release -- stress mail 16 100
    [GitTheory(RepositoryFormat.Files, RepositoryFormat.Reftable)]
    public void Every_message_arrives_once_and_in_order_although_a_reader_is_killed(TestGit git, RepositoryFormat format)
    {
        var report = MailStress.Run(git, format, senders: 4, messages: 15);

        // 15 to each of 4 readers in 5 turns of messages: 3 for it and 3 for everybody, of 4 senders.
        Assert.Equal(4 * 4 * 6, report.Expected);
        Assert.True(report.IsSound, report.ToString());
        Assert.True(report is { Kills: > 0, Packs: > 0 }, report.ToString());
    }

    [Fact]
    public void What_judges_mail_sees_a_repeat_and_a_wrong_order()
    {
        static string Line(int id, int number, string priority = "Next") =>
            $"{new Guid(id, 0, 0, new byte[8])} {priority} sender-0 {number}";
        string[] lines =
        [
            "begun",
            Line(1, 0),
            Line(2, 5),
            "begun", // Killed before it was recorded: these may come again.
            Line(1, 0),
            Line(2, 5),
            "finished",
            Line(2, 5),
            Line(3, 4),
            Line(4, 1, "Later"),
            Line(5, 9)[..30],
        ];

        var log = MailLog.Parse(lines);

        Assert.Equal((1, 2, 1), (log.Repeated, log.Again, log.OutOfOrder));
        Assert.Equal(["sender-0 0", "sender-0 5", "sender-0 4", "sender-0 1"], log.Shown);
    }

    // 4 members for 6 seconds. More: dotnet run --project tests/GitSwarm.Worker -c Release -- stress lanes 8 60
    [GitTheory(RepositoryFormat.Files, RepositoryFormat.Reftable)]
    public void Texts_and_requests_of_a_team_reach_each_its_own_reader_and_no_other(TestGit git, RepositoryFormat format)
    {
        var report = LaneStress.Run(git, format, members: 4, seconds: 6);

        Assert.True(report is { IsSound: true, Text: > 0, Protocol: > 0, Packs: > 0 }, report.ToString());
        Assert.True(report.Expected >= report.Text + report.Protocol, report.ToString());
    }

    [Fact]
    public void What_judges_lanes_sees_a_loss_a_wrong_lane_and_a_stray()
    {
        static MailLog Log(params string[] lines) => new(lines, 0, 0, 0);
        string[][] sent =
        [
            ["text:m0", "0", "m1"],
            ["protocol:m0", "1", "m1@web"],
            ["text:m0", "2", "team:web"],
            ["protocol:m2", "0", "team:web"],
        ];
        var right = new Dictionary<string, MailLog[]>
        {
            ["m0"] = [Log(), Log("protocol:m2 0")],
            ["m1"] = [Log("text:m0 0", "text:m0 2"), Log("protocol:m0 1", "protocol:m2 0")],
            ["m2"] = [Log("text:m0 2"), Log()],
        };
        var wrong = new Dictionary<string, MailLog[]>(right)
        {
            ["m0"] = [Log("text:m0 2"), Log("protocol:m2 0")],
            ["m1"] = [Log("text:m0 0", "text:m0 2", "protocol:m0 1"), Log("protocol:m2 0")],
        };

        Assert.True(LaneStress.Judge(sent, right) is { IsSound: true, Text: 2, Protocol: 2, Expected: 6 });
        Assert.True(LaneStress.Judge(sent, wrong) is { IsSound: false, Missing: 1, WrongLane: 1, Strays: 1 });
    }

    [Fact]
    public void Housekeeping_beside_writers_loses_nothing()
    {
        using var store = new TestStore();
        var arguments = new[] { "append", store.User.Path, "list", "w", "25" };
        using var writer = StressRun.StartWorker(store.Sandbox, arguments);
        using var second = StressRun.StartWorker(store.Sandbox, ["append", store.User.Path, "list", "v", "25"]);
        var garbage = new Garbage(store.Git, TestStore.Clone, new GitVersion(2, 39));
        var gathered = 0;
        while (!writer.HasExited || !second.HasExited)
        {
            gathered += garbage.Collect(Sandbox.Epoch).Gathered;
        }
        gathered += garbage.Collect(Sandbox.Epoch).Gathered;

        Assert.Equal((0, 0), (writer.ExitCode, second.ExitCode));
        var blob = store.Store.Read(["refs/swarm/lists"]).Blobs.Values.Single();
        Assert.Equal(50, StressRun.Lines(blob).Distinct().Count());
        // A note of a superseded blob may be lost under load; that costs a loose object.
        Assert.True(gathered >= 40, $"{gathered} blobs were put away");
        Assert.Equal("", store.User.Git("fsck", "--no-progress"));
    }
}
