namespace GitSwarm.Sessions.Processes;

/// <summary>Finds the script in the command line of a JavaScript runtime.</summary>
internal static class ScriptRun
{
    private static readonly string[] Runtimes = ["node", "nodejs", "bun", "deno"];

    // Options of node(1) whose value is an argument of its own, which would pass for the script.
    private static readonly string[] WithValue = ["-r", "--require", "--import", "--loader", "--experimental-loader", "-C", "--conditions"];

    /// <summary>The script's path as it was given; null when the process is no runtime or runs no file.</summary>
    internal static string? Of(IReadOnlyList<string> commandLine)
    {
        if (commandLine.Count == 0 || !Runtimes.Any(runtime => PathTail.Matches(commandLine[0], runtime)))
        {
            return null;
        }
        for (var i = 1; i < commandLine.Count; i++)
        {
            if (WithValue.Contains(commandLine[i]))
            {
                i++;
            }
            else if (!commandLine[i].StartsWith('-') && commandLine[i] is not "run")
            {
                return commandLine[i];
            }
        }
        return null;
    }
}
