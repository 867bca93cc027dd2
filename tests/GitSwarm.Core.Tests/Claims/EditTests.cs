using GitSwarm.Store;
using GitSwarm.TestKit;
using GitSwarm.Tests.Store;
using Xunit;

namespace GitSwarm.Tests.Claims;

/// <summary>An edit takes what it can have soon, goes on without what it cannot, and is on record either way.</summary>
public class EditTests
{
    /// <summary>Far longer than an edit waits, far shorter than a command does.</summary>
    private static readonly TimeSpan Held = TimeSpan.FromSeconds(8);

    [Fact]
    public void The_edit_is_on_record_while_another_still_holds_the_claims()
    {
        using var scene = new ClaimScene();
        scene.Join("me");
        scene.Block();
        var later = new Timer(_ => File.Delete(scene.HeadLock), null, Held, Timeout.InfiniteTimeSpan);

        var edited = scene.Edit("me", "src/app.js");
        later.Dispose();

        // Whoever waited as long as a command may would have found it released, and claimed.
        Assert.True(File.Exists(scene.HeadLock), "the edit waited for the holder");
        Assert.NotNull(edited.Answer.GivenUp);
        Assert.Empty(edited.Answer.Granted);
        Assert.Equal("me", edited.Session.Id);
        Assert.Equal(["src/app.js"], scene.Touched("me"));
        Assert.Empty(scene.InForce);
        Assert.Equal(ErrorCode.StoreBusy, Assert.Throws<SwarmException>(() => scene.Take("me", "src/app.js", TimeSpan.Zero)).Code);

        File.Delete(scene.HeadLock);
        Assert.Single(scene.Edit("me", "src/app.js").Answer.Granted);
    }

    [Fact]
    public void The_first_edit_of_a_session_starts_it_although_nothing_can_be_claimed()
    {
        using var scene = new ClaimScene();
        scene.Join("other");
        scene.Take("other", "docs");
        scene.Block();

        var edited = scene.Edit("me", "src/app.js");

        Assert.NotNull(edited.Answer.GivenUp);
        Assert.Equal(["src/app.js"], scene.Touched("me"));
    }

    [GitTheory(RepositoryFormat.Files, RepositoryFormat.Reftable)]
    public void An_edit_that_finds_the_whole_store_locked_is_written_once_it_is_free(TestGit git, RepositoryFormat format)
    {
        using var scene = new ClaimScene(git, format);
        scene.Join("me");
        scene.Edit("me", "src/app.js");
        string[] locks = format == RepositoryFormat.Reftable ? [scene.HeadLock] : [scene.HeadLock, TouchedLock(scene)];
        foreach (var file in locks)
        {
            File.WriteAllText(file, "");
        }
        using var later = new Timer(_ => Array.ForEach(locks, File.Delete), null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);

        scene.Edit("me", "src/login.js");

        Assert.Equal(["src/app.js", "src/login.js"], scene.Touched("me").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Somebody_elses_turn_is_waited_for_no_longer_than_an_edit_may_wait()
    {
        using var scene = new ClaimScene();
        scene.Join("me");
        var turn = OsLock.Take(scene.Store.Repository, OsLock.Writers, TimeSpan.Zero)!;
        var released = false;
        using var later = new Timer(
            _ =>
            {
                released = true;
                turn.Dispose();
            },
            null,
            Held,
            Timeout.InfiniteTimeSpan
        );

        var edited = scene.Edit("me", "src/app.js");

        Assert.False(released, "the edit waited for the turn to end");
        // It goes on without a turn.
        Assert.Single(edited.Answer.Granted);
        turn.Dispose();
    }

    [Fact]
    public void The_claim_of_an_edit_is_tried_a_few_times_and_the_edit_itself_once()
    {
        using var scene = new ClaimScene();
        scene.Join("me");
        scene.Block();
        var log = scene.Store.Sandbox.Path("calls");
        var counting = scene.Store.GitAt(
            scene.Store.User.Path,
            ScriptedGit.Write(scene.Store, $"case $* in *update-ref*) echo update-ref >>'{log}';; esac")
        );

        scene.Edit("me", "src/app.js", through: counting);

        // Git waits for the lock by itself; a claim that is given up is no busy loop.
        Assert.InRange(File.ReadAllLines(log).Length, 1, 10);
        Assert.Equal(["src/app.js"], scene.Touched("me"));
    }

    [Fact]
    public void What_is_in_the_way_is_told_although_the_rest_was_given_up()
    {
        using var scene = new ClaimScene();
        scene.Join("me");
        scene.Join("other");
        scene.Take("other", "src/app.js");
        scene.Block();

        var edited = scene.Edit("me", "src/app.js");

        // Nothing was left to claim, so nothing was given up, and nobody waited.
        Assert.Null(edited.Answer.GivenUp);
        Assert.Equal("other", Assert.Single(edited.Answer.Conflicts).Held.Ref.Stream);
        Assert.Equal(["src/app.js"], scene.Touched("me"));
    }

    [Theory]
    [InlineData("no object id")]
    [InlineData("ref: refs/heads/nowhere")]
    [InlineData("")]
    public void Corrupt_claims_do_not_fail_the_edit(string head)
    {
        using var scene = new ClaimScene();
        scene.Join("me");
        scene.Edit("me", "src/app.js");
        foreach (var name in new[] { SwarmRefs.LocksHead, ClaimScene.LocksOf("me") })
        {
            File.WriteAllText(Path.Combine(scene.Store.Repository.CommonDir, name.Value), head);
        }

        scene.Edit("me", "src/login.js");

        Assert.Equal(["src/app.js", "src/login.js"], scene.Touched("me").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_file_where_the_claims_should_lie_does_not_fail_the_edit()
    {
        using var scene = new ClaimScene();
        scene.Join("me");
        File.WriteAllText(Path.Combine(scene.Store.Repository.CommonDir, SwarmRefs.Prefix(SwarmRefs.Locks)), "in the way");

        var edited = scene.Edit("me", "src/app.js");

        Assert.NotNull(edited.Answer.GivenUp);
        Assert.Equal(["src/app.js"], scene.Touched("me"));
    }

    private static string TouchedLock(ClaimScene scene) =>
        Path.Combine(
            scene.Store.Repository.CommonDir,
            SwarmRefs.Of(SwarmRefs.Touched, TestStore.Clone, SessionId.From("me")).Value + ".lock"
        );
}
