namespace GitSwarm.TestKit;

/// <summary>The commands that change the user's terminal itself, which no child process could do.</summary>
internal static class TypedCommand
{
    /// <summary>Does <c>cd</c>, <c>export NAME=value</c> and <c>unset NAME</c>; null for anything else.</summary>
    internal static (string Text, int ExitCode)? IsBuiltIn(string command, TranscriptUser user, string home)
    {
        // ~ and ~/x are all of the shell's language that cd understands here.
        var words = ShellWords.Split(command.Replace("cd ~", "cd " + home, StringComparison.Ordinal));
        switch (words)
        {
            case ["cd"]:
                user.Directory = home;
                return ("", 0);
            case ["cd", var place]:
                var directory = Path.TrimEndingDirectorySeparator(Path.GetFullPath(place, user.Directory));
                if (!Directory.Exists(directory))
                {
                    return ($"sh: cd: can't cd to {place}\n", 2);
                }
                user.Directory = directory;
                return ("", 0);
            case ["export", var assignment] when assignment.IndexOf('=', StringComparison.Ordinal) is > 0 and var at:
                user.Exported[assignment[..at]] = assignment[(at + 1)..];
                return ("", 0);
            case ["unset", var name]:
                user.Exported[name] = null;
                return ("", 0);
            default:
                return null;
        }
    }
}
