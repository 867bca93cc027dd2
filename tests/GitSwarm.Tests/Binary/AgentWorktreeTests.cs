using GitSwarm.Agents.Worktrees;
using GitSwarm.Git;
using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Binary;

/// <summary>Worktrees of agents where the hooks of git-swarm itself are installed.</summary>
[Trait("Category", "Binary")]
public sealed class AgentWorktreeTests
{
    [GitTheory(RepositoryFormat.Files, RepositoryFormat.Reftable)]
    public void Making_one_starts_no_session_and_moves_none(TestGit git, RepositoryFormat format)
    {
        using var cli = new Cli(git, format);
        var ui = cli.UserOn("ui");
        ui.Do("join", "--task", "the table");
        cli.Do("join", "--name", "me");
        var before = Sessions(cli);
        // As if an agent program made it whose session is unknown here.
        var variables = new Dictionary<string, string>(cli.Sandbox.Variables, StringComparer.Ordinal)
        {
            ["CLAUDECODE"] = "1",
            ["CLAUDE_CODE_SESSION_ID"] = "11111111-2222-7333-8444-555555555555",
        };
        var worktrees = new AgentWorktrees(
            new GitProcess(new GitEnvironment(variables, cli.Sandbox.GitProgram)),
            RepositoryDiscovery.Find(cli.Repository.Path, _ => null)!
        );

        var made = worktrees.Make(
            new WorktreeRequest
            {
                Directory = cli.Repository.Path,
                Variables = variables,
                NewName = () => "abcd1234",
            }
        );

        Assert.Equal(before, Sessions(cli));
        Assert.True(File.Exists(Path.Combine(made.Path, "README.md")));
        Assert.Null(worktrees.RemoveIfNothingIsLost(made).Text);
        Assert.False(Directory.Exists(made.Path));
        Assert.Equal(before, Sessions(cli));
    }

    private static string Sessions(Cli cli) =>
        string.Join(
            '\n',
            cli.Me.Sessions().Values.Select(s => $"{s.Text("name")} {s.Text("branch")} {s.Text("worktree")}").Order(StringComparer.Ordinal)
        );
}
