using GitSwarm.Hooks;
using Xunit;

namespace GitSwarm.Core.Tests.Hooks;

/// <summary>Hook files of ours: recognised in every version, upgraded, and told from edited ones.</summary>
[Collection(HookCollection.Name)]
public sealed class OwnHookTests
{
    /// <summary>The texts as a later release would list them.</summary>
    private static readonly HookTexts Later = HookTexts.Embedded with
    {
        Versions =
        [
            new(
                HookTexts.Embedded.Newest.Header.Replace("Made by", "Put here by", StringComparison.Ordinal),
                Next(HookTexts.Embedded.Newest.Block),
                Next(HookTexts.Embedded.Newest.Command)
            ),
            .. HookTexts.Embedded.Versions,
        ],
    };

    [Fact]
    public void The_first_version_stays_as_it_was_released()
    {
        var first = HookTexts.Embedded.Versions[^1];
        Assert.Equal(
            """
            #!/bin/sh
            # Made by git-swarm, removed by 'git swarm deinit'. Lines of your own go below the block.
            # >>> git-swarm >>>
            # git-swarm hook v1: reports what git did here; only a deliberate refusal stops a commit.
            if [ "${GIT_SWARM-}" != off ]; then
              git_swarm='/opt/git-swarm'
              [ -f "$git_swarm" ] && [ -x "$git_swarm" ] || git_swarm=$(command -v git-swarm) || git_swarm=:
              "$git_swarm" hook git pre-commit "$@" </dev/null || [ pre-commit:$? != pre-commit:1 ] || exit 1
            fi
            [ -z "${GIT_SWARM_PROBE-}" ] || exit 0
            # <<< git-swarm <<<

            """,
            first.Header + first.Block.Render("pre-commit", "/opt/git-swarm")
        );
        Assert.Equal(
            ": git-swarm hook v1; swarm() { [ \"${GIT_SWARM-}\" != off ] || return 0; p='/opt/git-swarm'; "
                + "[ -f \"$p\" ] && [ -x \"$p\" ] || p=$(command -v git-swarm) || return 0; "
                + "\"$p\" hook git post-merge \"$@\" </dev/null || [ post-merge:$? != pre-commit:1 ]; }; swarm",
            first.Command.Render("post-merge", "/opt/git-swarm")
        );
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_newer_program_upgrades_older_hooks_and_an_older_one_leaves_newer_alone(bool files)
    {
        using var repository = new HookRepository();
        repository.Install(files: files);
        var newer = repository.Hooks(files, Later);
        newer.Apply(newer.Plan(repository.Program));
        repository.Commit();
        Assert.Equal(["hook git pre-commit []", "hook git post-commit []"], repository.Calls());
        Assert.False(newer.Plan(repository.Program).ChangesAnything);

        var older = repository.Hooks(files).Plan(repository.Program, chain: true);
        Assert.False(older.ChangesAnything);
        Assert.All(older.Steps, s => Assert.Equal(HookAction.Foreign, s.Action));
        Assert.Contains("newer", older.Steps[0].Text);
    }

    [Fact]
    public void A_chained_block_is_upgraded_in_its_place()
    {
        using var repository = new HookRepository();
        var path = repository.WriteHook("pre-commit", "#!/bin/sh\necho users >>\"$LOG\"");
        var before = repository.Snapshot();
        repository.Install(chain: true, files: true);
        var newer = repository.Hooks(files: true, Later);
        newer.Apply(newer.Plan(repository.Program));
        Assert.Contains("hook v2", File.ReadAllText(path));
        repository.Commit();
        Assert.Equal(["hook git pre-commit []", "users", "hook git post-commit []"], repository.Calls());
        newer.Apply(newer.PlanRemoval());
        Assert.Equal(before, repository.Snapshot());
    }

    [Fact]
    public void An_edited_block_is_foreign_and_cannot_be_chained()
    {
        using var repository = new HookRepository();
        repository.Install(files: true);
        var path = Path.Combine(repository.HooksDir, "pre-commit");
        var edited = File.ReadAllText(path).Replace("/dev/null", "/dev/zero", StringComparison.Ordinal);
        repository.WriteHook("pre-commit", edited);
        var step = repository.Install(chain: true, files: true).Steps[0];
        Assert.Equal(HookAction.Foreign, step.Action);
        Assert.Contains("edited", step.Text);
        repository.Remove();
        Assert.Equal([path], Directory.GetFiles(repository.HooksDir));
        Assert.Equal(edited, File.ReadAllText(path));
    }

    [Fact]
    public void Lines_below_our_block_stay()
    {
        using var repository = new HookRepository();
        repository.Install(files: true);
        var path = Path.Combine(repository.HooksDir, "post-commit");
        File.AppendAllText(path, "echo mine >>\"$LOG\"\n");
        Assert.False(repository.Install(files: true).ChangesAnything);
        repository.Commit();
        Assert.Equal(["hook git pre-commit []", "hook git post-commit []", "mine"], repository.Calls());
        repository.Remove();
        Assert.Equal("#!/bin/sh\necho mine >>\"$LOG\"\n", File.ReadAllText(path));
    }

    [Fact]
    public void A_hook_of_ours_that_lost_its_mode_gets_it_back()
    {
        using var repository = new HookRepository();
        repository.Install(files: true);
        var path = Path.Combine(repository.HooksDir, "pre-commit");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        Assert.Equal(HookProbeOutcome.Disabled, GitHooksTests.Probe(repository, "pre-commit", files: true).Outcome);
        Assert.Equal(HookAction.Upgrade, repository.Install(files: true).Steps[0].Action);
        repository.Commit();
        Assert.Equal(2, repository.Calls().Count);
    }

    [Theory]
    [InlineData("/plain", "'/plain'")]
    [InlineData("a b", "'a b'")]
    [InlineData("it's", "'it'\\''s'")]
    [InlineData("$HOME `x` \"y\" \\", "'$HOME `x` \"y\" \\'")]
    public void Words_are_quoted_for_the_shell(string word, string quoted)
    {
        Assert.Equal(quoted, ShellQuote.Quote(word));
        Assert.True(ShellQuote.IsQuoted(quoted));
        var block = HookTexts.Embedded.Newest.Block;
        Assert.True(block.Matches(block.Render("pre-commit", word), "pre-commit"));
        Assert.False(block.Matches(block.Render("pre-commit", word), "post-commit"));
    }

    [Theory]
    [InlineData("'")]
    [InlineData("''x'")]
    [InlineData("'a'; rm -rf /; 'b'")]
    [InlineData("plain")]
    public void Other_text_in_place_of_the_program_is_not_ours(string text) => Assert.False(ShellQuote.IsQuoted(text));

    private static HookTemplate Next(HookTemplate template) => new(template.Text.Replace("hook v1", "hook v2", StringComparison.Ordinal));
}
