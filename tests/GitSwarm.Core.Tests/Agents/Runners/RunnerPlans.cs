using System.Text.Json;
using GitSwarm.Agents.Definitions;
using GitSwarm.Agents.Plans;

namespace GitSwarm.Tests.Agents.Runners;

/// <summary>Plans that a runner may get.</summary>
internal static class RunnerPlans
{
    /// <summary>With as little as a plan can have.</summary>
    internal static LaunchPlan Plain(string mode = "acceptEdits") =>
        new()
        {
            Identity = new LaunchIdentity
            {
                Id = "01890000-0000-7000-8000-000000000001",
                Agent = "general-purpose",
                Source = "built-in",
                Description = "do it",
                Path = LaunchPath.Subagent,
                Model = new PlannedValue(null, "runner"),
                Parent = "0123456789",
            },
            Context = new LaunchContext
            {
                Directory = "/home/dev/app",
                ParentDirectory = "/home/dev/app",
                Mode = new PlannedValue(mode, "default"),
                MayAsk = false,
            },
            Tools = new LaunchTools(),
            Prompt = new LaunchPrompt
            {
                Facts = new EnvironmentFacts
                {
                    Directory = "/home/dev/app",
                    Platform = "linux",
                    Date = "2030-01-02",
                },
                Messages = [new PromptPart(PromptKind.Task, "Do it.")],
            },
            Hooks = new LaunchHooks(),
            Execution = new LaunchExecution
            {
                Runner = new PlannedValue("any", "call"),
                Program = "/opt/bin/client",
                Directory = "/home/dev/app/.git/swarm/runs",
                OutputFile = "/home/dev/app/.git/swarm/runs/01890000-0000-7000-8000-000000000001.jsonl",
            },
            CleanUp = [],
        };

    /// <summary>The same for a member of a team that is shown in a pane.</summary>
    internal static LaunchPlan Shown()
    {
        var plan = Full();
        var member = new LaunchMember
        {
            Backend = new PlannedValue("tmux", "TMUX"),
            IsInteractive = true,
            Program = "/opt/bin/git-swarm",
        };
        return plan with { Execution = plan.Execution with { Member = member, Questions = null } };
    }

    /// <summary>With everything that a definition can say.</summary>
    internal static LaunchPlan Full()
    {
        var plan = Plain("plan");
        return plan with
        {
            Identity = plan.Identity with { Model = new PlannedValue("acme/large-2", "call"), Effort = "max" },
            Context = plan.Context with { OmitProjectInstructions = true, OmitGitStatus = true },
            Tools = new LaunchTools
            {
                Names = ["Read", "Grep", "Bash"],
                Allow = ["Bash(git diff:*)", "WebFetch(domain:example.org)"],
                Deny = ["Bash(rm:*)", "Grep"],
                AgentTypes = ["Explore"],
                Servers =
                [
                    new AgentServer("notes", Json("""{"command":"notes","args":["--all"],"env":{"KEY":"s3cret"}}""")),
                    new AgentServer("known", null),
                ],
            },
            Prompt = plan.Prompt with
            {
                System = "You review.",
                Facts = plan.Prompt.Facts with { Directories = ["/home/dev/lib"] },
                Messages =
                [
                    new PromptPart(PromptKind.Hook, "From a hook."),
                    new PromptPart(PromptKind.Skill, "A skill."),
                    new PromptPart(PromptKind.Initial, "First this."),
                    new PromptPart(PromptKind.Task, "Do \"it\".\nThen stop."),
                ],
                Reminder = "{Never push.}",
            },
            Hooks = new LaunchHooks
            {
                Definition = Json(
                    """
                    {"SubagentStop":[{"hooks":[{"type":"command","command":"./check"}]}],"PreToolUse":{"matcher":"Bash","hooks":[{"type":"command","command":"./guard"}]},
                    "PostToolUse":[{"type":"command","command":"./after"}]}
                    """
                ),
                Client = new Dictionary<string, IReadOnlyList<string>>
                {
                    ["PreToolUse"] = ["company-guard"],
                    ["UserPromptSubmit"] = ["tell"],
                },
            },
            Execution = plan.Execution with { MaxTurns = 7 },
        };
    }

    /// <summary>A fork of a session.</summary>
    internal static LaunchPlan Fork()
    {
        var plan = Plain();
        return plan with
        {
            Identity = plan.Identity with
            {
                Path = LaunchPath.Fork,
                Inherits = "11111111-2222-4333-8444-555555555555",
                Model = new PlannedValue("opus", "fork"),
                Effort = "high",
            },
            Prompt = plan.Prompt with { Messages = [new PromptPart(PromptKind.Task, "[DIRECTIVE]: do it")] },
        };
    }

    internal static JsonElement Json(string text) => JsonSerializer.Deserialize<JsonElement>(text);
}
