namespace GitSwarm.Teams.Panes;

/// <summary>Where the members of a team are to run.</summary>
/// <param name="Type">One of <see cref="PaneBackends.Types"/>.</param>
/// <param name="DecidedBy">The variable that decided it, or <c>default</c>.</param>
public sealed record PaneChoice(string Type, string DecidedBy);

/// <summary>Chooses a terminal for the members of a team.</summary>
public static class PaneBackends
{
    /// <summary>The name of <see cref="Tmux"/>.</summary>
    public const string Tmux = "tmux";

    /// <summary>The name of <see cref="ITerm"/>.</summary>
    public const string ITerm = "iterm2";

    /// <summary>The name of <see cref="WindowsTerminal"/>.</summary>
    public const string WindowsTerminal = "windows-terminal";

    /// <summary>No terminal: a child of the lead's process without one.</summary>
    public const string InProcess = "in-process";

    private const string Auto = "auto";
    private static readonly string[] Modes = ["GIT_SWARM_TEAMMATE_MODE", "CLAUDE_CODE_TEAMMATE_MODE"];

    /// <summary>Everything that can be asked for, besides <c>auto</c>.</summary>
    public static IReadOnlyList<string> Types { get; } = [Tmux, ITerm, WindowsTerminal, InProcess];

    /// <summary>
    /// What <c>GIT_SWARM_TEAMMATE_MODE</c> asks for, or else the terminal this process is in, as far as its program is
    /// installed: tmux, iTerm2, Windows Terminal; or else none.
    /// </summary>
    /// <param name="variable">The environment.</param>
    /// <param name="find">The path of a program; null where there is none.</param>
    /// <exception cref="SwarmException">What is asked for is unknown or not installed.</exception>
    public static PaneChoice Choose(Func<string, string?> variable, Func<string, string?> find)
    {
        if (Modes.FirstOrDefault(m => variable(m) is { Length: > 0 }) is { } mode && variable(mode)!.Trim() is var asked and not Auto)
        {
            return new PaneChoice(Installed(asked, mode, find), mode);
        }
        return Has("TMUX") && find("tmux") is not null ? new PaneChoice(Tmux, "TMUX")
            : variable("TERM_PROGRAM") == "iTerm.app" && find("it2") is not null ? new PaneChoice(ITerm, "TERM_PROGRAM")
            : Has("WT_SESSION") && find("wt.exe") is not null ? new PaneChoice(WindowsTerminal, "WT_SESSION")
            : new PaneChoice(InProcess, "default");

        bool Has(string name) => variable(name) is { Length: > 0 };
    }

    /// <summary>The backend of a name; null for <see cref="InProcess"/> and names this version does not know.</summary>
    public static IPaneBackend? Of(string type, PaneOutside outside) =>
        type switch
        {
            Tmux => new Tmux(outside),
            ITerm => new ITerm(outside),
            WindowsTerminal => new WindowsTerminal(outside),
            _ => null,
        };

    private static string Installed(string asked, string mode, Func<string, string?> find)
    {
        if (!Types.Contains(asked))
        {
            throw new SwarmException(
                ErrorCode.BadArgument,
                $"{mode} is '{Texts.Cut(asked, 40)}', which is no way to run members of a team",
                $"use one of {Auto}, {string.Join(", ", Types)}"
            );
        }
        var (program, next) = asked switch
        {
            Tmux => ("tmux", "install tmux"),
            ITerm => ("it2", "install the it2 command (pip install it2) and switch on iTerm2's Python API"),
            WindowsTerminal => ("wt.exe", "install Windows Terminal, whose wt.exe has to be on PATH"),
            _ => ("", ""),
        };
        return program.Length == 0 || find(program) is not null
            ? asked
            : throw new SwarmException(
                ErrorCode.CannotLaunch,
                $"{mode} asks for {asked}, but there is no '{program}' here",
                $"{next}, or use {mode}={Auto}"
            );
    }
}
