using GitSwarm.Agents.Runners;

namespace GitSwarm.Agents.Plans;

/// <summary>Chooses what plays an agent: the call, the definition, the settings, the first client that is there.</summary>
public static class RunnerChoices
{
    private const string Line = CommandRunner.Id + ":";

    /// <summary>Chooses.</summary>
    /// <param name="call"><c>--runner</c>: a name, or <c>command:</c> and a line for the shell.</param>
    /// <param name="definition">A name; a line of a definition would be a repository's.</param>
    /// <param name="fork">The client of whoever is copied; null where this is no fork.</param>
    /// <param name="settings">The settings.</param>
    /// <param name="find">The absolute path of a program; null where it is not there.</param>
    /// <exception cref="SwarmException">There is no such runner, or its program is not there.</exception>
    public static RunnerChoice Of(string? call, string? definition, string? fork, LaunchSettings settings, Func<string, string?> find)
    {
        if (call is not null)
        {
            return Typed(call, "call", settings, find);
        }
        if (fork is not null)
        {
            return Named(fork, "parent", settings, find);
        }
        if (definition is not null)
        {
            return Named(definition, "definition", settings, find);
        }
        if (settings.Runner is { } configured)
        {
            return Typed(configured, "setting", settings, find);
        }
        foreach (var runner in AgentRunners.All.Where(r => r.Name != CommandRunner.Id))
        {
            if (Program(runner, find) is { } program)
            {
                return new RunnerChoice(runner, program, "found");
            }
        }
        return settings.Command is { } command
            ? new RunnerChoice(AgentRunners.Named(CommandRunner.Id)!, command, "setting")
            : throw new SwarmException(
                ErrorCode.CannotLaunch,
                "nothing here can play an agent",
                $"install {Clients()}, or name a command: git config swarm.command '<line for the shell>'"
            );
    }

    private static RunnerChoice Typed(string text, string from, LaunchSettings settings, Func<string, string?> find) =>
        text.StartsWith(Line, StringComparison.Ordinal) && text[Line.Length..].Trim() is { Length: > 0 } line
            ? new RunnerChoice(AgentRunners.Named(CommandRunner.Id)!, line, from)
            : Named(text, from, settings, find);

    private static RunnerChoice Named(string name, string from, LaunchSettings settings, Func<string, string?> find)
    {
        var shown = Texts.Cut(name, 40);
        var runner =
            AgentRunners.Named(name)
            ?? throw new SwarmException(
                ErrorCode.CannotLaunch,
                $"no runner '{shown}' ({from})",
                $"there is {string.Join(", ", AgentRunners.All.Select(r => r.Name))}, and command:<line for the shell>"
            );
        if (name == CommandRunner.Id)
        {
            return settings.Command is { } command
                ? new RunnerChoice(runner, command, from)
                : throw new SwarmException(
                    ErrorCode.CannotLaunch,
                    $"the runner 'command' ({from}) has no command",
                    "set it: git config swarm.command '<line for the shell>'; or use --runner 'command:<line for the shell>'"
                );
        }
        return Program(runner, find) is { } program
            ? new RunnerChoice(runner, program, from)
            : throw new SwarmException(
                ErrorCode.CannotLaunch,
                $"{shown} ({from}) is not on PATH",
                "install it, or name another runner with --runner"
            );
    }

    private static string? Program(AgentRunner runner, Func<string, string?> find) =>
        runner.Programs.Select(find).FirstOrDefault(p => p is not null);

    private static string Clients() =>
        AgentRunners.All.Count > 1
            ? "one of " + string.Join(", ", AgentRunners.All.Select(r => r.Name).Where(n => n != CommandRunner.Id))
            : "an agent program";
}
