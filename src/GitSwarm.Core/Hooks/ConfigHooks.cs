using GitSwarm.Git;

namespace GitSwarm.Hooks;

/// <summary>Plans hooks as config (git 2.54 and newer): beside whatever files there are, and independent of <c>core.hooksPath</c>.</summary>
/// <remarks>
/// A section with an event but no command makes git refuse every command that runs the hook, so the command is
/// written first and the section is removed as a whole.
/// </remarks>
internal sealed class ConfigHooks(ConfigFile config, HookTexts texts)
{
    /// <summary>The section of an event.</summary>
    public static string Section(string eventName) => "hook.swarm-" + eventName;

    /// <summary>The step that makes git reach the program for an event.</summary>
    public HookStep Install(string eventName, string program)
    {
        var section = Section(eventName);
        var command = texts.Newest.Command.Render(eventName, program);
        var commands = config.All(section + ".command");
        if (commands is [var one] && one == command && config.All(section + ".event") is [var e] && e == eventName)
        {
            return new(eventName, HookAction.Already, section, $"keep {section} in the config: up to date", null, [], []);
        }
        if (commands.Any(c => !texts.Versions.Any(v => v.Command.Matches(c, eventName))))
        {
            return new(
                eventName,
                HookAction.Foreign,
                section,
                $"leave {section} in the config alone: its command was edited, or a newer git-swarm wrote it",
                null,
                [$"run 'git config --local --remove-section {section}', then 'git swarm init' again"],
                []
            );
        }
        return new(
            eventName,
            HookAction.Config,
            section,
            $"set {section} in the repository's config",
            $"git config --local --remove-section {section}",
            [],
            [new HookChange.SetConfig(section + ".command", command), new HookChange.SetConfig(section + ".event", eventName)]
        );
    }

    /// <summary>The steps that take an event's section out, whoever edited it: its name is ours.</summary>
    public IEnumerable<HookStep> Remove(string eventName)
    {
        var section = Section(eventName);
        if (config.Keys.Any(k => k.StartsWith(section + ".", StringComparison.Ordinal)))
        {
            yield return new(
                eventName,
                HookAction.Remove,
                section,
                $"remove {section} from the repository's config",
                "git swarm init",
                [],
                [new HookChange.RemoveSection(section)]
            );
        }
    }
}
