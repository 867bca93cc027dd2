using System.Text.Json;
using GitSwarm.Agents.Worktrees;
using GitSwarm.Git;
using GitSwarm.Sessions.Processes;
using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Agents.Worktrees;

public class WorktreeMakingTests
{
    [GitTheory, Trait("Rule", "W1")]
    public void It_is_beside_the_repository_on_a_branch_of_its_name_at_the_callers_commit(TestGit git, RepositoryFormat format)
    {
        using var scene = new WorktreeScene(git, format, "my äpp");

        var worktree = scene.Make();

        Assert.Equal(scene.Sandbox.Path("agent-name0001"), worktree.Path);
        Assert.Equal(("agent-name0001", "agent-name0001", false), (worktree.Branch, worktree.Worktree, worktree.ByHook));
        Assert.Equal(scene.User.Git("rev-parse", "HEAD"), worktree.Start);
        Assert.Equal(format == RepositoryFormat.Bare ? null : scene.User.Path, worktree.Root);
        Assert.Equal(worktree.Branch, scene.Git(worktree, "branch", "--show-current"));
        Assert.Equal(worktree.Start, scene.Git(worktree, "rev-parse", "HEAD"));
        Assert.Equal("", scene.Git(worktree, "status", "--porcelain"));
        Assert.DoesNotContain("locked", scene.User.Git("worktree", "list", "--porcelain"), StringComparison.Ordinal);
    }

    [Fact]
    public void From_a_linked_worktree_it_starts_there_and_lies_beside_the_main_one()
    {
        using var scene = new WorktreeScene();
        Directory.CreateDirectory(scene.Sandbox.Path("far"));
        var linked = scene.User.AddWorktree("far/linked", "other");
        scene.Sandbox.Git(linked, "commit", "--quiet", "--allow-empty", "-m", "more");

        var worktree = scene.Make(linked);

        Assert.Equal((scene.Sandbox.Path("agent-name0001"), linked), (worktree.Path, worktree.Root));
        Assert.Equal(scene.Sandbox.Git(linked, "rev-parse", "HEAD"), worktree.Start);
        Assert.True(scene.Goes(worktree));
    }

    [Fact]
    public void A_repository_with_config_of_each_worktree_and_a_work_tree_elsewhere()
    {
        using var scene = new WorktreeScene();
        scene.User.Git("config", "extensions.worktreeConfig", "true");
        scene.User.Git("config", "--worktree", "core.worktree", scene.User.Path);
        scene.User.Git("sparse-checkout", "set", "--no-cone", "/src/");

        var worktree = scene.Make();

        Assert.True(File.Exists(Path.Combine(worktree.Path, "src", "app.js")));
        Assert.Equal("", scene.Git(worktree, "status", "--porcelain"));
        Assert.Equal(worktree.Path, scene.Git(worktree, "rev-parse", "--show-toplevel"));
        Assert.True(scene.Goes(worktree));
    }

    [Theory]
    [InlineData("../trees here", "trees here")]
    [InlineData("~/trees", "home/trees")]
    [InlineData("in side", "app/in side")]
    public void Where_the_config_says(string value, string place)
    {
        using var scene = new WorktreeScene();
        scene.User.Git("config", "swarm.worktreeDir", value);
        var linked = scene.User.AddWorktree("linked", "other");

        Assert.Equal(scene.Sandbox.Path(place, "agent-name0001"), scene.Make(linked).Path);
    }

    [Fact]
    public void A_place_that_cannot_be_made_is_one_clear_error()
    {
        using var scene = new WorktreeScene();
        scene.User.Git("config", "swarm.worktreeDir", "README.md/trees");

        var error = Assert.Throws<SwarmException>(() => scene.Make());

        Assert.Equal(ErrorCode.WorktreeFailed, error.Code);
        Assert.StartsWith($"cannot make the directory {scene.User.Path}/README.md/trees: ", error.Message, StringComparison.Ordinal);
        Assert.Equal("set swarm.worktreeDir to a directory you can write to", error.Hint);
        AssertNothingLeft(scene);
    }

    [Fact]
    public void Before_the_first_commit_there_is_nothing_to_start_from()
    {
        using var scene = new WorktreeScene();
        scene.User.Git("checkout", "--quiet", "--orphan", "unborn");

        Assert.Equal("HEAD has no commit yet, and a worktree starts from one", Assert.Throws<SwarmException>(() => scene.Make()).Message);
    }

