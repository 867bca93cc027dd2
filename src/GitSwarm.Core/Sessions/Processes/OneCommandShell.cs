namespace GitSwarm.Sessions.Processes;

/// <summary>Tells a shell that runs one command and ends from one that somebody sits at.</summary>
internal static class OneCommandShell
{
    private static readonly string[] Shells = ["sh", "bash", "zsh", "dash", "ash", "ksh", "mksh", "fish", "csh", "tcsh"];

    /// <summary>Whether a command line starts a shell with <c>-c</c>, alone or among other letters (<c>bash -lc</c>).</summary>
    internal static bool Is(IReadOnlyList<string> commandLine)
    {
        if (commandLine.Count == 0)
        {
            return false;
        }
        // A login shell's zeroth argument starts with a hyphen.
        var name = commandLine[0].TrimStart('-');
        return Shells.Any(shell => PathTail.Matches(name, shell))
            && commandLine
                .Skip(1)
                .TakeWhile(argument => argument.StartsWith('-'))
                .Any(option =>
                    option is "--command"
                    || (!option.StartsWith("--", StringComparison.Ordinal) && option.Contains('c', StringComparison.Ordinal))
                );
    }
}
