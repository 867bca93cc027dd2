using GitSwarm.Claims;
using GitSwarm.Git;
using GitSwarm.Store;
using GitSwarm.TestKit;
using GitSwarm.Tests.Store;
using Xunit;

namespace GitSwarm.Tests.Claims;

/// <summary>Writers that stand still or die in the middle of a claim, on real git: one holder, whatever happens.</summary>
public class ClaimRaceTests
{
    [GitTheory(RepositoryFormat.Files, RepositoryFormat.Sha256)]
    public void While_a_writer_stands_between_its_two_renames_there_is_one_holder(TestGit git, RepositoryFormat format)
    {
        using var scene = Scene(git, format);
        using var writer = HalfWay(scene, "first", "src/**");

        // Its record can be read, so it counts; what it does not meet waits for the head.
        var refused = scene.Take("second", "src/app.js");
        Assert.Empty(refused.Granted);
        Assert.Equal("first", Assert.Single(refused.Conflicts).Held.Ref.Stream);
        Assert.Equal(ErrorCode.StoreBusy, Busy(scene, "second", "docs"));
        Assert.Equal(["first src/**"], scene.InForce);

        Assert.True(writer.GoOn().Ok);
        Assert.Single(scene.Take("second", "docs").Granted);
        Assert.Empty(scene.Take("second", "src/app.js").Granted);
        Assert.Equal(["first src/**", "second docs"], scene.InForce);
    }

    [GitTheory(RepositoryFormat.Files)]
    public void One_that_read_before_the_first_rename_does_not_get_in_between_the_two(TestGit git, RepositoryFormat format)
    {
        using var scene = Scene(git, format);
        // What the second reads first is what was there before: nobody holds anything.
        var before = scene.Store.Sandbox.Path("before");
        var asked = scene.Store.Sandbox.Path("asked");
        var late = scene.Store.GitAt(
            scene.Store.User.Path,
            ScriptedGit.Write(
                scene.Store,
                $"""
                case $* in
                *for-each-ref*) [ -e '{before}' ] || exec "$git" "$@" >'{before}'; once read && exec cat '{before}';;
                *update-ref*) echo tried >>'{asked}';;
                esac
                """
            )
        );
        scene.Claims(through: late).Read();
        using var writer = HalfWay(scene, "first", "src/**");

        var outcome = scene.Claims(TimeSpan.FromSeconds(5), late).Take(scene.As("second"), ClaimWorld.Asking("src/app.js"));

        Assert.Empty(outcome.Granted);
        Assert.Equal("first", Assert.Single(outcome.Conflicts).Held.Ref.Stream);
        // It did believe the place to be free, and git refused it.
        Assert.Single(File.ReadAllLines(asked));
        Assert.True(writer.GoOn().Ok);
        Assert.Equal(["first src/**"], scene.InForce);
    }

    [GitTheory(RepositoryFormat.Files)]
    public void A_writer_killed_between_its_two_renames_leaves_one_holder(TestGit git, RepositoryFormat format)
    {
        using var scene = Scene(git, format);
        using (var writer = HalfWay(scene, "first", "src/**"))
        {
            writer.Kill();
        }
        Assert.Equal(["first src/**"], scene.InForce);
        Age(scene, StaleLocks.Age - TimeSpan.FromSeconds(5));
        Assert.Equal(ErrorCode.StoreBusy, Busy(scene, "second", "docs"));

        Age(scene, StaleLocks.Age + TimeSpan.FromSeconds(1));

        Assert.Empty(scene.Take("second", "src/app.js").Granted);
        Assert.Single(scene.Take("second", "docs").Granted);
        Assert.Equal(["first src/**", "second docs"], scene.InForce);
        scene.Dead.Add(scene.PidOf("first"));
        Assert.Single(scene.Take("second", "src/app.js").Granted);
        Assert.Equal(["second docs", "second src/app.js"], scene.InForce);
    }

    [GitTheory]
    public void A_writer_killed_while_prepared_blocks_until_its_lock_is_stale(TestGit git, RepositoryFormat format)
    {
        using var scene = Scene(git, format);
        using (var writer = HeldWriter.Prepared(scene, "first", "src/**"))
        {
            Assert.Equal(ErrorCode.StoreBusy, Busy(scene, "second", "src/app.js"));
            // Alive it may take as long as it likes: its claim could still go in.
            Age(scene, TimeSpan.FromHours(1));
            Assert.Equal(ErrorCode.StoreBusy, Busy(scene, "second", "src/app.js"));
            writer.Kill();
        }
        Age(scene, StaleLocks.Age - TimeSpan.FromSeconds(5));
        Assert.Equal(ErrorCode.StoreBusy, Busy(scene, "second", "src/app.js"));

        Age(scene, StaleLocks.Age + TimeSpan.FromSeconds(1));

        Assert.Single(scene.Take("second", "src/app.js").Granted);
        Assert.Equal(["second src/app.js"], scene.InForce);
        // Whose writer it was is told no, and its own locks do not keep it from claiming something else.
        Assert.Empty(scene.Take("first", "src/**").Granted);
        Assert.Single(scene.Take("first", "docs").Granted);
        Assert.Equal(["first docs", "second src/app.js"], scene.InForce);
    }