    [Theory]
    [InlineData("branch")]
    [InlineData("directory")]
    [InlineData("worktree")]
    public void A_name_that_is_taken_is_left_alone_and_another_tried(string by)
    {
        using var scene = new WorktreeScene();
        switch (by)
        {
            case "branch":
                scene.User.Git("branch", "agent-name0001");
                break;
            case "directory":
                Directory.CreateDirectory(scene.Sandbox.Path("agent-name0001"));
                break;
            default:
                scene.User.Git("worktree", "add", "--quiet", "--detach", scene.Sandbox.Path("else", "agent-name0001"));
                break;
        }

        Assert.Equal("agent-name0002", scene.Make().Branch);
    }

    [Fact]
    public void Where_all_names_are_taken_it_ends()
    {
        using var scene = new WorktreeScene();
        scene.User.Git("branch", "agent-always00");

        var error = Assert.Throws<SwarmException>(() => scene.From().Make(scene.Request() with { NewName = () => "always00" }));

        Assert.Contains("already exists", error.Message, StringComparison.Ordinal);
        Assert.NotEqual("", scene.User.Git("for-each-ref", "refs/heads/agent-always00"));
    }

    [Fact]
    public void Of_many_that_take_one_name_at_once_each_gets_a_worktree_of_its_own()
    {
        using var scene = new WorktreeScene();
        var made = new AgentWorktree[6];

        Parallel.For(
            0,
            made.Length,
            new ParallelOptions { MaxDegreeOfParallelism = made.Length },
            i =>
            {
                var number = 0;
                made[i] = scene.From().Make(scene.Request() with { NewName = () => $"same{number++:D4}" });
            }
        );

        Assert.Equal(made.Length, made.Select(m => m.Path).Distinct().Count());
        Assert.Equal(made.Length + 1, scene.User.Git("worktree", "list").Split('\n').Length);
        Assert.All(made, m => Assert.True(scene.Goes(m)));
    }

