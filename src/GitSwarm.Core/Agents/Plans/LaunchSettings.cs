using GitSwarm.Agents.Definitions;
using GitSwarm.Setup;

namespace GitSwarm.Agents.Plans;

/// <summary>What <c>swarm.*</c> says of launches.</summary>
public sealed record LaunchSettings
{
    private const string HookKeys = "swarm.hook.";

    /// <summary>A day: a client's own timer for its hook counts milliseconds in 31 bits, and one that overflows is over at once.</summary>
    private const int MostAskLimit = 24 * 60 * 60;

    /// <summary><c>swarm.runner</c>: a runner's name, or <c>command:</c> and a line for the shell.</summary>
    public string? Runner { get; init; }

    /// <summary><c>swarm.command</c>: the line of the runner <c>command</c>.</summary>
    public string? Command { get; init; }

    /// <summary><c>swarm.background</c>: false where nothing runs in the background.</summary>
    public bool Background { get; init; } = true;

    /// <summary><c>swarm.autoBackground</c>: after how many seconds what runs in the foreground is moved; null: never.</summary>
    public int? AutoBackground { get; init; }

    /// <summary><c>swarm.forkByDefault</c>: who names no agent means a fork.</summary>
    public bool ForkByDefault { get; init; }

    /// <summary><c>swarm.customDenied</c>: tools that only built-in agents have.</summary>
    public IReadOnlyList<string> CustomDenied { get; init; } = [];

    /// <summary><c>swarm.handoffCheck</c>: a command that may look at results.</summary>
    public string? HandoffCheck { get; init; }

    /// <summary><c>swarm.progress</c>: after how many seconds a parent is told again how far an agent in the background is; 0: never.</summary>
    public int Progress { get; init; } = 600;

    /// <summary><c>swarm.askLimit</c>: for how many seconds an agent that asks its parent waits for the answer.</summary>
    public int AskLimit { get; init; } = 600;

    /// <summary><c>swarm.hook.*</c>: commands by event.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Hooks { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>Keys below <c>swarm.hook</c> that name no event.</summary>
    public IReadOnlyList<string> UnknownHooks { get; init; } = [];

    /// <summary>Reads them.</summary>
    /// <exception cref="SwarmException">A time is none.</exception>
    public static LaunchSettings Of(Settings settings)
    {
        // Git knows keys without regard to case, and gives them in lower case.
        var hooks = settings
            .Keys.Where(k => k.StartsWith(HookKeys, StringComparison.Ordinal))
            .ToLookup(k => HookEvent.Named(k[HookKeys.Length..]));
        return new LaunchSettings
        {
            Runner = settings["swarm.runner"],
            Command = settings["swarm.command"],
            Background = settings.Bool("swarm.background", otherwise: true),
            AutoBackground = settings["swarm.autobackground"] is { } time ? Seconds("swarm.autoBackground", time) : null,
            ForkByDefault = settings.Bool("swarm.forkbydefault", otherwise: false),
            CustomDenied = [.. settings.All("swarm.customdenied").SelectMany(ToolList.Split)],
            HandoffCheck = settings["swarm.handoffcheck"],
            Progress = settings["swarm.progress"] is { } every
                ? every is "0" or "false"
                    ? 0
                    : Seconds("swarm.progress", every)
                : new LaunchSettings().Progress,
            AskLimit = settings["swarm.asklimit"] is { } limit
                ? Math.Min(Seconds("swarm.askLimit", limit), MostAskLimit)
                : new LaunchSettings().AskLimit,
            Hooks = hooks
                .Where(h => h.Key is not null)
                .ToDictionary(h => h.Key!, h => (IReadOnlyList<string>)[.. h.SelectMany(settings.All)], StringComparer.Ordinal),
            UnknownHooks = [.. hooks[null]],
        };
    }

    private static int Seconds(string key, string time)
    {
        try
        {
            return (int)Math.Min(Durations.Parse(time).TotalSeconds, int.MaxValue);
        }
        catch (SwarmException)
        {
            throw new SwarmException(
                ErrorCode.BadConfig,
                $"{key} cannot be '{Texts.Cut(time, 40)}'",
                $"write it like 90s, 30m or 2h: git config {key} 2m"
            );
        }
    }
}