    [GitTheory]
    public void A_program_killed_while_its_git_is_prepared_blocks_nobody(TestGit git, RepositoryFormat format)
    {
        using var scene = Scene(git, format);
        using var writer = HeldWriter.Prepared(scene, "first", "src/**");

        writer.Abandon();

        Assert.False(File.Exists(scene.HeadLock));
        Assert.Single(scene.Take("second", "src/app.js").Granted);
        Assert.Equal(["second src/app.js"], scene.InForce);
    }

    [GitTheory(RepositoryFormat.Files, RepositoryFormat.Reftable)]
    public void One_that_was_dead_and_comes_back_finds_its_claim_void_and_is_told(TestGit git, RepositoryFormat format)
    {
        using var scene = Scene(git, format);
        var lost = Assert.Single(scene.Take("first", "src/**").Granted);
        scene.Take("first", "docs");
        scene.Dead.Add(scene.PidOf("first"));
        Assert.Single(scene.Take("second", "src/app.js").Granted);

        // It was only not seen for a while: the same process, the same start.
        scene.Dead.Clear();

        Assert.Equal(["first docs", "second src/app.js"], scene.InForce);
        Assert.Equal(ClaimState.Overridden, scene.Book.All.Single(c => c.Record.Id == lost.Id).State);
        Assert.Equal("second", Assert.Single(scene.Edit("first", "src/app.js").Answer.Conflicts).Held.Ref.Stream);
        Assert.Equal("second", Assert.Single(scene.Take("first", "src/**").Conflicts).Held.Ref.Stream);
        Assert.Empty(scene.Claims().Release(scene.As("first"), c => c.Pattern.Matches("src/app.js")));

        // Nor does it rise when the other gives the place back; it can be had anew.
        scene.Claims().Release(scene.As("second"), _ => true);
        Assert.Equal(["first docs"], scene.InForce);
        Assert.NotEqual(lost.Id, Assert.Single(scene.Take("first", "src/**").Granted).Id);
    }

    [GitTheory(RepositoryFormat.Files, RepositoryFormat.Reftable)]
    public void One_that_starts_anew_under_its_old_id_holds_nothing(TestGit git, RepositoryFormat format)
    {
        using var scene = Scene(git, format);
        scene.Take("first", "src/**");
        scene.Dead.Add(scene.PidOf("first"));
        scene.Restart("first");

        Assert.Empty(scene.InForce);
        Assert.Equal(ClaimState.Abandoned, Assert.Single(scene.Book.All).State);
        Assert.Single(scene.Take("second", "src/**").Granted);
        Assert.Equal("second", Assert.Single(scene.Take("first", "src/app.js").Conflicts).Held.Ref.Stream);
    }

    private static ClaimScene Scene(TestGit git, RepositoryFormat format)
    {
        var scene = new ClaimScene(git, format);
        scene.Join("first");
        scene.Join("second");
        return scene;
    }

    /// <summary>A writer between its renames; where the stop came too late, the claim is given back and it goes again.</summary>
    private static HeldWriter HalfWay(ClaimScene scene, string id, string pattern)
    {
        for (var tries = 1; ; tries++)
        {
            var writer = HeldWriter.Stopped(scene, id, pattern);
            if (writer.IsHalfWay)
            {
                return writer;
            }
            writer.GoOn();
            writer.Dispose();
            Assert.True(tries < 10, "git was never stopped between the two");
            scene.Claims().Release(scene.As(id), _ => true);
        }
    }

    private static ErrorCode Busy(ClaimScene scene, string id, string pattern) =>
        Assert.Throws<SwarmException>(() => scene.Take(id, pattern, SwarmStore.HookDeadline)).Code;

    private static void Age(ClaimScene scene, TimeSpan age)
    {
        foreach (var file in StaleLocks.Find(scene.Store.Repository))
        {
            File.SetLastWriteTimeUtc(file, TimeProvider.System.GetUtcNow().UtcDateTime - age);
        }
    }
}