    [Fact]
    public void The_setup_runs_there_without_input_and_outside_of_any_session()
    {
        using var scene = new WorktreeScene();
        scene.User.Git("config", "swarm.worktreeSetup", "cat >seen; env >>seen; pwd >>seen; git rev-parse --show-toplevel >>seen");
        scene.Sandbox.Variables["CLAUDECODE"] = "1";
        scene.Sandbox.Variables["GIT_SWARM_SESSION"] = "me";
        scene.Sandbox.Variables["GIT_DIR"] = Path.Combine(scene.User.Path, ".git");
        scene.Sandbox.Variables["ANTHROPIC_API_KEY"] = "key";
        var request = scene.Request();
        scene.Sandbox.Variables.Remove("GIT_DIR");

        var worktree = scene.From().Make(request);

        var seen = File.ReadAllText(Path.Combine(worktree.Path, "seen"));
        Assert.DoesNotContain("CLAUDECODE", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("GIT_SWARM_SESSION", seen, StringComparison.Ordinal);
        Assert.DoesNotContain("GIT_DIR", seen, StringComparison.Ordinal);
        Assert.Contains("ANTHROPIC_API_KEY=key\n", seen, StringComparison.Ordinal);
        Assert.EndsWith($"\n{worktree.Path}\n{worktree.Path}\n", seen, StringComparison.Ordinal);
    }

    [Fact]
    public void A_setup_that_fails_leaves_nothing_and_its_last_words()
    {
        using var scene = new WorktreeScene();
        scene.List("*.env\nbig", "*.env");
        scene.User.Write(".env", "x");
        scene.User.Git(
            "config",
            "swarm.worktreeSetup",
            "mkdir big; echo text >big/file; echo text >untracked; echo 'no such package' >&2; exit 7"
        );

        var error = Assert.Throws<SwarmException>(() => scene.Make());

        Assert.Equal("swarm.worktreeSetup failed with exit code 7: no such package", error.Message);
        AssertNothingLeft(scene);
    }

    [Fact]
    public void A_setup_that_does_not_end_is_stopped()
    {
        using var scene = new WorktreeScene();
        scene.User.Git("config", "swarm.worktreeSetup", "sleep 60");

        var error = Assert.Throws<SwarmException>(() => scene.From().Make(scene.Request() with { CommandLimit = TimeSpan.FromSeconds(1) }));

        Assert.Equal("swarm.worktreeSetup was stopped after 1 s", error.Message);
        AssertNothingLeft(scene);
    }

    [Fact]
    public void Given_up_it_leaves_nothing()
    {
        using var scene = new WorktreeScene();
        scene.User.Git("config", "swarm.worktreeSetup", "sleep 60");
        using var stop = new CancellationTokenSource(TimeSpan.FromSeconds(2));

        Assert.ThrowsAny<OperationCanceledException>(() => scene.From().Make(scene.Request(), stop.Token));
        AssertNothingLeft(scene);
    }

    [Fact]
    public void What_the_setup_committed_is_not_thrown_away_when_it_fails()
    {
        using var scene = new WorktreeScene();
        scene.User.Git("config", "swarm.worktreeSetup", "git commit --quiet --allow-empty -m x; exit 1");

        var error = Assert.Throws<SwarmException>(() => scene.Make());

        Assert.EndsWith("; the branch agent-name0001 is left", error.Message, StringComparison.Ordinal);
        Assert.Equal("x", scene.User.Git("log", "-1", "--format=%s", "agent-name0001"));
    }

    [Fact]
    public void Hooks_of_the_user_run_in_it_as_ever()
    {
        using var scene = new WorktreeScene();
        Script.Write(
            Path.Combine(scene.CommonDir, "hooks", "post-checkout"),
            "#!/bin/sh\necho \"$@ $GIT_DIR\" $(git rev-parse --show-toplevel) >seen-by-hook\necho loud; echo loud >&2\n"
        );

        var worktree = scene.Make();

        Assert.Equal(
            $"{new string('0', 40)} {worktree.Start} 1 {worktree.Path}\n",
            File.ReadAllText(Path.Combine(worktree.Path, "seen-by-hook")).Replace("  ", " ", StringComparison.Ordinal)
        );
    }

    [Fact]
    public void A_hook_that_fails_is_the_reason_and_nothing_is_left()
    {
        using var scene = new WorktreeScene();
        Script.Write(Path.Combine(scene.CommonDir, "hooks", "post-checkout"), "#!/bin/sh\necho 'not today' >&2\nexit 1\n");

        Assert.EndsWith(": not today", Assert.Throws<SwarmException>(() => scene.Make()).Message, StringComparison.Ordinal);
        AssertNothingLeft(scene);
    }

    [Fact]
    public void The_record_comes_back_from_JSON_with_fields_it_does_not_know()
    {
        using var scene = new WorktreeScene();
        scene.List("*.env\nlink", "*.env\nlink");
        scene.User.Write(".env", "x");
        File.CreateSymbolicLink(Path.Combine(scene.User.Path, "link"), "README.md");
        var made = scene.Make();

        var text = JsonSerializer.Serialize(made, AgentWorktreeJson.Default.AgentWorktree);
        var read = JsonSerializer.Deserialize(text[..^1] + ",\"later\":[1]}", AgentWorktreeJson.Default.AgentWorktree)!;

        Assert.Equal(made with { Copied = null }, read with { Copied = null, Unknown = null });
        Assert.Equal(made.Copied!, read.Copied!);
        Assert.Contains("\"later\":[1]", JsonSerializer.Serialize(read, AgentWorktreeJson.Default.AgentWorktree), StringComparison.Ordinal);
        Assert.True(scene.Goes(read));
    }

    [Fact]
    public void One_in_the_making_is_nobodys_leftover()
    {
        using var scene = new WorktreeScene();
        scene.User.Git("config", "swarm.worktreeSetup", "git worktree list --porcelain >seen");
        var me = ProcessIdentity.Of(Environment.ProcessId, ProcessTables.ForThisSystem());
        var worktree = scene.From().Make(scene.Request() with { Maker = me });
        var mark = File.ReadAllLines(Path.Combine(worktree.Path, "seen")).Single(l => l.StartsWith("locked ", StringComparison.Ordinal))[
            7..
        ];
        scene.User.Git("worktree", "lock", "--reason", mark, worktree.Path);

        Assert.Empty(scene.From().Leftovers(ProcessTables.ForThisSystem()));
        var dead = mark.Replace($"|{me!.Start}|", "|1|", StringComparison.Ordinal);
        scene.User.Git("worktree", "unlock", worktree.Path);
        scene.User.Git("worktree", "lock", "--reason", dead, worktree.Path);
        Assert.Equal(worktree.Path, Assert.Single(scene.From().Leftovers(ProcessTables.ForThisSystem())).Worktree.Path);
    }

    internal static void AssertNothingLeft(WorktreeScene scene)
    {
        Assert.Equal("", scene.User.Git("for-each-ref", "refs/heads/agent-*"));
        Assert.Single(scene.User.Git("worktree", "list").Split('\n'));
        Assert.Empty(Directory.GetDirectories(scene.Sandbox.Root, "agent-*"));
    }
}
