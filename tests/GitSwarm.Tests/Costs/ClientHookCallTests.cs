using System.Text.Json.Nodes;
using GitSwarm.TestKit;
using Xunit;

namespace GitSwarm.Tests.Costs;

using Cli = GitSwarm.Tests.Binary.Cli;

/// <summary>How many gits the hook of a client starts.</summary>
[Trait("Category", "Binary")]
public class ClientHookCallTests
{
    private const string Session = "1111aaaa";

    [Fact]
    public void None_where_nobody_opted_in()
    {
        using var cli = new Cli(init: false);

        Assert.Empty(Calls(cli, "SessionStart"));
        Assert.Empty(Calls(cli, "PreToolUse", "src/app.js"));
        Assert.Empty(Calls(cli, "PostToolBatch"));
    }

    [Fact]
    public void One_before_and_after_an_edit_that_is_on_record_and_five_before_the_first_of_a_file()
    {
        using var cli = Standing();
        Calls(cli, "SessionStart");
        Calls(cli, "PreToolUse", "src/first.js");

        // Read the records and the config, write the claim, move the refs, and read the claims again before that counts.
        Assert.Equal(5, Calls(cli, "PreToolUse", "src/app.js").Count);
        Calls(cli, "PostToolUse", "src/app.js");
        Assert.Single(Calls(cli, "PreToolUse", "src/app.js"));
        Assert.Single(Calls(cli, "PostToolUse", "src/app.js"));
    }

    [Fact]
    public void Two_more_where_the_file_is_anothers_and_that_was_said_before()
    {
        using var cli = Standing();
        var bob = cli.UserOn("feat/bob");
        bob.Variables["GIT_SWARM_NOW"] = cli.Me.Variables["GIT_SWARM_NOW"];
        bob.Do("claim", "src/app.js");
        Calls(cli, "SessionStart");
        Calls(cli, "PreToolUse", "src/app.js");

        // All the records, the config, and what was told.
        Assert.Equal(1 + 3, Calls(cli, "PreToolUse", "src/app.js").Count);
    }

    [Fact]
    public void One_between_tool_calls_where_nobody_ever_wrote_and_one_more_where_somebody_did()
    {
        using var cli = Standing();
        Calls(cli, "SessionStart");
        Calls(cli, "PostToolBatch");
        Assert.Single(Calls(cli, "PostToolBatch"));

        cli.Do("note", "something");
        Calls(cli, "PostToolBatch");
        Assert.Equal(2, Calls(cli, "PostToolBatch").Count);
    }

    private static Cli Standing()
    {
        var cli = new Cli(init: false);
        cli.Do("init", "--no-hooks");
        cli.Me.Variables["GIT_SWARM_NOW"] = "2026-01-05T09:00:00Z";
        return cli;
    }

    private static IReadOnlyList<string> Calls(Cli cli, string name, string? file = null)
    {
        var payload = new JsonObject
        {
            ["session_id"] = Session,
            ["cwd"] = cli.Me.Directory,
            ["hook_event_name"] = name,
        };
        if (file is not null)
        {
            payload["tool_name"] = "Edit";
            payload["tool_input"] = new JsonObject { ["file_path"] = Path.Combine(cli.Me.Directory, file) };
        }
        var shim = new FaultGit(cli.Sandbox, FaultMode.None, 1);
        var before = new Dictionary<string, string>(cli.Me.Variables, StringComparer.Ordinal);
        foreach (var (key, value) in shim.Variables)
        {
            cli.Me.Variables[key] = value;
        }
        var finished = cli.Me.RunReading(payload.ToJsonString(), "hook", "claude", "-v");
        cli.Me.Variables.Clear();
        foreach (var (key, value) in before)
        {
            cli.Me.Variables[key] = value;
        }
        Assert.Equal((0, ""), (finished.ExitCode, finished.Error));
        return shim.Calls;
    }
}
